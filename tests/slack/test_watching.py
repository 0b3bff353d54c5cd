"""What the admins hear of a folder that changed by itself, and what Slack may do about it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.slack.client import web_client
from bot.slack.pacing import ChannelPace
from bot.slack.posting import Poster
from bot.slack.running.watching import Watching
from bot.state.audit import Audit
from bot.state.database import Database
from bot.store.live import KnowledgeStore
from bot.store.watch import Watch
from bot.telemetry import Counters
from tests.slack.edges import served, until
from tests.slack.stage import RIVERS, Clock, ScriptedSlack

ADMINS = frozenset({"U0ADMIN", "U0EDITOR"})
MORE = RIVERS.replace("2024-03-04", "2024-03-11")
BROKEN = MORE.replace("held_on: 2024-03-11", "held_on: 2024-13-11")


@dataclass
class Post:
    """A watched folder, and the admins' direct messages."""

    folder: Path
    slack: ScriptedSlack
    audit: Audit
    counters: Counters
    database: Database

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def told(self, admin: str) -> list[str]:
        return [str(sent["text"]) for sent in self.slack.sent("chat.postMessage") if sent["channel"] == admin]

    async def wait_for(self, admin: str, messages: int) -> list[str]:
        await until(lambda: len(self.told(admin)) >= messages)
        return self.told(admin)


@asynccontextmanager
async def watching(home: Path, admins: frozenset[str] = ADMINS) -> AsyncIterator[Post]:
    folder = home / "knowledge"
    folder.mkdir()
    (folder / "rivers.yaml").write_text(RIVERS)
    slack, clock, counters, database = ScriptedSlack(), Clock(), Counters(), Database(str(home / "state.db"))
    audit = Audit(database)
    async with served(slack.answer) as server:
        client = web_client(str(server.make_url("/api/")), "xoxb-1")
        task = asyncio.ensure_future(
            Watching(
                watch=Watch(KnowledgeStore(folder, clock)),
                every_s=0.02,
                admins=admins,
                poster=Poster(client, ChannelPace(asyncio.get_running_loop().time), counters),
                audit=audit,
                clock=clock,
                counters=counters,
            ).run()
        )
        try:
            yield Post(folder, slack, audit, counters, database)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            database.close()


def deeds(audit: Audit) -> list[tuple[str, str, str]]:
    return [(deed.who, deed.what, deed.result) for _, deed in audit.read()]


async def after(condition: Callable[[], object]) -> None:
    """Wait for it, and a little longer for what should not follow."""
    await until(lambda: bool(condition()))
    await asyncio.sleep(0.3)


async def test_each_admin_is_told_once_what_was_loaded(tmp_path: Path) -> None:
    async with watching(tmp_path) as post:
        post.write("more.yaml", MORE)
        (told,) = await post.wait_for("U0EDITOR", 1)
        await after(lambda: post.told("U0ADMIN"))
        assert post.told("U0ADMIN") == [told]
        first, *rest = told.splitlines()
        assert first == (
            "The knowledge folder has changed and was loaded: 2 briefings, 6 turns; before, 1 briefing, 3 turns."
        )
        assert rest[0] == "Added 1: 2024-03-11-rivers"
        assert deeds(post.audit) == [("watch", "reload", "done")]
        assert post.counters.value("reloads_noticed_total", outcome="done") == 1


async def test_problems_are_told_with_file_and_line_and_then_that_they_are_mended(tmp_path: Path) -> None:
    async with watching(tmp_path) as post:
        post.write("more.yaml", BROKEN)
        (told,) = await post.wait_for("U0ADMIN", 1)
        assert told.startswith("The knowledge folder has changed and cannot be loaded: 1 problem.")
        assert "more.yaml:3: held_on: 2024-13-11 is not a date" in told
        post.write("sound.yaml", RIVERS.replace("2024-03-04", "2024-03-18"))
        await asyncio.sleep(0.3)
        assert post.told("U0ADMIN") == [told]
        (post.folder / "sound.yaml").unlink()
        (post.folder / "more.yaml").unlink()
        _, mended = await post.wait_for("U0ADMIN", 2)
        assert mended.startswith("The knowledge folder is in order again: 1 briefing, 3 turns, version ")
        assert deeds(post.audit) == [("watch", "reload", "refused: 1 problems"), ("watch", "reload", "done")]


async def test_an_admin_slack_refuses_does_not_keep_the_news_from_the_others(tmp_path: Path) -> None:
    async with watching(tmp_path) as post:
        post.slack.refuse("chat.postMessage", "channel_not_found")
        post.write("more.yaml", MORE)
        await after(lambda: len(post.slack.sent("chat.postMessage")) == 2)
        assert sorted(len(post.told(admin)) for admin in ADMINS) == [1, 1]
        post.write("more.yaml", MORE.replace("no cracks", "two cracks"))
        await post.wait_for("U0ADMIN", 2)
        await post.wait_for("U0EDITOR", 2)


async def test_a_message_that_may_have_arrived_is_not_sent_again(tmp_path: Path) -> None:
    async with watching(tmp_path, frozenset({"U0ADMIN"})) as post:
        post.slack.will("chat.postMessage", "drop")
        post.write("more.yaml", MORE)
        await post.wait_for("U0ADMIN", 1)
        await asyncio.sleep(1.3)
        assert len(post.told("U0ADMIN")) == 1


async def test_a_message_slack_asks_to_wait_with_is_sent_later(tmp_path: Path) -> None:
    async with watching(tmp_path, frozenset({"U0ADMIN"})) as post:
        post.slack.will("chat.postMessage", 429)
        post.write("more.yaml", MORE)
        assert len(await post.wait_for("U0ADMIN", 2)) == 2


async def test_an_audit_that_cannot_be_written_stops_neither_the_news_nor_the_watch(tmp_path: Path) -> None:
    async with watching(tmp_path, frozenset({"U0ADMIN"})) as post:
        with post.database.transaction() as connection:
            connection.exec_driver_sql("DROP TABLE audit")
        post.write("more.yaml", MORE)
        await post.wait_for("U0ADMIN", 1)
        (post.folder / "more.yaml").unlink()
        await post.wait_for("U0ADMIN", 2)


async def test_without_admins_the_folder_is_loaded_all_the_same(tmp_path: Path) -> None:
    async with watching(tmp_path, frozenset()) as post:
        post.write("more.yaml", MORE)
        await after(lambda: deeds(post.audit))
        assert deeds(post.audit) == [("watch", "reload", "done")]
        assert post.slack.calls == []


async def test_marks_in_a_problem_cannot_become_markup(tmp_path: Path) -> None:
    async with watching(tmp_path, frozenset({"U0ADMIN"})) as post:
        post.write("more.yaml", MORE.replace("held_on: 2024-03-11", "held_on: <!channel>"))
        (told,) = await post.wait_for("U0ADMIN", 1)
        assert "&lt;!channel&gt;" in told
        assert "<!" not in told
