"""Windows that open on a press: first empty, because Slack waits only three seconds, then with their content."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer.model import Asker, Quote
from bot.answer.showing.citations import citations_of
from bot.answer.showing.exchange import exchange_of
from bot.answer.showing.lookup import MovedTo, Unchanged, look_up
from bot.errors import StateError
from bot.slack import sentences
from bot.slack.blocks import render
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.message import Block
from bot.slack.pressing.reading import Click
from bot.slack.proof import ProofFailed, prove
from bot.slack.proving.terms import check_terms
from bot.slack.rendering.buttons import Action
from bot.slack.rendering.sheet import Sheet
from bot.slack.sheets import Sheets
from bot.state.answers import Answered, Answers, Remark
from bot.telemetry import Counters

COMPUTE_TIMEOUT_S: Final = 30.0
CITED_MAX_CHARS: Final = 7_000
REASON_MAX_CHARS: Final = 1_000
FEEDBACK_FORM: Final = "feedback_reason"

log = logging.getLogger(__name__)

Blocks = list[Block]


class Modals:
    """Opens windows and fills them; what a press may see is decided when it is pressed."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        sheets: Sheets,
        answers: Answers,
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self._client, self._sheets, self._answers = client, sheets, answers
        self._clock, self._counters = clock, counters
        self._fills: Mapping[str, tuple[str, Callable[[Answered, Asker], Blocks]]] = {
            Action.EXCHANGE: ("Exchange", self._exchange),
            Action.MORE: ("More quotes", self._more),
            Action.CITATION: ("Citation", self._citation),
        }

    def opens(self, click: Click) -> bool:
        """Whether this press opens a window."""
        return click.action in self._fills or (click.action == Action.FEEDBACK and click.value.endswith(".bad"))

    async def open(self, click: Click) -> None:
        """Open the window that a press asks for, and fill it; trouble is logged and told in the window."""
        try:
            if click.action == Action.FEEDBACK:
                await self._ask_why(click)
            else:
                await self._open_and_fill(click)
        except (CallRefusedError, CallLimitedError, CallLostError, StateError) as error:
            log.warning("modal_failed", extra={"action": click.action, "error": str(error)})
            self._counters.count("modals_total", outcome="failed")
        else:
            self._counters.count("modals_total", outcome="opened")

    async def _open_and_fill(self, click: Click) -> None:
        title, fill = self._fills[click.action]
        opened = await call(self._client.views_open(trigger_id=click.trigger_id or "", view=_view(title, _LOADING)))
        blocks = await self._content(click, fill)
        view: Any = opened.get("view")
        view_id = view.get("id") if isinstance(view, dict) else None
        await call(self._client.views_update(view_id=str(view_id), view=_view(title, blocks)))

    async def _content(self, click: Click, fill: Callable[[Answered, Asker], Blocks]) -> Blocks:
        try:
            answered = await asyncio.to_thread(self._answers.get, click.value, click.team)
            if answered is None or not _may_press(answered, click):
                return _plain_section(sentences.EXPIRED)
            async with asyncio.timeout(COMPUTE_TIMEOUT_S):
                return await asyncio.to_thread(fill, answered, Asker(click.channel, click.user))
        except ProofFailed:
            log.error("proof_failed", extra={"action": click.action})
            self._counters.count("proof_failed_total")
        except TimeoutError:
            log.warning("modal_slow", extra={"action": click.action})
        return _plain_section(sentences.failed(click.value[:8].upper()))

    def _quotes(self, answered: Answered, asker: Asker) -> list[Quote]:
        """The quotes an answer showed, where this asker may see them now."""
        sight = self._sheets.responder.sight(asker)
        quotes: list[Quote] = []
        for quote_id in answered.quote_ids:
            match look_up(sight, quote_id):
                case Unchanged(quote):
                    quotes.append(quote)
                case MovedTo(moved):
                    quotes.append(moved[0])
                case _:
                    pass
        return quotes

    def _exchange(self, answered: Answered, asker: Asker) -> Blocks:
        quotes = self._quotes(answered, asker)
        if not quotes:
            return _plain_section(sentences.EXPIRED)
        exchange = exchange_of(self._sheets.responder.sight(asker), quotes[0])
        # Each turn stands after what it answers: its question is not repeated before it.
        turns = (exchange.turns[0], *(replace(turn, asked=None, lead_in=None) for turn in exchange.turns[1:]))
        says = "The whole exchange, every turn in full."
        says = "This is a part of a longer exchange." if exchange.goes_on else says
        return _proved(Sheet(asked=f"From: {_occasion(quotes[0])}", says=says, quotes=turns))

    def _more(self, answered: Answered, asker: Asker) -> Blocks:
        content, has_more = self._sheets.more(answered.text, asker, answered.quote_ids)
        sheet = content.sheet
        if content.snapshot != answered.snapshot:
            sheet = replace(sheet, says="The archive was reloaded since this answer; I asked it again.")
        return _proved(replace(sheet, footer=(*sheet.footer, *(("there are more",) if has_more else ()))))

    def _citation(self, answered: Answered, asker: Asker) -> Blocks:
        quotes = self._quotes(answered, asker)
        blocks: Blocks = []
        used = 0
        for quote in quotes:
            check_terms(quote)
            forms = citations_of(quote)
            used += len(forms.plain) + len(forms.ap) + len(forms.markdown)
            if blocks and used > CITED_MAX_CHARS:
                break
            for label, text in (("Plain", forms.plain), ("AP style", forms.ap), ("Markdown", forms.markdown)):
                blocks.append({"type": "section", "text": {"type": "plain_text", "text": label, "emoji": False}})
                leaf = {"type": "text", "text": text}
                blocks.append(
                    {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [leaf]}]}
                )
        return blocks or _plain_section(sentences.EXPIRED)

    async def _ask_why(self, click: Click) -> None:
        answer_id = click.value.partition(".")[0]
        answered = await asyncio.to_thread(self._answers.get, answer_id, click.team)
        if answered is None or not _may_press(answered, click):
            expired = _view("Feedback", _plain_section(sentences.EXPIRED))
            await call(self._client.views_open(trigger_id=click.trigger_id or "", view=expired))
            return
        await call(self._client.views_open(trigger_id=click.trigger_id or "", view=_reason_form(answer_id)))
        remark = Remark(answer_id, click.user, "bad", None, self._clock())
        await asyncio.to_thread(self._answers.remark, remark)

    async def on_reason(self, click: Click) -> dict[str, Any]:
        """Keep the reason that somebody wrote; returns the ack that thanks them.

        Raises:
            StateError: It could not be kept.
        """
        answered = await asyncio.to_thread(self._answers.get, click.private_metadata, click.team)
        if answered is None or not _may_press(answered, click):
            return {"response_action": "update", "view": _view("Feedback", _plain_section(sentences.EXPIRED))}
        reason = (click.form or {}).get("reason", "")[:REASON_MAX_CHARS]
        remark = Remark(answered.id, click.user, "bad", reason or None, self._clock())
        await asyncio.to_thread(self._answers.remark, remark)
        return {"response_action": "update", "view": _view("Feedback", _plain_section(sentences.THANKS))}


