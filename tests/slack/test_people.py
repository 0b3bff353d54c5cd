"""People facts and channel facts: guests get nothing, groups name admins, Share asks Slack first."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.slack.client import web_client
from bot.slack.people.admins import Admins
from bot.slack.people.facts import People
from bot.slack.rendering.buttons import Action
from bot.slack.sentences import GUEST
from bot.state.arrivals import Entrance
from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.reading import pressed, quotes_in, words_of
from tests.slack.conversations import NEWSROOM, QUESTION, VELM
from tests.slack.edges import served, until
from tests.slack.stage import Clock, ScriptedSlack, Stage, staged

FOUND = "was the dam inspected?"
CLICK = {"message_ts": None, "response_url": None}


def person(**facts: Any) -> dict[str, Any]:
    return {"ok": True, "user": {"id": "U1", "team_id": "T1", "is_admin": False, "is_restricted": False, **facts}}


OUTSIDE = [
    {"is_restricted": True},
    {"is_restricted": True, "is_ultra_restricted": True},
    {"is_stranger": True},
    {"deleted": True},
    {"is_restricted": True, "is_admin": True},
]


@pytest.mark.parametrize("facts", OUTSIDE, ids=str)
@pytest.mark.parametrize("entrance", [Entrance.MENTION, Entrance.DIRECT, Entrance.COMMAND])
async def test_who_is_no_member_gets_no_answer_and_is_told_so_where_others_do_not_see_it(
    tmp_path: Path, facts: dict[str, Any], entrance: Entrance
) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        stage.slack.will("users.info", person(**facts))
        stage.ask(entrance, FOUND)
        assert await stage.closed() == ["guest"]
        assert stage.slack.methods[:1] == ["users.info"]
        where = {Entrance.MENTION: "chat.postEphemeral", Entrance.DIRECT: "chat.postMessage"}
        (told,) = stage.slack.sent(where.get(entrance, "response_url"))
        assert told["text"] == GUEST


@pytest.mark.parametrize(
    "answer", [{"ok": False, "error": "missing_scope"}, {"ok": False, "error": "user_not_found"}, {"ok": True}]
)
async def test_whom_slack_does_not_tell_about_counts_as_no_member(tmp_path: Path, answer: dict[str, Any]) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        stage.slack.will("users.info", answer)
        stage.ask(Entrance.COMMAND, FOUND)
        assert await stage.closed() == ["guest"]


@pytest.mark.parametrize("trouble", [429, 503, "drop"])
async def test_while_slack_cannot_say_who_asks_the_question_waits(tmp_path: Path, trouble: Any) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        stage.slack.will("users.info", *[trouble] * (4 if trouble == "drop" else 1), person())
        stage.slack.script["users.info"] += [person()]
        stage.ask(Entrance.COMMAND, FOUND)
        assert await stage.closed() == ["found"]


async def test_a_member_is_asked_about_once_in_ten_minutes(tmp_path: Path) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        for _ in range(3):
            stage.slack.will("users.info", person())
            stage.ask(Entrance.COMMAND, FOUND)
            await stage.closed()
        assert len(stage.slack.sent("users.info")) == 1
        stage.clock.ahead += type(stage.clock.ahead)(minutes=11)
        stage.ask(Entrance.COMMAND, FOUND)
        await stage.closed()
        assert len(stage.slack.sent("users.info")) == 2


async def test_without_people_facts_slack_is_asked_about_nobody(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.MENTION, FOUND)
        assert await stage.closed() == ["found"]
        assert not stage.slack.sent("users.info")


async def shared_after(stage: Stage, *facts: Any) -> str:
    """The outcome of a Share after a mention that told of no outsiders, when Slack says this of the channel."""
    stage.slack.will("users.info", person(), person())
    stage.ask(Entrance.MENTION, "help")
    stage.ask(Entrance.COMMAND, FOUND)
    await stage.closed()
    with stage.database.transaction() as connection:
        answer = connection.exec_driver_sql("SELECT id FROM answers WHERE is_private").scalar_one()
    stage.slack.will("conversations.info", *facts)
    stage.ask(Entrance.CLICK, f"{Action.SHARE} {answer} rob", **CLICK)
    return (await stage.closed())[-1]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"ok": True, "channel": {"is_ext_shared": True}}, "external"),
        ({"ok": True, "channel": {"is_ext_shared": False}}, "shared"),
        ({"ok": False, "error": "missing_scope"}, "shared"),
        (429, "unsaid_readers"),
    ],
)
async def test_with_channel_facts_share_asks_slack_and_trusts_the_last_mention_only_where_it_may_not_ask(
    tmp_path: Path, facts: Any, outcome: str
) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        assert await shared_after(stage, facts) == outcome


async def test_a_guests_press_is_refused_and_written_down(tmp_path: Path) -> None:
    async with staged(tmp_path, has_facts=True) as stage:
        stage.slack.will("users.info", person(), person(is_restricted=True))
        stage.ask(Entrance.MENTION, FOUND)
        await stage.closed()
        with stage.database.transaction() as connection:
            answer = connection.exec_driver_sql("SELECT id FROM answers").scalar_one()
        stage.ask(Entrance.CLICK, f"{Action.FEEDBACK} {answer}.good rob", user="U2", **CLICK)
        assert (await stage.closed())[-1] == "guest"
        assert [deed.result for _, deed in stage.audit.read()] == ["refused: no member"]


async def test_admins_are_people_groups_and_those_of_the_workspace(tmp_path: Path) -> None:
    slack, clock = ScriptedSlack(), Clock()
    async with served(slack.answer) as server:
        client = web_client(str(server.make_url("/api/")), "xoxb-1")
        people = People(client, clock, is_on=True)
        admins = Admins(frozenset({"U1", "S1", "S2", "workspace-admins"}), client, people)
        slack.will("usergroups.users.list", {"ok": True, "users": ["U2", "U3"]}, {"ok": False, "error": "no"})
        refreshing = asyncio.ensure_future(admins.refresh_forever())
        await until(lambda: len(slack.sent("usergroups.users.list")) == 2 and len(admins) == 3)
        refreshing.cancel()
        assert sorted(admins) == ["U1", "U2", "U3"]
        assert len(admins) == 3
        assert "U9" not in admins
        slack.will("users.info", person(is_admin=True), person(is_admin=True, is_restricted=True), person())
        for user in ("U7", "U8", "U9"):
            await people.is_outside("T1", user)
        assert [user in admins for user in ("U7", "U8", "U9")] == [True, False, False]
        assert "U7" not in list(admins)
        named_only = Admins(frozenset({"U1"}), client, people)
        assert "U7" not in named_only


async def test_the_program_with_both_overlays(tmp_path: Path) -> None:
    settings = {
        "BRIEFING_CHANNEL_FACTS": "on",
        "BRIEFING_PEOPLE_FACTS": "on",
        "BRIEFING_ADMINS": "S0DESK,workspace-admins",
    }
    async with LoopbackSlack() as slack:
        slack.workspace.scopes |= {"channels:read", "groups:read", "users:read", "usergroups:read"}
        slack.workspace.guests.add("U0GUEST")
        slack.workspace.admins.add("U0OWNER")
        slack.workspace.groups["S0DESK"] = ["U0EDITOR"]
        async with BotProcess(slack, NEWSROOM, tmp_path, "socket", **settings):
            slack.mention("U0GUEST", "C0DESK", QUESTION)
            assert words_of(await slack.wait_for_private("U0GUEST", "C0DESK")) == GUEST
            slack.command("U0MEMBER", "C0DESK", QUESTION)
            answer = await slack.wait_for_private("U0MEMBER", "C0DESK")
            slack.click("U0MEMBER", answer, pressed(answer, "share"))
            (shared,) = await slack.wait_until(lambda: slack.visible_in("C0DESK"))
            assert VELM in quotes_in(shared)[0]
            slack.click("U0GUEST", shared, pressed(shared, "exchange"))
            view = (await slack.wait_until(lambda: [v for v in slack.workspace.views.values() if "see" in str(v)]))[0]
            assert GUEST in str(view["blocks"])
            assert VELM not in str(view["blocks"])
            for admin in ("U0OWNER", "U0EDITOR"):
                slack.command(admin, "C0ADMIN", "reload")
                assert "Nothing has changed" in words_of(await slack.wait_for_private(admin, "C0ADMIN"))
            slack.command("U0MEMBER", "C0ADMIN", "reload")
            assert "Only admins" in words_of(await slack.wait_for_private("U0MEMBER", "C0ADMIN"))


@pytest.mark.parametrize(
    ("variable", "scopes", "lacking"),
    [
        ("BRIEFING_CHANNEL_FACTS", {"channels:read"}, "groups:read"),
        ("BRIEFING_PEOPLE_FACTS", set(), "usergroups:read and users:read"),
    ],
)
async def test_an_overlay_whose_scopes_the_app_lacks_ends_the_start_and_says_what_to_add(
    tmp_path: Path, variable: str, scopes: set[str], lacking: str
) -> None:
    async with LoopbackSlack() as slack:
        slack.workspace.scopes |= scopes
        bot = BotProcess(slack, NEWSROOM, tmp_path, "socket", **{variable: "on"})
        await bot.start()
        assert await bot.wait() == 4
        assert f"{variable} is on, and the app lacks {lacking}: add what stands in deploy/" in bot.stderr
