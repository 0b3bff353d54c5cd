"""What is said to a question: an answer, or one of our own sentences, proved and ready to post."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from bot.answer.following import last_of
from bot.answer.holding import Holding, holding_of
from bot.answer.model import Asker
from bot.slack import sentences
from bot.slack.alerts.alerting import Alerting
from bot.slack.desk.offering import Offering
from bot.slack.intake.proposing import Intake
from bot.slack.intake.sentences import IMPORTS_OFF
from bot.slack.pacing import Allowance, Notices
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.people.facts import People
from bot.slack.posting import places_for
from bot.slack.pressing.durable import Outcome, Presses
from bot.slack.rendering.buttons import buttons_under
from bot.slack.replies.administering import Administering
from bot.slack.replies.remembered import Remembered
from bot.slack.replies.reply import Reply, Silence, said
from bot.slack.showing.commands import (
    AboutAlerts,
    Administer,
    Command,
    DidYouMean,
    Elsewhere,
    Help,
    Show,
    Status,
    read_words,
)
from bot.slack.showing.sheets import ASK, Sheets
from bot.state.answers import PERHAPS_POSTED, Answered
from bot.state.arrivals import Claim, Entrance
from bot.telemetry import Counters

ANSWER_TIMEOUT_S: Final = 30.0

log = logging.getLogger(__name__)


class Replies:
    """Finds the reply to a claimed question."""

    def __init__(
        self,
        *,
        sheets: Sheets,
        presses: Presses,
        offering: Offering,
        intake: Intake | None,
        people: People,
        remembered: Remembered,
        administering: Administering,
        allowance: Allowance,
        connected_since: Callable[[], datetime | None],
        counters: Counters,
        keep_days: int,
        alerting: Alerting,
    ) -> None:
        self._sheets, self._presses, self._administering = sheets, presses, administering
        self._offering, self._intake, self._allowance = offering, intake, allowance
        self._connected_since, self._counters = connected_since, counters
        self._people, self._remembered, self._keep_days = people, remembered, keep_days
        self._busy_notices = Notices()
        self._alerting = alerting

    async def to(self, claim: Claim) -> Outcome:
        """The reply to a question; limits and refusals come before any search.

        Raises:
            CallLimitedError, CallLostError: Slack could not say now who asks.
        """
        if claim.arrival.entrance is Entrance.DIGEST:
            return await self._told(claim)
        refusal = self._refusal(claim) or await self._refuse_outsider(claim)
        if refusal is not None:
            return refusal
        try:
            if claim.arrival.entrance is Entrance.CLICK and self._offering.takes(claim):
                return await self._offering.outcome(claim)
            if claim.arrival.entrance is Entrance.CLICK:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return await self._presses.outcome(claim)
            if self._intake is not None and self._intake.takes(claim):
                return await self._intake.proposed(claim)
            if self._intake is None and claim.arrival.files and not claim.arrival.text.strip():
                return said(IMPORTS_OFF, "imports_off")
            return await self._reply(claim, read_words(claim.arrival.text, claim.arrival.entrance))
        except ProofFailed:
            # The alarm names the answer, not its words: they are exactly what must not be shown.
            log.error("proof_failed", extra={"ref": claim.ref})
            self._counters.count("proof_failed_total")
            return said(sentences.failed(claim.ref), "proof_failed")

    async def take_back(self, claim: Claim, reply: Reply) -> None:
        """Undo what stands only if a reply is posted, and no place took it."""
        if reply.alert is not None:
            await self._alerting.undo(claim, reply.alert)

    async def last_word(self, claim: Claim, outcome: str) -> Reply | None:
        """What is said where no reply came about; of a digest only that it may be missing.

        Nothing where Slack only did not take one: it is due again.
        """
        if claim.arrival.entrance is not Entrance.DIGEST:
            return said(sentences.failed(claim.ref), outcome)
        if outcome == PERHAPS_POSTED:
            return await self._alerting.in_doubt(claim)
        if outcome == "attempts_used_up":
            await self._alerting.due_again(claim)
        return None

    async def _told(self, claim: Claim) -> Reply | Silence:
        try:
            return await self._alerting.digest(claim)
        except ProofFailed:
            log.error("proof_failed", extra={"ref": claim.ref})
            self._counters.count("proof_failed_total")
            return Silence("proof_failed")

    def _refusal(self, claim: Claim) -> Reply | Silence | None:
        arrival = claim.arrival
        asker, asked_at = f"{arrival.team}:{arrival.user}", claim.received_at
        if claim.busy:
            is_first = self._busy_notices.is_first(asker, asked_at)
            return said(sentences.BUSY, "busy") if is_first else Silence("busy")
        if claim.attempt == 1 and arrival.entrance is not Entrance.CLICK:
            over = self._allowance.take(arrival.team, arrival.channel, arrival.user, asked_at)
            if over is not None:
                self._counters.count("rate_limited_total", scope=over.scope)
                return said(sentences.over_limit(over), "rate_limited") if over.is_first else Silence("rate_limited")
        if arrival.is_external and arrival.entrance in (Entrance.MENTION, Entrance.DIRECT):
            is_direct = arrival.entrance is Entrance.DIRECT
            return said(sentences.EXTERNAL_DIRECT if is_direct else sentences.EXTERNAL_CHANNEL, "external")
        return None

    async def _refuse_outsider(self, claim: Claim) -> Reply | None:
        arrival = claim.arrival
        if arrival.entrance is Entrance.CLICK or not await self._people.is_outside(arrival.team, arrival.user):
            return None
        return said(sentences.GUEST, "guest")

    async def _reply(self, claim: Claim, command: Command) -> Reply:
        match command:
            case Show(kind, text):
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return await asyncio.to_thread(self._answer, kind, text, claim)
            case Help():
                return said(sentences.help_text(self._keep_days), "help", is_public=True)
            case Status():
                held = await asyncio.to_thread(self._held, Asker(claim.arrival.channel, claim.arrival.user))
                return said(sentences.status(held, self._connected_since()), "status", is_public=True)
            case Administer(word, rest):
                return await self._administering.reply(claim, word, rest)
            case AboutAlerts(word, rest):
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return await self._alerting.reply(claim, word, rest)
            case Elsewhere(word):
                return said(sentences.elsewhere(word), "elsewhere")
            case DidYouMean():
                return said(sentences.did_you_mean(command), "did_you_mean")
            case _:
                assert_never(command)

    def _held(self, asker: Asker) -> Holding:
        return holding_of(self._sheets.responder.sight(asker))

    def _answer(self, kind: str, text: str, claim: Claim) -> Reply:
        arrival = claim.arrival
        follows = self._remembered.before(arrival) if kind == ASK else None
        content = self._sheets.of(kind, text, Asker(arrival.channel, arrival.user), follows)
        sheet, is_private = content.sheet, arrival.entrance is Entrance.COMMAND or not content.is_public
        may_share = is_private and (arrival.channel or "").startswith(("C", "G"))
        offered = buttons_under(
            sheet, claim.id, is_question=kind == ASK, may_share=may_share, may_delete=not is_private
        )
        buttons = replace(offered, periods=content.periods) if content.is_public else None
        proved = prove(render(sheet, buttons), sheet, buttons)
        ids = tuple(quote.passage.id for quote in sheet.quotes if quote.passage.id in (proved.blocks_json or ""))
        if content.answer is not None:
            self._remembered.keep(arrival, last_of(content.answer, len(ids)), claim.received_at)
        answered = Answered(
            id=claim.id,
            kind=kind,
            text=text,
            team=arrival.team,
            channel=arrival.channel,
            asker=arrival.user,
            snapshot=content.snapshot,
            quote_ids=ids,
            is_private=is_private,
            answered_at=claim.received_at,
            follows=follows,
            outcome=content.outcome,
        )
        reply = Reply(proved, content.outcome, content.is_public, ids, answered if buttons else None)
        return reply if content.is_public else _or_in_a_sentence(reply, sheet.says, claim)


def _or_in_a_sentence(reply: Reply, says: str, claim: Claim) -> Reply:
    """A private reply to a mention; where Slack does not show it, its one plain sentence stands in the thread."""
    if claim.arrival.entrance is not Entrance.MENTION:
        return reply
    private, *thread = places_for(claim.arrival, is_public=False)
    plainly = replace(said(says, reply.outcome), places=tuple(thread))
    return replace(reply, places=(private,), otherwise=plainly)
