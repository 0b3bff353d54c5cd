"""A bot that is killed between the post of a digest and its own note of it, restarted over the same state."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.methods import direct_channel
from tests.loopback.reading import quotes_in
from tests.loopback.workspace import Message
from tests.slack.alerts.test_alerting import HERON, NEWS
from tests.slack.alerts.test_running import digest, digests, newsroom, privately

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSON = direct_channel("U0ASKER")
DOUBT = "I was interrupted while I posted what is new for"


def doubts(slack: LoopbackSlack, channel: str) -> list[Message]:
    return [message for message in slack.visible_in(channel) if DOUBT in message.text]


@asynccontextmanager
async def killed_after_the_post(
    home: Path, channel: str, *begin: Callable[[LoopbackSlack], Any], scopes: frozenset[str] = frozenset()
) -> AsyncIterator[LoopbackSlack]:
    """A bot killed when its digest is visible and it does not know yet, once it is back and has looked after it."""
    knowledge = newsroom(home)
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, home, BRIEFING_WATCH="0.2") as bot:
        slack.workspace.scopes |= scopes
        for step in begin:
            await step(slack)
        slack.web_api.latency_s = 3.0
        (knowledge / "one.yaml").write_text(NEWS)
        await digest(slack, channel)
        await bot.kill()
        slack.web_api.latency_s = 0.0
        await bot.start()
        await bot.wait_until_ready()
        (knowledge / "two.yaml").write_text(NEWS.replace("05-06", "05-07").replace("doubled", "grown"))
        await digest(slack, channel, 2)
        yield slack


def has_talked(slack: LoopbackSlack) -> Any:
    return slack.wait_for_reply(slack.direct("U0ASKER", "help me with barges"))


def sets_one_up(slack: LoopbackSlack) -> Any:
    return privately(slack, "U0ASKER", "alert heron colony")


async def sets_one_up_here(slack: LoopbackSlack) -> None:
    await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", "help"))
    slack.command("U0ASKER", "C0DESK", "alert here heron colony")
    await slack.wait_until(lambda: [m for m in slack.visible_in("C0DESK") if "set up an alert" in m.text])


Told = tuple[int, int]
"""How many digests with the news stand there, and how many words that one may be missing."""


def told(slack: LoopbackSlack, channel: str) -> Told:
    return sum(HERON in quotes_in(message) for message in digests(slack, channel)), len(doubts(slack, channel))


async def seen_in_a_direct_message(home: Path) -> Told:
    async with killed_after_the_post(home, PERSON, has_talked, sets_one_up) as slack:
        assert slack.calls_to("conversations.history")
        return told(slack, PERSON)


async def unseen_in_a_direct_message(home: Path) -> Told:
    async with killed_after_the_post(home, PERSON, sets_one_up) as slack:
        await slack.wait_until(lambda: doubts(slack, PERSON))
        await asyncio.sleep(0.5)
        return told(slack, PERSON)


async def seen_in_a_channel(home: Path) -> Told:
    async with killed_after_the_post(home, "C0DESK", sets_one_up_here, scopes=frozenset({"channels:history"})) as slack:
        return told(slack, "C0DESK")


async def unseen_in_a_channel(home: Path) -> Told:
    async with killed_after_the_post(home, "C0DESK", sets_one_up_here) as slack:
        await slack.wait_until(lambda: doubts(slack, "C0DESK"))
        return told(slack, "C0DESK")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Awaitable[Told]]]:
    """Every kill, begun; they wait for leases, so they run side by side."""
    kills = (seen_in_a_direct_message, unseen_in_a_direct_message, seen_in_a_channel, unseen_in_a_channel)
    tasks = {kill.__name__: asyncio.create_task(kill(tmp_path_factory.mktemp(kill.__name__))) for kill in kills}
    yield dict(tasks)
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


async def test_a_digest_that_stands_in_the_direct_message_is_seen_there_and_nothing_more_is_said(
    played: dict[str, Awaitable[Told]],
) -> None:
    assert await played["seen_in_a_direct_message"] == (1, 0)


async def test_where_nobody_can_look_it_is_told_once_that_a_digest_may_be_missing(
    played: dict[str, Awaitable[Told]],
) -> None:
    assert await played["unseen_in_a_direct_message"] == (1, 1)


async def test_in_a_channel_whose_history_may_be_read_it_is_seen_there(played: dict[str, Awaitable[Told]]) -> None:
    assert await played["seen_in_a_channel"] == (1, 0)


async def test_in_another_channel_it_is_told_once_that_a_digest_may_be_missing(
    played: dict[str, Awaitable[Told]],
) -> None:
    assert await played["unseen_in_a_channel"] == (1, 1)
