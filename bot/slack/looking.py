"""Whether a post that may have been made stands there: seen in the history, where Slack lets us read it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallRefusedError, call
from bot.slack.incoming import Identity
from bot.state.answers import Answers
from bot.state.arrivals import Claim, Entrance
from bot.telemetry import Counters

LOOK_PAGES_MAX: Final = 3
LOOK_PAGE_SIZE: Final = 100
CLOCKS_APART_S: Final = 60.0
"""By which Slack's clock may be behind ours."""

log = logging.getLogger(__name__)

Read = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """It stands there."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class _History:
    """Messages among which ours would stand, and from when on."""

    channel: str
    since: str
    read: Read


class Unseen(Enum):
    """It was not seen."""

    NOT_THERE = "not there"
    UNKNOWN = "nobody can look"


class Looking:
    """Looks for our own posts by the answer's id, which they carry."""

    def __init__(self, client: AsyncWebClient, own: Identity, answers: Answers, counters: Counters) -> None:
        self._client, self._own, self._answers, self._counters = client, own, answers, counters

    async def find(self, claim: Claim) -> Found | Unseen:
        """Our post for a claim, if an earlier attempt made it where that can be seen; counted where it cannot.

        Raises:
            CallLimitedError, CallLostError: Slack could not say now.
            StateError: It is not known where to look.
        """
        try:
            if (asked := await self._history(claim)) is not None:
                return await self._seen(asked, claim.id)
        except CallRefusedError as error:
            log.warning("cannot_look", extra={"error": error.error, "ref": claim.ref})
        self._counters.count("possible_duplicate_total")
        return Unseen.UNKNOWN

    async def _history(self, claim: Claim) -> _History | None:
        """Where it would stand; None where nobody can look."""
        arrival, channel = claim.arrival, claim.arrival.channel
        if arrival.entrance is Entrance.DIGEST:
            if (channel or "").startswith(("U", "W")):  # A person's id is a place to post to, and none to look at.
                channel = await asyncio.to_thread(self._answers.direct_with, arrival.team, arrival.user)
            since = f"{claim.received_at - CLOCKS_APART_S:.6f}"
            read = partial(self._client.conversations_history, channel=channel or "")
            return _History(channel, since, read) if channel else None
        if arrival.entrance not in (Entrance.MENTION, Entrance.DIRECT) or not (channel and arrival.message_ts):
            return None
        root = arrival.thread_ts or arrival.message_ts
        return _History(
            channel, arrival.message_ts, partial(self._client.conversations_replies, channel=channel, ts=root)
        )

    async def _seen(self, history: _History, answer_id: str) -> Found | Unseen:
        cursor: str | None = None
        for _ in range(LOOK_PAGES_MAX):
            asked = history.read(
                oldest=history.since, inclusive=True, include_all_metadata=True, limit=LOOK_PAGE_SIZE, cursor=cursor
            )
            page = await call(asked)
            for message in page.get("messages") or ():
                if isinstance(message, dict) and self._is_own(message) and _answer_id_in(message) == answer_id:
                    return Found(history.channel, str(message.get("ts")))
            more = page.get("response_metadata")
            cursor = more.get("next_cursor") if isinstance(more, dict) else None
            if not cursor:
                return Unseen.NOT_THERE
        return Unseen.UNKNOWN

    def _is_own(self, message: dict[str, Any]) -> bool:
        named = {message.get("user"), message.get("bot_id")} - {None}
        return not named or bool(named & {self._own.bot_user_id, self._own.bot_id})


def _answer_id_in(message: dict[str, Any]) -> object:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("answer_id") if isinstance(payload, dict) else None
