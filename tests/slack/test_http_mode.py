"""HTTP mode listens to Slack and to nobody else."""

import json
import time
from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.events import event_callback, message_event
from tests.loopback.posting import FORM, signature_of
from tests.loopback.workspace import SIGNING_SECRET
from tests.slack.conversations import NEWSROOM

pytestmark = pytest.mark.asyncio(loop_scope="module")
JSON: Final = "application/json"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as running, BotProcess(running, NEWSROOM, tmp_path_factory.mktemp("http"), "http"):
        yield running


def question(slack: LoopbackSlack, user: str) -> bytes:
    channel = slack.workspace.channel("D" + user[1:])
    event = message_event("message", channel, user, "was the Velm dam inspected?", slack.workspace.new_ts())
    return json.dumps(event_callback(event, channel)).encode()


def signed(body: bytes, timestamp: str, secret: str = SIGNING_SECRET) -> dict[str, str]:
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature_of(body, timestamp, secret)}


async def test_a_request_slack_did_not_sign_is_refused_and_not_answered(slack: LoopbackSlack) -> None:
    body, now = question(slack, "U0FORGER"), str(int(time.time()))
    attempts = [
        {},
        signed(body, now, secret="guessed"),
        signed(body, str(int(time.time()) - 301)),
        signed(body, "abc"),
        signed(body, "1" * 5000),
        {"x-slack-request-timestamp": now, "x-slack-signature": "v0="},
        signed(body + b" ", now),
    ]
    for headers in attempts:
        status, text, _ = await slack.poster.post(body, JSON, headers, sign=False)
        assert status == 401, headers
        assert len(text) < 200
    assert not slack.visible_in("D0FORGER")


@pytest.mark.parametrize("body", [b'{"a":1,', b"null", b"[1]", b'"x"', b"[" * 100_000, b"\xff\xfe", b""])
@pytest.mark.parametrize("content_type", [JSON, FORM])
async def test_garbage_is_refused_unsigned_and_harmless_signed(
    slack: LoopbackSlack, body: bytes, content_type: str
) -> None:
    unsigned, _, _ = await slack.poster.post(body, content_type, {}, sign=False)
    assert unsigned == 401
    status, text, _ = await slack.poster.post(body, content_type, {})
    assert status < 500
    assert "Traceback" not in text


async def test_ssl_check_needs_a_signature_too(slack: LoopbackSlack) -> None:
    status, _, _ = await slack.poster.post(b"ssl_check=1&token=x", FORM, {}, sign=False)
    assert status == 401


async def test_a_body_beyond_all_measure_is_refused_and_not_logged(slack: LoopbackSlack) -> None:
    status, _, _ = await slack.poster.post(b"x" * 2_000_000, JSON, {}, sign=False)
    assert status in (401, 413)


async def test_the_address_proves_itself_to_slack(slack: LoopbackSlack) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw", "token": "t"}).encode()
    status, text, _ = await slack.poster.post(body, JSON, {})
    assert status == 200
    assert "3eZbrw" in text


async def test_a_replayed_request_has_no_second_answer(slack: LoopbackSlack) -> None:
    body = question(slack, "U0REPLAY")
    headers = signed(body, str(int(time.time())))
    for _ in range(3):
        status, _, _ = await slack.poster.post(body, JSON, headers, sign=False)
        assert status == 200
    await slack.wait_until(lambda: slack.visible_in("D0REPLAY"))
    said = slack.direct("U0REPLAY", "when do the grain barges sail")
    await slack.wait_for_reply(said)
    assert len(slack.visible_in("D0REPLAY")) == 2
