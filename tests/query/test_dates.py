from datetime import date

import pytest

from bot.query.dates.calendar import Days
from bot.query.dates.expressions import read_date
from tests.query.asking import TODAY


def days(text: str, today: date = TODAY) -> str | None:
    found = read_date(text.lower().split(), today)
    return f"{found.first}..{found.last}" if found is not None else None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021-02-09", "2021-02-09..2021-02-09"),
        ("2021-02", "2021-02-01..2021-02-28"),
        ("2024", "2024-01-01..2024-12-31"),
        ("9 february 2021", "2021-02-09..2021-02-09"),
        ("the 9th of february 2021", "2021-02-09..2021-02-09"),
        ("february 9th 2021", "2021-02-09..2021-02-09"),
        ("feb 9", "2026-02-09..2026-02-09"),
        ("9 december", "2025-12-09..2025-12-09"),
        ("29 february", "2024-02-29..2024-02-29"),
        ("february 2024", "2024-02-01..2024-02-29"),
        ("early february 2021", "2021-02-01..2021-02-28"),
        ("the end of february 2021", "2021-02-01..2021-02-28"),
        ("late in february 2021", "2021-02-01..2021-02-28"),
        ("mid-february 2021", "2021-02-01..2021-02-28"),
        ("december", "2025-12-01..2025-12-31"),
        ("last november", "2025-11-01..2025-11-30"),
        ("this november", "2026-11-01..2026-11-30"),
        ("wednesday", "2026-11-25..2026-11-25"),
        ("last wednesday", "2026-11-18..2026-11-18"),
        ("this friday", "2026-11-27..2026-11-27"),
        ("tuesday february 9 2021", "2021-02-09..2021-02-09"),
        ("today", "2026-11-25..2026-11-25"),
        ("yesterday", "2026-11-24..2026-11-24"),
        ("last night", "2026-11-24..2026-11-24"),
        ("the day before yesterday", "2026-11-23..2026-11-23"),
        ("this week", "2026-11-23..2026-11-29"),
        ("last week", "2026-11-16..2026-11-22"),
        ("last month", "2026-10-01..2026-10-31"),
        ("last year", "2025-01-01..2025-12-31"),
        ("the last 3 days", "2026-11-22..2026-11-25"),
        ("the past two weeks", "2026-11-11..2026-11-25"),
        ("the past month", "2026-10-25..2026-11-25"),
        ("3 days ago", "2026-11-22..2026-11-22"),
        ("two weeks ago", "2026-11-09..2026-11-15"),
        ("a month ago", "2026-10-01..2026-10-31"),
        ("a couple of years ago", "2024-01-01..2024-12-31"),
        ("the week of 9 february 2021", "2021-02-08..2021-02-14"),
        ("the first week of february 2021", "2021-02-01..2021-02-07"),
        ("the last week of february 2021", "2021-02-22..2021-02-28"),
    ],
)
def test_a_date_expression_means_these_days(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "day"),
    [("2/9/2021", date(2021, 2, 9)), ("02/09/2021", date(2021, 2, 9)), ("25/3/2021", date(2021, 3, 25))],
)
def test_with_slashes_the_month_comes_first_unless_only_the_day_can(text: str, day: date) -> None:
    assert read_date([text], TODAY) == Days(day, day)


@pytest.mark.parametrize(
    "text",
    ["2021-13-01", "2021-13", "30 february", "2021-02-30", "31 february 2021", "2/30/2021", "2/9/21", "2/9", "second", "sat", "sun", "9", "0 days ago", "soon",
     "last", "february 2021 talks", "9999999 years ago", "999 years ago today", "²", "٣ may"],
)  # fmt: skip
def test_what_is_no_date_means_no_days(text: str) -> None:
    assert days(text) is None


def test_a_month_back_from_the_31st_ends_with_the_shorter_month() -> None:
    assert days("the past month", date(2026, 3, 31)) == "2026-02-28..2026-03-31"
