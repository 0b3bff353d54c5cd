"""``verify`` in Slack: the verdict, the true source, and the same privacy as an answer."""

from pathlib import Path

import pytest

from bot.state.arrivals import Entrance
from tests.slack.stage import staged

COMMAND, MENTION, DIRECT = Entrance.COMMAND, Entrance.MENTION, Entrance.DIRECT
EXACT = '"The Velm dam was inspected on Monday and no cracks were found."'


@pytest.mark.parametrize(
    ("words", "outcome", "says"),
    [
        (EXACT, "verified", "Verbatim. The source has exactly these words."),
        ('"The Velm dam was inspected on Sunday"', "not_verified", "you have “Sunday”, the source has “Monday”"),
        ('"no cracks ... were found"', "verified", "Typography only."),
        ('"Was the dam looked at?"', "not_verified", "A reporter's words."),
        ("the sea serpent of the upper river pays its taxes", "not_verified", "Not found."),
    ],
)
async def test_a_command_gets_the_verdict_alone(tmp_path: Path, words: str, outcome: str, says: str) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(COMMAND, f"verify {words}")
        await stage.closed()
        (sent,) = stage.slack.sent("response_url")
        assert says in sent["text"]
        assert sent["response_type"] == "ephemeral"
        assert [row[1] for row in stage.rows()] == [outcome]


@pytest.mark.parametrize("entrance", [MENTION, DIRECT])
async def test_a_mention_and_a_message_are_answered_in_the_thread(tmp_path: Path, entrance: Entrance) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(entrance, f"verify {EXACT}")
        await stage.closed()
        (sent,) = stage.slack.sent("chat.postMessage")
        assert "Verbatim." in sent["text"]
        assert "“The Velm dam was inspected on Monday and no cracks were found.”" in sent["text"]


async def test_each_quotation_of_a_paragraph_gets_its_verdict(tmp_path: Path) -> None:
    pasted = "Lind said “The barges sail again in April.” Later he added: “The Velm dam was inspected on Friday”."
    async with staged(tmp_path) as stage:
        stage.ask(COMMAND, f"verify {pasted}")
        await stage.closed()
        (sent,) = stage.slack.sent("response_url")
        assert "1. “The barges sail again in April.”" in sent["text"]
        assert "2. “The Velm dam was inspected on Friday”" in sent["text"]
        assert "you have “Friday”, the source has “Monday”" in sent["text"]


async def test_what_cannot_be_read_is_told_to_the_asker_alone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(MENTION, 'verify "the dam" on:someday')
        await stage.closed()
        (sent,) = stage.slack.sent("chat.postEphemeral")
        assert "I could not read `on:someday` as a day" in sent["text"]
