"""One running program for a whole file of dialogues, in Socket Mode and over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.program import Mode
from tests.slack.conversations import NEWSROOM


@dataclass(frozen=True, slots=True)
class Stage:
    """A loopback Slack, the program that serves it, and how they are joined."""

    slack: LoopbackSlack
    bot: BotProcess
    mode: Mode


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    mode: Mode = request.param
    home = tmp_path_factory.mktemp(mode)
    async with LoopbackSlack() as slack, BotProcess(slack, NEWSROOM, home, mode) as bot:
        yield Stage(slack, bot, mode)
