"""The day and the time of the event, told apart from the day of posting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.importers.model import Doubt, Extract
from bot.importers.transcripts.header.clock import Clock, find_clock
from bot.importers.transcripts.header.days import Day, find_days
from bot.importers.transcripts.lines import Line, is_clock, is_end, lines_of

DAY_TAKEN: Final = " was taken as the day: check it"
"""How the doubt about two days ends."""

_DATED_LINE_CHARS_MAX: Final = 200
_BELOW_CHARS_MAX: Final = 1_000
_POSTED = re.compile(
    r"\b(?:for immediate release|immediate release|posted|published|released|issued on|updated|last modified|embargoed)\b",
    re.IGNORECASE,
)
_NOT_THE_TIME = re.compile(r"\bembargoed\b|\bposted\b|\bpublished\b|\bupdated\b|\bnoon briefing\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """When it was held, as far as the document says.

    Attributes:
        time_line: The header line that gives the time.
    """

    held_on: date | None
    clock: Clock | None
    time_line: Line | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    day: Day
    line: int
    is_posting: bool


def read_when(extract: Extract, title: str | None, header: Sequence[Line]) -> When:
    """The event's day and time; a day of posting is never taken for the event's.

    Printed in the text counts for more than the title, the title for more than
    what the format says. Where they differ there is a doubt.
    """
    clock, time_line = _time_of(header)
    dated = [found for line in header if line.is_short for found in _dated(line, header)]
    events = _nearest_first([found for found in dated if not found.is_posting], time_line)
    titled = [_Dated(day, 0, False) for day in find_days((title or "")[:_DATED_LINE_CHARS_MAX])]
    posted = [found for found in dated if found.is_posting]
    chosen = [*events, *titled]
    doubts = [_weekday_doubt(found) for found in (*chosen, *posted) if found.day.weekday_differs]
    held_on = chosen[0].day.on if chosen else extract.held_on
    if held_on is None and posted:
        held_on = posted[0].day.on
        if extract.published_on is not None and extract.published_on < held_on:
            held_on = None
    doubts += _conflicts(held_on, events, titled, posted, extract)
    return When(held_on, clock, time_line, tuple(dict.fromkeys(doubts)))


def closing_doubts(clock: Clock | None, text: str, end: int) -> list[Doubt]:
    """That the time printed below the words, which end there, is in another zone than the one above them."""
    before = text.count("\n", 0, end)
    for line in lines_of(text[end : end + _BELOW_CHARS_MAX]):
        last = find_clock(line.text) if line.is_short and (is_clock(line) or is_end(line)) else None
        if last is not None and last.zone and clock is not None and clock.zone and last.zone != clock.zone:
            begins, ends = f"{clock.at:%H:%M} {clock.abbreviation}", f"{last.at:%H:%M} {last.abbreviation}"
            says = f"it begins at {begins} and ends at {ends}: one zone may be misprinted, check it"
            return [Doubt(line.number + before, says)]
    return []


def _time_of(header: Sequence[Line]) -> tuple[Clock | None, Line | None]:
    """The last time of day above the first label: the one beside the event's place."""
    for line in reversed(header):
        if line.is_short and len(line.text) <= _DATED_LINE_CHARS_MAX and not _NOT_THE_TIME.search(line.text):
            clock = find_clock(line.text)
            if clock is not None and not line.text.startswith("*"):
                return clock, line
    return None, None


def _dated(line: Line, header: Sequence[Line]) -> list[_Dated]:
    if len(line.text) > _DATED_LINE_CHARS_MAX or line.text.startswith("*"):
        return []
    before = next((other.text for other in reversed(header) if other.number < line.number), "")
    days = find_days(line.text)
    is_only_a_day = bool(days) and days[0].end - days[0].start >= len(line.text) - 2
    goes_on = is_only_a_day and bool(_POSTED.search(before[-40:])) and not find_days(before[-40:])
    is_posting = bool(_POSTED.search(line.text)) or goes_on
    return [_Dated(day, line.number, is_posting) for day in days]


def _nearest_first(events: list[_Dated], time_line: Line | None) -> list[_Dated]:
    if time_line is None:
        return events
    return sorted(events, key=lambda found: abs(found.line - time_line.number))


def _weekday_doubt(found: _Dated) -> Doubt:
    on = found.day.on
    return Doubt(found.line, f"{on} was a {on:%A}; the document prints another weekday: check the date")


def _conflicts(
    held_on: date | None,
    events: Sequence[_Dated],
    titled: Sequence[_Dated],
    posted: Sequence[_Dated],
    extract: Extract,
) -> list[Doubt]:
    if held_on is None:
        return []
    doubts: list[Doubt] = []
    if not events and not titled and extract.held_on is None and posted:
        doubts.append(Doubt(posted[0].line, f"only the day of release is printed, {held_on}; taken as the event's day"))
    others = [("the title", found.day.on, 0) for found in titled if events]
    if extract.held_on is not None:
        others.append(("the file's own date", extract.held_on, 0))
    first = events[0].line if events else 0
    others += [("the text also", found.day.on, found.line) for found in events[1:] if found.line == first]
    for where, day, line in others:
        if day != held_on:
            doubts.append(Doubt(line or first, f"{where} says {day}, the text {held_on}; {held_on}{DAY_TAKEN}"))
    posting = extract.published_on or (posted[0].day.on if posted else None)
    if posting is not None and posting < held_on:
        doubts.append(Doubt(first, f"it was posted on {posting}, before the day it says it was held, {held_on}: check"))
    return doubts
