"""A post that showed several quotes loses the withdrawn one alone, over real connections, in both modes."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio

from bot.briefing.passages import Passage
from bot.store.load import read_knowledge
from tests.loopback import BotProcess, LoopbackSlack, Message
from tests.loopback.program import Mode
from tests.loopback.reading import button, pressed, quotes_in, words_of
from tests.slack.conversations import NEWSROOM

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADMIN, SECOND = "U0ADMIN", "U0ADMIN2"
HERONS = "2031-02-03-herons"
DOUBLED = "The heron colony on the north bank has doubled since the reeds were left alone."
FENCED = "The heron colony will be fenced before the winter, at the ministry's own cost."
COUNTED = "The heron colony was counted twice in May, by two people who did not know of each other."
BRIEFING = f"""\
id: {HERONS}
title: Heron Call
held_on: 2024-02-03
source: {{publisher: Ministry of Tides, kind: transcript, status: official}}
turns:
  - {{speech: "{DOUBLED}", printed: MR. EBB}}
  - speech: "{FENCED}"
    printed: MS. GLINT
    ground_rule: {{rule: on_background, attribution: a senior ministry official}}
  - {{question: "Who counted the heron colony?", printed: Q}}
  - {{speech: "{COUNTED}", printed: MR. EBB}}
