"""The register that ships: known people at known podiums, and nobody where it is not certain."""

import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot.briefing.labels import label_key, names_nobody
from bot.briefing.speakers import Register, fold_label
from bot.store.load import read_knowledge

WHITE_HOUSE = "White House / James S. Brady Press Briefing Room"
STATE = "State Department / Press Briefing Room"
PENTAGON = "Pentagon Briefing Room"
FED = "Federal Reserve / FOMC press conference"


@pytest.fixture(scope="module")
def register() -> Register:
    return read_knowledge(Path(__file__).parent.parent / "knowledge").register


@pytest.mark.parametrize(
    ("label", "day", "venue", "name", "title"),
    [
        ("MR. CARNEY", "2010-01-22", WHITE_HOUSE, "Jay Carney", "Communications Director to the Vice President"),
        ("MR. CARNEY", "2013-05-21", WHITE_HOUSE, "Jay Carney", "Press Secretary"),
        ("MR. EARNEST", "2013-05-05", WHITE_HOUSE, "Josh Earnest", "Principal Deputy Press Secretary"),
        ("MR. EARNEST", "2015-05-05", WHITE_HOUSE, "Josh Earnest", "Press Secretary"),
        ("MR. EARENST", "2015-05-05", WHITE_HOUSE, "Josh Earnest", "Press Secretary"),
        ("MS. PSAKI", "2009-06-01", WHITE_HOUSE, "Jen Psaki", "Deputy Press Secretary"),
        ("MS. PSAKI", "2014-03-03", STATE, "Jen Psaki", "Spokesperson"),
        ("MS PSAKI", "2021-05-04", WHITE_HOUSE, "Jen Psaki", "Press Secretary"),
        ("MS. PSAKI", "2019-05-04", WHITE_HOUSE, None, None),
        ("MR. KIRBY", "2016-02-02", STATE, "John Kirby", "Spokesperson"),
        ("PRESS SECRETARY JOHN F. KIRBY", "2021-06-01", PENTAGON, "John Kirby", "Press Secretary"),
        ("MR. KIRBY", "2023-02-10", WHITE_HOUSE, "John Kirby", "National Security Council Coordinator for Strategic Communications"),
        ("MR. PRICE", "2015-09-02", WHITE_HOUSE, "Ned Price", "Spokesperson, National Security Council"),
        ("MR PRICE", "2021-05-20", STATE, "Ned Price", "Spokesperson"),
        ("MR. PATEL", "2021-11-01", WHITE_HOUSE, "Vedant Patel", "Assistant Press Secretary"),
        ("MR PATEL", "2023-11-01", STATE, "Vedant Patel", "Principal Deputy Spokesperson"),
        ("MR. MILLER", "2024-02-01", STATE, "Matthew Miller", "Spokesperson"),
        ("MR. MILLER", "2025-02-20", WHITE_HOUSE, "Stephen Miller", "Deputy Chief of Staff for Policy and Homeland Security Advisor"),
        ("MR. MILLER", "2024-02-01", WHITE_HOUSE, None, None),
        ("MS. SANDERS", "2018-08-01", WHITE_HOUSE, "Sarah Huckabee Sanders", "Press Secretary"),
        ("MS. SANDERS", "2021-08-26", WHITE_HOUSE, "Symone Sanders", "Senior Advisor and Chief Spokesperson for the Vice President"),
        ("MS. SMITH", "2010-09-22", WHITE_HOUSE, "Gayle Smith", "Senior Director for Development and Democracy, National Security Council"),
        ("MS. SMITH", "2016-06-23", WHITE_HOUSE, "Megan Smith", "Chief Technology Officer"),
        ("MS. SMITH", "2015-06-23", WHITE_HOUSE, None, None),
        ("MR. SHAPIRO", "2010-05-12", WHITE_HOUSE, None, None),
        ("MR. PEREZ", "2016-07-21", WHITE_HOUSE, None, None),
        ("MR. SMITH", "2020-04-20", WHITE_HOUSE, None, None),
        ("AMBASSADOR RICE", "2011-02-28", WHITE_HOUSE, "Susan Rice", "Permanent Representative to the United Nations"),
        ("AMBASSADOR RICE", "2014-02-28", WHITE_HOUSE, "Susan Rice", "National Security Advisor"),
        ("SECRETARY CLINTON", "2009-05-06", STATE, "Hillary Clinton", "Secretary of State"),
        ("SECRETARY LEW", "2014-01-29", WHITE_HOUSE, "Jack Lew", "Secretary of the Treasury"),
        ("CHAIR YELLEN", "2015-03-18", FED, "Janet Yellen", "Chair of the Federal Reserve"),
        ("SECRETARY YELLEN", "2021-05-07", WHITE_HOUSE, "Janet Yellen", "Secretary of the Treasury"),
        ("CHAIMRAN POWELL", "2018-06-13", FED, "Jerome Powell", "Chair of the Federal Reserve"),
        ("DR. JILL BIDEN", "2010-04-13", WHITE_HOUSE, "Jill Biden", "Second Lady of the United States"),
        ("PRESIDENT OBAMA", "2024-06-15", WHITE_HOUSE, "Barack Obama", "Former President of the United States"),
        ("SEAN SPICER, WHITE HOUSE PRESS SECRETARY", "2017-03-01", "CNN", "Sean Spicer", "Press Secretary"),
    ],
)  # fmt: skip
def test_a_label_names_who_stood_there_that_day(
    register: Register, label: str, day: str, venue: str, name: str | None, title: str | None
) -> None:
    held_on = date.fromisoformat(day)
    found = register.resolve(label, held_on, venue)
    role = found.role_on(held_on, venue) if found is not None else None
    assert (found.name if found else None, role.title if role else None) == (name, title)


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("THE PRESIDENT", {"2009-05-01": "Barack Obama", "2017-01-19": "Barack Obama", "2017-01-20": None,
                           "2020-04-20": "Donald Trump", "2021-01-25": "Joe Biden", "2025-01-24": "Donald Trump"}),
        ("THE VICE PRESIDENT", {"2010-06-17": "Joe Biden", "2020-04-20": "Mike Pence", "2022-01-25": "Kamala Harris",
                                "2025-02-26": "JD Vance"}),
        ("THE FIRST LADY", {"2012-01-25": "Michelle Obama", "2018-01-25": "Melania Trump", "2022-05-05": "Jill Biden",
                            "2025-01-24": "Melania Trump"}),
    ],
)  # fmt: skip
def test_a_bare_title_names_who_held_it_that_day(register: Register, label: str, days: dict[str, str | None]) -> None:
    found = {day: register.resolve(label, date.fromisoformat(day), WHITE_HOUSE) for day in days}
    assert {day: one.name if one else None for day, one in found.items()} == days
    assert register.resolve(label, date(2022, 5, 5), "Harbour Palace, Port Amber") is None


