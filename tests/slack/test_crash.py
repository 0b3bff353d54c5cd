"""Killed at any moment, the program still answers every question it took."""

from pathlib import Path

import pytest

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.storm import PATIENT, Storm, blow
from tests.slack.conversations import NEWSROOM, QUESTION


@pytest.mark.parametrize(("history", "kills", "seed"), [(False, 3, 11), (True, 3, 12)])
async def test_no_question_is_lost_and_none_answered_twice_beyond_one_a_kill(
    tmp_path: Path, history: bool, kills: int, seed: int
) -> None:
    async with LoopbackSlack(PATIENT) as slack:
        if history:
            slack.workspace.scopes |= {"channels:history", "groups:history"}
        async with BotProcess(slack, NEWSROOM, tmp_path) as bot:
            figures = await blow(Storm(seed=seed, kills=kills, questions_per_s=6, question=QUESTION), slack, bot)
    assert figures.questions > 10
    assert figures.refused == 0, figures
    assert figures.lost == 0, figures
    assert figures.doubles <= (0 if history else figures.kills), figures


async def test_a_kill_between_post_and_receipt_leaves_one_answer_in_a_direct_message(tmp_path: Path) -> None:
    async with LoopbackSlack(PATIENT) as slack, BotProcess(slack, NEWSROOM, tmp_path) as bot:
        slack.web_api.latency_s = 2.0
        said = slack.direct("U0ASKER", QUESTION)
        await slack.wait_for_reply(said)
        await bot.kill()
        slack.web_api.latency_s = 0.0
        await bot.start()
        await bot.wait_until_ready()
        await slack.wait_until(lambda: slack.calls_to("conversations.replies"), within_s=20.0)
        later = slack.direct("U0ASKER", "when do the grain barges sail")
        await slack.wait_for_reply(later)
        assert len(slack.answers_to(said)) == 1


async def test_a_question_acked_and_not_yet_answered_survives_a_kill(tmp_path: Path) -> None:
    async with LoopbackSlack(PATIENT) as slack, BotProcess(slack, NEWSROOM, tmp_path) as bot:
        slack.web_api.latency_s = 4.0
        said = slack.mention("U0ASKER", "C0DESK", QUESTION)
        command = slack.command("U0ASKER", "C0COMMAND", QUESTION)
        await slack.courier.settle()
        assert said.events[0].is_acked
        assert command.is_acked
        assert not slack.answers_to(said)
        await bot.kill()
        slack.web_api.latency_s = 0.0
        await bot.start()
        await slack.wait_for_reply(said, within_s=30.0)
        await slack.wait_for_private("U0ASKER", "C0COMMAND", within_s=30.0)
        assert len(slack.answers_to(said)) == 1
