"""What is said about alerts: set up, listed, turned off, and the digest itself."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.answer.alerting import News, TurnKeys, news_for
from bot.answer.model import Answer, Asker, Found, Misread, NothingFound, Question, Reason
from bot.answer.responder import Responder
from bot.slack.alerts import sentences
from bot.slack.alerts.telling import Telling
from bot.slack.client import CallLostError
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import prove
from bot.slack.people.facts import People
from bot.slack.posting import Thread
from bot.slack.pressing.audience import Readers
from bot.slack.rendering.buttons import Buttons
from bot.slack.rendering.sheet import Sheet, own_sheet
from bot.slack.replies.reply import Reply, Silence, said
from bot.state.alerts import Alert, Alerts, Due, Keys
from bot.state.answers import PERHAPS_POSTED, Answered, Answers
from bot.state.arrivals import Arrival, Claim
from bot.state.audit import Audit, Deed
from bot.state.inbox import ATTEMPTS_MAX

HERE: Final = "here"
KIND: Final = "digest"
SET_UP: Final = "alert"
TURN_OFF: Final = "alert_off"
_CAME_TO: Final = {
    "alert_on": "done",
    "alert_known": "was set up before",
    "alert_undone": "undone: the channel takes no posts",
    "alert_off": "done",
    "alert_was_off": "was off before",
}
"""From an outcome to the word for it in the audit; any other is a refusal."""
_KEPT_OUT: Final[Mapping[Readers, str]] = {
    Readers.OUTSIDERS: sentences.EXTERNAL,
    Readers.UNKNOWN: sentences.UNKNOWN,
    Readers.UNSAID: sentences.UNSAID,
}


class Alerting:
    """Finds the reply to whatever is about alerts."""

    def __init__(
        self,
        *,
        alerts: Alerts,
        answers: Answers,
        responder: Responder,
        keys: TurnKeys,
        telling: Telling,
        readers: Callable[[str, str], Awaitable[Readers]],
        people: People,
        audit: Audit,
        clock: Callable[[], datetime],
    ) -> None:
        self._alerts, self._responder, self._keys, self._telling = alerts, responder, keys, telling
        self._readers, self._people, self._answers = readers, people, answers
        self._audit, self._clock = audit, clock

    async def reply(self, claim: Claim, word: str, rest: str) -> Reply:
        """The reply to a command: ``alert`` sets one up, ``alerts`` lists them."""
        if word == "alerts":
            return await asyncio.to_thread(self._list, claim.arrival)
        arrival = claim.arrival
        first, text = [*rest.split(maxsplit=1), "", ""][:2]
        if first.casefold() == HERE:
            reply, place = await self._set_up_here(arrival, text.strip()), arrival.channel
        else:
            reply, place = await asyncio.to_thread(self._set_up, arrival, rest.strip()), arrival.user
        await self._write_down(claim, SET_UP, place, reply)
        return reply

    async def turn_off(self, claim: Claim, alert_id: str) -> Reply:
        """What comes of a press of an alert's button."""
        alert = await asyncio.to_thread(self._alerts.get, alert_id)
        reply = await asyncio.to_thread(self._turn_off, claim.arrival, alert)
        await self._write_down(claim, TURN_OFF, alert.place if alert else None, reply)
        return reply

    async def undo(self, claim: Claim, alert_id: str) -> None:
        """Turn an alert off that its channel could not be told of."""
        if await asyncio.to_thread(self._alerts.end, alert_id):
            await self._write_down(claim, SET_UP, claim.arrival.channel, said(sentences.NOT_A_MEMBER, "alert_undone"))

    async def due_again(self, claim: Claim) -> None:
        """A digest could not be posted: what it holds is due again."""
        await asyncio.to_thread(self._alerts.due_again, Due.parse(claim.arrival.text))

    async def digest(self, claim: Claim) -> Reply | Silence:
        """What is new for the alerts of a digest, seen as its readers may see it now.

        Alerts that were turned off meanwhile are left out, and so is all that may no longer be told.

        Raises:
            CallLimitedError, CallLostError: Slack cannot say who reads it, or the archive here is not that new yet.
        """
        place, due = claim.arrival.channel or "", Due.parse(claim.arrival.text)
        alerts = await self._of(due)
        if not alerts:
            return Silence("alerts_off")
        if await self._is_for_outsiders(claim.arrival, alerts[0]):
            for alert in alerts:
                await asyncio.to_thread(self._alerts.end, alert.id)
            return Silence("external")
        new = {alert: await asyncio.to_thread(self._new, alert, due, claim) for alert in alerts}
        return await asyncio.to_thread(self._digest, claim, place, new)

    async def in_doubt(self, claim: Claim) -> Reply | None:
        """That a digest may be missing, without a word of it; None where that was said, or nobody waits for it."""
        answered = await asyncio.to_thread(self._answers.get, claim.id, claim.arrival.team)
        alerts = await self._of(Due.parse(claim.arrival.text))
        if answered is None or answered.outcome == PERHAPS_POSTED or not alerts:
            return None
        await asyncio.to_thread(self._answers.keep, replace(answered, outcome=PERHAPS_POSTED))
        return said(sentences.in_doubt(alerts), KIND, is_public=True)

    async def _of(self, due: Due) -> list[Alert]:
        found = [await asyncio.to_thread(self._alerts.get, alert_id) for alert_id in due.since]
        return [alert for alert in found if alert is not None]

    async def _is_for_outsiders(self, arrival: Arrival, alert: Alert) -> bool:
        if alert.is_personal:
            return await self._people.is_outside(arrival.team, alert.user)
        readers = await self._readers(arrival.team, alert.place)
        if readers is Readers.UNSAID:
            raise CallLostError(readers.value, maybe_done=False)
        return readers is Readers.OUTSIDERS

    def _new(self, alert: Alert, due: Due, claim: Claim) -> Keys:
        new = self._alerts.between(due.since[alert.id], due.last, alert.place)
        index = self._responder.sight(_reader(alert)).index
        if claim.attempt < ATTEMPTS_MAX and not self._keys.holds(index, new):
            # Another process has loaded it; this one will in a moment, or it is gone again.
            raise CallLostError("the archive here is older than the news", maybe_done=False)
        return new

    def _digest(self, claim: Claim, place: str, new: Mapping[Alert, Keys]) -> Reply | Silence:
        wanted = {alert.text: keys for alert, keys in new.items()}
        news = news_for(self._responder, self._keys, wanted, _reader(next(iter(new))))
        if news is None:
            return Silence("no_news")
        counts = {alert: news.counts[alert.text] for alert in new if alert.text in news.counts}
        sheet = _sheet(counts, news)
        has_more = len(counts) == 1 and news.matched > len(news.quotes)
        offs = tuple(alert.id for alert in counts)
        buttons = Buttons(claim.id, has_quotes=True, has_more=has_more, may_delete=True, alerts=offs)
        proved = prove(render(sheet, buttons), sheet, buttons)
        ids = tuple(quote.passage.id for quote in sheet.quotes if quote.passage.id in (proved.blocks_json or ""))
        answered = Answered(
            id=claim.id,
            kind=KIND,
            text=" ".join(alert.text for alert in counts),
            team=claim.arrival.team,
            channel=None if next(iter(new)).is_personal else place,
            asker=claim.arrival.user,
            snapshot=news.coverage.snapshot,
            quote_ids=ids,
            is_private=False,
            answered_at=claim.received_at,
        )
        return Reply(proved, KIND, is_public=True, quote_ids=ids, answered=answered, places=(Thread(place, None),))

    def _set_up(self, arrival: Arrival, text: str) -> Reply:
        answer = self._responder.respond(Question(text), Asker(None, arrival.user))
        problem = _problem(text, answer)
        if problem:
            return said(problem, "alert_refused")
        self._telling.announce(())
        alert, is_new = self._alerts.subscribe(arrival.team, arrival.user, arrival.user, text, arrival.name)
        if alert is None:
            return said(sentences.FULL, "alert_refused")
        says = sentences.subscribed(alert, answer.matched if isinstance(answer, Found) else 0, is_new=is_new)
        return _with_buttons("Alert", says, answer, (alert.id,), "alert_on" if is_new else "alert_known")

    async def _set_up_here(self, arrival: Arrival, text: str) -> Reply:
        channel = arrival.channel or ""
        if not channel.startswith(("C", "G")):
            return said(sentences.NO_CHANNEL, "alert_refused")
        readers = Readers.OUTSIDERS if arrival.is_external else await self._readers(arrival.team, channel)
        if readers in _KEPT_OUT:
            return said(_KEPT_OUT[readers], "alert_refused")
        return await asyncio.to_thread(self._set_up_in, channel, arrival, text)

    def _set_up_in(self, channel: str, arrival: Arrival, text: str) -> Reply:
        answer = self._responder.respond(Question(text), Asker(channel, arrival.user))
        problem = _problem(text, answer)
        if problem:
            return said(problem, "alert_refused")
        self._telling.announce((channel,))
        alert, is_new = self._alerts.subscribe(arrival.team, channel, arrival.user, text, arrival.name)
        if alert is None:
            return said(sentences.FULL, "alert_refused")
        if not is_new:
            return _with_buttons("Alerts", sentences.listed([alert]), answer, (alert.id,), "alert_known")
        reply = _with_buttons("Alert", sentences.announced(alert), answer, (alert.id,))
        return Reply(
            reply.proved,
            "alert_on",
            is_public=True,
            places=(Thread(channel, None),),
            otherwise=said(sentences.NOT_A_MEMBER, "alert_refused"),
            alert=alert.id,
        )

    def _list(self, arrival: Arrival) -> Reply:
        places = (arrival.user, *([arrival.channel] if arrival.channel else []))
        alerts = self._alerts.of_places(arrival.team, *places)
        if not alerts:
            return said(sentences.NONE, "alerts")
        answer = self._responder.respond(Question(""), Asker(arrival.channel, arrival.user))
        return _with_buttons("Alerts", sentences.listed(alerts), answer, tuple(alert.id for alert in alerts), "alerts")

    def _turn_off(self, arrival: Arrival, alert: Alert | None) -> Reply:
        if alert is None or alert.team != arrival.team:
            return said(sentences.OFF_BEFORE, "alert_was_off")
        if arrival.user != alert.user and arrival.channel != alert.place:
            return said(sentences.NOT_YOURS, "alert_refused")
        is_off = self._alerts.end(alert.id)
        return said(sentences.OFF, "alert_off") if is_off else said(sentences.OFF_BEFORE, "alert_was_off")

    async def _write_down(self, claim: Claim, what: str, place: str | None, reply: Reply) -> None:
        who = f"{claim.arrival.team}:{claim.arrival.user}"
        deed = Deed(who, what, place, _CAME_TO.get(reply.outcome, "refused"), claim.ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())


def _reader(alert: Alert) -> Asker:
    return Asker(None if alert.is_personal else alert.place, alert.user)


def _problem(text: str, answer: Answer) -> str:
    """Why this cannot be an alert; empty where it can."""
    if not text:
        return sentences.USAGE
    if len(text) > sentences.ALERT_MAX_CHARS:
        return sentences.TOO_LONG
    if isinstance(answer, Misread):
        return answer.problem
    is_nobody = isinstance(answer, NothingFound) and answer.reason is Reason.UNKNOWN_SPEAKER
    return answer.message if isinstance(answer, NothingFound) and is_nobody else ""


def _with_buttons(asked: str, says: str, answer: Answer, alerts: tuple[str, ...], outcome: str = "alert_on") -> Reply:
    sheet, buttons = own_sheet(asked, says, answer.coverage), Buttons("", alerts=alerts)
    return Reply(prove(render(sheet, buttons), sheet, buttons), outcome)


def _sheet(counts: Mapping[Alert, int], news: News) -> Sheet:
    asked = "Alert" if len(counts) == 1 else "Alerts"
    return own_sheet(asked, sentences.news(counts), news.coverage, news.quotes, news.matched)
