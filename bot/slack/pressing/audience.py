"""Whether people from another organisation read a channel, as far as Slack lets us know."""

import asyncio
import logging
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.state.inbox import Inbox

_SHARED: Final = ("is_ext_shared", "is_pending_ext_shared")

log = logging.getLogger(__name__)


class Audience:
    """Asks Slack about a channel; without the scope for that, remembers what the last mention there said."""

    def __init__(self, client: AsyncWebClient, inbox: Inbox) -> None:
        self._client, self._inbox = client, inbox

    async def is_external(self, channel: str) -> bool:
        """Whether another organisation is known to read the channel.

        Raises:
            StateError: What was seen could not be read.
        """
        if await asyncio.to_thread(self._inbox.was_external, channel):
            return True
        try:
            facts = (await call(self._client.conversations_info(channel=channel))).get("channel")
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.info("audience_unknown", extra={"error": str(error)})
            return False
        return isinstance(facts, dict) and any(facts.get(name) is True for name in _SHARED)
