"""A phrase that was used for decades: every year has its count, and every count opens its passages."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.slack.payload.blocks import render
from bot.slack.payload.limits import problems_of
from bot.slack.payload.proof import prove
from bot.slack.rendering.buttons import Buttons
from bot.slack.showing.content import Content
from bot.slack.showing.uses import LINES_MAX, timeline
from bot.store.live import KnowledgeStore
from tests.loopback import BotProcess, LoopbackSlack, Message
from tests.loopback.reading import words_of
from tests.slack.conftest import Stage
from tests.slack.test_buttons import opened

YEARS = range(1994, 2024)
BRIEFING = """\
id: {year}-05-06-tides
title: Tides Briefing
held_on: {year}-05-06
source: {{publisher: Ministry of Tides, kind: transcript, status: official}}
turns:
  - {{question: "What of the pier?", printed: Q}}
  - {{speech: "The pier stays open all winter, as it did in {year}.", printed: MS. OKORO}}
"""


def written(folder: Path, years: Sequence[int]) -> Path:
    folder.mkdir(exist_ok=True)
    for year in years:
        (folder / f"{year}.yaml").write_text(BRIEFING.format(year=year))
    return folder


def shown(tmp_path: Path, years: Sequence[int]) -> tuple[Content, Buttons]:
    now = datetime(2024, 6, 1, tzinfo=UTC)
    responder = Responder(
        KnowledgeStore(written(tmp_path / "knowledge", years), lambda: now),
        clock=lambda: now,
        time_zone=ZoneInfo("UTC"),
    )
    content = timeline(responder, '"the pier stays open"', Asker("C1", "U1"))
    return content, Buttons("0" * 32, periods=content.periods)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    home = tmp_path_factory.mktemp(f"years-{request.param}")
    knowledge = written(home / "knowledge", YEARS)
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, home, request.param) as bot:
        yield Stage(slack, bot, request.param)


@pytest.mark.asyncio(loop_scope="module")
async def test_each_of_thirty_years_opens_its_passages(desk: Stage) -> None:
    reply = await desk.slack.wait_for_reply(desk.slack.mention("U0YEARS", "C0YEARS", 'timeline "the pier stays open"'))
    rows = [block["elements"] for block in reply.blocks if block.get("block_id", "").startswith("periods")]
    counts = [count for row in rows for count in row]
    assert [len(row) for row in rows] == [25, 5]
    assert [count["text"]["text"] for count in counts] == [f"{year}: 1" for year in YEARS]
    for count, year in ((counts[0], YEARS[0]), (counts[24], YEARS[24]), (counts[29], YEARS[29])):
        view = await opened(desk, "U0YEARS", reply, count, "Timeline")
        assert f"as it did in {year}." in words_of(Message("", "", "", "", "", blocks=view["blocks"]))


def test_thirty_years_are_told_in_words_too_beside_the_quotes(tmp_path: Path) -> None:
    content, buttons = shown(tmp_path, YEARS)
    message = render(content.sheet, buttons)
    prove(message, content.sheet, buttons)
    assert problems_of(message) == []
    for year in YEARS:
        assert f"{year}: officials 1, reporters 0" in message.text
    assert "as it did in 1994." in message.text
    assert "as it did in 2023." in message.text


def test_of_more_years_than_the_words_hold_the_earlier_ones_are_on_buttons_and_that_is_said(tmp_path: Path) -> None:
    years = range(1900, 2024)
    content, buttons = shown(tmp_path, years)
    message = render(content.sheet, buttons)
    prove(message, content.sheet, buttons)
    assert problems_of(message) == []
    rows = [block["elements"] for block in message.blocks if block.get("block_id", "").startswith("periods")]
    assert sum(map(len, rows)) == len(years)
    assert f"1900 to {2023 - LINES_MAX}: on the buttons below" in message.text
    assert f"{2024 - LINES_MAX}: officials 1" in message.text
    assert "as it did in 1900." in message.text
