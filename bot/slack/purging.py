"""What is no longer needed is deleted, hour by hour."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.errors import StateError
from bot.state.answers import Answers
from bot.state.inbox import Inbox

PURGE_EVERY_S: Final = 3600.0

log = logging.getLogger(__name__)


async def purge_hourly(inbox: Inbox, answers: Answers, clock: Callable[[], datetime]) -> None:
    """Delete the keys of long closed questions and answers that have been kept long enough, for ever."""
    while True:
        now = clock().timestamp()
        try:
            await asyncio.to_thread(inbox.purge, now)
            await asyncio.to_thread(answers.purge, now)
        except StateError:
            log.warning("purge_failed", exc_info=True)
        await asyncio.sleep(PURGE_EVERY_S)
