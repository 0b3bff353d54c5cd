"""What is written down of a question that was seen to its end: the log, the counters, the audit."""

import asyncio
import logging
from collections.abc import Callable

from bot.slack.posting import Posted
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed
from bot.telemetry import Counters

log = logging.getLogger(__name__)


class Books:
    """Keeps the outcome of questions, and what Slack refused of them."""

    def __init__(self, audit: Audit, counters: Counters, now: Callable[[], float]) -> None:
        self._audit, self._counters, self._now = audit, counters, now

    def closed(self, claim: Claim, outcome: str) -> None:
        """A question has come to its end."""
        self._counters.count("answers_total", outcome=outcome)
        log.info(
            "question_closed",
            extra={
                "ref": claim.ref,
                "team": claim.arrival.team,
                "entrance": claim.arrival.entrance.value,
                "outcome": outcome,
                "attempt": claim.attempt,
                "took_s": round(self._now() - claim.received_at, 3),
            },
        )

    async def refused(self, claim: Claim, error: str, outcome: str) -> None:
        """The channel takes nothing from us."""
        await self._write(claim, "post", f"{error}: {outcome}")

    async def blocks_refused(self, claim: Claim, posted: Posted) -> None:
        """Slack took the text of an answer and not its blocks; nothing where it took both."""
        if posted.plain_because is not None:
            log.error("blocks_refused", extra={"ref": claim.ref, "error": posted.plain_because})
            await self._write(claim, "post as plain text", posted.plain_because)

    async def _write(self, claim: Claim, what: str, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, claim.arrival.channel, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._now())
