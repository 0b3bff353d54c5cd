"""Presses that change something: checked again on the server, done once, and every refusal written down."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.slack.rendering.buttons import Action
from bot.state.answers import Answers
from bot.state.arrivals import Claim, Entrance
from bot.state.inbox import LEASE_S
from tests.slack.stage import ADMIN, RIVERS, Stage, staged

FOUND = "was the dam inspected?"
INFO = "conversations.info"
OWN = {"ok": True, "channel": {"id": "C1", "is_ext_shared": False, "is_pending_ext_shared": False}}


async def private_answer(stage: Stage, **fields: Any) -> str:
    """A command is answered; the id of the answer."""
    stage.ask(Entrance.COMMAND, FOUND, **fields)
    await stage.closed()
    with stage.database.transaction() as connection:
        said = connection.exec_driver_sql("SELECT id FROM answers ORDER BY answered_at DESC, rowid DESC LIMIT 1")
        return str(said.scalar_one())


def press(stage: Stage, action: str, value: str, **fields: Any) -> None:
    """Somebody presses a button under what a command answered."""
    given = {"message_ts": None, "response_url": f"{stage.url}response_url?press", **fields}
    stage.ask(Entrance.CLICK, f"{action} {value} rob", **given)


def results(stage: Stage) -> list[tuple[str, str, str]]:
    return [(deed.who, deed.what, deed.result) for _, deed in stage.audit.read()]


def told(stage: Stage) -> str:
    return str(stage.slack.sent("response_url")[-1]["text"])


async def test_an_id_of_another_workspace_leads_to_nothing_and_is_written_down(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will(INFO, OWN)
        for action, value in ((Action.SHARE, answer), (Action.DELETE, answer), (Action.FEEDBACK, f"{answer}.good")):
            press(stage, action, value, team="T2")
            await stage.closed()
            assert told(stage).startswith("This answer is from an older version")
        assert results(stage) == [
            ("T2:U1", action, "refused: unknown answer") for action in ("share", "delete", "feedback")
        ]
        assert not stage.slack.sent("chat.postMessage")


async def test_every_press_that_is_refused_is_told_privately_and_written_down(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        refusals: list[tuple[str, str, dict[str, Any], str]] = [
            ("share", answer, {"user": "U2"}, "not the asker's to share"),
            ("share", answer, {"channel": "C2"}, "not the asker's to share"),
            ("share", "0" * 32, {}, "unknown answer"),
            ("share", "", {}, "unknown answer"),
            ("share", answer, {}, "nobody can tell"),
            ("feedback", f"{answer}.splendid", {}, "unknown opinion"),
            ("feedback", f"{answer}.good", {"user": "U2"}, "another's private answer"),
            ("delete", answer, {"user": "U2"}, "neither the asker nor an admin"),
            ("delete", answer, {}, "stands in no channel"),
            ("nonsense", answer, {}, "unknown answer"),
        ]
        for action, value, fields, _ in refusals:
            press(stage, action, value, **fields)
            await stage.closed()
        assert results(stage) == [
            (f"T1:{fields.get('user', 'U1')}", action, f"refused: {why}") for action, _, fields, why in refusals
        ]
        assert len(stage.slack.sent("response_url")) == 1 + len(refusals)
        assert not stage.slack.sent("chat.postMessage")


async def test_a_button_on_an_answer_of_an_older_archive_shares_nothing(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        (stage.folder / "rivers.yaml").write_text(RIVERS.replace("April", "May"))
        stage.ask(Entrance.COMMAND, "reload", user=ADMIN)
        await stage.closed()
        stage.slack.will(INFO, OWN)
        press(stage, Action.SHARE, answer)
        await stage.closed()
        assert told(stage) == "This answer is from an older version of the archive. Ask again to see the current one."
        assert results(stage)[-1] == ("T1:U1", "share", "refused: changed since")
        assert not stage.slack.sent("chat.postMessage")


@pytest.mark.parametrize(
    ("facts", "says", "why"),
    [
        ({"is_ext_shared": True}, "another organisation, so I do not share", "people of another organisation too"),
        ({"is_ext_shared": False, "is_pending_ext_shared": True}, "so I do not share", "people of another"),
        ({}, "I cannot tell whether", "nobody can tell"),
        (None, "I cannot tell whether", "nobody can tell"),
        ({"is_ext_shared": "no"}, "so I do not share", "people of another organisation too"),
    ],
)
async def test_what_slack_says_of_a_channel_decides(
    tmp_path: Path, facts: dict[str, Any] | None, says: str, why: str
) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will(INFO, {"ok": True, "channel": facts})
        press(stage, Action.SHARE, answer)
        await stage.closed()
        assert says in told(stage)
        assert results(stage)[-1][2].startswith(f"refused: {why}")
        assert not stage.slack.sent("chat.postMessage")


@pytest.mark.parametrize(
    ("fields", "is_shared"),
    [
        ({}, True),
        ({"team": "T2"}, False),
        ({"channel": "C2"}, False),
        ({"is_external": True}, False),
    ],
)
async def test_what_a_mention_told_counts_for_its_own_workspace_and_channel(
    tmp_path: Path, fields: dict[str, Any], is_shared: bool
) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.ask(Entrance.MENTION, "help", **fields)
        await stage.closed()
        stage.slack.refuse(INFO, "missing_scope")
        press(stage, Action.SHARE, answer)
        shared = (await stage.closed())[-1] == "shared"
        assert shared is is_shared


async def test_a_mention_of_the_day_before_tells_nothing_any_more(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.MENTION, "help")
        await stage.closed()
        stage.clock.ahead += type(stage.clock.ahead)(hours=25)
        answer = await private_answer(stage)
        stage.slack.refuse(INFO, "missing_scope")
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "unknown_readers"


async def test_a_worker_that_dies_between_press_and_post_leaves_one_post(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will(INFO, OWN, OWN)
        stage.stop.set()
        stage.asking.wake()
        await asyncio.sleep(0.7)
        press(stage, Action.SHARE, answer)
        dead = stage.inbox.claim(stage.clock.now)
        assert isinstance(dead, Claim)
        # It took the right to share, and died before it posted.
        assert Answers(stage.database).claim_share(answer, "C1", dead.id, stage.clock.now)
        stage.clock.ahead += type(stage.clock.ahead)(seconds=LEASE_S + 1)
        again = asyncio.Event()
        running = asyncio.ensure_future(stage.asking.run(again))
        assert (await stage.closed())[-1] == "shared"
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "shared_already"
        again.set()
        stage.asking.wake()
        await running
        assert [sent["channel"] for sent in stage.slack.sent("chat.postMessage")] == ["C1"]


async def test_a_spent_response_address_is_followed_by_a_private_message(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will("response_url", 404)
        press(stage, Action.SHARE, answer, user="U2")
        await stage.closed()
        (private,) = stage.slack.sent("chat.postEphemeral")
        assert (private["channel"], private["user"]) == ("C1", "U2")
        assert private["text"].startswith("Only the person who asked")


async def test_a_share_that_the_channel_refused_can_be_tried_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will(INFO, OWN, OWN)
        stage.slack.refuse("chat.postMessage", "not_in_channel")
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "cannot_share"
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "shared"


async def test_a_share_that_was_deleted_can_be_made_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        answer = await private_answer(stage)
        stage.slack.will(INFO, OWN, OWN, OWN)
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "shared"
        with stage.database.transaction() as connection:
            shared = str(connection.exec_driver_sql("SELECT id FROM answers WHERE shared_of IS NOT NULL").scalar_one())
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "shared_already"
        press(stage, Action.DELETE, shared)
        assert (await stage.closed())[-1] == "deleted"
        press(stage, Action.SHARE, answer)
        assert (await stage.closed())[-1] == "shared"


async def test_somebody_who_is_no_admin_deletes_nothing_of_others_and_an_admin_does(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.ask(Entrance.MENTION, FOUND)
        await stage.closed()
        with stage.database.transaction() as connection:
            answer = str(connection.exec_driver_sql("SELECT id FROM answers").scalar_one())
        press(stage, Action.DELETE, answer, user="U2")
        press(stage, Action.DELETE, answer, user=ADMIN)
        await stage.closed()
        assert len(stage.slack.sent("chat.delete")) == 1
        assert results(stage) == [
            ("T1:U2", "delete", "refused: neither the asker nor an admin"),
            (f"T1:{ADMIN}", "delete", "done"),
        ]
