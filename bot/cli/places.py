"""Where a quote's words stand, for the terminal."""

from pathlib import Path
from typing import assert_never

import click

from bot.answer.showing.lookup import NotAnId
from bot.answer.showing.sentences import told as outcome_of
from bot.briefing.passages import Changed, Moved, QuoteId, Same
from bot.cli.desk import told
from bot.errors import EXIT_NOTHING_FOUND, QueryError
from bot.store.snapshot import Knowledge
from bot.store.where import Place, UnknownBriefing, decisions_on, place_of, where


def show_place(quote_id: str, knowledge: Knowledge, folder: Path) -> int:
    """Print a quote's file and line, or how it moved or changed; returns the exit code."""
    quote = QuoteId.parse(quote_id)
    if quote is None:
        raise QueryError(outcome_of(NotAnId()))
    for decision in decisions_on(quote_id, knowledge):
        click.echo(f"withdrawn: {told(decision)}")
    found = where(quote, knowledge)
    match found:
        case Same(passage):
            click.echo(_spot(folder, place_of(passage, folder)))
            return 0
        case Moved(passages):
            click.echo("moved: the same words now have another id")
            for place in (place_of(passage, folder) for passage in passages):
                click.echo(f"{_spot(folder, place)}  {place.id}")
            return 0
        case Changed(briefing):
            click.echo(f"changed: {folder / briefing.path} no longer holds these words")
            return EXIT_NOTHING_FOUND
        case UnknownBriefing():
            click.echo(f"unknown: there is no briefing {found.briefing!r}{found.hint}")
            return EXIT_NOTHING_FOUND
        case _:
            assert_never(found)


def _spot(folder: Path, place: Place) -> str:
    return f"{folder / place.path}:{place.line}"
