"""Feeds, cron and a running bot: what was published is answered from, and nobody has to say so."""

import asyncio
import shutil
from functools import partial
from pathlib import Path

from bot.cli.import_session import Session
from bot.importers.fetching import fetch
from bot.importers.settling.wishes import Wishes
from tests.importers.documents import PAGE, importer_into
from tests.importers.pages import PageServer, serving
from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.methods import direct_channel
from tests.loopback.reading import quotes_in, words_of
from tests.slack.conversations import NEWSROOM, QUESTION, VELM

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry of Tides</title>
<item><title>Weekly Briefing</title><link>{}</link><description>The spokesperson on gauges.</description></item>
</channel></rss>"""


def newsroom(home: Path) -> Path:
    return Path(shutil.copytree(NEWSROOM, home / "knowledge"))


def attentive_bot(slack: LoopbackSlack, knowledge: Path, home: Path) -> BotProcess:
    return BotProcess(slack, knowledge, home, BRIEFING_WATCH="0.2", BRIEFING_ADMINS="U0ADMIN,U0EDITOR")


def fetch_feed(web: PageServer, knowledge: Path) -> int:
    """What cron does; it may reach the loopback for once."""
    session = Session(importer_into(knowledge), Wishes(publisher="Ministry of Tides"), shows=None, asks=False)
    session.take_feed(web.url("/feed"), partial(fetch, allowed=frozenset({web.address})))
    session.finish()
    return session.failed


async def told(slack: LoopbackSlack, admin: str, messages: int = 1) -> list[str]:
    """What an admin has read in the direct message with the bot."""
    channel = direct_channel(admin)
    await slack.wait_until(lambda: len(slack.visible_in(channel)) >= messages)
    return [words_of(message) for message in slack.visible_in(channel)]


async def test_a_briefing_that_cron_fetched_is_quoted_by_the_running_bot(tmp_path: Path) -> None:
    knowledge = newsroom(tmp_path)
    with serving() as web:
        web.pages["/1.txt"] = (200, {"Content-Type": "text/plain"}, PAGE.encode())
        web.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, FEED.format(web.url("/1.txt")).encode())
        async with LoopbackSlack() as slack, attentive_bot(slack, knowledge, tmp_path) as bot:
            before = await slack.wait_for_reply(slack.direct("U0ASKER", "southern harbour before the winter storms"))
            assert "southern harbour" not in " ".join(quotes_in(before))
            assert await asyncio.to_thread(fetch_feed, web, knowledge) == 0
            for admin in ("U0ADMIN", "U0EDITOR"):
                (said,) = await told(slack, admin)
                assert "4 briefings" in said
                assert "before, 3 briefings" in said
            after = await slack.wait_for_reply(slack.direct("U0ASKER", "southern harbour before the winter storms"))
            assert quotes_in(after)[0].startswith("The southern harbour will have its own before the winter storms")
            assert await asyncio.to_thread(fetch_feed, web, knowledge) == 0
            await asyncio.sleep(1.0)
            assert len(await told(slack, "U0ADMIN")) == 1
            assert "Traceback" not in bot.stderr


async def test_a_broken_file_is_told_to_admins_alone_while_answers_go_on(tmp_path: Path) -> None:
    knowledge = newsroom(tmp_path)
    file = knowledge / "2024-03-04-rivers.yaml"
    whole = file.read_text()
    async with LoopbackSlack() as slack, attentive_bot(slack, knowledge, tmp_path) as bot:
        file.write_text(whole.replace("held_on: 2024-03-04", "held_on: 2024-13-04"))
        (refused,) = await told(slack, "U0ADMIN")
        assert "2024-03-04-rivers.yaml:3: held_on: 2024-13-04 is not a date" in refused
        answer = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", QUESTION))
        assert quotes_in(answer)[0].startswith(VELM)
        file.write_text(whole.replace("no cracks were found", "two cracks were found"))
        _, loaded = await told(slack, "U0ADMIN", messages=2)
        assert "Changed 1: 2024-03-04-rivers" in loaded
        answer = await slack.wait_for_reply(slack.mention("U0ASKER", "C0DESK", QUESTION))
        assert "two cracks were found" in quotes_in(answer)[0]
        seen = {message.channel for message in slack.workspace.messages if message.is_ours}
        assert seen == {"C0DESK", direct_channel("U0ADMIN"), direct_channel("U0EDITOR")}
        assert "Traceback" not in bot.stderr
        assert "2024-13-04" not in bot.stderr


async def test_a_bot_told_not_to_watch_waits_for_its_admin(tmp_path: Path) -> None:
    knowledge = newsroom(tmp_path)
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path, BRIEFING_WATCH="off"):
        (knowledge / "2024-03-04-rivers.yaml").unlink()
        await asyncio.sleep(1.0)
        answer = await slack.wait_for_reply(slack.direct("U0ASKER", QUESTION))
        assert quotes_in(answer)[0].startswith(VELM)
        slack.command("U0ADMIN", "C0DESK", "reload")
        assert "2 briefings" in words_of(await slack.wait_for_private("U0ADMIN", "C0DESK"))
