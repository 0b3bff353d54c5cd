"""Changed knowledge is loaded while questions go on, and the admins are told."""

import asyncio
import logging
from collections.abc import Callable, Set
from datetime import datetime
from typing import Final
from uuid import uuid4

from bot.errors import StateError
from bot.slack import sentences
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError
from bot.slack.posting import Posted, Poster, Steps, Thread
from bot.slack.replies.reply import said
from bot.state.arrivals import REF_CHARS
from bot.state.audit import Audit, Deed
from bot.store.live import Reload
from bot.store.watch import Watch
from bot.telemetry import Counters

STILL_S: Final = 1.0
"""A folder that has not changed for so long is taken to be whole."""

TELL_AGAIN_S: Final = (1.0, 10.0, 60.0)
WHO: Final = "watch"

log = logging.getLogger(__name__)


class Watching:
    """Looks at the knowledge folder every few seconds."""

    def __init__(
        self,
        *,
        watch: Watch,
        every_s: float,
        admins: Set[str],
        poster: Poster,
        audit: Audit,
        clock: Callable[[], datetime],
        counters: Counters,
    ) -> None:
        self._watch, self._every_s, self._admins, self._poster = watch, every_s, admins, poster
        self._audit, self._clock, self._counters = audit, clock, counters

    async def run(self) -> None:
        """Watch for ever; telling waits for nobody, and nothing waits for telling."""
        async with asyncio.TaskGroup() as telling:
            while True:
                reload = await asyncio.to_thread(self._watch.look)
                if reload is not None:
                    ref = uuid4().hex
                    await self._write_down(reload, ref)
                    for admin in sorted(self._admins):
                        telling.create_task(self._tell(admin, sentences.noticed(reload), ref))
                await asyncio.sleep(min(STILL_S, self._every_s) if self._watch.is_restless else self._every_s)

    async def _write_down(self, reload: Reload, ref: str) -> None:
        result = f"refused: {len(reload.problems)} problems" if reload.is_refused else "done"
        self._counters.count("reloads_noticed_total", outcome="refused" if reload.is_refused else "done")
        log.info(
            "knowledge_noticed",
            extra={"result": result, "briefings": reload.briefings_after, "took_s": round(reload.took_s, 3)},
        )
        deed = Deed(WHO, "reload", reload.version_after, result, ref[:REF_CHARS].upper())
        try:
            await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())
        except StateError:
            log.warning("audit_failed", exc_info=True)

    async def _tell(self, admin: str, text: str, ref: str) -> None:
        """One direct message; again only while it is certain that it did not arrive."""
        for wait_s in (*TELL_AGAIN_S, None):
            try:
                await self._poster.post([Thread(admin, None)], said(text, "noticed").proved, ref, _NOTHING_TO_NOTE)
                return
            except CallLimitedError as error:
                trouble, may_repeat = str(error), True
            except CallLostError as error:
                trouble, may_repeat = str(error), not error.maybe_done
            except CallRefusedError as error:
                trouble, may_repeat = error.error, False
            if not may_repeat or wait_s is None:
                log.warning("admin_not_told", extra={"error": trouble})
                return
            await asyncio.sleep(wait_s)


async def _nothing(_: Posted | None = None) -> None:
    return


_NOTHING_TO_NOTE: Final = Steps(can_look=True, begin=_nothing, done=_nothing)
