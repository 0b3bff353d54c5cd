"""Stored answers: found again by their own workspace, shared once, forgotten in time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state.answers import Answered, Answers, Remark
from bot.state.database import Database

NOW = 1_700_000_000.0
DAY_S = 24 * 3600.0
ANSWER = Answered("a1", "ask", "was the dam inspected?", "T1", "C1", "U1", "9f3c", ("q1", "q2"), True, NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(str(tmp_path / "state.db"))
    yield opened
    opened.close()


def test_an_answer_is_found_again_as_it_was_kept(database: Database) -> None:
    answers = Answers(database)
    answers.keep(ANSWER)
    assert answers.get("a1", "T1") == ANSWER


def test_another_workspace_finds_nothing_under_the_id(database: Database) -> None:
    answers = Answers(database)
    answers.keep(ANSWER)
    assert answers.get("a1", "T2") is None
    assert answers.get("a2", "T1") is None


def test_an_answer_kept_again_stands_once(database: Database) -> None:
    answers = Answers(database)
    answers.keep(ANSWER)
    answers.keep(again := replace(ANSWER, snapshot="77aa"))
    assert answers.get("a1", "T1") == again


def test_only_one_press_has_the_right_to_share_and_keeps_it_through_its_own_second_try(database: Database) -> None:
    answers = Answers(database)
    assert answers.claim_share("a1", "C1", "first", NOW)
    assert not answers.claim_share("a1", "C1", "second", NOW)
    assert answers.claim_share("a1", "C1", "first", NOW)


def test_a_right_to_share_is_given_back_by_its_holder_alone(database: Database) -> None:
    answers = Answers(database)
    answers.claim_share("a1", "C1", "first", NOW)
    answers.give_back_share("a1", "C1", "second")
    assert not answers.claim_share("a1", "C1", "second", NOW)
    answers.give_back_share("a1", "C1", "first")
    assert answers.claim_share("a1", "C1", "second", NOW)


def test_the_posts_that_show_a_quote_are_found_by_the_beginning_of_its_id(database: Database) -> None:
    answers = Answers(database)
    for number, ids in enumerate((("2024-rivers#1", "x"), ("y",), ("2024-rivers#2",))):
        answers.keep(replace(ANSWER, id=f"a{number}", quote_ids=ids, answered_at=NOW - number))
    answers.posted("a0", "C1", "1.1")
    answers.posted("a1", "C1", "1.2")
    assert [one.id for one in answers.showing("2024-rivers#")] == ["a0"]
    answers.posted("a2", "C1", "1.3")
    assert [one.id for one in answers.showing("2024-rivers#")] == ["a2", "a0"]


def test_the_last_opinion_of_a_person_counts(database: Database) -> None:
    answers = Answers(database)
    answers.remark(Remark("a1", "U1", "good", None, NOW))
    answers.remark(last := Remark("a1", "U1", "bad", "too old", NOW + 1))
    answers.remark(other := Remark("a1", "U2", "good", None, NOW))
    assert answers.remarks() == (last, other)


@pytest.mark.parametrize("keep_days", [1, 30])
def test_what_is_older_than_it_is_kept_is_forgotten_with_its_shares_and_opinions(
    database: Database, keep_days: int
) -> None:
    answers = Answers(database, keep_days)
    answers.keep(ANSWER)
    answers.claim_share("a1", "C1", "first", NOW)
    answers.remark(Remark("a1", "U1", "good", None, NOW))
    answers.purge(NOW + keep_days * DAY_S - 1)
    assert answers.get("a1", "T1") == ANSWER
    answers.purge(NOW + keep_days * DAY_S + 1)
    assert answers.get("a1", "T1") is None
    assert answers.remarks() == ()
    assert answers.claim_share("a1", "C1", "second", NOW)
