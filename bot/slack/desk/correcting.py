"""Correcting messages that showed what is withdrawn: one edit each, however many admins press, each in the audit."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.briefing.decisions import Decision, turns_named
from bot.briefing.model import Briefing
from bot.briefing.passages import QuoteId
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError
from bot.slack.desk import sentences
from bot.slack.desk.corrections import Correction, Corrections, decided_at
from bot.slack.desk.posts import OwnPosts
from bot.slack.payload.proof import ProofFailed, Proved
from bot.slack.posting import BAD_PAYLOAD, OUR_FAULT
from bot.slack.replies.reply import Reply, said
from bot.state.answers import Answered
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed
from bot.state.offers import Offer
from bot.store.desk.watched import read_desk
from bot.store.live import KnowledgeStore

_GONE: Final = frozenset({"message_not_found", "channel_not_found"})

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Done:
    """What came of correcting messages.

    Attributes:
        partly: Messages that still show their other quotes.
        wholly: Messages of which the note is left.
        gone: How many had been deleted.
    """

    partly: int = 0
    wholly: int = 0
    gone: int = 0
    failed: list[Answered] = field(default_factory=list)


class Correcting:
    """Takes withdrawn quotes out of our messages."""

    def __init__(
        self,
        *,
        store: KnowledgeStore,
        posts: OwnPosts,
        corrections: Corrections,
        audit: Audit,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._posts, self._corrections = store, posts, corrections
        self._audit, self._clock = audit, clock
        self._one_at_a_time = asyncio.Lock()

    async def correct(self, claim: Claim, offer: Offer) -> Reply:
        """Correct every message that shows by now what was withdrawn; what is done stays done.

        Raises:
            CallLostError: Our token or scopes are not right; it is tried again later.
            StateError: What was done could not be noted.
        """
        target = offer.about
        async with self._one_at_a_time:
            decisions, problems = await asyncio.to_thread(read_desk, self._store.folder)
            decision = next((one for one in decisions.withdrawn if one.id == target), None)
            briefing = self._store.as_read().briefings.get(briefing_of(target))
            if problems or decision is None or briefing is None:
                await self._write_down(claim, target, "refused: not withdrawn")
                return said(sentences.NOT_IN_FORCE.replace("{target}", target), "refused")
            done = await self._correct_all(claim, decision, briefing, decided_at(decision.at, offer.made_at))
        told = f"{done.partly} in part, {done.wholly} whole, {done.gone} gone, {len(done.failed)} failed"
        await self._write_down(claim, target, told)
        return said(sentences.corrected(target, done.partly, done.wholly, done.gone, done.failed), "corrected")

    async def _correct_all(self, claim: Claim, decision: Decision, briefing: Briefing, at: datetime) -> Done:
        target, done = decision.id, Done()
        showed = await asyncio.to_thread(self._posts.that_showed, target, briefing, claim.arrival.team)
        words = await asyncio.to_thread(_words_of, target, briefing)
        for post in showed.posts:
            correction = await asyncio.to_thread(self._composed, post, target, words, at)
            try:
                correction = await self._edit(post, correction)
            except CallRefusedError as error:
                if error.error in OUR_FAULT:
                    raise CallLostError(error.error, maybe_done=False) from None
                log.warning("correction_refused", extra={"error": error.error})
                if error.error not in _GONE:
                    done.failed.append(post)
                    continue
                done.gone += 1
                await asyncio.to_thread(self._posts.taken_down, post)
                continue
            except (CallLimitedError, CallLostError) as error:
                log.warning("correction_failed", extra={"error": str(error)})
                done.failed.append(post)
                continue
            await self._note(claim, post, target, correction)
            done.partly, done.wholly = (
                done.partly + bool(correction.quote_ids),
                done.wholly + (not correction.quote_ids),
            )
        return done

    def _composed(self, post: Answered, target: str, words: tuple[str, ...], at: datetime) -> Correction:
        try:
            return self._corrections.of(post, target, words, at)
        except ProofFailed:
            # Rather too little than words that must not be shown, or that nobody said.
            log.exception("proof_failed", extra={"action": "correct"})
            return self._corrections.note(target, at)

    async def _edit(self, post: Answered, correction: Correction) -> Correction:
        """Change a message; where Slack does not take the layout, to the note alone."""
        try:
            await self._posts.edit(post, correction.proved)
        except CallRefusedError as error:
            if error.error not in BAD_PAYLOAD or not correction.quote_ids:
                raise
            log.warning("correction_as_note", extra={"error": error.error})
            return await self._edit(post, _alone(correction))
        return correction

    async def _note(self, claim: Claim, post: Answered, target: str, correction: Correction) -> None:
        if correction.quote_ids:
            await asyncio.to_thread(self._posts.corrected, post, correction.quote_ids, correction.withdrawn)
        else:
            await asyncio.to_thread(self._posts.taken_down, post)
        where = f"{post.posted_channel}/{post.posted_ts}"
        await self._write_down(claim, target, f"edited {where}: {len(correction.quote_ids)} quotes stay")

    async def _write_down(self, claim: Claim, target: str, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, "correct", target, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def briefing_of(target: str) -> str:
    """The briefing that a quote's or a briefing's id leads to."""
    quote = QuoteId.parse(target)
    return quote.briefing if quote is not None else target


def _words_of(target: str, briefing: Briefing) -> tuple[str, ...]:
    named = None if QuoteId.parse(target) is None else turns_named(target, briefing)
    return tuple(turn.text for turn in briefing.turns if named is None or turn.number in named)


def _alone(correction: Correction) -> Correction:
    note: Proved = correction.note
    return Correction(note, (), correction.withdrawn, note)
