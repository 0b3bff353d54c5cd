"""Withdrawing, restoring, releasing by command; and offering to correct the messages that showed what was withdrawn."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from bot.errors import KnowledgeError, QueryError
from bot.slack.desk import sentences
from bot.slack.desk.correcting import briefing_of
from bot.slack.desk.posts import OwnPosts
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.rendering.buttons import Action, Choice, Choices
from bot.slack.rendering.sheet import bare_sheet
from bot.slack.replies.reply import Reply, said
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed
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
        briefing = known.briefings[briefing_of(target)]
        showed = await asyncio.to_thread(self._posts.that_showed, target, briefing, claim.arrival.team)
        links = await self._posts.links(showed.posts)
        says = sentences.withdrawn(target, is_new=is_new, showed=showed, keep_days=self._keep_days)
        if not showed.posts:
            return said(says, "withdrawn")
        arrival = claim.arrival
        offer = Offer(claim.id, CORRECTION, arrival.team, arrival.user, target, self._clock().timestamp())
        await asyncio.to_thread(self._offers.keep, offer)
        choices = _correct_them(claim.id, len(showed.posts))
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


def _correct_them(offer_id: str, count: int) -> Choices:
    label = "Correct this message" if count == 1 else f"Correct these {count} messages"
    asks = "What is withdrawn goes out of each, and a line says so to everybody who sees it. This cannot be undone."
    return Choices(offer_id, (Choice(Action.CORRECT, label, asks),))


def _read(rest: str) -> tuple[str, str]:
    target, _, why = rest.partition(" ")
    return target.strip("`"), why.strip()
