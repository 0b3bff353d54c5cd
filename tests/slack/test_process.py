"""Starting, stopping, reloading and limits, as an operator and an admin meet them."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.reading import quotes_in, words_of
from tests.slack.conversations import NEWSROOM, QUESTION, VELM


async def test_a_wrong_token_ends_the_program_with_one_sentence(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack:
        bot = BotProcess(slack, NEWSROOM, tmp_path, SLACK_BOT_TOKEN="xoxb-2-wrong")
        await bot.start()
        assert await bot.wait() == 4
    said = [line for line in bot.stderr.splitlines() if line and not line.startswith("{")]
    assert len(said) == 1, bot.stderr
    assert "SLACK_BOT_TOKEN" in said[0]
    assert "xoxb-2-wrong" not in bot.stderr
    assert "Traceback" not in bot.stderr


async def test_a_wrong_app_token_ends_the_program_too(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack:
        bot = BotProcess(slack, NEWSROOM, tmp_path, SLACK_APP_TOKEN="xapp-1-wrong")
        await bot.start()
        assert await bot.wait() == 4
    assert "SLACK_APP_TOKEN" in bot.stderr
    assert "xapp-1-wrong" not in bot.stderr


async def test_sigterm_while_answering_loses_nothing(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, tmp_path) as bot:
        slack.web_api.latency_s = 0.3
        said = [slack.mention("U0ASKER", f"C0TERM{number:02d}", QUESTION) for number in range(30)]
        await slack.wait_until(lambda: slack.answers_to(said[0]))
        bot.terminate()
        assert await bot.wait() == 0
        await bot.start()
        await bot.wait_until_ready()
        for one in said:
            await slack.wait_for_reply(one, within_s=30.0)
        await asyncio.sleep(0.5)
        assert [len(slack.answers_to(one)) for one in said] == [1] * len(said)


async def test_a_question_that_cannot_be_written_down_is_not_acked(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, tmp_path):
        with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            said = slack.mention("U0ASKER", "C0LOCKED", QUESTION)
            command = slack.command("U0ASKER", "C0COMMAND", QUESTION)
            await asyncio.sleep(0.6)
            assert not said.events[0].is_acked
            assert not command.is_acked
            other.execute("ROLLBACK")
        await slack.wait_for_reply(said)
        await slack.courier.settle()
        assert said.events[0].is_acked
        assert len(slack.answers_to(said)) == 1


async def test_an_admin_reloads_and_the_answers_change(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(NEWSROOM, knowledge)
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, tmp_path) as bot:
        briefing = knowledge / "2024-03-04-rivers.yaml"
        whole = briefing.read_text()
        briefing.write_text(whole.replace("held_on: 2024-03-04", "held_on: 2024-13-04"))
        slack.command("U0ADMIN", "C0BROKEN", "reload")
        refused = words_of(await slack.wait_for_private("U0ADMIN", "C0BROKEN"))
        assert "2024-03-04-rivers.yaml" in refused
        assert "2024-13-04" in refused
        before = await slack.wait_for_reply(slack.direct("U0ASKER", QUESTION))
        assert quotes_in(before)[0].startswith(VELM)
        briefing.write_text(whole.replace("no cracks were found", "two cracks were found"))
        slack.command("U0ADMIN", "C0MENDED", "reload")
        assert "3 briefings" in words_of(await slack.wait_for_private("U0ADMIN", "C0MENDED"))
        after = await slack.wait_for_reply(slack.direct("U0ASKER", QUESTION))
        assert quotes_in(after)[0].startswith("The Velm dam was inspected on Monday and two cracks were found.")
        assert bot.stderr.count("Traceback") == 0


async def test_a_person_over_the_limit_is_told_once(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, tmp_path, BRIEFING_RATE_LIMITS="3/30/120"):
        said = [slack.mention("U0EAGER", f"C0LIMIT{number}", QUESTION) for number in range(6)]
        await slack.wait_until(lambda: slack.private_to("U0EAGER"))
        other = await slack.wait_for_reply(slack.mention("U0CALM", "C0LIMIT0", QUESTION))
        await slack.wait_until(lambda: sum(len(slack.answers_to(one)) for one in said) >= 3)
        await asyncio.sleep(0.7)
        assert sum(len(slack.answers_to(one)) for one in said) == 3
        assert len(slack.private_to("U0EAGER")) == 1
        assert quotes_in(other)


async def test_the_program_waits_for_a_slack_that_is_away(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack:
        slack.fail_next("auth.test", status=503, times=2)
        bot = BotProcess(slack, NEWSROOM, tmp_path)
        async with bot:
            await slack.wait_for_reply(slack.direct("U0ASKER", QUESTION))


async def test_secrets_never_reach_the_log(tmp_path: Path) -> None:
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, tmp_path) as bot:
        await slack.wait_for_reply(slack.direct("U0ASKER", f"{QUESTION} zanzibar-words"))
        slack.command("U0ASKER", "C0DESK", "dam")
        await slack.wait_for_private("U0ASKER")
        log = bot.stderr
    for secret in ("xoxb-1-loopback", "xapp-1-A0BRIEFING", "8f14e45fceea", "zanzibar-words", "/response/"):
        assert secret not in log
