"""Days, as titles and headers print them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = "january february march april may june july august september october november december".split()
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_CENTURY: Final = 100
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_TWO_DIGIT_TURN: Final = 70

_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_WEEKDAY = r"(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WRITTEN: Final = re.compile(
    rf"\b{_WEEKDAY}(?:the\s+)?(?:{_MONTH}\s+{_DAY}\b)(?:,?\s+(?P<year>[12l]\d{{3}})\b)?", re.IGNORECASE
)
"""``Wednesday, August 30, 1995``, ``September 19th``."""
_DAY_FIRST = re.compile(rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>[12]\d{{3}})\b", re.IGNORECASE)
_SLASHED = re.compile(
    r"(?<![\d/.-])(?P<month>\d{1,2})(?P<mark>[/-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/-])"
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20|21)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed.

    Attributes:
        weekday_differs: The weekday printed beside it is another one that year.
        start, end: Of the printed day in the text looked at.
    """

    on: date
    weekday_differs: bool
    start: int
    end: int


def find_days(text: str) -> list[Day]:
    """Every whole date in a short text, in order; dates without a year are left out."""
    found: list[Day] = []
    for pattern in (WRITTEN, _DAY_FIRST, _SLASHED, _ISO):
        for match in pattern.finditer(text):
            day = _day_of(match)
            if day is not None:
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def month_number(name: str) -> int:
    """The month whose name begins so, from 1."""
    start = name.lower()[:3]
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(start))


def _day_of(found: re.Match[str]) -> Day | None:
    parts = found.groupdict()
    if parts["year"] is None:
        return None
    year = int(parts["year"].replace("l", "1"))
    if len(parts["year"]) == 2:
        year += _FIRST_YEAR if year >= _TWO_DIGIT_TURN else _FIRST_YEAR + _CENTURY
    month = int(parts["month"]) if parts["month"].isdigit() else month_number(parts["month"])
    try:
        on = date(year, month, int(parts["day"]))
    except ValueError:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    weekday = parts.get("weekday")
    differs = bool(weekday) and not WEEKDAYS[on.weekday()].startswith((weekday or "").lower())
    return Day(on, differs, found.start(), found.end())
