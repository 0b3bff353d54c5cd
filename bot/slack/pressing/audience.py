"""Whether people from another organisation read a channel, as far as Slack lets us know."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.state.inbox import Inbox

BELIEVED_S: Final = 24 * 3600.0
"""A channel can be shared at any time: what was heard longer ago is not known any more."""
_SHARED: Final = ("is_ext_shared", "is_pending_ext_shared")
"""Source: docs.slack.dev, conversation object; the second is an invitation that is not answered yet."""

log = logging.getLogger(__name__)


class Readers(Enum):
    """Who reads a channel."""

    OWN = "people of this organisation"
    OUTSIDERS = "people of another organisation too"
    UNKNOWN = "nobody can tell"
    UNSAID = "Slack cannot say now"


class Audience:
    """Knows a channel by what the last mention there said, and by asking Slack.

    Slack answers only with the scopes of the channel facts. With them it is asked each
    time; without them only where no mention has told, since the scope may be there all the same.
    """

    def __init__(
        self, client: AsyncWebClient, inbox: Inbox, clock: Callable[[], datetime], *, asks_first: bool = False
    ) -> None:
        self._client, self._inbox, self._clock, self._asks_first = client, inbox, clock, asks_first

    async def readers(self, team: str, channel: str) -> Readers:
        """Who reads a channel of a workspace.

        Raises:
            StateError: What was heard could not be read.
        """
        if self._asks_first and (told := await self._ask(channel)) is not Readers.UNKNOWN:
            return told
        since = self._clock().timestamp() - BELIEVED_S
        heard = await asyncio.to_thread(self._inbox.heard_external, team, channel, since)
        if heard is not None:
            return Readers.OUTSIDERS if heard else Readers.OWN
        return Readers.UNKNOWN if self._asks_first else await self._ask(channel)

    async def _ask(self, channel: str) -> Readers:
        try:
            facts = (await call(self._client.conversations_info(channel=channel))).get("channel")
        except CallRefusedError as error:
            log.info("audience_unknown", extra={"error": error.error})
            return Readers.UNKNOWN
        except (CallLimitedError, CallLostError) as error:
            log.warning("audience_unsaid", extra={"error": str(error)})
            return Readers.UNSAID
        said = [facts.get(name) for name in _SHARED] if isinstance(facts, dict) else []
        if any(said):
            return Readers.OUTSIDERS
        return Readers.OWN if said and said[0] is False else Readers.UNKNOWN
