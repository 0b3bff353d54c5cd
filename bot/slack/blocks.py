"""An answer as Block Kit blocks, and the message around them.

The official's words stand in ``rich_text_quote`` elements, one text element each
and nothing else; questions and summaries stand in sections, labelled. All text
is data (``rich_text``, ``plain_text``): nothing in it can become markup.
"""

from typing import Any

from bot.answer.citation import asker_of, link_to_words, notes_on, source_line
from bot.answer.model import Answer, Found, Misread, NothingFound, Quote
from bot.answer.sentences import briefings_in
from bot.briefing.model import Kind, SourceKind
from bot.query.filters import describe_filters
from bot.slack.escape import escape, shorten, tame
from bot.slack.fallback import credit, fallback_text, left_out_of, quoted
from bot.slack.layout import Layout, layouts_of
from bot.slack.limits import TEXT_MAX_CHARS, problems_of
from bot.slack.message import Message

Block = dict[str, Any]

ASKED_MAX_CHARS = 300
FILTERS_MAX_CHARS = 300
MESSAGE_MAX_CHARS = 1_500
NO_WORDS = "(no words)"


def render(answer: Answer) -> Message:
    """Lay out an answer: as many whole quotes as fit; what is left out is said."""
    for layout in layouts_of(answer):
        message = Message(fallback_text(answer, layout), tuple(_blocks(answer, layout)))
        if not problems_of(message):
            return message
    raise AssertionError("a message without quotes always fits")


def notice(text: str) -> Message:
    """One of our own sentences, or several; it quotes nobody."""
    fitting = text
    while len(escape(fitting)) > TEXT_MAX_CHARS:
        fitting = fitting[: len(fitting) * 9 // 10].rstrip() + "…"
    return Message(escape(fitting))


def _blocks(answer: Answer, layout: Layout) -> list[Block]:
    said: list[Block] = []
    if isinstance(answer, NothingFound):
        hints = f" Did you mean: {', '.join(answer.suggestions)}?" if answer.suggestions else ""
        said.append(_section(answer.message + hints))
    elif isinstance(answer, Misread):
        said.append(_section(answer.problem))
    quotes = [_quote(quote, layout) for quote in layout.quotes]
    return [_context(_restated(answer)), *said, *quotes, _context(_footer(answer, layout))]


def _restated(answer: Answer) -> str:
    asked = shorten(answer.question.text, ASKED_MAX_CHARS) or NO_WORDS
    filters = () if isinstance(answer, Misread) else describe_filters(answer.query)
    return f"{asked} · understood: {shorten(' '.join(filters), FILTERS_MAX_CHARS)}" if filters else asked


def _quote(quote: Quote, layout: Layout) -> Block:
    elements: list[Block] = []
    if quote.asked is not None and layout.shows_question(quote):
        elements.append(_line(f"Question ({tame(asker_of(quote.asked.turn.printed))}): “{quote.asked.text}”"))
    if quote.lead_in is not None:
        elements.append(_line(f"Summary by the editors: {quote.lead_in.text}"))
    if quote.passage.turn.kind is Kind.REPORTED:
        elements.append(_line("In the publisher's own words, no quotation:"))
    if quote.passage.turn.kind is Kind.QUESTION:
        elements.append(_line(f"Question: {quoted(quote)}"))
    else:
        elements.append({"type": "rich_text_quote", "elements": [{"type": "text", "text": quote.passage.text}]})
    return {"type": "rich_text", "elements": [*elements, _credit(quote)]}


def _credit(quote: Quote) -> Block:
    facts = " · ".join(map(tame, (source_line(quote), *notes_on(quote))))
    elements: list[Block] = [
        {"type": "text", "text": credit(quote), "style": {"bold": True}},
        {"type": "text", "text": f" · {facts} · "},
    ]
    link = link_to_words(quote)
    if link is not None:
        word = "Transcript" if quote.passage.briefing.source.kind is SourceKind.TRANSCRIPT else "Source"
        elements += [{"type": "link", "url": link, "text": word}, {"type": "text", "text": " · "}]
    elements.append({"type": "text", "text": quote.passage.id, "style": {"code": True}})
    return {"type": "rich_text_section", "elements": elements}


def _footer(answer: Answer, layout: Layout) -> str:
    shown = len(layout.quotes)
    coverage = answer.coverage
    parts = [
        *left_out_of(answer, layout),
        *([f"Verbatim · {shown} of {answer.matched:,} passages"] if isinstance(answer, Found) else []),
        briefings_in(coverage),
        f"loaded {coverage.loaded_at:%Y-%m-%d %H:%M} UTC",
        f"version {coverage.snapshot}",
    ]
    return " · ".join(parts)


def _line(text: str) -> Block:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def _section(text: str) -> Block:
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": shorten(text, MESSAGE_MAX_CHARS) or NO_WORDS, "emoji": False},
    }


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text, "emoji": False}]}
