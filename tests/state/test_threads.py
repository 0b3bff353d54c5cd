"""What threads remember: the question before, in this thread alone, and not for ever."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state.answers import DAY_S
from bot.state.database import Database
from bot.state.threads import Place, Threads

NOW = 1_700_000_000.0
ROOT = Place("T1", "C1", "1700000000.000100", "1700000000.000100")
NEXT = replace(ROOT, ts="1700000009.5")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(str(tmp_path / "state.db"))
    yield opened
    opened.close()


def test_a_later_message_finds_what_was_asked_before_it_and_a_second_try_does_not_find_itself(
    database: Database,
) -> None:
    threads = Threads(database)
    threads.keep(ROOT, "first", NOW)
    threads.keep(NEXT, "second", NOW)
    assert threads.last(ROOT) is None
    assert threads.last(NEXT) == "first"
    assert threads.last(replace(ROOT, ts="1700000010.000000")) == "second"


@pytest.mark.parametrize("other", [{"team": "T2"}, {"channel": "C2"}, {"root": "1700000000.000200"}])
def test_another_workspace_channel_or_thread_finds_nothing(database: Database, other: dict[str, str]) -> None:
    threads = Threads(database)
    threads.keep(ROOT, "first", NOW)
    assert threads.last(replace(NEXT, **other)) is None


def test_a_question_that_is_forgotten_hides_those_before_it(database: Database) -> None:
    threads = Threads(database)
    threads.keep(ROOT, "first", NOW)
    threads.keep(NEXT, None, NOW)
    assert threads.last(replace(ROOT, ts="1700000010.000000")) is None


def test_questions_are_forgotten_after_the_days_they_are_kept(database: Database) -> None:
    threads = Threads(database, keep_days=2)
    threads.keep(ROOT, "first", NOW)
    threads.purge(NOW + 2 * DAY_S - 1)
    assert threads.last(NEXT) == "first"
    threads.purge(NOW + 2 * DAY_S + 1)
    assert threads.last(NEXT) is None


@pytest.mark.parametrize("ts", ["9" * 200, "9" * 200 + ".1", "1", "0001.2"])
def test_any_time_stamp_slack_may_send_has_a_place(database: Database, ts: str) -> None:
    threads = Threads(database)
    threads.keep(replace(ROOT, ts=ts), "first", NOW)
    threads.last(replace(ROOT, ts=ts))
