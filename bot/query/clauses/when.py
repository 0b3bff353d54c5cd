"""When-clauses: a date expression with its preposition, or one that needs none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.query.dates.calendar import Days
from bot.query.dates.expressions import Point, read_point
from bot.query.tokens import Token

_AT: Final = frozenset("in on during over within throughout at from".split())
_SINCE: Final = frozenset(("since",))
_UNTIL: Final = frozenset(("until", "till", "through"))
_TO: Final = frozenset("to until till through and".split()) | {"-", "–"}
_OCCASIONS: Final = frozenset("briefing briefings gaggle conference presser call briefing's".split())
_OF_OCCASIONS: Final = frozenset("press daily news department regular state white house pentagon phone".split())
_OCCASION_MAX_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class When:
    """A when-clause and where the words after it begin.

    Attributes:
        is_clear: It is a when-clause wherever it stands; not so ``on Sunday`` in ``on Sunday talks``.
        has_year: It says the year itself.
        names_briefing: It says that the day is a briefing's.
    """

    days: Days
    end: int
    is_clear: bool
    has_year: bool
    names_briefing: bool = False


def read_when(tokens: Sequence[Token], words: Sequence[str], at: int, today: date) -> When | None:
    """The when-clause that starts at a token, or None.

    Args:
        words: The tokens' bare words.
    """
    if not tokens[at].bare:
        return None
    for read in (_between, _open_ended, _at_briefing, _point_in_time):
        found = read(words, at, today)
        if found is not None and not _is_cut(tokens, at, found.end):
            return found
    return None


def _is_cut(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether punctuation that no date holds stands inside."""
    return any(set(token.tail) & set("?!;:)") or token.ends_line for token in tokens[at : end - 1])


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _when(point: Point, days: Days) -> When:
    return When(days, point.end, point.is_clear, point.has_year)


def _between(words: Sequence[str], at: int, today: date) -> When | None:
    """``between 3 and 9 February``, ``from March to May 2021``."""
    if _word(words, at) not in ("between", "from"):
        return None
    joiners = ("and",) if _word(words, at) == "between" else _TO
    start = read_point(words, at + 1, today)
    if start is None and _word(words, at + 2) in joiners:
        start = _day_of_next_month(words, at + 1, today)
    if start is None or _word(words, start.end) not in joiners:
        return None
    end = read_point(words, start.end + 1, today)
    if end is None:
        return None
    days = Days(_year_fitting(start, end).first, end.days.last)
    return None if days.is_empty else When(days, end.end, True, start.has_year or end.has_year)


def _day_of_next_month(words: Sequence[str], at: int, today: date) -> Point | None:
    """The 3 of ``3 and 9 February 2021``."""
    end = read_point(words, at + 2, today)
    if (
        end is None
        or not end.days.is_one_day
        or end.days.last is None
        or not _word(words, at)[:2].strip("snrt").isdigit()
    ):
        return None
    found = read_point([_word(words, at), *f"{end.days.last:%B %Y}".lower().split()], 0, today)
    return replace(found, end=at + 1) if found is not None else None


def _year_fitting(start: Point, end: Point) -> Days:
    """The start, in the end's year or the one before where it names none."""
    first, last = start.days.first, end.days.last
    if start.has_year or first is None or last is None or not last.year > 1:
        return start.days
    day = min(first.day, 28) if first.month == 2 else first.day
    fits = first.replace(year=last.year, day=day)
    return Days(fits if fits <= last else fits.replace(year=last.year - 1), None)


def _open_ended(words: Sequence[str], at: int, today: date) -> When | None:
    """``since Monday``, ``after 3 March``, ``before 2021``, ``until last week``.

    A named day is included, as in the filters; of a named month, week or
    year, ``after`` means what follows it and ``before`` what precedes it.
    """
    word = _word(words, at)
    if word not in _SINCE | _UNTIL | {"after", "before"}:
        return None
    point = read_point(words, at + 1, today)
    first, last = (point.days.first, point.days.last) if point is not None else (None, None)
    if point is None or first is None or last is None:
        return None
    apart = timedelta(days=0 if point.days.is_one_day else 1)
    if word in _SINCE:
        return _when(point, Days(first, None))
    if word in _UNTIL:
        return _when(point, Days(None, last))
    if word == "after":
        return _when(point, Days(last + apart, None)) if last < date.max else None
    return _when(point, Days(None, first - apart)) if first > date.min else None


def _at_briefing(words: Sequence[str], at: int, today: date) -> When | None:
    """``at the 9 February briefing``, ``in yesterday's press briefing``, ``at the briefing on Tuesday``."""
    start = at + 1 if _word(words, at) in _AT else at
    point = read_point(words, start, today)
    if point is None and _word(words, start) in ("the", "a"):
        point = read_point(words, start + 1, today)
    if point is not None:
        end = _occasion(words, point.end)
        return When(point.days, end, True, point.has_year, True) if end is not None else None
    end = _occasion(words, start + 1 if _word(words, start) in ("the", "a", "his", "her", "their") else start)
    dated = _point_in_time(words, end, today) if end is not None and start > at else None
    return replace(dated, is_clear=True, names_briefing=True) if dated is not None else None


def _occasion(words: Sequence[str], at: int) -> int | None:
    """Where the words after ``press briefing`` begin; None if no occasion is named."""
    for end in range(at, min(at + _OCCASION_MAX_WORDS, len(words))):
        if words[end] in _OCCASIONS:
            return end + 1
        if words[end] not in _OF_OCCASIONS:
            return None
    return None


def _point_in_time(words: Sequence[str], at: int, today: date) -> When | None:
    """``in February 2021``, ``on Tuesday``, ``during the last week``, ``yesterday``."""
    preposition = _word(words, at) if _word(words, at) in _AT else ""
    point = read_point(words, at + 1 if preposition else at, today)
    if point is None:
        return None
    if not preposition or preposition == "at":
        return _when(point, point.days) if point.is_clear and not preposition else None
    is_month_or_year = not point.is_clear and not point.days.is_one_day
    if is_month_or_year and preposition not in ("in", "during", "within", "throughout"):
        return None
    if not point.is_clear and not is_month_or_year and preposition not in ("on", "from"):
        return None
    return _when(point, point.days)
