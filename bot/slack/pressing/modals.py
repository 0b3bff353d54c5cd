"""What the windows show that open on a press; what may be seen is decided when it is pressed."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from bot.answer.model import Asker, Quote
from bot.answer.sentences import day
from bot.answer.showing.exchange import exchange_of
from bot.answer.showing.lookup import MovedTo, Unchanged, look_up
from bot.answer.sight import Sight
from bot.slack import sentences
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.people.facts import People
from bot.slack.pressing.pages import PERIOD, leaves_of, page_of
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import Blocks, Windows, plain, section, view
from bot.slack.proving.citations import check_citations
from bot.slack.rendering.buttons import Action
from bot.slack.rendering.citations import citation_blocks
from bot.slack.rendering.layout import WINDOW, layout_of
from bot.slack.rendering.sheet import Sheet
from bot.slack.showing.sheets import Sheets
from bot.slack.showing.uses import uses_in
from bot.state.answers import Answered, Answers, Remark
from bot.state.arrivals import REF_CHARS
from bot.state.audit import Audit, Deed
from bot.telemetry import Counters

COMPUTE_TIMEOUT_S: Final = 30.0
REASON_MAX_CHARS: Final = 1_000
FEEDBACK_FORM: Final = "feedback_reason"
WHOLE: Final = "The whole exchange, every turn in full."

log = logging.getLogger(__name__)

Fill = Callable[[Answered, Asker, str], Blocks]
"""From a stored answer, who presses, and what the button names besides, to what the window shows."""


@dataclass(frozen=True, slots=True)
class _Again:
    """What an answer showed, as far as it may be shown now.

    Attributes:
        says: What has changed since then; empty where nothing has.
    """

    sight: Sight
    quotes: tuple[Quote, ...]
    says: str


class Modals:
    """Finds what goes into a window; refuses, and writes down, what is not the presser's."""

    def __init__(
        self,
        *,
        windows: Windows,
        people: People,
        sheets: Sheets,
        answers: Answers,
        audit: Audit,
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._windows, self._people, self._sheets = windows, people, sheets
        self._answers, self._audit, self._clock, self._counters = answers, audit, clock, counters
        self._fills: Mapping[str, tuple[str, Fill]] = {
            Action.EXCHANGE: ("Exchange", self._exchange),
            Action.MORE: ("More quotes", self._more),
            Action.CITATION: ("Citation", self._citation),
            Action.PERIOD: ("Timeline", self._period),
        }

    def opens(self, click: Click) -> bool:
        """Whether this press opens a window."""
        return click.action in self._fills or (click.action == Action.FEEDBACK and click.value.endswith(".bad"))

    async def open(self, click: Click) -> None:
        """Open the window that a press asks for, and fill it."""
        if click.action == Action.FEEDBACK:
            await self._windows.open(click, partial(self._reason_window, click))
        else:
            title, fill = self._fills[click.action]
            in_window = click.view_id is not None
            if in_window and click.action == Action.PERIOD:  # A page takes the place of the one before.
                await self._windows.update(click, partial(self._window, click, title, fill))
            else:
                await self._windows.fill(click, title, partial(self._content, click, fill), on_top=in_window)

    async def _window(self, click: Click, title: str, fill: Fill) -> dict[str, Any]:
        return view(title, await self._content(click, fill))

    async def _content(self, click: Click, fill: Fill) -> Blocks:
        try:
            answer_id, _, suffix = click.value.partition(".")
            answered = await self._pressed(click, answer_id)
            if isinstance(answered, str):
                return [section(answered)]
            async with asyncio.timeout(COMPUTE_TIMEOUT_S):
                return await asyncio.to_thread(fill, answered, _reader(click, answered), suffix)
        except ProofFailed:
            log.error("proof_failed", extra={"action": click.action})
            self._counters.count("proof_failed_total")
        except TimeoutError:
            log.warning("modal_slow", extra={"action": click.action})
        return [section(sentences.failed(_ref(click.value)))]

    async def _pressed(self, click: Click, answer_id: str) -> Answered | str:
        """The answer that was pressed; a sentence for those who may not press it.

        Raises:
            CallLimitedError, CallLostError: Slack could not say now who presses.
        """
        if await self._people.is_outside(click.team, click.user):
            await self._write_down(click, answer_id, "no member")
            return sentences.GUEST
        return await self._found(click, answer_id) or sentences.EXPIRED

    async def _found(self, click: Click, answer_id: str) -> Answered | None:
        """The answer, if it is the workspace's and no other person's private one; a refusal is written down."""
        answered = await asyncio.to_thread(self._answers.get, answer_id, click.team)
        if answered is not None and (not answered.is_private or click.user == answered.asker):
            return answered
        await self._write_down(click, answer_id, "unknown answer" if answered is None else "another's private answer")
        return None

    async def _write_down(self, click: Click, answer_id: str, why: str) -> None:
        deed = Deed(f"{click.team}:{click.user}", click.action, click.channel, f"refused: {why}", _ref(answer_id))
        await asyncio.to_thread(self._audit.write, deed, self._clock())

    def _again(self, answered: Answered, asker: Asker) -> _Again:
        sight = self._sheets.responder.sight(asker)
        quotes: list[Quote] = []
        moved = 0
        for quote_id in answered.quote_ids:
            match look_up(sight, quote_id):
                case Unchanged(quote):
                    quotes.append(quote)
                case MovedTo(places):
                    moved += 1
                    quotes.append(places[0])
                case _:
                    pass
        is_same = sight.coverage.snapshot == answered.snapshot
        says = sentences.since_then(is_same, moved, len(answered.quote_ids) - len(quotes))
        return _Again(sight, tuple(quotes), says)

    def _exchange(self, answered: Answered, asker: Asker, _: str) -> Blocks:
        again = self._again(answered, asker)
        if not again.quotes:
            return [section(sentences.EXPIRED)]
        quote = again.quotes[0]
        exchange = exchange_of(again.sight, quote)
        # Each turn stands after what it answers: its question is not repeated before it.
        turns = (exchange.turns[0], *(replace(turn, asked=None, lead_in=None) for turn in exchange.turns[1:]))
        briefing = quote.passage.briefing
        sheet = Sheet(asked=f"From: {briefing.title}, {day(briefing.held_on)}", quotes=turns)
        sheet = replace(sheet, quotes=turns[_first_shown(sheet, exchange.at) :])
        is_whole = sheet.quotes == turns and not exchange.goes_on and not layout_of(sheet, None, WINDOW).left_out
        whole = WHOLE if is_whole else "This is a part of a longer exchange."
        return _proved(replace(sheet, says=f"{whole} {again.says}".strip()))

    def _more(self, answered: Answered, asker: Asker, _: str) -> Blocks:
        content, has_more = self._sheets.more(answered.text, asker, answered.quote_ids, answered.follows)
        sheet = content.sheet
        if content.snapshot != answered.snapshot:
            says = f"The archive was reloaded since this answer; I asked it again. {sheet.says}"
            sheet = replace(sheet, says=says.strip())
        return _proved(replace(sheet, footer=(*sheet.footer, *(("there are more",) if has_more else ()))))

    def _citation(self, answered: Answered, asker: Asker, _: str) -> Blocks:
        again = self._again(answered, asker)
        if not again.quotes:
            return [section(sentences.EXPIRED)]
        blocks = citation_blocks(again.quotes, again.says)
        check_citations(blocks, again.quotes, again.says)
        return blocks

    def _period(self, answered: Answered, asker: Asker, suffix: str) -> Blocks:
        responder = self._sheets.responder
        sight = responder.sight(asker)
        named = PERIOD.fullmatch(suffix)
        if named is None:
            return [section(sentences.EXPIRED)]
        sheet = uses_in(responder, sight, answered.text, named["period"])
        says = sentences.since_then(sight.coverage.snapshot == answered.snapshot, 0, 0)
        page = page_of(replace(sheet, says=f"{sheet.says} {says}".strip()), int(named["begins"] or 0))
        return [*_proved(page.sheet), *leaves_of(page, answered.id, named["period"])]

    async def _reason_window(self, click: Click) -> dict[str, Any]:
        """Asks for the reason of a bad opinion, which is kept in any case."""
        answer_id = click.value.partition(".")[0]
        answered = await self._pressed(click, answer_id)
        if isinstance(answered, str):
            return view("Feedback", [section(answered)])
        await self._remark(answer_id, click.user, None)
        return _reason_form(answer_id)

    async def on_reason(self, click: Click) -> dict[str, Any]:
        """Keep the reason that somebody wrote; returns the ack that thanks them.

        Raises:
            StateError: It could not be kept.
        """
        answered = await self._found(click, click.private_metadata)
        if answered is None:
            return {"response_action": "update", "view": view("Feedback", [section(sentences.EXPIRED)])}
        reason = (click.form or {}).get("reason", "")[:REASON_MAX_CHARS]
        await self._remark(answered.id, click.user, reason or None)
        return {"response_action": "update", "view": view("Feedback", [section(sentences.THANKS)])}

    async def _remark(self, answer_id: str, who: str, reason: str | None) -> None:
        remark = Remark(answer_id, who, "bad", reason, self._clock())
        await asyncio.to_thread(self._answers.remark, remark)


def _reader(click: Click, answered: Answered) -> Asker:
    """Who reads, and in which channel: a window has none of its own, and stands over the answer's."""
    over = (answered.posted_channel or answered.channel) if click.view_id else None
    return Asker(click.channel or over, click.user)


def _first_shown(sheet: Sheet, at: int) -> int:
    """From which turn on an exchange is shown, so that the quoted one is in it."""
    for first in range(at):
        rest = replace(sheet, says=WHOLE, quotes=sheet.quotes[first:])
        if sheet.quotes[at] not in layout_of(rest, None, WINDOW).left_out:
            return first
    return at


def _ref(answer_id: str) -> str:
    return answer_id[:REF_CHARS].upper()


def _proved(sheet: Sheet) -> Blocks:
    prove(message := render(sheet, room=WINDOW), sheet, room=WINDOW)
    return list(message.blocks)


def _reason_form(answer_id: str) -> dict[str, Any]:
    asks = {
        "type": "input",
        "block_id": "reason",
        "optional": True,
        "label": plain("What was not helpful?"),
        "element": {
            "type": "plain_text_input",
            "action_id": "reason",
            "multiline": True,
            "max_length": REASON_MAX_CHARS,
        },
    }
    return {
        **view("Feedback", [asks]),
        "callback_id": FEEDBACK_FORM,
        "private_metadata": answer_id,
        "submit": plain("Send"),
    }
