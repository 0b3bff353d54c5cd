"""The desk's acts by command, over real connections, in both modes: at once, undone, told, and written down."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.briefing.passages import Passage
from bot.store.load import read_knowledge
from tests.loopback import BotProcess, LoopbackSlack, Message
from tests.loopback.program import Mode
from tests.loopback.reading import button, pressed, quotes_in, words_of
from tests.slack.conversations import LADDERS, NEWSROOM, VELM

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN, SECOND = "U0ADMIN", "U0ADMIN2"
RIVERS = "2024-03-04-rivers"
EMBARGOED = """\
id: 2031-01-01-tides
title: Tides Call
held_on: 2024-01-01
embargo: when the tide turns
source: {publisher: Ministry of Tides, kind: transcript, status: official}
turns:
  - {question: "Does the mudlark sing?", printed: Q}
  - {speech: "The mudlark sings at dusk.", printed: MR. EBB}
"""
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    slack: LoopbackSlack
    bot: BotProcess
    folder: Path
    state: Path

    def quote_id(self, words: str) -> str:
        briefing = read_knowledge(self.folder).briefings[RIVERS]
        turn = next(turn for turn in briefing.turns if turn.text.startswith(words))
        return Passage(briefing, turn, 0, len(turn.text)).id

    async def order(self, text: str, user: str = ADMIN) -> Message:
        """Type a command in a channel of one's own; what comes of it."""
        channel = f"C0D{next(_numbers):04d}"
        self.slack.command(user, channel, text)
        return await self.slack.wait_for_private(user, channel)

    async def public(self, text: str = "was the Velm dam inspected?") -> Message:
        number = next(_numbers)
        return await self.slack.wait_for_reply(self.slack.mention(f"U0D{number:04d}", f"C0D{number:04d}", text))

    async def press(self, message: Message, user: str = ADMIN, **changed: str) -> Message:
        """Press the button under an offer; what the presser is told."""
        before = len(self.slack.private_to(user, message.channel))
        self.slack.click(user, message, {**button(message, "Correct"), **changed})
        told = await self.slack.wait_until(lambda: self.slack.private_to(user, message.channel)[before:])
        return told[0]

    def audited(self, who: str, what: str) -> list[tuple[str | None, str]]:
        with closing(sqlite3.connect(self.state)) as connection:
            rows = connection.execute(
                "SELECT target, result FROM audit WHERE who LIKE ? AND what = ? ORDER BY number", (f"%:{who}", what)
            )
            return [(row[0], row[1]) for row in rows]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    mode: Mode = request.param
    home = tmp_path_factory.mktemp(f"desk-{mode}")
    folder = home / "knowledge"
    shutil.copytree(NEWSROOM, folder)
    (folder / "tides.yaml").write_text(EMBARGOED, encoding="utf-8")
    async with (
        LoopbackSlack() as slack,
        BotProcess(slack, folder, home, mode, BRIEFING_ADMINS=f"{ADMIN},{SECOND}") as bot,
    ):
        yield Desk(slack, bot, folder, home / "state.db")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def nothing_decided(desk: Desk) -> AsyncIterator[None]:
    yield
    (desk.folder / "desk.yaml").write_text("withdrawn: []\nreleased: []\n", encoding="utf-8")


async def test_a_withdrawn_quote_is_out_of_sight_at_once_and_back_when_it_is_restored(desk: Desk) -> None:
    target = desk.quote_id("The Velm dam")
    told = await desk.order(f"withdraw {target} wrong speaker")
    assert words_of(told).count(f"{target} is withdrawn: nobody is shown its words.") == 1
    assert VELM not in (await desk.public()).text
    listed = await desk.order("withdrawn")
    assert f"Withdrawn: {target}, " in listed.text
    assert f"by {ADMIN}: wrong speaker" in listed.text
    assert "is restored" in (await desk.order(f"restore {target}")).text
    assert VELM in (await desk.public()).text
    assert "is not withdrawn" in (await desk.order(f"restore {target}")).text
    assert desk.audited(ADMIN, "withdraw")[-1] == (target, "done")
    assert desk.audited(ADMIN, "restore")[-2:] == [(target, "done"), (target, "was not withdrawn")]


