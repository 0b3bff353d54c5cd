"""Days told by what was shown last: "after that", "the same day", "the week before"."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from bot.query.dates.calendar import Days, month_of, one_day, week_of, year_of
from bot.query.followups.last import LastQuestion

_AFTER: Final = (
    "after that|after this|after it|after then|later|later on|afterwards|afterward|and later|since that|"
    "after that day|after that date|what came after|what happened after"
)
_BEFORE: Final = (
    "before that|before this|before it|before then|earlier|previously|beforehand|before that day|before that date"
)
_SINCE: Final = "since then|from then on|since that day"
_UNTIL: Final = "until then|up to then|till then|until that day"
_SAME: Final = (
    "that day|on that day|the same day|on the same day|same day|that same day|on that date|the same briefing|"
    "at that briefing|in that briefing|at the same briefing|in the same briefing|same briefing"
)
_NEXT: Final = ("the {} after", "the next {}", "next {}", "the following {}", "a {} later", "the {} after that")
_PREVIOUS: Final = ("the {} before", "the previous {}", "previous {}", "a {} earlier", "the {} before that")
_THAT: Final = ("that {}", "in that {}", "the same {}", "in the same {}", "same {}")


def _table() -> dict[tuple[str, ...], tuple[str, str]]:
    meant = {"after": _AFTER, "before": _BEFORE, "since": _SINCE, "until": _UNTIL, "same": _SAME}
    table = {tuple(words.split()): (what, "day") for what, several in meant.items() for words in several.split("|")}
    for unit in ("day", "week", "month", "year"):
        for what, forms in (("next", _NEXT), ("previous", _PREVIOUS), ("that", _THAT)):
            for form in forms:
                table.setdefault(tuple(form.format(unit).split()), (what, unit))
                table.setdefault(("in", *form.format(unit).split()), (what, unit))
    return table


RELATIVE: Final[Mapping[tuple[str, ...], tuple[str, str]]] = _table()
RELATIVE_MAX_WORDS: Final = max(map(len, RELATIVE))


def days_meant(words: tuple[str, ...], last: LastQuestion) -> Days | None:
    """The days these words mean after that question; None if they mean none, or nothing tells from where to count."""
    what, unit = RELATIVE.get(words, ("", ""))
    first, final = last.after or last.first_shown, last.before or last.last_shown
    if not what or first is None or final is None:
        return None
    if what == "same" and last.first_shown == last.last_shown and last.first_shown is not None:
        return one_day(last.first_shown)
    try:
        return _counted(what, unit, first, final)
    except (OverflowError, ValueError):
        return None


def _counted(what: str, unit: str, first: date, final: date) -> Days | None:
    match what:
        case "after":
            return Days(final + timedelta(days=1), None)
        case "before":
            return Days(None, first - timedelta(days=1))
        case "since":
            return Days(first, None)
        case "until":
            return Days(None, final)
        case "next":
            return _unit(unit, _end(unit, final) + timedelta(days=1))
        case "previous":
            return _unit(unit, _start(unit, first) - timedelta(days=1))
        case "that":
            return _unit(unit, first) if unit != "day" else Days(first, final)
        case _:
            return Days(first, final)


def _unit(unit: str, day: date) -> Days:
    match unit:
        case "week":
            return week_of(day)
        case "month":
            return month_of(day.year, day.month) or one_day(day)
        case "year":
            return year_of(day.year)
        case _:
            return one_day(day)


def _start(unit: str, day: date) -> date:
    return _unit(unit, day).first or day


def _end(unit: str, day: date) -> date:
    return _unit(unit, day).last or day
