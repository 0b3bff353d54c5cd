"""Runs of days: a month, a week, three years, the day before yesterday."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both meant; None is open on that side."""

    first: date | None
    last: date | None

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single day."""
        return self.first is not None and self.first == self.last

    def within(self, other: "Days") -> "Days":
        """What lies in both; the first day is later than the last if nothing does."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Days(max(firsts, default=None), min(lasts, default=None))

    @property
    def is_empty(self) -> bool:
        """Whether no day is left."""
        return self.first is not None and self.last is not None and self.first > self.last


ALWAYS = Days(None, None)


def one_day(day: date) -> Days:
    """That day alone."""
    return Days(day, day)


def day_of(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Days | None:
    """A whole month; None where the calendar has none."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return None
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def week_of(day: date) -> Days:
    """The week around a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6))


def unit_before(today: date, unit: str, count: int) -> Days | None:
    """The day, week, month or year that many units before today's; 0 is today's own.

    Returns:
        None where the calendar does not reach back that far.
    """
    months = today.year * 12 + today.month - 1 - count
    try:
        if unit == "year":
            return year_of(today.year - count)
        if unit == "month":
            return month_of(months // 12, months % 12 + 1)
        if unit == "week":
            return week_of(today - timedelta(weeks=count))
        return one_day(today - timedelta(days=count))
    except (OverflowError, ValueError):
        return None


def latest_day(today: date, month: int, day: int) -> date | None:
    """The latest such day that is not in the future; None if no year has it."""
    for year in range(today.year, max(today.year - 9, MINYEAR - 1), -1):
        found = day_of(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def latest_month(today: date, month: int) -> Days | None:
    """The latest such month that has begun."""
    return month_of(today.year - (month > today.month), month)


def latest_weekday(today: date, weekday: int) -> date:
    """The latest such day of the week, today included."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)
