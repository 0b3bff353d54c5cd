"""Presses that change something: done once, however often pressed or killed in between."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.answer.following import last_of
from bot.answer.model import Asker
from bot.query.followups.stored import written
from bot.slack import sentences
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.people.facts import People
from bot.slack.people.names import called
from bot.slack.posting import Ephemeral, Thread
from bot.slack.pressing.audience import Readers
from bot.slack.rendering.buttons import Action, buttons_under
from bot.slack.replies.reply import Deletion, Reply, Silence, said
from bot.slack.showing.content import Content
from bot.slack.showing.sheets import ASK, Sheets
from bot.state.answers import Answered, Answers, Remark
from bot.state.arrivals import Claim
from bot.state.audit import Audit, Deed

Outcome = Reply | Silence | Deletion
Audience = Callable[[str, str], Awaitable[Readers]]
_KEPT_BACK: Final[Mapping[tuple[Action, Readers], tuple[str, str]]] = {
    (Action.SHARE, Readers.OUTSIDERS): (sentences.EXTERNAL_SHARE, "external"),
    (Action.SHARE, Readers.UNKNOWN): (sentences.UNKNOWN_READERS, "unknown_readers"),
    (Action.SHARE, Readers.UNSAID): (sentences.UNSAID_READERS, "unsaid_readers"),
    (Action.REPLY, Readers.OUTSIDERS): (sentences.EXTERNAL_REPLY, "external"),
    (Action.REPLY, Readers.UNKNOWN): (sentences.UNKNOWN_READERS_REPLY, "unknown_readers"),
    (Action.REPLY, Readers.UNSAID): (sentences.UNSAID_READERS_REPLY, "unsaid_readers"),
}
_CHANGED: Final[Mapping[Action, str]] = {Action.SHARE: sentences.EXPIRED, Action.REPLY: sentences.EXPIRED_REPLY}


@dataclass(frozen=True, slots=True)
class _Press:
    claim: Claim
    answered: Answered
    suffix: str
    name: str

    @property
    def user(self) -> str:
        return self.claim.arrival.user

    @property
    def is_own(self) -> bool:
        return self.answered.is_private and self.user == self.answered.asker


class Presses:
    """Finds the outcome of a press that was written down; checks again who pressed and what they may do."""

    def __init__(
        self,
        *,
        sheets: Sheets,
        answers: Answers,
        audit: Audit,
        admins: Set[str],
        clock: Callable[[], datetime],
        readers: Audience,
        people: People,
        turn_alert_off: Callable[[Claim, str], Awaitable[Reply]],
    ) -> None:
        self._sheets, self._answers, self._audit, self._admins = sheets, answers, audit, admins
        self._clock, self._readers, self._people = clock, readers, people
        self._turn_alert_off = turn_alert_off
        self._does: Mapping[str, Callable[[_Press], Awaitable[Outcome]]] = {
            Action.SHARE: self._share,
            Action.REPLY: self._reply,
            Action.FEEDBACK: self._thank,
            Action.DELETE: self._delete,
        }

    async def outcome(self, claim: Claim) -> Outcome:
        """What comes of a press; an id that is not the workspace's leads to nothing.

        Raises:
            CallLimitedError, CallLostError: Slack could not say now who presses.
        """
        action, value, name = (*claim.arrival.text.split(" ", 2), "", "")[:3]
        answer_id, _, suffix = value.partition(".")
        if await self._people.is_outside(claim.arrival.team, claim.arrival.user):
            return await self._refuse(claim, action, "no member", said(sentences.GUEST, "guest"))
        if action == Action.ALERT_OFF:
            return await self._turn_alert_off(claim, value)
        act = self._does.get(action)
        answered = await asyncio.to_thread(self._answers.get, answer_id, claim.arrival.team) if answer_id else None
        if act is None or answered is None:
            return await self._refuse(claim, action, "unknown answer", said(sentences.EXPIRED, "expired"))
        return await act(_Press(claim, answered, suffix, name))

    async def _share(self, press: _Press) -> Outcome:
        channel = press.answered.channel
        if not press.is_own or channel is None or press.claim.arrival.channel != channel:
            reply = said(sentences.NOT_YOURS_TO_SHARE, "refused")
            return await self._refuse(press.claim, Action.SHARE, "not the asker's to share", reply)
        return await self._publish(press, Action.SHARE, Thread(channel, None))

    async def _reply(self, press: _Press) -> Outcome:
        """Share from a window, into the thread in which its shortcut was used."""
        channel, thread_ts = press.answered.channel, press.answered.thread_ts
        if not press.is_own or channel is None or thread_ts is None:
            reply = said(sentences.NOT_YOURS_TO_SHARE, "refused")
            return await self._refuse(press.claim, Action.REPLY, "not the asker's to share", reply)
        reply = await self._publish(press, Action.REPLY, Thread(channel, thread_ts))
        # A window has no message beside which a refusal could stand: it stands in the channel, for its user alone.
        beside = (Ephemeral(channel, press.user, None), Thread(press.user, None))
        if not reply.is_public:
            return replace(reply, places=beside)
        return replace(reply, otherwise=reply.otherwise and replace(reply.otherwise, places=beside))

    async def _publish(self, press: _Press, action: Action, place: Thread) -> Reply:
        answered, channel, claim = press.answered, place.channel, press.claim
        readers = await self._readers(answered.team, channel)
        if (action, readers) in _KEPT_BACK:
            return await self._refuse(claim, action, readers.value, said(*_KEPT_BACK[action, readers]))
        reader = Asker(channel, None)
        content = await asyncio.to_thread(self._sheets.of, answered.kind, answered.text, reader, answered.follows)
        shown = {quote.passage.id for quote in content.sheet.quotes}
        if content.snapshot != answered.snapshot or not shown.issuperset(answered.quote_ids) or not content.is_public:
            return await self._refuse(claim, action, "changed since", said(_CHANGED[action], "expired"))
        now, claim_id = self._clock().timestamp(), claim.id
        if not await asyncio.to_thread(self._answers.claim_share, answered.id, channel, claim_id, now):
            reply = said(sentences.SHARED_ALREADY, "shared_already")
            return await self._refuse(claim, action, "shared already", reply)
        await self._write_down(claim, action, "done")
        sheet = replace(content.sheet, shared_by=called(press.user, press.name))
        buttons = buttons_under(sheet, claim_id, is_question=answered.kind == ASK, may_delete=True)
        buttons = replace(buttons, periods=content.periods)
        return Reply(
            prove(render(sheet, buttons), sheet, buttons),
            "shared",
            is_public=True,
            quote_ids=answered.quote_ids,
            places=(place,),
            otherwise=said(sentences.CANNOT_SHARE, "cannot_share"),
            remembers=_remembered(content, len(answered.quote_ids)),
            answered=replace(
                answered,
                id=claim_id,
                is_private=False,
                shared_of=answered.id,
                shared_by=sheet.shared_by,
                answered_at=now,
                posted_channel=None,
                posted_ts=None,
            ),
        )

    async def _thank(self, press: _Press) -> Outcome:
        is_theirs = not press.answered.is_private or press.user == press.answered.asker
        if press.suffix not in ("good", "bad") or not is_theirs:
            why = "unknown opinion" if is_theirs else "another's private answer"
            return await self._refuse(press.claim, Action.FEEDBACK, why, said(sentences.EXPIRED, "expired"))
        remark = Remark(press.answered.id, press.user, press.suffix, None, self._clock().timestamp())
        await asyncio.to_thread(self._answers.remark, remark)
        return said(sentences.THANKS, "feedback")

    async def _delete(self, press: _Press) -> Outcome:
        answered = press.answered
        if press.user != answered.asker and press.user not in self._admins:
            reply = said(sentences.NOT_YOURS_TO_DELETE, "refused")
            return await self._refuse(press.claim, Action.DELETE, "neither the asker nor an admin", reply)
        if answered.posted_channel is None or answered.posted_ts is None:
            reply = said(sentences.EXPIRED, "expired")
            return await self._refuse(press.claim, Action.DELETE, "stands in no channel", reply)
        await self._write_down(press.claim, Action.DELETE, "done")
        otherwise = said(sentences.CANNOT_DELETE, "cannot_delete")
        return Deletion(answered.posted_channel, answered.posted_ts, otherwise, answered)

    async def _refuse(self, claim: Claim, what: str, why: str, reply: Reply) -> Reply:
        await self._write_down(claim, what, f"refused: {why}")
        return reply

    async def _write_down(self, claim: Claim, what: str, result: str) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, claim.arrival.channel, result, claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def _remembered(content: Content, shown: int) -> str | None:
    """What a thread under the answer may refer to; None for a command, which nothing follows up."""
    last = last_of(content.answer, shown) if content.answer is not None else None
    return written(last) if last is not None else None
