"""The pane for agents: what it suggests, when it says that an answer is made, and nothing of it while it is off."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.methods import direct_channel
from tests.loopback.reading import quotes_in, words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import NEWSROOM, QUESTION, VELM
from tests.slack.edges import until
from tests.slack.views import home_of, read

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
HIDDEN = """\
id: 2024-05-06-{name}
title: Locks Briefing
held_on: 2024-05-06
{terms}
source: {{publisher: Ministry of Rivers, kind: transcript, status: official}}
turns:
  - {{question: "Will the locks close?", printed: Q}}
{turns}
"""
TERMS = {"embargoed": "embargo: 2099-01-01T00:00:00Z", "elsewhere": "audience: [C0LOCKS]"}
SAID = "\n".join(
    f'  - {{speech: "The upper lock closes for week {n} of the works.", by: ilan-perrow}}' for n in range(60)
)
STATUS, PROMPTS = "assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"
SLOW_S = 1.6


def somebody() -> str:
    return f"U0A{next(_numbers):04d}"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def pane(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A program with the pane on, over an archive of which a part is hidden."""
    home = tmp_path_factory.mktemp(f"pane-{request.param}")
    knowledge = home / "knowledge"
    shutil.copytree(NEWSROOM, knowledge)
    for name, terms in TERMS.items():
        (knowledge / f"2024-05-06-{name}.yaml").write_text(HIDDEN.format(name=name, terms=terms, turns=SAID))
    async with LoopbackSlack() as slack:
        slack.workspace.scopes |= {"assistant:write", "users:read", "usergroups:read"}
        slack.workspace.guests.add("U0GUEST")
        settings = {"BRIEFING_AGENT_VIEW": "on", "BRIEFING_PEOPLE_FACTS": "on"}
        async with BotProcess(slack, knowledge, home, request.param, **settings) as bot:
            yield Stage(slack, bot, request.param)


async def suggested(stage: Stage, user: str) -> list[dict[str, str]]:
    """What the pane suggests to somebody who opens it now."""
    prompts = stage.slack.workspace.prompts
    stage.slack.visit_home(user, tab="messages")
    await stage.slack.wait_until(lambda: direct_channel(user) in prompts)
    return prompts[direct_channel(user)]


def calls(stage: Stage, method: str, user: str) -> list[dict[str, Any]]:
    made = stage.slack.calls_to(method)
    return [dict(call.arguments) for call in made if call.arguments.get("channel_id") == direct_channel(user)]


def logged(stage: Stage, event: str) -> list[dict[str, Any]]:
    return [line for line in stage.bot.log if event in line.values()]


async def test_each_suggested_question_has_an_answer_in_the_pane_for_whoever_opened_it(pane: Stage) -> None:
    user = somebody()
    prompts = await suggested(pane, user)
    assert 2 <= len(prompts) <= 4
    for prompt in prompts:
        assert quotes_in(await pane.slack.wait_for_reply(pane.slack.direct(user, prompt["message"])))
    (call,) = calls(pane, PROMPTS, user)
    assert "thread_ts" not in call


async def test_nothing_hidden_is_suggested(pane: Stage) -> None:
    prompts = await suggested(pane, somebody())
    assert "May 2024" not in str(prompts)
    assert {prompt["message"] for prompt in prompts} == {prompt["title"] for prompt in prompts}


async def test_a_guest_is_suggested_nothing(pane: Stage) -> None:
    asked = len(pane.slack.calls_to("users.info"))
    pane.slack.visit_home("U0GUEST", tab="messages")
    await pane.slack.wait_until(lambda: pane.slack.calls_to("users.info")[asked:])
    await suggested(pane, somebody())
    assert not calls(pane, PROMPTS, "U0GUEST")


@pytest.mark.parametrize("trouble", [{"error": "channel_not_found"}, {"status": 503}, {"drop": "before"}])
async def test_where_slack_takes_no_suggestions_it_is_logged_and_questions_are_answered(
    pane: Stage, trouble: dict[str, Any]
) -> None:
    user, before = somebody(), len(logged(pane, "prompts_failed"))
    pane.slack.fail_next(PROMPTS, **trouble)
    pane.slack.visit_home(user, tab="messages")
    await until(lambda: bool(logged(pane, "prompts_failed")[before:]))
    assert quotes_in(await pane.slack.wait_for_reply(pane.slack.direct(user, QUESTION)))[0].startswith(VELM)


