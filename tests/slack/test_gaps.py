"""What admins read of questions that found nothing: their words, how often, and never who asked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.query.followups.last import LastQuestion
from bot.query.followups.stored import written
from bot.slack.rendering.gaps import gaps_text
from bot.slack.sentences import not_admin
from bot.slack.showing.commands import Administer, Show, read_words
from bot.state.answers import DAY_S, Unanswered
from bot.state.arrivals import Entrance
from tests.slack.stage import ADMIN, staged

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC).timestamp()


def test_questions_asked_most_often_come_first_and_each_stands_once() -> None:
    asked = ["zeppelin moorings", "tram fares", "Zeppelin  moorings"]
    text = gaps_text([Unanswered(one, None, NOON - n) for n, one in enumerate(asked)], 7, 30)
    assert text.splitlines() == [
        "2 questions found nothing in the last 7 days:",
        "• zeppelin moorings (2 times, last on 1 July 2024)",
        "• tram fares (on 1 July 2024)",
    ]


def test_a_follow_up_is_told_with_what_it_followed() -> None:
    follows = written(LastQuestion(words="grain barges"))
    assert "and in May? [after: grain barges]" in gaps_text([Unanswered("and in May?", follows, NOON)], 1, 30)


def test_days_that_are_not_kept_are_said_to_be_missing() -> None:
    assert gaps_text([], 90, 30) == (
        "No question found nothing in the last 30 days (older ones are not kept: BRIEFING_KEEP_DAYS is 30)."
    )


def test_a_list_that_is_too_long_says_how_many_it_leaves_out() -> None:
    text = gaps_text([Unanswered(f"{n} " + "word " * 60, None, NOON) for n in range(60)], 7, 30)
    assert len(text) < 2_500
    shown = sum(line.startswith("•") for line in text.splitlines())
    assert text.splitlines()[-1] == f"and {60 - shown} more, asked less often or longer ago"


@pytest.mark.parametrize(("typed", "days"), [("gaps", ""), ("gaps 30", "30"), ("GAPS 1", "1")])
def test_gaps_takes_a_number_of_days(typed: str, days: str) -> None:
    assert read_words(typed, Entrance.COMMAND) == Administer("gaps", days)


@pytest.mark.parametrize("typed", ["gaps in the budget", "gaps 0", "gaps ³", "gaps 12345", "gaps -1"])
def test_anything_else_after_gaps_is_a_question(typed: str) -> None:
    assert read_words(typed, Entrance.COMMAND) == Show("ask", typed)


async def test_an_admin_reads_what_found_nothing_without_who_asked(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.MENTION, "was the dam inspected", user="U0FOUND")
        stage.ask(Entrance.COMMAND, "zeppelin <!channel> *moorings*", user="U0CURIOUS")
        stage.ask(Entrance.COMMAND, "tram fares", user="U0OTHER", team="T2")
        await stage.closed()
        stage.ask(Entrance.COMMAND, "gaps", user=ADMIN)
        await stage.closed()
        told = stage.slack.sent("response_url")[-1]
        assert "zeppelin <!channel> *moorings*" in str(told["blocks"])
        assert "<!channel>" not in told["text"]
        for kept_back in ("dam inspected", "tram fares", "CURIOUS"):
            assert kept_back not in str(told)


async def test_nobody_else_reads_it_and_the_wish_is_written_down(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.COMMAND, "zeppelin moorings")
        stage.ask(Entrance.COMMAND, "gaps 3")
        await stage.closed()
        assert stage.slack.sent("response_url")[-1]["text"] == not_admin("gaps")
        assert [(deed.what, deed.result) for _, deed in stage.audit.read()] == [("gaps 3", "refused: not an admin")]


async def test_questions_of_longer_ago_than_asked_for_are_left_out(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.COMMAND, "zeppelin moorings")
        await stage.closed()
        stage.clock.ahead += timedelta(seconds=2 * DAY_S)
        stage.ask(Entrance.COMMAND, "gaps 1", user=ADMIN)
        await stage.closed()
        assert "No question found nothing in the last day." in str(stage.slack.sent("response_url")[-1]["blocks"])
