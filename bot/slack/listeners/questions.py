"""Questions, from every entrance: into the inbox first, Slack's ack second."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.incoming import Identity, Ignored, read_command, read_event
from bot.state.arrivals import Arrival
from bot.state.inbox import Inbox
from bot.telemetry import Counters

PUT_TIMEOUT_S: Final = 2.0

log = logging.getLogger(__name__)


class Questions:
    """Listeners for the events and the command that carry questions.

    When the inbox cannot take a question they raise: no ack then, so Slack
    delivers again.
    """

    def __init__(
        self, inbox: Inbox, own: Identity, clock: Callable[[], datetime], wake: Callable[[], None], counters: Counters
    ) -> None:
        self._inbox, self._own, self._clock = inbox, own, clock
        self._wake, self._counters = wake, counters

    async def on_event(self, body: dict[str, Any]) -> None:
        """A mention or a message; bolt acks when this returns."""
        await self._take(read_event(body, self._own), _kind_of(body))

    async def on_command(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """A slash command."""
        await self._take(read_command(body), "command")
        await ack()

    async def _take(self, read: Arrival | Ignored, kind: str) -> None:
        if isinstance(read, Ignored):
            self._counters.count("events_total", type=kind, outcome="ignored")
            log.info("event_ignored", extra={"type": kind, "reason": read.reason})
            return
        async with asyncio.timeout(PUT_TIMEOUT_S):
            is_new = await asyncio.to_thread(self._inbox.put, read, self._clock().timestamp())
        self._counters.count("events_total", type=kind, outcome="accepted" if is_new else "duplicate")
        if is_new:
            self._wake()


def _kind_of(body: dict[str, Any]) -> str:
    event = body.get("event")
    kind = event.get("type") if isinstance(event, dict) else None
    return kind if kind in ("app_mention", "message") else "other"