"""
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    slack: LoopbackSlack
    folder: Path
    state: Path

    def quote_id(self, words: str) -> str:
        briefing = read_knowledge(self.folder).briefings[HERONS]
        turn = next(turn for turn in briefing.turns if turn.text == words)
        return Passage(briefing, turn, 0, len(turn.text)).id

    async def public(self, text: str = "how is the heron colony?") -> Message:
        number = next(_numbers)
        return await self.slack.wait_for_reply(self.slack.mention(f"U0D{number:04d}", f"C0E{number:04d}", text))

    async def order(self, text: str, user: str = ADMIN) -> Message:
        channel = f"C0F{next(_numbers):04d}"
        self.slack.command(user, channel, text)
        return await self.slack.wait_for_private(user, channel)

    async def press(self, offer: Message, user: str = ADMIN) -> Message:
        before = len(self.slack.private_to(user, offer.channel))
        self.slack.click(user, offer, button(offer, "Correct"))
        return (await self.slack.wait_until(lambda: self.slack.private_to(user, offer.channel)[before:]))[0]

    async def withdrawn(self, *quotes: str) -> str:
        """Withdraw quotes and correct the posts; what the admin is told of the last."""
        told = ""
        for words in quotes:
            told = (await self.press(await self.order(f"withdraw {self.quote_id(words)}"))).text
        return told

    def now(self, shown: Message) -> Message:
        return next(m for m in self.slack.visible_in(shown.channel) if m.ts == shown.ts)

    def edits(self, shown: Message) -> int:
        calls = self.slack.workspace.calls
        return sum(c.method == "chat.update" and c.arguments.get("ts") == shown.ts for c in calls)

    def edits_in_audit(self, shown: Message) -> list[str]:
        with closing(sqlite3.connect(self.state)) as connection:
            rows = connection.execute("SELECT result FROM audit WHERE what = 'correct' ORDER BY number").fetchall()
        return [result for (result,) in rows if f"edited {shown.channel}/{shown.ts}" in result]


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    mode: Mode = request.param
    home = tmp_path_factory.mktemp(f"correcting-{mode}")
    folder = home / "knowledge"
    shutil.copytree(NEWSROOM, folder)
    (folder / "herons.yaml").write_text(BRIEFING, encoding="utf-8")
    async with (
        LoopbackSlack() as slack,
        BotProcess(slack, folder, home, mode, BRIEFING_ADMINS=f"{ADMIN},{SECOND}"),
    ):
        yield Desk(slack, folder, home / "state.db")


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def nothing_decided(desk: Desk) -> AsyncIterator[None]:
    yield
    (desk.folder / "desk.yaml").write_text("withdrawn: []\nreleased: []\n", encoding="utf-8")


async def test_the_other_quotes_stay_word_for_word_and_a_line_says_that_one_was_withdrawn(desk: Desk) -> None:
    shown = await desk.public()
    assert sorted(quotes_in(shown)) == sorted([DOUBLED, FENCED, COUNTED])
    told = await desk.withdrawn(DOUBLED)
    after = desk.now(shown)
    assert sorted(quotes_in(after)) == sorted([FENCED, COUNTED])
    assert "1 quote of this answer was withdrawn by the desk on" in words_of(after)
    for reading in (after.text, json.dumps(after.blocks)):
        assert "doubled" not in reading
        assert "1 quote of this answer was withdrawn" in reading
        assert (FENCED in reading, COUNTED in reading) == (True, True)
    assert "Asked: how is the heron colony?" in words_of(after)
    assert "1 message kept the other quotes" in told


async def test_a_withdrawn_background_quote_leaves_neither_words_nor_name(desk: Desk) -> None:
    shown = await desk.public()
    await desk.withdrawn(FENCED)
    after = desk.now(shown)
    whole = f"{after.text}{json.dumps(after.blocks)}"
    assert sorted(quotes_in(after)) == sorted([DOUBLED, COUNTED])
    assert not any(word in whole for word in ("fenced", "GLINT", "senior ministry official", "background"))


async def test_a_second_withdrawal_counts_both_and_the_last_leaves_the_note_alone(desk: Desk) -> None:
    shown = await desk.public()
    await desk.withdrawn(DOUBLED, FENCED)
    after = desk.now(shown)
    assert quotes_in(after) == [COUNTED]
    assert "2 quotes of this answer were withdrawn by the desk, last on" in words_of(after)
    told = await desk.withdrawn(COUNTED)
    after = desk.now(shown)
    assert quotes_in(after) == []
    assert after.text == words_of(after)
    assert after.text.startswith("A quote in this answer was withdrawn by the desk on")
    assert "only the line is left" in told
    assert [line.rpartition(": ")[2] for line in desk.edits_in_audit(shown)] == [
        "2 quotes stay",
        "1 quotes stay",
        "0 quotes stay",
    ]


async def test_the_buttons_of_a_corrected_post_go_on_working(desk: Desk) -> None:
    shown = await desk.public()
    await desk.withdrawn(DOUBLED)
    views = len(desk.slack.workspace.views)
    desk.slack.click("U0ANY", desk.now(shown), pressed(desk.now(shown), "citation"))

    def filled() -> list[str]:
        new = list(desk.slack.workspace.views.values())[views:]
        return [text for view in new if "One moment" not in (text := json.dumps(view["blocks"]))]

    (window,) = await desk.slack.wait_until(filled)
    assert (COUNTED in window, "doubled" in window) == (True, False)


async def test_a_shared_answer_keeps_its_sharer(desk: Desk) -> None:
    await desk.public()
    desk.slack.mention("U0ANY", "C0SHARED", "help")
    desk.slack.command("U0SHARER", "C0SHARED", "how is the heron colony?")
    private = await desk.slack.wait_for_private("U0SHARER", "C0SHARED")
    desk.slack.click("U0SHARER", private, pressed(private, "share"))
    (shared,) = await desk.slack.wait_until(
        lambda: [m for m in desk.slack.visible_in("C0SHARED") if "Shared by" in m.text]
    )
    await desk.withdrawn(DOUBLED)
    after = desk.now(shared)
    begins = shared.text.partition(":")[0]
    assert begins.endswith("(U0SHARER)")
    assert after.text.startswith(f"{begins}: 1 quote of this answer was withdrawn")
    assert begins in words_of(after)


async def test_a_question_that_repeats_the_withdrawn_words_is_not_repeated(desk: Desk) -> None:
    shown = await desk.public("is it true that the heron colony on the north bank has doubled?")
    assert DOUBLED in quotes_in(shown)
    await desk.withdrawn(DOUBLED)
    after = desk.now(shown)
    assert "doubled" not in f"{after.text}{json.dumps(after.blocks)}"


async def test_two_admins_at_once_make_one_edit_and_both_are_told(desk: Desk) -> None:
    shown = await desk.public()
    target = desk.quote_id(DOUBLED)
    first, second = await desk.order(f"withdraw {target}"), await desk.order(f"withdraw {target}", SECOND)
    told = await asyncio.gather(desk.press(first), desk.press(second, SECOND))
    assert desk.edits(shown) == 1
    assert len(desk.edits_in_audit(shown)) == 1
    assert all("is out of my messages." in one.text for one in told)


async def test_what_is_restored_can_be_asked_for_and_the_corrected_post_stays_so(desk: Desk) -> None:
    shown = await desk.public()
    await desk.withdrawn(DOUBLED)
    told = await desk.order(f"restore {desk.quote_id(DOUBLED)}")
    assert "Messages that were corrected stay so" in told.text
    assert DOUBLED not in desk.now(shown).text
    assert DOUBLED in quotes_in(await desk.public())


async def test_where_slack_does_not_take_the_layout_the_note_alone_is_left(desk: Desk) -> None:
    shown = await desk.public()
    desk.slack.fail_next("chat.update", error="invalid_blocks", channel=shown.channel)
    await desk.withdrawn(DOUBLED)
    after = desk.now(shown)
    assert quotes_in(after) == []
    assert after.text.startswith("A quote in this answer was withdrawn")


async def test_what_only_shares_words_is_said_to_once_more(desk: Desk) -> None:
    shown = await desk.public("heron fence turbine lighthouse zeppelin colony")
    assert "weak matches" in words_of(shown)
    assert DOUBLED in quotes_in(shown)
    await desk.withdrawn(DOUBLED)
    assert "None of them answers the question closely." in words_of(desk.now(shown))