def links_of(message: Message) -> str:
    return json.dumps([block for block in message.blocks if block.get("block_id") == "links"])


async def test_the_posts_that_showed_it_are_listed_with_links_and_replaced_by_a_note_without_its_words(
    desk: Desk,
) -> None:
    shown, other = await desk.public(), await desk.public("fish ladders salmon")
    assert VELM in shown.text
    told = await desk.order(f"withdraw {desk.quote_id('The Velm dam')}")
    assert f"channel {shown.channel}, 20" in told.text
    assert f"https://newsroom.example/archives/{shown.channel}/p{shown.ts.replace('.', '')}" in links_of(told)
    assert f"channel {other.channel}," not in words_of(told)
    done = await desk.press(told)
    assert "had no other quotes; only the line is left" in done.text
    note = next(m for m in desk.slack.visible_in(shown.channel) if m.ts == shown.ts)
    assert "A quote in this answer was withdrawn by the desk on" in note.text
    assert note.text == words_of(note)
    assert not any(word in json.dumps([note.text, note.blocks]) for word in ("Velm", "inspected", "cracks"))
    assert LADDERS in next(m for m in desk.slack.visible_in(other.channel) if m.ts == other.ts).text
    again = await desk.press(told)
    assert again.text == f"{desk.quote_id('The Velm dam')} is out of my messages."


async def test_a_whole_briefing_is_withdrawn_with_every_post_that_quoted_it(desk: Desk) -> None:
    posts = [await desk.public(), await desk.public("fish ladders salmon")]
    told = await desk.order(f"withdraw {RIVERS}")
    for post in posts:
        assert f"/{post.channel}/" in links_of(told)
    await desk.press(told)
    for post in posts:
        note = next(m for m in desk.slack.visible_in(post.channel) if m.ts == post.ts)
        assert "The briefing quoted in this answer was withdrawn" in note.text
    assert "no passage" in words_of(await desk.public("fish ladders salmon")).casefold()


async def test_private_answers_are_counted_and_not_named(desk: Desk) -> None:
    reader = "U0READER"
    desk.slack.command(reader, "C0READING", "was the Velm dam inspected?")
    answer = await desk.slack.wait_for_private(reader, "C0READING")
    told = await desk.order(f"withdraw {desk.quote_id('The Velm dam')}")
    assert "private answer" in words_of(told)
    assert "C0READING" not in words_of(told)
    assert reader not in words_of(told)
    before = len(desk.slack.private_to(reader, "C0READING"))
    desk.slack.click(reader, answer, pressed(answer, "share"))
    (refused,) = await desk.slack.wait_until(lambda: desk.slack.private_to(reader, "C0READING")[before:])
    assert quotes_in(refused) == []
    assert not [m for m in desk.slack.visible_in("C0READING") if VELM in m.text]


async def test_a_release_lifts_an_embargo_at_once(desk: Desk) -> None:
    assert "mudlark sings" not in (await desk.public("mudlark at dusk")).text
    assert "is released" in (await desk.order("release 2031-01-01-tides")).text
    assert "The mudlark sings at dusk." in (await desk.public("mudlark at dusk")).text
    assert "released already" in (await desk.order("release 2031-01-01-tides")).text
    assert "under no embargo" in (await desk.order(f"release {RIVERS}")).text
    assert [result for _, result in desk.audited(ADMIN, "release")][-3:] == [
        "done",
        "was released before",
        "refused: leads nowhere",
    ]


@pytest.mark.parametrize("act", ["withdraw", "restore", "release"])
async def test_who_is_no_admin_is_refused_and_that_is_written_down(desk: Desk, act: str) -> None:
    told = await desk.order(f"{act} {RIVERS}", "U0SOMEBODY")
    assert told.text.startswith("Only admins can")
    assert desk.audited("U0SOMEBODY", f"{act} {RIVERS}") == [(None, "refused: not an admin")]
    assert VELM in (await desk.public()).text


