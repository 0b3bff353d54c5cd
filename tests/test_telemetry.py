"""Log lines hold one event each and no secret; counters count."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.telemetry import Counters, log_to

SECRETS = ("8f742231b10e8888abcd99yyyzzz85a5", "xoxb-1-2-abc")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    level, stream = root.level, io.StringIO()
    handler = log_to(stream, SECRETS)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines_of(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_in_utc(stream: io.StringIO) -> None:
    logging.getLogger("bot.test").info("question_closed", extra={"ref": "7F3A", "took_s": 0.5})
    (line,) = lines_of(stream)
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "info", "logger": "bot.test", "event": "question_closed", "ref": "7F3A", "took_s": 0.5}


def test_a_line_break_in_a_value_cannot_start_another_entry(stream: io.StringIO) -> None:
    logging.getLogger("bot.test").warning("odd\n{}\u2028\r", extra={"type": 'x"\n{"event": "forged"}'})
    assert len(stream.getvalue().splitlines()) == 1
    assert lines_of(stream)[0]["type"] == 'x"\n{"event": "forged"}'


def test_an_exception_is_a_trace_in_the_same_line(stream: io.StringIO) -> None:
    try:
        raise ValueError("broken xoxb-9-secret")
    except ValueError:
        logging.getLogger("bot.test").exception("question_failed")
    (line,) = lines_of(stream)
    assert "Traceback" in line["trace"]
    assert "xoxb-9-secret" not in line["trace"]


@pytest.mark.parametrize("kind", ["xoxb-", "xoxa-", "xoxe-", "xoxe.", "xoxp-", "xoxr-", "xoxs-", "xapp-", "xoxe.xoxp-"])
def test_tokens_of_every_kind_are_hidden(stream: io.StringIO, kind: str) -> None:
    logging.getLogger("bot.test").info("sent", extra={"token": f"token={kind}1-ABC.def_9 next"})
    assert "ABC" not in stream.getvalue()
    assert "next" in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"secret {SECRETS[0]}",
        "Authorization: Bearer opaque-credential",
        "{'Authorization': 'Basic opaque-credential'}",
        '{"authorization": "opaque-credential"}',
        "wss://wss.example/link/?ticket=opaque-credential&app_id=1",
    ],
)
def test_secrets_and_headers_are_hidden(stream: io.StringIO, text: str) -> None:
    logging.getLogger("bot.test").info(text)
    assert "opaque-credential" not in stream.getvalue()
    assert SECRETS[0] not in stream.getvalue()
    assert lines_of(stream)


def test_libraries_that_print_whole_payloads_are_silent(stream: io.StringIO) -> None:
    for name in ("slack_bolt.AsyncApp", "slack_bolt.AsyncRequestVerification", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.INFO)
        logging.getLogger(name).error("Unhandled request {'text': 'private words'}")
    logging.getLogger("slack_sdk.web").info("private words")
    assert stream.getvalue() == ""
    logging.getLogger("slack_sdk.socket_mode").warning("closed")
    assert lines_of(stream)[0]["event"] == "closed"


def test_a_second_start_does_not_double_the_lines(stream: io.StringIO) -> None:
    again = io.StringIO()
    handler = log_to(again)
    logging.getLogger("bot.test").info("once")
    logging.getLogger().removeHandler(handler)
    assert stream.getvalue() == ""
    assert len(lines_of(again)) == 1


def test_counters_count_by_their_labels() -> None:
    counters = Counters()
    for outcome in ("found", "misread", "found"):
        counters.count("answers_total", outcome=outcome)
    counters.count("possible_duplicate_total")
    assert counters.value("answers_total", outcome="found") == 2
    assert counters.value("answers_total", outcome="busy") == 0
    assert counters.lines() == [
        'answers_total{outcome="found"} 2',
        'answers_total{outcome="misread"} 1',
        "possible_duplicate_total 1",
    ]
