"""Withdrawing, restoring, releasing by command; and replacing the messages that showed what was withdrawn."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from bot.briefing.passages import QuoteId
from bot.errors import KnowledgeError, QueryError
from bot.slack.client import CallLostError, CallRefusedError
from bot.slack.desk import sentences
from bot.slack.desk.posts import OwnPosts
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.rendering.buttons import Action, Choice, Choices
from bot.slack.rendering.sheet import bare_sheet
from bot.slack.replies.reply import Reply, said
from bot.state.audit import Audit, Deed
from bot.state.inbox import Claim
from bot.state.offers import Offer, Offers
from bot.store.desk.deciding import Decider, release, restore, withdraw
from bot.store.desk.watched import read_desk
from bot.store.live import KnowledgeStore

CORRECTION: Final = "correction"

Act = Callable[[Claim, str], Awaitable[Reply]]


class Deciding:
    """The desk's acts: each is in force at once, and is written down whatever comes of it."""

    def __init__(
        self,
        *,
        store: KnowledgeStore,
        posts: OwnPosts,
        offers: Offers,
        audit: Audit,
        clock: Callable[[], datetime],
        keep_days: int,
    ) -> None:
        self._store, self._posts, self._offers = store, posts, offers
        self._audit, self._clock, self._keep_days = audit, clock, keep_days
        self.acts: Mapping[str, Act] = {
            "withdraw": self._withdraw,
            "restore": self._restore,
            "release": self._release,
            "withdrawn": self._withdrawn,
        }

    async def _withdraw(self, claim: Claim, rest: str) -> Reply:
        target, why = _read(rest)
        decider = self._decider(claim, why)
        try:
            known = self._store.as_read()
            is_new = await asyncio.to_thread(withdraw, self._store.folder, known, target, decider)
        except (QueryError, KnowledgeError) as error:
            return await self._refused(claim, "withdraw", target, error)
        await self._write_down(claim, "withdraw", target, "done" if is_new else "was withdrawn before")
        briefing = known.briefings[_briefing_of(target)]
        showed = await asyncio.to_thread(self._posts.that_showed, target, briefing, claim.arrival.team)
        links = await self._posts.links(showed.posts)
        says = sentences.withdrawn(target, is_new=is_new, showed=showed, links=links, keep_days=self._keep_days)
        if not showed.posts:
            return said(says, "withdrawn")
        arrival = claim.arrival
        offer = Offer(claim.id, CORRECTION, arrival.team, arrival.user, target, self._clock().timestamp())
        await asyncio.to_thread(self._offers.keep, offer)
        choices = _replace_them(claim.id, len(showed.posts))
        sheet = bare_sheet(f"Withdraw {target}", says, tuple(links))
        return Reply(prove(render(sheet, choices), sheet, choices), "withdrawn")

    async def _restore(self, claim: Claim, rest: str) -> Reply:
        target, _ = _read(rest)
        try:
            was = await asyncio.to_thread(restore, self._store.folder, target)
        except KnowledgeError as error:
            return await self._refused(claim, "restore", target, error)
        await self._write_down(claim, "restore", target, "done" if was else "was not withdrawn")
        return said(sentences.restored(target, was=was), "restored")

    async def _release(self, claim: Claim, rest: str) -> Reply:
        target, why = _read(rest)
        decider = self._decider(claim, why)
        try:
            is_new = await asyncio.to_thread(release, self._store.folder, self._store.as_read(), target, decider)
        except (QueryError, KnowledgeError) as error:
            return await self._refused(claim, "release", target, error)
        await self._write_down(claim, "release", target, "done" if is_new else "was released before")
        return said(sentences.released(target, is_new=is_new), "released")

    async def _withdrawn(self, claim: Claim, _: str) -> Reply:
        decisions, problems = await asyncio.to_thread(read_desk, self._store.folder)
        if problems:
            return await self._refused(claim, "withdrawn", None, KnowledgeError(problems))
        await self._write_down(claim, "withdrawn", None, "done")
        return said(sentences.decided(decisions), "withdrawn_list")

    async def correct(self, claim: Claim, offer: Offer) -> Reply:
        """Replace every message that shows by now what was withdrawn.

        Raises:
            CallLostError: Our token or scopes are not right; it is tried again later.
        """
        target = offer.about
        decisions, problems = await asyncio.to_thread(read_desk, self._store.folder)
        decision = next((one for one in decisions.withdrawn if one.id == target), None)
        briefing = self._store.as_read().briefings.get(_briefing_of(target))
        if problems or decision is None or briefing is None:
            await self._write_down(claim, "replace", target, "refused: not withdrawn")
            return said(sentences.NOT_IN_FORCE.replace("{target}", target), "refused")
        showed = await asyncio.to_thread(self._posts.that_showed, target, briefing, claim.arrival.team)
        note = sentences.correction(QuoteId.parse(target) is not None, _moment(decision.at, offer.made_at))
        try:
            result = await self._posts.replace(showed.posts, note)
        except CallRefusedError as error:
            raise CallLostError(error.error, maybe_done=False) from None
        done = f"{result.done} replaced, {result.gone} gone, {len(result.failed)} failed"
        await self._write_down(claim, "replace", target, done)
        return said(sentences.replaced(target, result), "replaced")

    def _decider(self, claim: Claim, why: str) -> Decider:
        return Decider(claim.arrival.user, self._clock(), why or None)

    async def _refused(self, claim: Claim, what: str, target: str | None, error: QueryError | KnowledgeError) -> Reply:
        why = "leads nowhere" if isinstance(error, QueryError) else "desk.yaml is not in order"
        await self._write_down(claim, what, target, f"refused: {why}")
        return said(str(error), "refused")

    async def _write_down(self, claim: Claim, what: str, target: str | None, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, target, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def _replace_them(offer_id: str, count: int) -> Choices:
    label = "Replace this message" if count == 1 else f"Replace these {count} messages"
    asks = "Each becomes a note that a quote was withdrawn, for everybody who sees it. This cannot be undone."
    return Choices(offer_id, (Choice(Action.CORRECT, label, asks),))


def _read(rest: str) -> tuple[str, str]:
    target, _, why = rest.partition(" ")
    return target.strip("`"), why.strip()


def _briefing_of(target: str) -> str:
    quote = QuoteId.parse(target)
    return quote.briefing if quote is not None else target


def _moment(written: str | None, otherwise: float) -> datetime:
    """When it was decided, as the file says it; when it was offered where that cannot be read."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return datetime.fromtimestamp(otherwise, UTC)
    return moment if moment.tzinfo is not None else datetime.fromtimestamp(otherwise, UTC)
