"""Our own messages that showed certain words: found, linked to, and edited."""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.briefing.decisions import turns_named
from bot.briefing.model import Briefing, Kind
from bot.briefing.passages import QuoteId
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.payload.message import Block
from bot.slack.payload.proof import Proved
from bot.state.answers import Answered, Answers

LINKS_MAX: Final = 15
LINKS_TIMEOUT_S: Final = 10.0
TRIES_MAX: Final = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Showed:
    """The answers that showed words.

    Attributes:
        posts: Those that stand in a channel or a direct message, oldest first.
        private: How many only their askers saw.
    """

    posts: tuple[Answered, ...]
    private: int


class OwnPosts:
    """Knows our messages by the answers that were kept."""

    def __init__(self, client: AsyncWebClient, answers: Answers) -> None:
        self._client, self._answers = client, answers

    def that_showed(self, target: str, briefing: Briefing, team: str) -> Showed:
        """The answers of a workspace that showed a quote's turn, or anything of a briefing.

        Args:
            target: A quote's or a briefing's id.
            briefing: The one it leads to, as it was read.
        """
        start = f"{briefing.id}#"
        turns = _turns(target, briefing)
        found = [
            [one for one in kept if one.team == team and _shows(one, start, target, turns, briefing)]
            for kept in (self._answers.showing(start), self._answers.shown_alone(start))
        ]
        return Showed(tuple(found[0]), len(found[1]))

    async def links(self, posts: Sequence[Answered]) -> list[str | None]:
        """An address for each of the first few, in their order; None where there is none to have."""
        asked = [asyncio.create_task(self._link(post)) for post in posts[:LINKS_MAX]]
        if asked:
            await asyncio.wait(asked, timeout=LINKS_TIMEOUT_S)
        for task in asked:
            task.cancel()
        return [task.result() if task.done() and not task.cancelled() else None for task in asked]

    async def edit(self, post: Answered, proved: Proved) -> None:
        """Change one message; again, a few times, when Slack asks to wait or does not answer.

        Raises:
            CallRefusedError, CallLimitedError, CallLostError: It is as it was, as far as Slack says.
        """
        said: dict[str, Any] = {
            "channel": post.posted_channel,
            "ts": post.posted_ts,
            "text": proved.text,
            # Without blocks in the call Slack would leave those that are there.
            "blocks": json.loads(proved.blocks_json) if proved.blocks_json else [_plainly(proved.text)],
            "parse": "none",
            "link_names": False,
        }
        for tries_left in reversed(range(TRIES_MAX)):
            try:
                await call(self._client.chat_update(**said))
                return
            except (CallLimitedError, CallLostError) as error:
                if not tries_left:
                    raise
                await asyncio.sleep(error.retry_after_s if isinstance(error, CallLimitedError) else 1.0)

    def corrected(self, post: Answered, quote_ids: tuple[str, ...], withdrawn: int) -> None:
        """Note what a message shows now."""
        self._answers.corrected(post.id, quote_ids, withdrawn)

    def taken_down(self, post: Answered) -> None:
        """Note that a message shows nothing any more."""
        self._answers.taken_down(post.id)

    async def _link(self, post: Answered) -> str | None:
        if post.posted_channel is None or post.posted_channel.startswith("D"):
            return None
        try:
            told = await call(
                self._client.chat_getPermalink(channel=post.posted_channel, message_ts=post.posted_ts or "")
            )
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.info("no_permalink", extra={"error": str(error)})
            return None
        link = told.get("permalink")
        is_address = (
            isinstance(link, str) and link.startswith(("https://", "http://")) and link.isascii() and link.isprintable()
        )
        return str(link) if is_address else None


def place_of(post: Answered) -> str:
    """Where and when a message was posted, without its words."""
    channel = post.posted_channel or ""
    where = "a direct message" if channel.startswith("D") else f"channel {channel}"
    seconds = (post.posted_ts or "").partition(".")[0]
    at = datetime.fromtimestamp(int(seconds) if seconds.isdigit() else post.answered_at, UTC)
    return f"{where}, {at:%Y-%m-%d %H:%M} UTC"


def _plainly(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _turns(target: str, briefing: Briefing) -> frozenset[int] | None:
    """The turns that are named, and with a question those that are shown under it; None for all."""
    if QuoteId.parse(target) is None:
        return None
    named = set(turns_named(target, briefing))
    follows = False
    for turn in briefing.turns:
        follows = turn.number in named if turn.kind is Kind.QUESTION else follows
        if follows:
            named.add(turn.number)
    return frozenset(named)


def _shows(answered: Answered, start: str, target: str, turns: frozenset[int] | None, briefing: Briefing) -> bool:
    ids = [one for one in answered.quote_ids if one.startswith(start)]
    return turns is None or any(one == target or not turns.isdisjoint(turns_named(one, briefing)) for one in ids)
