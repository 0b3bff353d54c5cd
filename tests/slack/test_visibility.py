"""Who sees what: the table of ways in and outcomes, every cell of it, over Socket Mode and over HTTP.

| way in | answer | nothing found | misread, refused, busy, error |
|---|---|---|---|
| mention in a channel | thread, public | thread, public | private; if that fails, one plain sentence in the thread |
| mention in an external shared channel | - | - | private refusal |
| direct message | thread under the message | the same | the same |
| slash command | private + Share | private | private |
| shortcut | window | window | window |
| button | in place, or private | private | private to the one who clicked |
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from bot.state.inbox import WAITING_MAX
from tests.loopback import BotProcess, LoopbackSlack, Message, Said
from tests.loopback.program import Mode
from tests.loopback.reading import pressed, words_of
from tests.slack.conversations import NEWSROOM, VELM

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Where something is to be seen, and nowhere else.
THREAD, PRIVATE, WINDOW = "in the thread, for everybody there", "by the asker alone", "in a window"
BUSY, ERROR, LIMITED = "busy", "error", "refused: too many questions"
ASKS: Final = {
    "answer": "was the Velm dam inspected?",
    "nothing found": "zeppelin moorings",
    "misread": "dam on:2024-13-01",
    LIMITED: "was the Velm dam inspected?",
    BUSY: "was the Velm dam inspected?",
    ERROR: "was the Velm dam inspected?",
}
SAYS: Final = {
    "answer": VELM,
    "nothing found": "no passage",
    "misread": "2024-13-01",
    LIMITED: "asked 3 questions in a minute",
    BUSY: "answering many questions right now",
    ERROR: "Something went wrong on my side (ref ",
}
OUTSIDERS: Final = "another organisation, so I do not answer here"
LIMIT: Final = 3
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Cell:
    way: str
    outcome: str
    seen: str
    says: str


def _row(way: str, answer: str, nothing: str, other: str) -> list[Cell]:
    seen = {"answer": answer, "nothing found": nothing}
    return [Cell(way, outcome, seen.get(outcome, other), SAYS[outcome]) for outcome in ASKS]


TABLE: Final = [
    *_row("mention", THREAD, THREAD, PRIVATE),
    *(Cell("mention outside", outcome, PRIVATE, OUTSIDERS) for outcome in ("answer", "nothing found", "misread")),
    *_row("direct message", THREAD, THREAD, THREAD),
    *_row("command", PRIVATE, PRIVATE, PRIVATE),
    *(Cell("shortcut", outcome, WINDOW, SAYS[outcome]) for outcome in ("answer", "nothing found", "misread")),
    Cell("exchange", "answer", WINDOW, VELM),
    Cell("citation", "answer", WINDOW, VELM),
    Cell("more", "nothing found", WINDOW, "no more quotes"),
    Cell("share", "refused: not theirs", PRIVATE, "Only the person who asked can share"),
    Cell("delete", "refused: no admin", PRIVATE, "Only the person who asked, or an admin"),
    Cell("feedback", "answer", PRIVATE, "Thank you"),
    Cell("exchange", "refused: edited", WINDOW, "older version of the archive"),
    Cell("delete", BUSY, PRIVATE, SAYS[BUSY]),
    Cell("delete", ERROR, PRIVATE, SAYS[ERROR]),
    Cell("exchange", "error: no window", PRIVATE, "Press the button again"),
]


@dataclass(frozen=True, slots=True)
class Desk:
    slack: LoopbackSlack
    state: Path

    def somebody(self) -> tuple[str, str]:
        number = next(_numbers)
        return f"U0V{number:04d}", f"C0V{number:04d}"

    def run(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.state, timeout=5)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def trouble(self, outcome: str) -> Iterator[None]:
        """Too many questions wait; or the next one has used up its attempts."""
        if outcome == BUSY:
            self.run(
                f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {WAITING_MAX}) "
                "INSERT INTO questions (id, conversation, entrance, team, user, text, is_external, received_at, state, "
                "attempt, lease_until, not_before, maybe_posted, busy) SELECT 'waiting' || i, 'w' || i, 'direct', 'T9', "
                "'U9', 'x', 0, 0, 'new', 0, 0, strftime('%s', 'now') + 100, 0, 0 FROM n"
            )
        if outcome == ERROR:
            self.run(
                "CREATE TRIGGER used_up AFTER INSERT ON questions BEGIN "
                "UPDATE questions SET attempt = 5 WHERE number = NEW.number; END"
            )
        try:
            yield
        finally:
            self.run("DELETE FROM questions WHERE team = 'T9'", "DROP TRIGGER IF EXISTS used_up")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    mode: Mode = request.param
    home = tmp_path_factory.mktemp(f"visible-{mode}")
    limits = {"BRIEFING_RATE_LIMITS": f"{LIMIT}/9999/9999"}
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, home, mode, **limits):
        yield Desk(slack, home / "state.db")


class Watch:
    """Everything the bot shows to anybody from now on."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self._slack = slack
        self._messages = len(slack.workspace.messages)
        self._views = {(view["id"], view["hash"]) for view in slack.workspace.views.values()}

    def messages(self) -> list[Message]:
        return [message for message in self._slack.workspace.messages[self._messages :] if message.is_ours]

    def windows(self) -> list[str]:
        new = [v for v in self._slack.workspace.views.values() if (v["id"], v["hash"]) not in self._views]
        texts = [words_of(Message("", "", "", "", "", blocks=view["blocks"])) for view in new]
        return [text for text in texts if "One moment" not in text]

    async def look(self) -> tuple[list[Message], list[str]]:
        """What there is once there is something, and the quiet after it."""
        await self._slack.wait_until(lambda: self.messages() or self.windows())
        await self._slack.courier.settle()
        await asyncio.sleep(0.15)
        return self.messages(), self.windows()


