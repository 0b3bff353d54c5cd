"""Timeline, quote, show, speakers and dates in Slack: the same engines, the same privacy."""

from pathlib import Path

import pytest

from bot.state.arrivals import Entrance
from tests.slack.stage import Stage, staged

COMMAND, MENTION = Entrance.COMMAND, Entrance.MENTION


async def answered(stage: Stage, words: str) -> str:
    stage.ask(COMMAND, words)
    await stage.closed()
    return str(stage.slack.sent("response_url")[-1]["text"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('timeline "the dam"', "“the dam” stands in 1 turn: 0 of officials, 1 of reporters."),
        ('timeline "dam"', "2024-03: officials 1, reporters 1"),
        ("timeline", "Examples:"),
        ("dates", "2024-03: 1 briefing on 1 of 31 days"),
        ("dates 2024-03", "2024-03-04 Mon: Rivers Briefing · 2024-03-04-rivers"),
        ("dates 2023-01", "I hold no briefing of 2023-01."),
        ("show 2024-03-04", "2 answers, 1 question. Speaking: LIND (2)."),
        ("show 2024-03-05", "I hold no briefing “2024-03-05”."),
        ("speakers", "Nobody speaks here yet."),
        ("speakers lind", "Nobody called “lind” speaks here."),
        ("quote 2024-03-04-rivers#3:0-4~00000000", "no longer holds the words of this id"),
    ],
)
async def test_each_command_tells_what_is_held(tmp_path: Path, words: str, says: str) -> None:
    async with staged(tmp_path) as stage:
        assert says in await answered(stage, words)


async def test_a_quotes_id_leads_back_to_its_words(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        first = await answered(stage, "barges")
        quote_id = next(word for word in first.split() if word.startswith("2024-03-04-rivers#"))
        again = await answered(stage, f"quote {quote_id}")
        assert "The id names these words, unchanged." in again
        assert "“The barges sail again in April.”" in again


@pytest.mark.parametrize("entrance", [COMMAND, MENTION])
async def test_an_id_whose_words_changed_shows_what_stands_at_their_place_under_its_own_id(
    tmp_path: Path, entrance: Entrance
) -> None:
    async with staged(tmp_path) as stage:
        old = "2024-03-04-rivers#3:0-4~00000000"
        stage.ask(entrance, f"quote {old}")
        await stage.closed()
        method = "response_url" if entrance is COMMAND else "chat.postMessage"
        text = str(stage.slack.sent(method)[-1]["text"])
        assert "At their place stands now: 2024-03-04-rivers#3:" in text
        assert "“The barges sail again in April.”" in text
        assert text.count(old) <= 1


async def test_each_count_of_a_timeline_is_a_button(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(MENTION, 'timeline "dam"')
        await stage.closed()
        (sent,) = stage.slack.sent("chat.postMessage")
        (periods,) = (block["elements"] for block in sent["blocks"] if block.get("block_id") == "periods")
        assert [(one["action_id"], one["text"]["text"]) for one in periods] == [("period:2024-03", "2024-03: 2")]


async def test_words_that_only_look_like_a_command_are_a_question(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        for words in (
            "show me the barges",
            "timeline of the barges",
            "dates of the barges in April",
            "quote the barges",
        ):
            assert "The barges sail again in April." in await answered(stage, words)
