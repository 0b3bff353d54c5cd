"""What the head of an article says: dateline, and the day the words were spoken."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

HEAD_MAX_CHARS: Final = 3_000
"""A dateline stands at the head; nothing further down is taken for one."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    r"^[ \t]*(?P<city>[A-Z][^\W\d_.'’-]+(?:[ .'’-]{1,2}[A-Z][^\W\d_]*\.?){0,3})"
    r"(?:,[ \t]+(?P<region>[A-Z][A-Za-z.]{1,20}(?: [A-Z][A-Za-z.]{1,20})?))?"
    rf"(?:,[ \t]+(?P<month>{_MONTH})[ \t]+(?P<day>\d{{1,2}})(?:,[ \t]+(?P<year>\d{{4}}))?)?"
    r"[ \t]*(?:\((?P<agency>[^()\n]{2,40})\))?[ \t]*(?P<dash>--|[—–-])[ \t]",
    re.MULTILINE,
)
_DAY = re.compile(
    rf"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    rf"|\b(?P<month>{_MONTH})[ \t]+(?P<day>\d{{1,2}})\b(?:,[ \t]+(?P<year>\d{{4}}))?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """``WASHINGTON, Feb. 9 (Agency) --``: where and when an article was written."""

    city: str
    written_on: date | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day of the event, and what is doubtful about it.

    Attributes:
        is_contested: The text names several days.
    """

    held_on: date | None
    doubt: str | None = None
    is_contested: bool = False


def dateline_of(text: str, published_on: date | None) -> Dateline | None:
    """The dateline at the head of an article; the year is that of posting where it is not printed."""
    found = next((match for match in _DATELINE.finditer(text[:HEAD_MAX_CHARS]) if _is_dateline(match)), None)
    if found is None:
        return None
    city = found["city"] if found["region"] is None else f"{found['city']}, {found['region']}"
    written_on = _day_named(found["month"], found["day"], found["year"], published_on)
    return Dateline(city, written_on, found["agency"])


def occasion_of(sentences: Iterable[str], published_on: date | None) -> Occasion:
    """The day the quoted words were spoken, as the sentences around them name it.

    Args:
        sentences: Those that say who spoke.
        published_on: The day of posting or writing, which a weekday is counted back from.
    """
    named = Counter(day for sentence in sentences for day in _days_in(sentence, published_on))
    if published_on is None and not named:
        return Occasion(None, "the day of the event is not known: say --held-on")
    if len(named) == 1:
        return Occasion(next(iter(named)))
    if named:
        days = ", ".join(str(day) for day in sorted(named))
        return Occasion(None, f"the words were spoken on several days ({days}): say --held-on", True)
    return Occasion(None, f"it was posted on {published_on}; the day of the event is not stated: say --held-on")


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether it is one: a city in capitals, an agency or a date, and not a sentence with a dash."""
    return match["city"].isupper() or match["agency"] is not None or match["month"] is not None


def _days_in(sentence: str, published_on: date | None) -> set[date]:
    days: set[date] = set()
    for found in _DAY.finditer(sentence):
        if found["weekday"] is None:
            day = _day_named(found["month"], found["day"], found["year"], published_on)
        else:
            day = _last(found["weekday"], published_on)
        if day is not None:
            days.add(day)
    return days


def _last(weekday: str, published_on: date | None) -> date | None:
    """The latest such weekday up to the day of posting."""
    if published_on is None:
        return None
    back = (published_on.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
    return published_on - timedelta(days=back)


def _day_named(month: str | None, day: str | None, year: str | None, published_on: date | None) -> date | None:
    """A date; without a year the latest such one up to the day of posting."""
    if month is None or day is None or (year is None and published_on is None):
        return None
    number = _MONTHS.index(month[:3].lower()) + 1
    years = [int(year)] if year else [published_on.year, published_on.year - 1] if published_on else []
    for candidate in years:
        try:
            found = date(candidate, number, int(day))
        except ValueError:
            continue
        if year is not None or published_on is None or found <= published_on:
            return found
    return None
