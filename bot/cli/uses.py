"""A phrase over time, one quote by its id and what a briefing is, for the terminal and as JSON."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.terminal import footer, show_quotes
from bot.errors import EXIT_NOTHING_FOUND, QueryError

if TYPE_CHECKING:
    from bot.answer.responder import Responder
    from bot.answer.timeline import Count

BAR_CHARS = 40


def show_timeline(responder: "Responder", text: str, period: str | None, *, as_json: bool) -> int:
    """Print first and last use and the counts; or the passages of a period; returns the exit code.

    Raises:
        QueryError: There is no phrase, or a filter cannot be read.
    """
    from bot.answer.contract import json_of_timeline
    from bot.answer.model import TERMINAL
    from bot.answer.sentences import counted
    from bot.answer.timeline import quotes_in, summary, timeline_of

    sight = responder.sight(TERMINAL)
    found = timeline_of(sight, text, sight.people, responder.today())
    uses = found.within(period) if period else found.uses
    if as_json:
        click.echo(json.dumps(json_of_timeline(sight, found, uses if period else found.ends), ensure_ascii=False))
    elif period:
        told = (f"{period}: {counted(len(uses), 'turn')}.", show_quotes(quotes_in(sight, uses)), footer(sight.coverage))
        click.echo("\n\n".join(part for part in told if part))
    else:
        months = found.months()
        most = max((count.all for count in months), default=1)
        lines = "\n".join(_line(count, most) for count in months)
        parts = (summary(found), lines, show_quotes(quotes_in(sight, found.ends)), footer(sight.coverage))
        click.echo("\n\n".join(part for part in parts if part))
    return 0 if uses else EXIT_NOTHING_FOUND


def show_quote(responder: "Responder", quote_id: str, *, as_json: bool) -> int:
    """Print the words that an id names and where they are from, or what has become of them; returns the exit code."""
    from bot.answer.contract import json_of_lookup
    from bot.answer.model import TERMINAL
    from bot.answer.showing.lookup import MovedTo, NotAnId, Unchanged, look_up, quotes_found
    from bot.answer.showing.sentences import told

    sight = responder.sight(TERMINAL)
    found = look_up(sight, quote_id)
    if isinstance(found, NotAnId):
        raise QueryError(told(found))
    quotes = quotes_found(found)
    if as_json:
        click.echo(json.dumps(json_of_lookup(sight, found), ensure_ascii=False))
    else:
        click.echo("\n".join([told(found), "", show_quotes(quotes)] if quotes else [told(found)]))
    return 0 if isinstance(found, Unchanged | MovedTo) else EXIT_NOTHING_FOUND


def show_briefing(responder: "Responder", text: str) -> int:
    """Print what a briefing is, or the briefings of a day; returns the exit code."""
    from bot.answer.citation import words_of_status
    from bot.answer.model import TERMINAL
    from bot.answer.sentences import counted, day
    from bot.answer.showing.holdings import briefings_called, outline_of
    from bot.briefing.model import Status

    sight = responder.sight(TERMINAL)
    found = briefings_called(sight, text, responder.today())
    for briefing in found:
        outline, source = outline_of(sight, briefing), briefing.source
        click.echo(click.style(briefing.title, bold=True))
        publisher = None if source.status is Status.AS_QUOTED else source.publisher
        head = (day(briefing.held_on), briefing.venue, publisher, words_of_status(source))
        click.echo(f"  {' · '.join(part for part in head if part)}")
        click.echo(f"  {' · '.join(part for part in (briefing.id, source.url) if part)}")
        click.echo(f"  {counted(outline.answers, 'answer')}, {counted(outline.questions, 'question')}")
        for who, turns in outline.people:
            click.echo(f"  {turns:5,}  {who}")
    if not found:
        click.echo(
            f"I hold no briefing “{text}”. Type a briefing's id, or a day as YYYY-MM-DD; `briefing dates` lists the days."
        )
    return 0 if found else EXIT_NOTHING_FOUND


def _line(count: "Count", most: int) -> str:
    from bot.answer.timeline import bar

    picture = click.style(bar(count.all, most, BAR_CHARS), fg="cyan")
    return f"{count.period}  officials {count.officials:4,}  reporters {count.reporters:4,}  {picture}"