def _may_press(answered: Answered, click: Click) -> bool:
    """A private answer's buttons are its asker's alone."""
    return not answered.is_private or click.user == answered.asker


def _proved(sheet: Sheet) -> Blocks:
    prove(message := render(sheet), sheet)
    return list(message.blocks)


def _occasion(quote: Quote) -> str:
    return f"{quote.passage.briefing.title}, {quote.passage.briefing.held_on.isoformat()}"


def _plain_section(text: str) -> Blocks:
    return [{"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}]


_LOADING: Final = _plain_section("One moment …")


def _view(title: str, blocks: Blocks) -> dict[str, Any]:
    named = {"type": "plain_text", "text": title, "emoji": False}
    return {
        "type": "modal",
        "title": named,
        "close": {"type": "plain_text", "text": "Close", "emoji": False},
        "blocks": blocks,
    }


def _reason_form(answer_id: str) -> dict[str, Any]:
    asks = {
        "type": "input",
        "block_id": "reason",
        "optional": True,
        "label": {"type": "plain_text", "text": "What was not helpful?", "emoji": False},
        "element": {
            "type": "plain_text_input",
            "action_id": "reason",
            "multiline": True,
            "max_length": REASON_MAX_CHARS,
        },
    }
    return {
        **_view("Feedback", [asks]),
        "callback_id": FEEDBACK_FORM,
        "private_metadata": answer_id,
        "submit": {"type": "plain_text", "text": "Send", "emoji": False},
    }
