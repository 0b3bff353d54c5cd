"""Dates in digits alone: ``2021-02-09``, ``2021-02``, ``2/9/2021``."""

import re
from typing import Final

from bot.query.dates.calendar import Days, day_of, month_of, one_day

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)", re.ASCII)


def days_in_digits(word: str) -> Days | None:
    """The day or month meant; None for what is no date.

    With slashes the month comes first, as in American sources, and the day only where nothing else is a date.
    """
    if iso := _ISO.fullmatch(word):
        year, month = int(iso[1]), int(iso[2])
        if iso[3] is None:
            return month_of(year, month)
        day = day_of(year, month, int(iso[3]))
    elif slashed := _SLASHED.fullmatch(word):
        first, second, year = (int(part) for part in slashed.groups())
        day = day_of(year, first, second) or day_of(year, second, first)
    else:
        return None
    return one_day(day) if day is not None else None
