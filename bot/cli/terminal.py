"""An answer for the terminal: readable, coloured, with links.

The exact words stand on one line, however long: what is copied is what was said.
"""

import sys
from typing import assert_never

import click

from bot.answer.citation import asker_of, attribution_line, link_to_words, notes_on, source_line
from bot.answer.model import Answer, Coverage, Found, Misread, NothingFound, Quote
from bot.answer.sentences import briefings_in
from bot.briefing.model import Kind
from bot.query.filters import describe_filters
from bot.query.model import Query

_CONTROLS = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
"""A file may hold them escaped; a terminal would obey them."""


def show(answer: Answer) -> str:
    """Lay out an answer; colours are dropped later where the output is no terminal."""
    match answer:
        case Found():
            lines = [*_understood(answer.query), *_quotes(answer.quotes), _dim(answer.message)]
        case NothingFound():
            lines = [*_understood(answer.query), click.style(answer.message, fg="yellow"), ""]
            lines += _quotes(answer.quotes)
            if answer.suggestions:
                lines.append(f"Did you mean: {', '.join(answer.suggestions)}?")
        case Misread():
            lines = [click.style(answer.problem, fg="red")]
        case _:
            assert_never(answer)
    return "\n".join([*lines, footer(answer.coverage)]).translate(_CONTROLS)


def show_quotes(quotes: tuple[Quote, ...]) -> str:
    """Quotes alone, laid out as in an answer."""
    return "\n".join(_quotes(quotes)).rstrip().translate(_CONTROLS)


def footer(coverage: Coverage) -> str:
    """What it all rests on."""
    return _dim(f"{briefings_in(coverage)} · version {coverage.snapshot}")


def _understood(query: Query) -> list[str]:
    filters = describe_filters(query)
    return [_dim(f"Understood: {' '.join(filters)}"), ""] if filters else []


def _quotes(quotes: tuple[Quote, ...]) -> list[str]:
    return [line for quote in quotes for line in (*_quote(quote), "")]


def _quote(quote: Quote) -> list[str]:
    lines = []
    if quote.asked is not None:
        cut = "" if quote.asked.is_whole_turn else ", excerpt"
        lines.append(_dim(f"Question ({asker_of(quote.asked.turn.printed)}{cut}): “{quote.asked.text}”"))
    if quote.lead_in is not None:
        lines.append(_dim(f"Summary by the editors: {quote.lead_in.text}"))
    lines.append(_words(quote))
    if quote.passage.turn.sentence is not None and quote.ground_rule is None:
        lines.append(_dim(f"  The source's sentence: {quote.passage.turn.sentence}"))
    lines.append(f"  {click.style(attribution_line(quote), fg='cyan')}")
    lines.append(f"  {' · '.join((source_line(quote), *notes_on(quote)))}")
    lines.append(f"  {_dim(quote.passage.id)}{_link(quote)}")
    return lines


def _words(quote: Quote) -> str:
    text = quote.passage.text
    if quote.passage.turn.kind is Kind.REPORTED:
        return f"Reported: {text}"
    return click.style(f"“{text}”", bold=True)


def _link(quote: Quote) -> str:
    url = link_to_words(quote)
    if url is None:
        return ""
    if sys.stdout.isatty():
        return f" · \033]8;;{url}\033\\Source\033]8;;\033\\"
    return f" · {url}"


def _dim(text: str) -> str:
    return click.style(text, dim=True)
