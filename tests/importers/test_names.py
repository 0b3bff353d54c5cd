"""The day in a file's name, where the document itself does not say it."""

from datetime import date

import pytest

from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.settling.facts import settle
from bot.importers.settling.wishes import Wishes

DAY = date(2030, 5, 14)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2030-05-14-harbour.html", DAY),
        ("harbour_20300514.pdf", DAY),
        ("Harbour Briefing May 14, 2030.docx", DAY),
        ("harbour-briefing-may-14-2030.html", DAY),
        ("14 May 2030 harbour.txt", DAY),
        ("harbour_14May2030.txt", DAY),
        ("2030_May_14.txt", DAY),
        ("briefing-sept-3rd-2030.txt", date(2030, 9, 3)),
        ("briefing february 30 2030.txt", None),
        ("may-14.txt", None),
        ("dismay-14-2030.txt", None),
        ("march-of-the-14-2030.txt", None),
        ("may-142-2030.txt", None),
    ],
)
def test_the_day_in_a_name_is_taken_with_a_doubt(name: str, day: date | None) -> None:
    draft = settle(Draft(Extract("MS. VALE: Good morning.", name), ()), Wishes(), Register())
    assert draft.held_on == day
    assert any("stands in the name only" in doubt.says for doubt in draft.doubts) == (day is not None)


@pytest.mark.parametrize(("posted", "day"), [(DAY, DAY), (date(2030, 5, 12), None), (None, None)])
def test_the_day_in_the_name_of_a_feed_is_that_of_no_older_entry(posted: date | None, day: date | None) -> None:
    extract = Extract("MS. VALE: Good morning.", "feed-2030-05-14.rss#3", title="Weekly Briefing", published_on=posted)
    draft = settle(Draft(extract, ()), Wishes(), Register())
    assert draft.held_on == day
    assert any(doubt.is_open and "on which day" in doubt.says for doubt in draft.doubts) == (day is None)


def test_a_name_of_marks_and_months_is_read_soon() -> None:
    name = "may-" * 20_000
    assert settle(Draft(Extract("MS. VALE: Good morning.", name), ()), Wishes(), Register()).held_on is None
