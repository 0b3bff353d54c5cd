"""A word in the pane for agents while an answer is made: only where that takes longer than a second."""

import asyncio
import logging
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.state.arrivals import Arrival, Entrance

AFTER_S: Final = 1.0
CALL_WITHIN_S: Final = 3.0
STATUS: Final = "is at work…"
LOADING: Final = ("Still at work…", "Comparing every word with its source…")
"""At most ten. Source: docs.slack.dev, assistant.threads.setStatus, "loading_messages"; read 2026-11."""

log = logging.getLogger(__name__)


class Working:
    """Says that the bot is at work, beside the work: trouble with it is logged and touches no answer."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def show(self, arrival: Arrival, settled: asyncio.Event) -> None:
        """Say so once a second has gone by, until the question is settled."""
        root = arrival.thread_ts or arrival.message_ts
        if arrival.entrance is not Entrance.DIRECT or arrival.channel is None or root is None:
            return
        try:
            async with asyncio.timeout(AFTER_S):
                await settled.wait()
                return
        except TimeoutError:
            pass
        if await self._set(arrival.channel, root, STATUS, LOADING):
            try:
                await settled.wait()
            finally:
                # Slack ends it with our answer; but not where none comes, nor where the word came after it.
                await self._set(arrival.channel, root, "", ())

    async def _set(self, channel: str, root: str, status: str, loading: tuple[str, ...]) -> bool:
        """Set the status; whether it may stand there now."""
        setting = self._client.assistant_threads_setStatus(
            channel_id=channel, thread_ts=root, status=status, loading_messages=list(loading) or None
        )
        try:
            async with asyncio.timeout(CALL_WITHIN_S):
                await call(setting)
        except (CallRefusedError, CallLimitedError, CallLostError, TimeoutError) as error:
            log.warning("status_failed", extra={"error": str(error) or type(error).__name__})
            return isinstance(error, (CallLostError, TimeoutError))
        return True