def test_no_two_people_share_a_name_and_no_label_is_one_that_anybody_may_have(register: Register) -> None:
    names = [speaker.name for speaker in register.speakers]
    assert len(set(names)) == len(names) > 600
    assert [x for one in register.speakers for x in one.labels if names_nobody(label_key(fold_label(x)))] == []


def test_every_role_ends_after_it_began_and_stands_after_the_one_before(register: Register) -> None:
    for speaker in register.speakers:
        assert speaker.roles, speaker.id
        begun = [role.held_from or date.min for role in speaker.roles]
        assert all(one <= other for one, other in pairwise(begun)), speaker.id


@pytest.mark.parametrize(
    "title", ["President of the United States", "Press Secretary", "Secretary of State", "Secretary of Defense",
              "Secretary of the Treasury", "National Security Advisor", "Chief of Staff", "Chair of the Federal Reserve"],
)  # fmt: skip
def test_an_office_of_one_has_at_most_one_holder_on_ordinary_days(register: Register, title: str) -> None:
    organizations = {role.organization for one in register.speakers for role in one.roles if role.title == title}
    for organization in organizations:
        spans = sorted(
            (role.held_from or date.min, role.held_to or date.max, speaker.id)
            for speaker in register.speakers
            for role in speaker.roles
            if role.title == title and role.organization == organization
        )
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans


def test_the_names_people_ask_for_find_them(register: Register) -> None:
    asked = {"Mike Froman": "Michael Froman", "KJP": "Karine Jean-Pierre", "Joseph R. Biden Jr.": "Joe Biden",
             "President Obama": "Barack Obama", "Jennifer Psaki": "Jen Psaki", "Tony Blinken": "Antony Blinken"}  # fmt: skip
    assert {name: tuple(one.name for one in register.find(name)) for name in asked} == {
        name: (meant,) for name, meant in asked.items()
    }
    assert register.get("ned-price") is not None
    assert register.get("antony-blinken") is not None


def test_the_register_is_read_and_asked_in_no_time() -> None:
    started = time.perf_counter()
    register = read_knowledge(Path(__file__).parent.parent / "knowledge").register
    for number in range(2_000):
        register.resolve(f"MR. UNHEARD{number}", date(2022, 1, 3), WHITE_HOUSE)
    assert time.perf_counter() - started < 3
