"""Where a reply goes, and how it gets there: proved words only, never twice if that can be seen."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Final, assert_never

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import CallLimitedError, CallRefusedError, call, send_to_response_url
from bot.slack.pacing import ChannelPace
from bot.slack.payload.proof import Proved
from bot.state.arrivals import Arrival, Entrance
from bot.telemetry import Counters

TRIES_MAX: Final = 5
EVENT_TYPE: Final = "briefing_answer"
# Source: docs.slack.dev, chat.postMessage, "Errors": the ones that blame what was sent and not where to.
BAD_PAYLOAD: Final = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "block_mismatch",
        "blocks_too_long",
        "invalid_payload",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "metadata_too_large",
    }
)
# The app or its token is not right: an operator can mend that, so the question waits for its other attempts.
OUR_FAULT: Final = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"}
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thread:
    """A message that everybody in the channel sees; in a thread, if one is named."""

    channel: str
    thread_ts: str | None


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A message in the channel that only one person sees."""

    channel: str
    user: str
    thread_ts: str | None


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """The address that came with a command; only its sender sees what is posted there."""

    url: str


Place = Thread | Ephemeral | ResponseUrl


@dataclass(frozen=True, slots=True)
class Posted:
    """A reply that is visible.

    Attributes:
        ts: None where Slack names none: private messages.
        plain_because: Why its blocks were left out; None where they were not.
        channel: As Slack names it: a person's id as a place becomes that of the direct message.
    """

    place: Place
    ts: str | None
    plain_because: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """What is written down around a post.

    Attributes:
        can_look: Whether a post can be seen afterwards, by somebody who does not know that it was made.
        begin: Just before each try.
        done: As soon as it is visible.
    """

    can_look: bool
    begin: Callable[[], Awaitable[None]]
    done: Callable[[Posted], Awaitable[None]]


class Poster:
    """Puts proved replies into Slack.

    Posts that cannot be looked for are made one at a time, each written down before
    the next begins: a program that dies leaves at most one of them in doubt.
    """

    def __init__(self, client: AsyncWebClient, pace: ChannelPace, counters: Counters) -> None:
        self._client, self._pace, self._counters = client, pace, counters
        self._out_of_sight = asyncio.Lock()

    async def post(self, places: Sequence[Place], proved: Proved, answer_id: str, steps: Steps) -> Posted:
        """Post at the first place that takes it.

        Raises:
            CallRefusedError: No place takes it.
            CallLimitedError: Slack kept asking to wait.
            CallLostError: It is not known, or known not, to have arrived.
        """
        refused = CallRefusedError("no place")
        for place in places:
            try:
                return await self._post_at(place, proved, answer_id, steps)
            except CallRefusedError as error:
                log.warning("post_refused", extra={"place": type(place).__name__, "error": error.error})
                self._counters.count("slack_api_errors_total", error=error.error)
                if error.error in OUR_FAULT:
                    raise
                refused = error
        raise refused

    async def take_away(self, channel: str, ts: str) -> None:
        """Delete one of our messages; one that is gone already is no trouble.

        Raises:
            CallRefusedError, CallLimitedError, CallLostError: It could not be done.
        """
        try:
            await call(self._client.chat_delete(channel=channel, ts=ts))
        except CallRefusedError as error:
            if error.error != "message_not_found":
                raise

    async def _post_at(self, place: Place, proved: Proved, answer_id: str, steps: Steps) -> Posted:
        try:
            return await self._patiently(place, proved.text, proved.blocks_json, answer_id, None, steps)
        except CallRefusedError as error:
            if error.error not in BAD_PAYLOAD or proved.blocks_json is None:
                raise
            reason = error.error
        return await self._patiently(place, proved.text, None, answer_id, reason, steps)

    async def _patiently(
        self, place: Place, text: str, blocks_json: str | None, answer_id: str, plain_because: str | None, steps: Steps
    ) -> Posted:
        """Post when it is the channel's turn; again, a few times, when Slack asks to wait."""
        channel = place.url if isinstance(place, ResponseUrl) else place.channel
        for tries_left in reversed(range(TRIES_MAX)):
            await self._pace.turn(channel)
            try:
                async with nullcontext() if steps.can_look else self._out_of_sight:
                    await steps.begin()
                    # A sentence of our own may use markup; an answer, also one without its blocks, never.
                    has_markup = blocks_json is None and plain_because is None
                    channel_id, ts = await self._send(place, text, blocks_json, answer_id, has_markup)
                    posted = Posted(place, ts, plain_because, channel_id)
                    await steps.done(posted)
                    return posted
            except CallLimitedError as error:
                self._counters.count("slack_limited_total")
                self._pace.hold(channel, error.retry_after_s)
                if not tries_left:
                    raise
        raise AssertionError("unreachable")

    async def _send(
        self, place: Place, text: str, blocks_json: str | None, answer_id: str, has_markup: bool
    ) -> tuple[str | None, str | None]:
        """Send it; the channel and time stamp of what stands there now, where Slack tells them."""
        blocks = None if blocks_json is None else json.loads(blocks_json)
        match place:
            case Thread(channel, thread_ts):
                message = {
                    "channel": channel,
                    "thread_ts": thread_ts,
                    "metadata": {"event_type": EVENT_TYPE, "event_payload": {"answer_id": answer_id}},
                    "unfurl_links": False,
                    "unfurl_media": False,
                    "mrkdwn": has_markup,
                    **_words(text, blocks),
                }
                reply = await call(self._client.chat_postMessage(**message))
                named, ts = reply.get("channel"), reply.get("ts")
                return named if isinstance(named, str) else None, str(ts) if ts else None
            case Ephemeral(channel, user, thread_ts):
                private = {"channel": channel, "user": user, "thread_ts": thread_ts, **_words(text, blocks)}
                await call(self._client.chat_postEphemeral(**private))
            case ResponseUrl(url):
                body = {"response_type": "ephemeral", "replace_original": False, "text": text, "mrkdwn": has_markup}
                body |= {"blocks": blocks, "unfurl_links": False, "unfurl_media": False}
                await send_to_response_url(url, body, self._client.ssl)
            case _:
                assert_never(place)
        return None, None


def places_for(arrival: Arrival, is_public: bool) -> tuple[Place, ...]:
    """Where a reply belongs, and where else if that is refused.

    Ephemeral messages show in a thread only if the thread is already active, so
    they name one only when the question stood in it.
    """
    channel, user = arrival.channel, arrival.user
    thread = [Thread(channel, arrival.thread_ts or arrival.message_ts)] if channel and arrival.message_ts else []
    ephemeral = [Ephemeral(channel, user, arrival.thread_ts)] if channel else []
    match arrival.entrance:
        case Entrance.DIRECT:
            return tuple(thread)
        case Entrance.MENTION:
            return tuple(thread) if is_public else (*ephemeral, *thread)
        case Entrance.COMMAND | Entrance.CLICK:
            url = [ResponseUrl(arrival.response_url)] if arrival.response_url else []
            return (*url, *ephemeral, Thread(user, None))
        case Entrance.DIGEST:
            return (Thread(channel, None),) if channel else ()
        case _:
            assert_never(arrival.entrance)


def _words(text: str, blocks: list[dict[str, Any]] | None) -> dict[str, Any]:
    return {"text": text, "blocks": blocks, "parse": "none", "link_names": False}
