"""A whole result as a file: every quote with its citation, as CSV or Markdown."""

import csv
import io
from typing import Final

from bot.answer.citation import attribution_line, link_to_words, notes_on, source_line, status_words
from bot.answer.model import Answer, Misread, Quote
from bot.briefing.model import Kind

COLUMNS: Final = (
    "date",
    "attribution",
    "speaker",
    "role",
    "organization",
    "words",
    "kind",
    "partial",
    "question",
    "status",
    "title",
    "venue",
    "publisher",
    "url",
    "ground_rule",
    "also_said",
    "id",
)
_MARKUP: Final = str.maketrans({character: f"\\{character}" for character in r"\`*_[]<>|~"})


def csv_of(answer: Answer) -> str:
    """One line a quote under a line of column names; words are exact, also where they begin with ``=``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for quote in _quotes(answer):
        writer.writerow(_row(quote))
    return out.getvalue()


def markdown_of(answer: Answer) -> str:
    """A list of block quotes, each with its citation; markup inside the words is escaped."""
    lines = [f"# {answer.question.text.translate(_MARKUP)}", ""]
    lines += [markdown_quote(quote) for quote in _quotes(answer)]
    return "\n".join(lines)


def markdown_quote(quote: Quote) -> str:
    """One quote as a block quote with its citation under it, and an empty line after it."""
    lines = [f"Question: “{_inline(quote.asked.text)}”", ""] if quote.asked is not None else []
    words = _inline(quote.passage.text)
    lines += [f"> {words if quote.passage.turn.kind in (Kind.REPORTED, Kind.NARRATION) else f'“{words}”'}", ">"]
    link = link_to_words(quote)
    credit = " · ".join((attribution_line(quote), source_line(quote), *notes_on(quote))).translate(_MARKUP)
    lines += [f"> — {credit}{f' · [source](<{link}>)' if link else ''} · `{quote.passage.id}`", ""]
    return "\n".join(lines)


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    return () if isinstance(answer, Misread) else answer.quotes


def _inline(text: str) -> str:
    lines = (f"\\{line}" if line[:1] in ("#", "+", "-") else line for line in text.translate(_MARKUP).split("\n"))
    return "  \n> ".join(lines)


def _row(quote: Quote) -> list[object]:
    briefing, turn, who = quote.passage.briefing, quote.passage.turn, quote.attribution
    return [
        briefing.held_on.isoformat(),
        attribution_line(quote),
        who.name or who.agreed or who.printed or "",
        who.role or "",
        who.organization or "",
        quote.passage.text,
        turn.kind.value,
        "yes" if turn.partial else "",
        quote.asked.text if quote.asked else "",
        status_words(quote),
        briefing.title,
        briefing.venue or "",
        briefing.source.publisher,
        link_to_words(quote) or briefing.source.url or "",
        quote.ground_rule.rule.value if quote.ground_rule else "",
        quote.also_said,
        quote.passage.id,
    ]
