"""Looks for what has become visible, and hands each place that is due one digest."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from bot.answer.alerting import TurnKeys
from bot.answer.model import TERMINAL, Asker
from bot.answer.responder import Responder
from bot.answer.sight import Sight
from bot.errors import StateError
from bot.state.alerts import EVERYBODY, Alert, Alerts
from bot.values import QuietHours

LOOK_EVERY_S: Final = 5.0
LOOK_AGAIN_S: Final = 0.1
"""While digests are handed over: few at a time, so that questions never wait behind many."""

log = logging.getLogger(__name__)


class Telling:
    """Announces what is new, whether it was added, or its embargo has ended, or the desk released it."""

    def __init__(
        self,
        *,
        alerts: Alerts,
        responder: Responder,
        keys: TurnKeys,
        quiet: QuietHours | None,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._alerts, self._responder, self._keys = alerts, responder, keys
        self._quiet, self._zone, self._clock, self._every_s = quiet, zone, clock, every_s
        self._seen: dict[str, Sight] = {}

    async def run(self, wake: Callable[[], None]) -> None:
        """Look for ever, beside the answers, in a thread; wake whoever posts while there is something to tell."""
        while True:
            due = 0
            try:
                due = await asyncio.to_thread(self.look)
            except StateError:
                log.warning("alerts_failed", exc_info=True)
            if due:
                wake()
            await asyncio.sleep(min(LOOK_AGAIN_S, self._every_s) if due else self._every_s)

    def look(self) -> int:
        """Announce what is new and hand over what is due, a few at a time; how many places are due.

        Raises:
            StateError: The state cannot be used now; nothing is lost, the next look sees the same.
        """
        now = self._clock()
        self._alerts.end_external()
        every = self._alerts.every()
        if not every:
            self._seen.clear()
            return 0
        self.announce(alert.place for alert in every if not alert.is_personal)
        if self._quiet is not None and self._quiet.holds(now, self._zone):
            return 0
        due: defaultdict[tuple[str, str], list[Alert]] = defaultdict(list)
        for alert in self._alerts.due():
            due[alert.team, alert.place].append(alert)
        for place, alerts in due.items():
            if not self._alerts.hand_over(*place, alerts, now.timestamp()):
                break
        return len(due)

    def announce(self, channels: Iterable[str]) -> None:
        """Note what everybody can see by now, and what each of some channels can see besides."""
        self._note(EVERYBODY, self._responder.sight(TERMINAL))
        for channel in sorted(set(channels)):
            self._note(channel, self._responder.sight(Asker(channel)))

    def _note(self, audience: str, sight: Sight) -> None:
        before = self._seen.get(audience)
        if before is not None and before.index is sight.index and np.array_equal(before.seen, sight.seen):
            return
        self._alerts.announce(audience, self._keys.visible(sight))
        self._seen[audience] = sight
