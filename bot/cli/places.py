"""Where a quote's words stand, for the terminal."""

from pathlib import Path
from typing import assert_never

import click

from bot.cli.desk import told
from bot.errors import EXIT_NOTHING_FOUND, QueryError
from bot.store.snapshot import Knowledge
from bot.store.where import NotAnId, NowElsewhere, Place, StillThere, UnknownBriefing, WordsChanged, decisions_on, where


def show_place(quote_id: str, knowledge: Knowledge, folder: Path) -> int:
    """Print a quote's file and line, or how it moved or changed; returns the exit code."""
    found = where(quote_id, knowledge, folder)
    for decision in decisions_on(quote_id, knowledge):
        click.echo(f"withdrawn: {told(decision)}")
    match found:
        case StillThere():
            click.echo(_spot(folder, found.place))
            return 0
        case NowElsewhere():
            click.echo("moved: the same words now have another id")
            for place in found.places:
                click.echo(f"{_spot(folder, place)}  {place.id}")
            return 0
        case WordsChanged():
            click.echo(f"changed: {folder / found.path} no longer holds these words")
            return EXIT_NOTHING_FOUND
        case UnknownBriefing():
            click.echo(f"unknown: there is no briefing {found.briefing!r}{found.hint}")
            return EXIT_NOTHING_FOUND
        case NotAnId():
            raise QueryError("That is no quote id. One looks like 2021-02-09-state-department#6:0-133~1a2b3c4d.")
        case _:
            assert_never(found)


def _spot(folder: Path, place: Place) -> str:
    return f"{folder / place.path}:{place.line}"