async def test_the_home_is_published_beside_the_pane(pane: Stage) -> None:
    user = somebody()
    assert "3 briefings" in read(await home_of(pane, user))
    assert not calls(pane, PROMPTS, user)


async def test_a_quick_answer_needs_no_status(pane: Stage) -> None:
    user = somebody()
    await pane.slack.wait_for_reply(pane.slack.direct(user, QUESTION))
    await asyncio.sleep(1.2)
    assert not calls(pane, STATUS, user)


@pytest.mark.parametrize("in_thread", [False, True], ids=["new thread", "its thread"])
async def test_an_answer_that_takes_longer_than_a_second_has_a_status_in_its_thread_until_it_stands_there(
    pane: Stage, in_thread: bool
) -> None:
    user = somebody()
    first = pane.slack.direct(user, "help")
    await pane.slack.wait_for_reply(first)
    pane.slack.fail_next("chat.postMessage", delay_s=SLOW_S, channel=direct_channel(user))
    said = pane.slack.direct(user, QUESTION, first.ts if in_thread else None)
    statuses = pane.slack.workspace.statuses
    await pane.slack.wait_until(lambda: (said.channel, said.root) in statuses)
    assert not pane.slack.answers_to(said)
    reply = await pane.slack.wait_for_reply(said)
    assert quotes_in(reply)[0].startswith(VELM)
    await pane.slack.wait_until(lambda: len(calls(pane, STATUS, user)) == 2)
    begun, ended = calls(pane, STATUS, user)
    assert begun["status"]
    assert len(begun["loading_messages"]) <= 10
    assert (ended["status"], ended["thread_ts"]) == ("", said.root)
    assert (said.channel, said.root) not in statuses
    assert len(pane.slack.answers_to(said)) == 1


async def test_a_mention_in_a_channel_has_no_status(pane: Stage) -> None:
    pane.slack.fail_next("chat.postMessage", delay_s=SLOW_S, channel="C0PANE")
    before = len(pane.slack.calls_to(STATUS))
    await pane.slack.wait_for_reply(pane.slack.mention(somebody(), "C0PANE", QUESTION))
    assert len(pane.slack.calls_to(STATUS)) == before


@pytest.mark.parametrize(
    "trouble",
    [
        {"error": "invalid_thread_ts"},
        {"error": "missing_scope"},
        {"status": 429, "retry_after_s": 30},
        {"drop": "before"},
    ],
    ids=str,
)
async def test_a_status_that_slack_does_not_take_is_logged_and_the_answer_comes(
    pane: Stage, trouble: dict[str, Any]
) -> None:
    user, before = somebody(), len(logged(pane, "status_failed"))
    pane.slack.fail_next(STATUS, **trouble)
    pane.slack.fail_next("chat.postMessage", delay_s=SLOW_S, channel=direct_channel(user))
    reply = await pane.slack.wait_for_reply(pane.slack.direct(user, QUESTION))
    assert quotes_in(reply)[0].startswith(VELM)
    await until(lambda: bool(logged(pane, "status_failed")[before:]))
    assert not pane.slack.workspace.statuses


async def test_a_status_that_hangs_holds_no_answer_back(pane: Stage) -> None:
    user = somebody()
    pane.slack.fail_next(STATUS, delay_s=6.0)
    pane.slack.fail_next("chat.postMessage", delay_s=SLOW_S, channel=direct_channel(user))
    said = pane.slack.direct(user, QUESTION)
    await pane.slack.wait_for_reply(said, within_s=4.0)
    assert len(pane.slack.answers_to(said)) == 1


async def test_while_it_is_off_nothing_of_it_is_sent(stage: Stage) -> None:
    user = somebody()
    stage.slack.visit_home(user, tab="messages")
    stage.slack.fail_next("chat.postMessage", delay_s=SLOW_S, channel=direct_channel(user))
    assert VELM in words_of(await stage.slack.wait_for_reply(stage.slack.direct(user, QUESTION)))
    assert not stage.slack.calls_to(STATUS)
    assert not stage.slack.calls_to(PROMPTS)


async def test_without_its_scope_the_program_does_not_start_and_says_what_to_add(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack:
        bot = BotProcess(slack, NEWSROOM, tmp_path, "socket", BRIEFING_AGENT_VIEW="on")
        await bot.start()
        assert await bot.wait() == 4
        assert "BRIEFING_AGENT_VIEW is on, and the app lacks assistant:write: add what stands in deploy/" in bot.stderr