async def say(desk: Desk, cell: Cell) -> tuple[str, Said | None, Watch]:
    """Say it at its way in; who said it, and what is seen of it from then on."""
    slack = desk.slack
    user, channel = desk.somebody()
    slack.workspace.channel(channel).is_shared_outside = cell.way == "mention outside"
    text = ASKS[cell.outcome]

    def once() -> Said | None:
        if cell.way == "command":
            slack.command(user, channel, text)
            return None
        return slack.direct(user, text) if cell.way == "direct message" else slack.mention(user, channel, text)

    for _ in range(LIMIT if cell.outcome == LIMITED else 0):
        before = Watch(slack)
        once()
        await before.look()
    watch = Watch(slack)
    return user, once(), watch


async def use(desk: Desk, cell: Cell) -> tuple[str, Watch]:
    """Use the shortcut of somebody's message; who used it, and what is seen of it from then on."""
    user, channel = desk.somebody()
    said = desk.slack.say("U0WRITER", channel, ASKS[cell.outcome])
    message = next(one for one in desk.slack.workspace.messages if one.ts == said.ts)
    watch = Watch(desk.slack)
    desk.slack.shortcut(user, "find_quote", message)
    return user, watch


async def press(desk: Desk, cell: Cell) -> tuple[str, Watch]:
    """Press it under an answer; who pressed it, and what is seen of it from then on."""
    slack = desk.slack
    user, channel = desk.somebody()
    asker, _ = desk.somebody()
    words = ASKS["answer"] if cell.way != "more" else "pager code urgent"
    if cell.way == "share":
        slack.command(asker, channel, words)
        answer = await slack.wait_for_private(asker, channel)
    else:
        answer = await slack.wait_for_reply(slack.mention(asker, channel, words))
    name = {"more": "exchange", "feedback": "feedback.good"}.get(cell.way, cell.way)
    action: dict[str, Any] = {**pressed(answer, name), "action_id": cell.way}
    if cell.outcome == "refused: edited":
        action["value"] = "e" * 32
    if cell.outcome == "error: no window":
        slack.fail_next("views.open", error="expired_trigger_id")
    watch = Watch(slack)
    with desk.trouble(cell.outcome):
        slack.click(user, answer, action)
        await watch.look()
    return user, watch


@pytest.mark.parametrize("cell", TABLE, ids=lambda cell: f"{cell.way}-{cell.outcome}".replace(" ", "_"))
async def test_every_outcome_is_seen_by_whom_it_is_for_and_by_nobody_else(desk: Desk, cell: Cell) -> None:
    said: Said | None = None
    if cell.way in ("mention", "mention outside", "direct message", "command"):
        with desk.trouble(cell.outcome):
            user, said, watch = await say(desk, cell)
            messages, windows = await watch.look()
    else:
        user, watch = await (use if cell.way == "shortcut" else press)(desk, cell)
        messages, windows = await watch.look()
    if cell.seen == WINDOW:
        assert (messages, len(windows)) == ([], 1)
        assert cell.says in windows[0]
        return
    assert windows == []
    (message,) = messages
    assert cell.says in f"{words_of(message)}\n{message.text}"
    if cell.seen == PRIVATE:
        assert message.only_for == user
        assert (cell.way, cell.outcome) != ("command", "answer") or pressed(message, "share")
    else:
        assert message.only_for is None
        assert said is not None
        assert (message.channel, message.thread_ts) == (said.channel, said.root)
        with pytest.raises(LookupError):
            pressed(message, "share")


FALLEN_BACK: Final[Mapping[str, str]] = {"misread": SAYS["misread"], LIMITED: SAYS[LIMITED], BUSY: SAYS[BUSY]}


@pytest.mark.parametrize("outcome", FALLEN_BACK)
async def test_a_private_word_that_slack_does_not_show_is_one_plain_sentence_in_the_thread(
    desk: Desk, outcome: str
) -> None:
    slack = desk.slack
    with desk.trouble(outcome):
        user, channel = desk.somebody()
        slack.workspace.channel(channel).outsiders.add(user)
        for _ in range(LIMIT if outcome == LIMITED else 0):
            await slack.wait_for_reply(slack.mention(user, channel, ASKS["answer"]))
        watch = Watch(slack)
        said = slack.mention(user, channel, ASKS[outcome])
        messages, _ = await watch.look()
    (message,) = messages
    assert (message.only_for, message.thread_ts, message.blocks) == (None, said.root, [])
    assert FALLEN_BACK[outcome] in message.text
