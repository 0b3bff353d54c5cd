"""What is said to a question: an answer, or one of our own sentences, proved and ready to post."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from bot.answer.model import Answer, Asker, Found, Misread, NothingFound, Question
from bot.answer.responder import Responder
from bot.slack import sentences
from bot.slack.blocks import notice, render
from bot.slack.commands import Ask, Command, DidYouMean, Help, ReloadArchive, ReloadElsewhere, Status, read_words
from bot.slack.pacing import Allowance, Notices
from bot.slack.proof import ProofFailed, Proved, prove
from bot.state.audit import Audit, Deed
from bot.state.inbox import Claim, Entrance
from bot.store.live import KnowledgeStore
from bot.telemetry import Counters

ANSWER_TIMEOUT_S: Final = 30.0
RELOAD_TIMEOUT_S: Final = 900.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """Proved words, and who may see them.

    Attributes:
        outcome: One word for the books: ``found``, ``misread``, ``help``.
        is_public: Everybody in the channel may see it; else the asker alone.
        quote_ids: Of the quotes it shows.
    """

    proved: Proved
    outcome: str
    is_public: bool = False
    quote_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing more is said: the asker has been told in this minute."""

    outcome: str


class Replies:
    """Finds the reply to a claimed question."""

    def __init__(
        self,
        *,
        responder: Responder,
        store: KnowledgeStore,
        admins: frozenset[str],
        allowance: Allowance,
        audit: Audit,
        clock: Callable[[], datetime],
        connected_since: Callable[[], datetime | None],
        counters: Counters,
    ) -> None:
        self._responder, self._store, self._admins = responder, store, admins
        self._allowance, self._audit, self._clock = allowance, audit, clock
        self._connected_since, self._counters = connected_since, counters
        self._busy_notices = Notices()

    async def to(self, claim: Claim) -> Reply | Silence:
        """The reply to a question; limits and refusals come before any search."""
        refusal = self._refusal(claim)
        if refusal is not None:
            return refusal
        command = read_words(claim.arrival.text, claim.arrival.entrance)
        try:
            return await self._reply(claim, command)
        except ProofFailed:
            # The alarm names the answer, not its words: they are exactly what must not be shown.
            log.error("proof_failed", extra={"ref": claim.ref})
            self._counters.count("proof_failed_total")
            return said(sentences.failed(claim.ref), "proof_failed")

    def _refusal(self, claim: Claim) -> Reply | Silence | None:
        arrival = claim.arrival
        asker, asked_at = f"{arrival.team}:{arrival.user}", claim.received_at
        if claim.busy:
            is_first = self._busy_notices.is_first(asker, asked_at)
            return said(sentences.BUSY, "busy") if is_first else Silence("busy")
        if claim.attempt == 1:
            over = self._allowance.take(arrival.team, arrival.channel, arrival.user, asked_at)
            if over is not None:
                self._counters.count("rate_limited_total", scope=over.scope)
                return said(sentences.over_limit(over), "rate_limited") if over.is_first else Silence("rate_limited")
        if arrival.is_external and arrival.entrance is not Entrance.COMMAND:
            is_direct = arrival.entrance is Entrance.DIRECT
            return said(sentences.EXTERNAL_DIRECT if is_direct else sentences.EXTERNAL_CHANNEL, "external")
        return None

    async def _reply(self, claim: Claim, command: Command) -> Reply:
        match command:
            case Ask(text):
                asker = Asker(claim.arrival.channel, claim.arrival.user)
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return await asyncio.to_thread(self._answer, Question(text), asker)
            case Help():
                return said(sentences.HELP, "help", is_public=True)
            case Status():
                asker = Asker(claim.arrival.channel, claim.arrival.user)
                coverage = await asyncio.to_thread(self._responder.coverage, asker)
                return said(sentences.status(coverage, self._connected_since()), "status", is_public=True)
            case ReloadArchive(dry_run):
                return await self._reload(claim, dry_run)
            case ReloadElsewhere():
                return said(sentences.RELOAD_ELSEWHERE, "reload_elsewhere")
            case DidYouMean():
                return said(sentences.did_you_mean(command), "did_you_mean")
            case _:
                assert_never(command)

    def _answer(self, question: Question, asker: Asker) -> Reply:
        answer = self._responder.respond(question, asker)
        quotes = () if isinstance(answer, Misread) else answer.quotes
        proved = prove(render(answer), answer)
        return Reply(
            proved=proved,
            outcome=_outcome_of(answer),
            is_public=not isinstance(answer, Misread),
            quote_ids=tuple(quote.passage.id for quote in quotes if quote.passage.id in (proved.blocks_json or "")),
        )

    async def _reload(self, claim: Claim, dry_run: bool) -> Reply:
        what = "reload --dry-run" if dry_run else "reload"
        if claim.arrival.user not in self._admins:
            await self._write_down(claim, what, None, "refused: not an admin")
            return said(sentences.NOT_ADMIN, "not_admin")
        async with asyncio.timeout(RELOAD_TIMEOUT_S):
            report = await asyncio.to_thread(self._store.reload, dry_run)
        result = f"refused: {len(report.problems)} problems" if report.is_refused else "done"
        await self._write_down(claim, what, report.version_after, result)
        return said(sentences.reload_report(report), "reload")

    async def _write_down(self, claim: Claim, what: str, target: str | None, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, target, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def said(text: str, outcome: str, *, is_public: bool = False) -> Reply:
    """One of our own sentences, for the asker alone unless said otherwise."""
    return Reply(prove(notice(text), None), outcome, is_public)


def _outcome_of(answer: Answer) -> str:
    match answer:
        case Found():
            return "found"
        case NothingFound():
            return "nothing_found"
        case Misread():
            return "misread"
        case _:
            assert_never(answer)
