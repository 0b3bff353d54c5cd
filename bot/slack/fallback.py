"""The top-level ``text``: the whole answer for those who only hear it.

Screen readers and notifications read nothing else, so every quote shown stands
in it with speaker, role, day and status.
"""

from typing import assert_never

from bot.answer.citation import asker_of, attribution_line, link_to_words, notes_on, source_line
from bot.answer.model import Answer, Found, Misread, NothingFound, Quote
from bot.briefing.model import Kind
from bot.slack.escape import escape, shorten, tame
from bot.slack.layout import Layout

ASKED_MAX_CHARS = 150
MESSAGE_MAX_CHARS = 1_200


def fallback_text(answer: Answer, layout: Layout) -> str:
    """An answer in one escaped text."""
    match answer:
        case Found():
            count = "1 quote" if len(layout.quotes) == 1 else f"{len(layout.quotes)} quotes"
            head = f"{count} on “{shorten(answer.question.text, ASKED_MAX_CHARS)}”:"
        case NothingFound():
            hints = f" Did you mean: {', '.join(answer.suggestions)}?" if answer.suggestions else ""
            head = shorten(answer.message + hints, MESSAGE_MAX_CHARS)
        case Misread():
            head = shorten(answer.problem, MESSAGE_MAX_CHARS) or "I could not read the question."
        case _:
            assert_never(answer)
    quotes = [f"{number}) {_said(quote, layout)}" for number, quote in enumerate(layout.quotes, 1)]
    return "\n".join([escape(head), *quotes, *(escape(left_out) for left_out in left_out_of(answer, layout))])


def left_out_of(answer: Answer, layout: Layout) -> list[str]:
    """What one message could not show, said openly."""
    if isinstance(answer, Misread) or not layout.omitted:
        return []
    ids = ", ".join(quote.passage.id for quote in answer.quotes[len(layout.quotes) :][:3])
    plural = "quote does" if layout.omitted == 1 else "quotes do"
    return [f"{layout.omitted} more {plural} not fit into this message: {ids}"]


def quoted(quote: Quote) -> str:
    """The words as a listener is told them: in quotation marks only if somebody is quoted."""
    return quote.passage.text if quote.passage.turn.kind is Kind.REPORTED else f"“{quote.passage.text}”"


def credit(quote: Quote) -> str:
    """Whose words, from what: the line after a quote."""
    if quote.passage.turn.kind is Kind.QUESTION:
        return f"{asker_of(quote.passage.turn.printed)}, asking"
    return tame(attribution_line(quote))


def _said(quote: Quote, layout: Layout) -> str:
    before = ""
    if quote.asked is not None and layout.shows_question(quote):
        before = f"Question ({tame(asker_of(quote.asked.turn.printed))}): “{quote.asked.text}” Answer: "
    elif quote.lead_in is not None:
        before = f"Summary by the editors: {quote.lead_in.text} "
    facts = " · ".join(map(tame, (source_line(quote), *notes_on(quote))))
    link = link_to_words(quote)
    return escape(f"{before}{quoted(quote)} — {credit(quote)} · {facts}") + (f" · <{escape(link)}>" if link else "")