async def test_the_list_is_for_admins_too(desk: Desk) -> None:
    assert (await desk.order("withdrawn", "U0SOMEBODY")).text.startswith("Only admins can")
    assert (await desk.order("withdrawn")).text == "Nothing is withdrawn, and no embargo was released."


@pytest.mark.parametrize("target", ["2024-03-04-revers", "nothing", f"{RIVERS}#2:0-9~00000000"])
async def test_an_id_of_nothing_changes_nothing_and_is_told(desk: Desk, target: str) -> None:
    told = await desk.order(f"withdraw {target}")
    assert "There is no briefing" in told.text or "does not hold these words" in told.text
    assert desk.audited(ADMIN, "withdraw")[-1] == (target, "refused: leads nowhere")
    assert VELM in (await desk.public()).text


async def test_two_admins_at_once_make_one_decision_and_both_are_told(desk: Desk) -> None:
    target = desk.quote_id("The Velm dam")
    first, second = await asyncio.gather(desk.order(f"withdraw {target}"), desk.order(f"withdraw {target}", SECOND))
    assert sorted("withdrawn already" in words_of(told) for told in (first, second)) == [False, True]
    assert (desk.folder / "desk.yaml").read_text(encoding="utf-8").count(target) == 1


async def test_a_replace_button_is_for_admins_and_for_words_that_are_withdrawn(desk: Desk) -> None:
    target = desk.quote_id("The Velm dam")
    shown = await desk.public()
    told = await desk.order(f"withdraw {target}")
    assert "Only admins can" in (await desk.press(told, "U0SOMEBODY")).text
    assert "do not know this button" in (await desk.press(told, value="0" * 32)).text
    await desk.order(f"restore {target}")
    assert "is not withdrawn any more" in (await desk.press(told)).text
    assert VELM in next(m for m in desk.slack.visible_in(shown.channel) if m.ts == shown.ts).text
    assert [result for _, result in desk.audited("U0SOMEBODY", "correct")] == ["refused: not an admin"]


async def test_a_deleted_post_is_gone_and_one_that_slack_keeps_is_named(desk: Desk) -> None:
    deleted, kept = await desk.public(), await desk.public()
    told = await desk.order(f"withdraw {desk.quote_id('The Velm dam')}")
    desk.slack.workspace.messages.remove(deleted)
    desk.slack.fail_next("chat.update", error="edit_window_closed", channel=kept.channel)
    done = words_of(await desk.press(told))
    assert "had been deleted already" in done
    assert f"• channel {kept.channel}, " in done
    assert "only the line is left" in words_of(await desk.press(told))


async def test_without_permalinks_a_post_is_named_by_place_and_time(desk: Desk) -> None:
    shown = await desk.public()
    trouble = desk.slack.fail_next("chat.getPermalink", error="fatal_error", times=40)
    told = await desk.order(f"withdraw {desk.quote_id('The Velm dam')}")
    assert f"channel {shown.channel}, 20" in words_of(told)
    assert "https://newsroom.example" not in words_of(told)
    trouble.times = 0


async def test_windows_of_old_answers_do_not_show_what_is_withdrawn(desk: Desk) -> None:
    shown = await desk.public()
    await desk.order(f"withdraw {desk.quote_id('The Velm dam')}")
    for name in ("exchange", "citation"):
        views = len(desk.slack.workspace.views)
        desk.slack.click("U0ANY", shown, pressed(shown, name))

        def filled(views: int = views) -> list[dict[str, Any]]:
            new = list(desk.slack.workspace.views.values())[views:]
            return [view for view in new if "One moment" not in str(view["blocks"])]

        (window,) = await desk.slack.wait_until(filled)
        assert "inspected on Monday" not in json.dumps(window)
