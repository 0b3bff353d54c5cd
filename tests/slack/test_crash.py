"""Killed at any moment, the program still answers every question it took.

The scenarios mostly wait for leases and restarts, so they run side by side.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.reading import pressed
from tests.loopback.storm import PATIENT, Figures, Storm, blow
from tests.slack.conversations import NEWSROOM, QUESTION

pytestmark = pytest.mark.asyncio(loop_scope="module")

KILLS = 3

Scenario = Callable[[LoopbackSlack, BotProcess], Coroutine[Any, Any, Any]]


async def storm_without_history(slack: LoopbackSlack, bot: BotProcess) -> Figures:
    return await blow(Storm(seed=11, kills=KILLS, questions_per_s=5, question=QUESTION), slack, bot)


async def storm_with_history(slack: LoopbackSlack, bot: BotProcess) -> Figures:
    slack.workspace.scopes |= {"channels:history", "groups:history"}
    return await blow(Storm(seed=12, kills=KILLS, questions_per_s=5, question=QUESTION), slack, bot)


async def kill_after_the_post(slack: LoopbackSlack, bot: BotProcess) -> int:
    """Kill it when its answer is visible and it does not know yet; the answers after its return."""
    slack.web_api.latency_s = 2.0
    said = slack.direct("U0ASKER", QUESTION)
    await slack.wait_for_reply(said)
    await restart(slack, bot)
    await slack.wait_until(lambda: slack.calls_to("conversations.replies"), within_s=30.0)
    await slack.wait_for_reply(slack.direct("U0ASKER", "when do the grain barges sail"))
    return len(slack.answers_to(said))


async def kill_after_the_ack(slack: LoopbackSlack, bot: BotProcess) -> tuple[int, int]:
    """Kill it when a mention and a command are acked and nothing is visible; the answers after its return."""
    slack.web_api.latency_s = 4.0
    said = slack.mention("U0ASKER", "C0DESK", QUESTION)
    command = slack.command("U0ASKER", "C0COMMAND", QUESTION)
    await slack.courier.settle()
    assert said.events[0].is_acked
    assert command.is_acked
    assert not slack.answers_to(said)
    await restart(slack, bot)
    await slack.wait_for_reply(said, within_s=30.0)
    await slack.wait_for_private("U0ASKER", "C0COMMAND", within_s=30.0)
    return len(slack.answers_to(said)), len(slack.private_to("U0ASKER"))


async def kill_after_the_press(slack: LoopbackSlack, bot: BotProcess) -> int:
    """Kill it when a press of Share is acked and nothing is visible; the posts after its return."""
    slack.command("U0ASKER", "C0SHARE", QUESTION)
    private = await slack.wait_for_private("U0ASKER", "C0SHARE")
    await slack.wait_for_reply(slack.mention("U0ASKER", "C0SHARE", "help"))
    before = len(slack.visible_in("C0SHARE"))
    slack.web_api.latency_s = 4.0
    press = slack.click("U0ASKER", private, pressed(private, "share"))
    await slack.courier.settle()
    assert press.is_acked
    assert len(slack.visible_in("C0SHARE")) == before
    await restart(slack, bot)
    await slack.wait_until(lambda: slack.visible_in("C0SHARE")[before:], within_s=30.0)
    slack.click("U0ASKER", private, pressed(private, "share"))
    await slack.wait_until(lambda: "already" in slack.private_to("U0ASKER", "C0SHARE")[-1].text, within_s=30.0)
    return len(slack.visible_in("C0SHARE")) - before


async def restart(slack: LoopbackSlack, bot: BotProcess) -> None:
    await bot.kill()
    slack.web_api.latency_s = 0.0
    await bot.start()
    await bot.wait_until_ready()


SCENARIOS: tuple[Scenario, ...] = (
    storm_without_history,
    storm_with_history,
    kill_after_the_post,
    kill_after_the_ack,
    kill_after_the_press,
)


async def play(scenario: Scenario, home: Path) -> Any:
    async with LoopbackSlack(PATIENT) as slack, BotProcess(slack, NEWSROOM, home) as bot:
        return await scenario(slack, bot)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Awaitable[Any]]]:
    """Every scenario, begun; each test awaits its own."""
    tasks = {
        scenario.__name__: asyncio.create_task(play(scenario, tmp_path_factory.mktemp(scenario.__name__)))
        for scenario in SCENARIOS
    }
    yield dict(tasks)
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


async def test_an_answer_posted_before_a_kill_is_seen_in_a_direct_message_and_not_repeated(
    played: dict[str, Awaitable[int]],
) -> None:
    assert await played["kill_after_the_post"] == 1


async def test_a_question_that_was_acked_survives_a_kill(played: dict[str, Awaitable[tuple[int, int]]]) -> None:
    assert await played["kill_after_the_ack"] == (1, 1)


async def test_a_share_that_was_acked_survives_a_kill_and_is_posted_once(played: dict[str, Awaitable[int]]) -> None:
    assert await played["kill_after_the_press"] == 1


async def test_kills_lose_no_question_and_double_at_most_one_each(played: dict[str, Awaitable[Figures]]) -> None:
    figures = await played["storm_without_history"]
    assert figures.questions > 10
    assert (figures.refused, figures.lost) == (0, 0), figures
    assert figures.doubles <= figures.kills, figures


async def test_kills_double_nothing_where_the_history_can_be_read(played: dict[str, Awaitable[Figures]]) -> None:
    figures = await played["storm_with_history"]
    assert figures.questions > 10
    assert (figures.refused, figures.lost, figures.doubles) == (0, 0, 0), figures
