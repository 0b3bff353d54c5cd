import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import briefing
from bot.errors import EXIT_NOTHING_FOUND
from tests.answer.desk import PEOPLE
from tests.answer.desk import briefing as written

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "speakers.yaml").write_text(PEOPLE, encoding="utf-8")
    text = written(
        "{speech: The ferry will run all winter long between both of our islands., by: vesna-okoro}",
        "{speech: The harbour pays for the ferry out of its own pocket this year., by: tariq-lindqvist}",
    )
    (tmp_path / "tides.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def said(folder: Path, *lines: str) -> list[str]:
    """What each line is answered with."""
    given = "\n".join(lines) + "\n"
    result = CliRunner().invoke(briefing, ["chat", "--knowledge", str(folder)], input=given, standalone_mode=False)
    assert result.return_value == 0, result.output
    return [part.partition("\n")[2] for part in ("\n" + result.output).split("\n> ")[1:]]


def test_a_line_may_refer_to_the_one_before(folder: Path) -> None:
    first, only, other = said(folder, "what was said about the ferry?", "only Okoro", "and Lindqvist?")
    assert first.count("“") == 2
    assert only.startswith('Understood: speaker:"Vesna Okoro" the ferry')
    assert "run all winter" in only
    assert "pocket" not in only
    assert "pocket" in other


def test_commands_are_those_of_slack(folder: Path) -> None:
    question, status, slack, near, reload = said(
        folder, "ferry", "status", "/briefing status", "statsu", "reload --dry-run"
    )
    quote_id = next(line.strip() for line in question.splitlines() if "#1:" in line)
    assert status == slack
    assert status.startswith("1 briefing (10 June 2030), loaded ")
    assert near.startswith("Did you mean “status”?")
    assert reload.startswith("Nothing has changed: 1 briefing, 2 turns")
    (same,) = said(folder, f"quote {quote_id}")
    assert "run all winter" in same
    (speakers, dates) = said(folder, "speakers okoro", "dates 2030-06")
    assert "Vesna Okoro" in speakers
    assert "2030-06-10" in dates


def test_an_id_whose_words_changed_shows_what_stands_there_and_is_no_find_for_programs(folder: Path) -> None:
    asked = "tides#1:0-9~00000000"
    (shown,) = said(folder, f"quote {asked}")
    assert "Changed: " in shown
    assert "run all winter long" in shown
    given = ["quote", asked, "--json", "--knowledge", str(folder)]
    result = CliRunner().invoke(briefing, given, standalone_mode=False)
    found = json.loads(result.output)
    assert (result.return_value, found["outcome"]) == (EXIT_NOTHING_FOUND, "changed")
    assert [quote["text"][:9] for quote in found["quotes"]] == ["The ferry"]
    assert found["quotes"][0]["id"] != asked


def test_reserved_words_in_a_longer_line_are_a_question(folder: Path) -> None:
    answers = said(
        folder, "quote Okoro on the ferry", "status of the ferry in winter", "ask ferry", "dates of the ferry"
    )
    assert all("“The" in answer for answer in answers)


def test_an_empty_line_says_nothing_and_quit_ends(folder: Path) -> None:
    assert said(folder, "", "   ", "quit", "ferry") == []


def test_bytes_that_are_no_text_are_searched_like_anything(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--knowledge", str(folder)],
        input=b"\xff\xfe ferry\n",
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")


def typed(folder: Path, *keys: bytes) -> tuple[int, str]:
    """Exit code and screen of a dialogue at a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat", "--knowledge", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as one:
        os.close(theirs)
        try:
            screen = read_until(ours, b"briefing> ")
            for key in keys:
                screen += press(one, ours, key)
            code = one.wait(timeout=10)
        finally:
            one.kill()
            os.close(ours)
    return code, screen.decode("utf-8", "replace")


def press(program: "subprocess.Popen[bytes]", terminal: int, key: bytes) -> bytes:
    """What appears after a key; Ctrl-C is pressed until it is heard, as by a person: line editing has a deaf moment."""
    if key != b"^C":
        os.write(terminal, key)
        return read_until(terminal, b"briefing> ")
    for _ in range(10):
        program.send_signal(signal.SIGINT)
        if select.select([terminal], [], [], 2)[0]:
            break
    return read_until(terminal, b"briefing> ")


def read_until(terminal: int, prompt: bytes, seconds: float = 20) -> bytes:
    """What appears until the prompt does, the program ends, or time is up."""
    read, until = b"", time.monotonic() + seconds
    while prompt not in read and select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        read += part
    return read


def test_ctrl_d_ends_a_dialogue_at_a_terminal(folder: Path) -> None:
    code, screen = typed(folder, b"ferry\n", b"\x04")
    assert code == 0
    assert "run all winter" in screen
    assert "Traceback" not in screen


def test_ctrl_c_drops_the_line_and_twice_ends(folder: Path) -> None:
    code, screen = typed(folder, b"^C", b"^C")
    assert code == 130
    assert "Ctrl-D ends" in screen
    assert "Traceback" not in screen
