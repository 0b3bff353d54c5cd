"""Presses that change something: done once, however often pressed or killed in between."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.answer.model import Asker
from bot.slack import sentences
from bot.slack.blocks import render
from bot.slack.escape import shorten, tame
from bot.slack.posting import Thread
from bot.slack.proof import prove
from bot.slack.rendering.buttons import Action, Buttons
from bot.slack.replies.reply import Deletion, Reply, Silence, said
from bot.slack.sheets import Sheets
from bot.state.answers import Answered, Answers, Remark
from bot.state.audit import Audit, Deed
from bot.state.inbox import Claim

NAME_MAX_CHARS: Final = 80

Outcome = Reply | Silence | Deletion
External = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class _Press:
    claim: Claim
    answered: Answered
    suffix: str
    name: str

    @property
    def user(self) -> str:
        return self.claim.arrival.user


class Presses:
    """Finds the outcome of a press that was written down; checks again who pressed and what they may do."""

    def __init__(
        self,
        *,
        sheets: Sheets,
        answers: Answers,
        audit: Audit,
        admins: frozenset[str],
        clock: Callable[[], datetime],
        is_external: External,
    ) -> None:
        self._sheets, self._answers, self._audit, self._admins = sheets, answers, audit, admins
        self._clock, self._is_external = clock, is_external
        self._does: Mapping[str, Callable[[_Press], Awaitable[Outcome]]] = {
            Action.SHARE: self._share,
            Action.FEEDBACK: self._thank,
            Action.DELETE: self._delete,
        }

    async def outcome(self, claim: Claim) -> Outcome:
        """What comes of a press; an id that is not the workspace's leads to nothing."""
        action, value, name = (*claim.arrival.text.split(" ", 2), "", "")[:3]
        answer_id, _, suffix = value.partition(".")
        act = self._does.get(action)
        answered = await asyncio.to_thread(self._answers.get, answer_id, claim.arrival.team) if answer_id else None
        if act is None or answered is None:
            await self._write_down(claim, action, "refused: unknown answer")
            return said(sentences.EXPIRED, "expired")
        return await act(_Press(claim, answered, suffix, name))

    async def _share(self, press: _Press) -> Outcome:
        answered, channel = press.answered, press.answered.channel
        is_own = answered.is_private and press.user == answered.asker
        if not is_own or channel is None or press.claim.arrival.channel != channel:
            await self._write_down(press.claim, Action.SHARE, "refused: not the asker's to share")
            return said(sentences.NOT_YOURS_TO_SHARE, "refused")
        if await self._is_external(channel):
            await self._write_down(press.claim, Action.SHARE, "refused: another organisation")
            return said(sentences.EXTERNAL_SHARE, "external")
        content = await asyncio.to_thread(self._sheets.of, answered.kind, answered.text, Asker(channel, None))
        shown = {quote.passage.id for quote in content.sheet.quotes}
        if content.snapshot != answered.snapshot or not shown.issuperset(answered.quote_ids) or not content.is_public:
            return said(sentences.EXPIRED, "expired")
        now, claim_id = self._clock().timestamp(), press.claim.id
        if not await asyncio.to_thread(self._answers.claim_share, answered.id, channel, claim_id, now):
            return said(sentences.SHARED_ALREADY, "shared_already")
        await self._write_down(press.claim, Action.SHARE, "done")
        sharer = shorten(tame(press.name), NAME_MAX_CHARS) or press.user
        sheet = replace(content.sheet, asked=f"Shared by {sharer} · {content.sheet.asked}")
        buttons = Buttons(
            claim_id, has_quotes=bool(sheet.quotes), has_more=_has_more(sheet.matched, sheet.quotes), may_delete=True
        )
        return Reply(
            prove(render(sheet, buttons), sheet, buttons),
            "shared",
            is_public=True,
            quote_ids=answered.quote_ids,
            places=(Thread(channel, None),),
            otherwise=said(sentences.CANNOT_SHARE, "cannot_share"),
            answered=replace(
                answered,
                id=claim_id,
                is_private=False,
                shared_of=answered.id,
                answered_at=now,
                posted_channel=None,
                posted_ts=None,
            ),
        )

    async def _thank(self, press: _Press) -> Outcome:
        if press.suffix not in ("good", "bad"):
            return said(sentences.EXPIRED, "expired")
        remark = Remark(press.answered.id, press.user, press.suffix, None, self._clock().timestamp())
        await asyncio.to_thread(self._answers.remark, remark)
        return said(sentences.THANKS, "feedback")

    async def _delete(self, press: _Press) -> Outcome:
        answered = press.answered
        if press.user != answered.asker and press.user not in self._admins:
            await self._write_down(press.claim, Action.DELETE, "refused: neither the asker nor an admin")
            return said(sentences.NOT_YOURS_TO_DELETE, "refused")
        if answered.posted_channel is None or answered.posted_ts is None:
            return said(sentences.EXPIRED, "expired")
        await self._write_down(press.claim, Action.DELETE, "done")
        return Deletion(answered.posted_channel, answered.posted_ts, said(sentences.CANNOT_DELETE, "cannot_delete"))

    async def _write_down(self, claim: Claim, what: str, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, claim.arrival.channel, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def _has_more(matched: int | None, quotes: tuple[object, ...]) -> bool:
    return matched is not None and matched > len(quotes)
