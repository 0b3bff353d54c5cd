"""What is no longer needed is deleted, hour by hour."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.errors import StateError

PURGE_EVERY_S: Final = 3600.0

log = logging.getLogger(__name__)


class Purged(Protocol):
    """A table whose rows are kept for a time."""

    def purge(self, now: float) -> object:
        """Delete what has been kept long enough."""


async def purge_hourly(tables: Sequence[Purged], clock: Callable[[], datetime]) -> None:
    """Delete what has been kept long enough in each table, for ever."""
    while True:
        now = clock().timestamp()
        try:
            for table in tables:
                await asyncio.to_thread(table.purge, now)
        except StateError:
            log.warning("purge_failed", exc_info=True)
        await asyncio.sleep(PURGE_EVERY_S)
