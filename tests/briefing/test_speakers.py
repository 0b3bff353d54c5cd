from datetime import date

import pytest

from bot.briefing.speakers import Register, Role, Speaker, fold_name, surname_of, without_titles
from tests.briefings import REGISTER, TARIQ, VESNA

DAY = date(2030, 3, 4)
ELIO = Speaker(
    "elio-okoro",
    "Elio Okoro-Lind Jr.",
    labels=("MR. OKORO", "MS. OKORO"),
    roles=(Role("Spokesperson", "Ministry of Winds", date(2030, 3, 1), date(2030, 9, 1)),),
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ms. OKORO:", "ms okoro"),
        ("  José  Álvarez ", "jose alvarez"),
        ("O’Brien’s", "o'brien"),
        ("Okoro's plan", "okoro plan"),
        ("Jean‑Luc", "jean-luc"),
        ("O'Sullivan", "o'sullivan"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_titles_and_suffixes_are_not_names() -> None:
    assert without_titles("deputy minister lindqvist") == "lindqvist"
    assert without_titles("president") == "president"
    assert surname_of("elio okoro jr") == "okoro"


@pytest.mark.parametrize("name", ["Vesna Okoro", "vesna okoro", "Okoro", "Ms. Okoro", "Okoro's", "Minister Okoro"])
def test_a_person_is_found_by_name_surname_and_title(name: str) -> None:
    assert REGISTER.find(name) == (VESNA,)


@pytest.mark.parametrize("name", ["Tariq J. Lindqvist", "Tariq Lindqvist", "Lindqvist"])
def test_a_person_is_found_by_an_alias(name: str) -> None:
    assert REGISTER.find(name) == (TARIQ,)


@pytest.mark.parametrize("name", ["Okoro-Lind", "okoro lind", "Elio Okoro Lind Jr", "Elio Okoro-Lind"])
def test_a_double_name_is_found_with_and_without_its_hyphen(name: str) -> None:
    assert Register((ELIO, TARIQ)).find(name) == (ELIO,)


@pytest.mark.parametrize("name", ["", "Vesna Lindqvist", "the minister", "Oko"])
def test_nobody_is_found_by_a_name_that_nobody_has(name: str) -> None:
    assert REGISTER.find(name) == ()


def test_everybody_of_one_surname_is_found() -> None:
    other = Speaker("ada-okoro", "Ada Okoro")
    assert Register((VESNA, other)).find("Okoro") == (VESNA, other)


@pytest.mark.parametrize(("day", "title"), [(date(2030, 5, 31), "Deputy Minister"), (date(2030, 6, 1), "Minister")])
def test_the_role_is_the_one_held_on_that_day(day: date, title: str) -> None:
    role = TARIQ.role_on(day)
    assert role is not None
    assert role.title == title


def test_before_and_after_every_role_there_is_none() -> None:
    assert VESNA.role_on(date(2029, 12, 31)) is None
    assert VESNA.role_on(date(2032, 1, 1)) is None


def test_of_two_roles_the_venue_decides_else_the_latest_begun() -> None:
    both = Speaker(
        "x",
        "X Y",
        roles=(Role("Minister", "Ministry of Tides", date(2030, 1, 1)), Role("Envoy", None, date(2030, 2, 1))),
    )
    titles = [role.title for venue in (None, "Ministry of Tides, Port Amber") if (role := both.role_on(DAY, venue))]
    assert titles == ["Envoy", "Minister"]


@pytest.mark.parametrize("label", ["MS. OKORO", "MS OKORO:", "Ms. Okoro"])
def test_a_printed_label_names_one_person(label: str) -> None:
    assert REGISTER.resolve(label, DAY) is VESNA


@pytest.mark.parametrize("label", [None, "", "MS. OKORA", "OKORO", "Q"])
def test_an_unknown_label_names_nobody(label: str | None) -> None:
    assert REGISTER.resolve(label, DAY) is None


def test_a_label_names_nobody_on_a_day_without_a_role() -> None:
    assert REGISTER.resolve("MS. OKORO", date(2032, 1, 1)) is None


@pytest.mark.parametrize(
    ("day", "venue", "speaker"),
    [
        (DAY, None, None),
        (DAY, "Town hall", None),
        (DAY, "Ministry of Winds, Port Amber", ELIO),
        (DAY, "Ministry of Tides", VESNA),
        (date(2030, 2, 1), None, VESNA),
    ],
)
def test_a_shared_label_is_resolved_by_day_and_venue_or_not_at_all(
    day: date, venue: str | None, speaker: Speaker | None
) -> None:
    assert Register((VESNA, ELIO)).resolve("MS. OKORO", day, venue) is speaker


def test_a_speaker_is_got_by_id() -> None:
    assert REGISTER.get("vesna-okoro") is VESNA
    assert REGISTER.get("nobody") is None
    assert REGISTER.get(None) is None
