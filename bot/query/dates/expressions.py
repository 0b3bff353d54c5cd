"""Date expressions in English, and the days they mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.query.dates.calendar import (
    Days,
    day_of,
    latest_day,
    latest_month,
    latest_weekday,
    month_of,
    one_day,
    unit_before,
    week_of,
    year_of,
)
from bot.query.dates.digits import days_in_digits

_MONTH_NAMES: Final = "january february march april may june july august september october november december".split()
MONTHS: Final = {
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_WEEKDAY_NAMES: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS: Final = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
_SHORT_WEEKDAYS: Final = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_NUMBERS: Final = {
    **dict.fromkeys(("a", "an", "one"), 1),
    **{name: number for number, name in enumerate("two three four five six seven eight nine ten".split(), 2)},
    "eleven": 11,
    "twelve": 12,
    "couple": 2,
    "few": 3,
}
_UNITS: Final = {f"{unit}{s}": unit for unit in ("day", "week", "month", "year") for s in ("", "s")}
_DAY_PARTS: Final = frozenset("morning afternoon evening".split())
EARLY: Final = frozenset("early late mid earlier later middle beginning start end sometime around".split())
_PAST: Final = frozenset("last past previous".split())

_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
COUNT_MAX: Final = 999


@dataclass(frozen=True, slots=True)
class Point:
    """A date expression without the preposition before it.

    Attributes:
        end: Where the words after it begin.
        is_clear: It can be nothing but a date; not so ``May``, ``Sunday``, ``2021``.
        has_year: It says the year itself.
    """

    days: Days
    end: int
    is_clear: bool = True
    has_year: bool = False


def read_date(words: Sequence[str], today: date) -> Days | None:
    """The days meant by folded words that are a date and nothing else."""
    found = read_point(words, 0, today)
    return found.days if found is not None and found.end == len(words) else None


def read_point(words: Sequence[str], at: int, today: date) -> Point | None:
    """The longest date expression that starts at a word; None if none does.

    Args:
        words: Folded, without punctuation around them.
    """
    start = _skip_early(words, at)
    found = [point for read in _READERS if (point := read(words, start, today)) is not None]
    return max(found, key=lambda point: point.end, default=None)


def _skip_early(words: Sequence[str], at: int) -> int:
    after = at
    if _word(words, after) == "the" and _word(words, after + 1) in EARLY:
        after += 1
    while _word(words, after) in EARLY:
        after += 1
    if after > at and _word(words, after) in ("of", "in", "on"):
        after += 1
    return after


def _word(words: Sequence[str], at: int) -> str:
    return words[at].removesuffix("'s").removeprefix("mid-") if at < len(words) else ""


def _day_number(word: str) -> int | None:
    found = _DAY.fullmatch(word)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _year_at(words: Sequence[str], at: int) -> tuple[int | None, int]:
    after = at + 1 if _word(words, at) in ("of", "in") else at
    if _YEAR.fullmatch(_word(words, after)):
        return int(_word(words, after)), after + 1
    return None, at


def _digits(words: Sequence[str], at: int, today: date) -> Point | None:
    days = days_in_digits(_word(words, at))
    return Point(days, at + 1, has_year=True) if days is not None else None


def _year(words: Sequence[str], at: int, today: date) -> Point | None:
    word = _word(words, at)
    if not _YEAR.fullmatch(word):
        return None
    return Point(year_of(int(word)), at + 1, is_clear=False, has_year=True)


def _day_and_month(words: Sequence[str], at: int, today: date) -> Point | None:
    """``9 February 2021``, ``the 9th of February``."""
    start = at + 1 if _word(words, at) == "the" else at
    day = _day_number(_word(words, start))
    after = start + 2 if _word(words, start + 1) == "of" else start + 1
    month = MONTHS.get(_word(words, after))
    return _calendar_day(words, day, month, after + 1, today)


def _month_and_day(words: Sequence[str], at: int, today: date) -> Point | None:
    """``February 9, 2021``, ``Feb. the 9th``."""
    month = MONTHS.get(_word(words, at))
    after = at + 2 if _word(words, at + 1) == "the" else at + 1
    return _calendar_day(words, _day_number(_word(words, after)), month, after + 1, today)


def _calendar_day(words: Sequence[str], day: int | None, month: int | None, at: int, today: date) -> Point | None:
    if day is None or month is None:
        return None
    year, end = _year_at(words, at)
    found = day_of(year, month, day) if year is not None else latest_day(today, month, day)
    return Point(one_day(found), end, has_year=year is not None) if found is not None else None


def _month(words: Sequence[str], at: int, today: date) -> Point | None:
    """``February 2021``, ``last February``, ``March``."""
    first = _word(words, at)
    start = at + 1 if first in _PAST or first == "this" else at
    month = MONTHS.get(_word(words, start))
    if month is None:
        return None
    year, end = _year_at(words, start + 1)
    if year is not None:
        days = month_of(year, month)
    elif first == "this":
        days = month_of(today.year, month)
    elif first in _PAST:
        days = month_of(today.year - (month >= today.month), month)
    else:
        days = latest_month(today, month)
    if days is None:
        return None
    return Point(days, end, is_clear=year is not None or start > at, has_year=year is not None)


def _weekday(words: Sequence[str], at: int, today: date) -> Point | None:
    """``Tuesday``, ``last Tuesday``, ``Tues., 9 February 2021``."""
    first = _word(words, at)
    start = at + 1 if first in _PAST or first == "this" else at
    name = _word(words, start)
    if name not in _WEEKDAYS and name not in _SHORT_WEEKDAYS:
        return None
    dated = _day_and_month(words, start + 1, today) or _month_and_day(words, start + 1, today)
    if dated is not None or name not in _WEEKDAYS:
        return dated
    day = latest_weekday(today, _WEEKDAYS[name])
    if first in _PAST:
        day = latest_weekday(today - timedelta(days=1), _WEEKDAYS[name])
    elif first == "this":
        monday = week_of(today).first or today
        day = monday + timedelta(days=_WEEKDAYS[name])
    end = start + 2 if _word(words, start + 1) in _DAY_PARTS else start + 1
    return Point(one_day(day), end, is_clear=start > at)


def _near_day(words: Sequence[str], at: int, today: date) -> Point | None:
    """``yesterday``, ``this morning``, ``last night``, ``the day before yesterday``."""
    first, second = _word(words, at), _word(words, at + 1)
    part = second in _DAY_PARTS
    if first == "today" or (first == "this" and part):
        return Point(one_day(today), at + 1 if first == "today" else at + 2)
    if first == "yesterday" or (first == "last" and second in ("night", "evening")):
        end = at + 1 if first == "yesterday" and not part else at + 2
        return _if_any(unit_before(today, "day", 1), end)
    start = at + 1 if first == "the" else at
    if tuple(_word(words, start + n) for n in range(3)) == ("day", "before", "yesterday"):
        return _if_any(unit_before(today, "day", 2), start + 3)
    return None


def _near_unit(words: Sequence[str], at: int, today: date) -> Point | None:
    """``this week``, ``last month``, ``the week of 9 February``, ``the first week of March``."""
    start = at + 1 if _word(words, at) == "the" else at
    if [_word(words, start + 1), _word(words, start + 2)] == ["week", "of"]:
        return _week_of_month(words, start, today)
    first, unit = _word(words, start), _UNITS.get(_word(words, start + 1))
    if first == "week" and _word(words, start + 1) in ("of", "beginning", "starting"):
        point = _day_and_month(words, start + 2, today) or _month_and_day(words, start + 2, today)
        day = point.days.first if point else None
        return Point(week_of(day), point.end, has_year=point.has_year) if point and day else None
    if unit is None or unit == "day" or _word(words, start + 1).endswith("s"):
        return None
    if first == "this" or (first == "current" and start > at):
        return _if_any(unit_before(today, unit, 0), start + 2)
    is_whole = first in _PAST and first != "past" and start == at
    return _if_any(unit_before(today, unit, 1), start + 2) if is_whole else None


def _week_of_month(words: Sequence[str], at: int, today: date) -> Point | None:
    month = _month(words, at + 3, today)
    if month is None or month.days.first is None or month.days.last is None:
        return None
    week = timedelta(days=6)
    if _word(words, at) == "first":
        return replace(month, days=Days(month.days.first, month.days.first + week), is_clear=True)
    return (
        replace(month, days=Days(month.days.last - week, month.days.last), is_clear=True)
        if _word(words, at) == "last"
        else None
    )


def _last_few(words: Sequence[str], at: int, today: date) -> Point | None:
    """``the last 3 days``, ``the past two weeks``, ``the past month``."""
    start = at + 1 if _word(words, at) == "the" else at
    if _word(words, start) not in _PAST:
        return None
    count, after = _count(words, start + 1)
    if count is None and (start > at or _word(words, start) == "past"):
        count, after = 1, start + 1
    unit = _UNITS.get(_word(words, after))
    first = _back(today, unit, count) if count is not None and unit is not None else None
    return Point(Days(first, today), after + 1) if first is not None else None


def _back(today: date, unit: str, count: int) -> date | None:
    if unit in ("day", "week"):
        days = unit_before(today, "day", count * (7 if unit == "week" else 1))
        return days.first if days is not None else None
    month = unit_before(today, "month", count * (12 if unit == "year" else 1))
    if month is None or month.last is None:
        return None
    return month.last.replace(day=min(today.day, month.last.day))


def _ago(words: Sequence[str], at: int, today: date) -> Point | None:
    """``two weeks ago``: that day, or the whole week, month or year."""
    count, after = _count(words, at)
    unit = _UNITS.get(_word(words, after))
    if count is None or unit is None or _word(words, after + 1) != "ago":
        return None
    return _if_any(unit_before(today, unit, count), after + 2)


def _count(words: Sequence[str], at: int) -> tuple[int | None, int]:
    start = at + 1 if _word(words, at) == "a" and _word(words, at + 1) in ("couple", "few") else at
    word = _word(words, start)
    count = _NUMBERS.get(word)
    if count is None and word.isascii() and word.isdigit() and len(word) <= len(str(COUNT_MAX)):
        count = int(word)
    end = start + 2 if word == "couple" and _word(words, start + 1) == "of" else start + 1
    return count or None, end


def _if_any(days: Days | None, end: int) -> Point | None:
    return Point(days, end) if days is not None else None


_READERS: Final[tuple[Callable[[Sequence[str], int, date], Point | None], ...]] = (
    _digits,
    _year,
    _day_and_month,
    _month_and_day,
    _month,
    _weekday,
    _near_day,
    _near_unit,
    _last_few,
    _ago,
)
