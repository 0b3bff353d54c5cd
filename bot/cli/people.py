"""Who speaks and on which days, for the terminal; only what anybody may see is counted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

import click

from bot.answer.access import is_listed
from bot.answer.model import TERMINAL
from bot.answer.sentences import counted
from bot.briefing.exchange import speaker_of
from bot.briefing.labels import label_key, names_nobody
from bot.briefing.model import Briefing, Kind, Turn
from bot.briefing.speakers import Role, Speaker, fold_label, fold_name, without_titles
from bot.errors import EXIT_NOTHING_FOUND, QueryError
from bot.query.people import People
from bot.store.snapshot import Knowledge

PLACES_MAX: Final = 2
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_SATURDAY: Final = 5


@dataclass(slots=True)
class _Label:
    turns: int = 0
    days: set[date] = field(default_factory=set)
    places: Counter[str] = field(default_factory=Counter)


def show_unresolved(knowledge: Knowledge, limit: int, now: datetime) -> int:
    """Print the labels that lead to no one person, by turns; returns the exit code."""
    found: defaultdict[str, _Label] = defaultdict(_Label)
    every = resolved = nobody = 0
    for briefing, turn in _spoken(knowledge, now):
        every += 1
        if speaker_of(briefing, turn, knowledge.register) is not None:
            resolved += 1
        elif names_nobody(label_key(fold_label(turn.printed or ""))):
            nobody += 1
        else:
            label = found[turn.printed or "(no label)"]
            label.turns += 1
            label.days.add(briefing.held_on)
            label.places[briefing.venue or briefing.source.publisher] += 1
    by_turns = sorted(found.items(), key=lambda one: (-one[1].turns, one[0]))
    for name, label in by_turns[:limit]:
        click.echo(f"{label.turns:7,}  {name}  {_span(label.days)}  {_places(label.places)}")
    if len(by_turns) > limit:
        more = len(by_turns) - limit
        click.echo(f"{'…':>7}  and {more:,} more label{'' if more == 1 else 's'}")
    share = f" ({resolved / every:.1%})" if every else ""
    nameless = f" {counted(nobody, 'turn')} with a label that names nobody, such as MODERATOR." if nobody else ""
    mend = " Add the people to speakers.yaml." if found else ""
    click.echo(f"{resolved:,} of {counted(every, 'turn')} lead to one person{share}.{nameless}{mend}")
    return 0


def show_speakers(knowledge: Knowledge, prefix: str, now: datetime) -> int:
    """Print who speaks here, or whom of the register a beginning of a name means; returns the exit code."""
    turns: Counter[str] = Counter()
    days: defaultdict[str, set[date]] = defaultdict(set)
    for briefing, turn in _spoken(knowledge, now):
        speaker = speaker_of(briefing, turn, knowledge.register)
        if speaker is not None:
            turns[speaker.id] += 1
            days[speaker.id].add(briefing.held_on)
    asked = without_titles(fold_name(prefix))
    shown = [one for one in knowledge.register.speakers if (_is_called(one, asked) if asked else one.id in turns)]
    for speaker in sorted(shown, key=lambda one: (-turns[one.id], one.name)):
        spoke = (
            f"{counted(turns[speaker.id], 'turn')}, {_span(days[speaker.id])}" if turns[speaker.id] else "no turns here"
        )
        click.echo(f"{click.style(speaker.name, bold=True)}  {spoke}  {click.style(speaker.id, dim=True)}")
        for role in speaker.roles:
            click.echo(f"    {_role(role)}")
    if shown:
        return 0
    near = People(knowledge.register).near(prefix) if asked else ()
    click.echo(f"Nobody here is called {prefix!r}." if asked else "Nobody speaks here yet.")
    if near:
        click.echo(f"Did you mean {' or '.join(near)}?")
    return EXIT_NOTHING_FOUND


def show_dates(knowledge: Knowledge, month: str | None, now: datetime) -> int:
    """Print the months with briefings, or one month's days, and what is missing between; returns the exit code.

    Raises:
        QueryError: The month is not written as one.
    """
    if month is not None and not _MONTH.fullmatch(month):
        raise QueryError(f"{month!r} is no month. Write YYYY-MM, for example 2021-02.")
    held: defaultdict[date, list[Briefing]] = defaultdict(list)
    for briefing in _visible(knowledge, now):
        held[briefing.held_on].append(briefing)
    if not held:
        click.echo("There are no briefings here yet.")
        return EXIT_NOTHING_FOUND
    by_month: defaultdict[str, list[date]] = defaultdict(list)
    for day in _days(min(held), max(held)):
        by_month[f"{day:%Y-%m}"].append(day)
    if month is not None and month not in by_month:
        click.echo(f"{month} is outside what is here: {_span(held)}.")
        return EXIT_NOTHING_FOUND
    for line in _months(by_month, held) if month is None else _month(by_month[month], held):
        click.echo(line)
    return 0


def _months(by_month: dict[str, list[date]], held: dict[date, list[Briefing]]) -> Iterator[str]:
    for name, days in by_month.items():
        count = sum(len(held.get(day, ())) for day in days)
        yield f"{name}  {count:4} briefing{' ' if count == 1 else 's'}  {_missing(days, held)}"


def _month(days: list[date], held: dict[date, list[Briefing]]) -> Iterator[str]:
    for day in days:
        yield from (f"{day:%Y-%m-%d %a}  {briefing.id}  {briefing.title}" for briefing in held.get(day, ()))
    yield _missing(days, held)


def _visible(knowledge: Knowledge, now: datetime) -> Iterator[Briefing]:
    return (briefing for briefing in knowledge.briefings.values() if is_listed(briefing, TERMINAL, now))


def _spoken(knowledge: Knowledge, now: datetime) -> Iterator[tuple[Briefing, Turn]]:
    """Every turn of somebody who may be named."""
    for briefing in _visible(knowledge, now):
        for turn in briefing.turns:
            if turn.kind in (Kind.SPEECH, Kind.REPORTED) and not briefing.rule_for(turn).is_anonymous:
                yield briefing, turn


def _is_called(speaker: Speaker, asked: str) -> bool:
    names = [fold_name(name) for name in speaker.names]
    return any(f" {asked}" in f" {name}" for name in names)


def _role(role: Role) -> str:
    where = f", {role.organization}" if role.organization else ""
    return f"{role.title}{where}, {role.held_from or '…'} to {role.held_to or 'today'}"


def _span(days: Iterable[date]) -> str:
    first, last = min(days), max(days)
    return f"{first}" if first == last else f"{first} to {last}"


def _places(places: Counter[str]) -> str:
    named = [place for place, _ in sorted(places.items(), key=lambda one: (-one[1], one[0]))]
    more = f" and {len(named) - PLACES_MAX} more" if len(named) > PLACES_MAX else ""
    return f"{'; '.join(named[:PLACES_MAX])}{more}"


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _missing(days: list[date], held: dict[date, list[Briefing]]) -> str:
    """The weekdays without a briefing, in runs: ``missing weekdays: 3, 5-9``."""
    runs: list[list[date]] = []
    for day in (day for day in days if day.weekday() < _SATURDAY):
        if day in held:
            runs.append([])
        else:
            runs = runs or [[]]
            runs[-1].append(day)
    shown = [f"{run[0].day}" if len(run) == 1 else f"{run[0].day}-{run[-1].day}" for run in runs if run]
    return f"missing weekdays: {', '.join(shown)}" if shown else "no weekday missing"
