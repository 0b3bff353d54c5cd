"""Dates in a follow-up: a month without a year is one of the year that was being asked about."""

from datetime import date
from typing import Final

from bot.query.clauses.reading import Reading
from bot.query.clauses.when import When
from bot.query.dates.calendar import Days
from bot.query.dates.expressions import MONTHS, read_point
from bot.query.followups.last import LastQuestion

_SAYS_WHICH: Final = frozenset("this last past previous next".split())


def days_at(reading: Reading, at: int, last: LastQuestion, *, is_parallel: bool) -> tuple[Days, int] | None:
    """The days named from a token on, and where the words after them begin.

    Args:
        is_parallel: The last question had days: then a bare ``March`` or ``2021`` is a time too.
    """
    when = reading.when(at)
    if when is not None:
        return _in_that_year(reading, at, when, last), when.end
    if not is_parallel or at >= len(reading.tokens):
        return None
    words = [token.bare for token in reading.tokens]
    point = read_point(words, at, reading.today)
    if point is None or point.end < len(words):
        return None
    when = When(point.days, point.end, True, point.has_year)
    return _in_that_year(reading, at, when, last), point.end


def _in_that_year(reading: Reading, at: int, when: When, last: LastQuestion) -> Days:
    words = [reading.bare(n) for n in range(at, when.end)]
    around = _day_around(last)
    if around is None or when.has_year or _SAYS_WHICH.intersection(words) or not set(MONTHS).intersection(words):
        return when.days
    then = Reading(reading.tokens, reading.people, min(reading.today, date(around.year, 12, 31)))
    found = then.when(at)
    if found is not None and found.end == when.end:
        return found.days
    point = read_point([token.bare for token in reading.tokens], at, then.today)
    return point.days if point is not None and point.end == when.end else when.days


def _day_around(last: LastQuestion) -> date | None:
    """A day in the year the last question was about; None if it was about several."""
    if last.has_days:
        first, final = last.after or last.before, last.before or last.after
        return final if first and final and first.year == final.year else None
    return last.last_shown
