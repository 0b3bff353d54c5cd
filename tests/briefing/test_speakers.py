from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("venue", "publisher", "speaker"),
    [
        (None, "Ministry of Winds", ELIO),
        ("Town hall, Port Amber", "Ministry of Winds", ELIO),
        ("Ministry of Tides", "Ministry of Winds", VESNA),
        (None, "Harbour Gazette", None),
    ],
)
def test_where_the_venue_names_no_organization_the_one_that_publishes_tells_them_apart(
    venue: str | None, publisher: str, speaker: Speaker | None
) -> None:
    assert Register((VESNA, ELIO)).resolve("MS. OKORO", DAY, venue, publisher) is speaker


def test_a_bare_surname_that_another_organization_publishes_may_be_somebody_elses() -> None:
    assert PODIUM.resolve("MR. MARROWBY", DAY, None, "Harbour Palace") is None
    assert PODIUM.resolve("MR. MARROWBY", DAY, None, "Harbour Gazette") is SECRETARY
    assert PODIUM.resolve("THE PRESIDENT", DAY, None, "Harbour Gazette") is PODIUM.resolve("THE PRESIDENT", DAY)


def test_a_speaker_is_got_by_id() -> None:
    assert REGISTER.get("vesna-okoro") is VESNA
    assert REGISTER.get("nobody") is None
    assert REGISTER.get(None) is None


PRESIDENT = Speaker(
    "ines-vale",
    "Ines Vale",
    labels=("THE PRESIDENT", "PRESIDENT VALE"),
    roles=(
        Role("Vice President", "Harbour Palace", date(2026, 1, 1), date(2029, 12, 31)),
        Role("President", "Harbour Palace", date(2030, 1, 1), date(2030, 12, 31)),
        Role("Former President", None, date(2031, 1, 1)),
    ),
)
SECRETARY = Speaker(
    "john-marrowby",
    "John Marrowby",
    aliases=("John F. Marrowby",),
    labels=("MR. MARROWBY",),
    roles=(
        Role("Deputy Secretary of Winds", "U.S. Department of Winds", date(2029, 1, 1), date(2029, 12, 31)),
        Role("Secretary of Winds", "U.S. Department of Winds", date(2030, 1, 1)),
    ),
)
PODIUM = Register((VESNA, TARIQ, PRESIDENT, SECRETARY))


@pytest.mark.parametrize(
    ("label", "day", "speaker"),
    [
        ("SECRETARY MARROWBY", DAY, SECRETARY),
        ("Secretary Marrowby:", DAY, SECRETARY),
        ("DEPUTY SECRETARY MARROWBY", date(2029, 5, 5), SECRETARY),
        ("SECRETARY JOHN F. MARROWBY", DAY, SECRETARY),
        ("JOHN MARROWBY", DAY, SECRETARY),
        ("JOHN F. MARROWBY, SECRETARY OF WINDS", DAY, SECRETARY),
        ("DEPUTY SECRETARY MARROWBY", DAY, None),
        ("SECRETARY MARROWBY", date(2029, 5, 5), None),
        ("JOHN MARROWBY", date(2028, 5, 5), None),
        ("JOHN MARROWBY, VESNA OKORO", DAY, None),
        ("ADA MARROWBY", DAY, None),
        ("MARROWBY", DAY, None),
        ("MS. MARROWBY", DAY, None),
    ],
)
def test_a_title_of_that_day_or_a_full_name_names_somebody_without_a_label_of_theirs(
    label: str, day: date, speaker: Speaker | None
) -> None:
    assert PODIUM.resolve(label, day) is speaker


@pytest.mark.parametrize(
    ("day", "venue", "speaker"),
    [
        (DAY, "Harbour Palace, Blue Room", PRESIDENT),
        (DAY, None, PRESIDENT),
        (date(2029, 5, 5), "Harbour Palace", None),
        (date(2031, 5, 5), "Harbour Palace", None),
        (DAY, "Union of Tides", None),
    ],
)
def test_a_bare_title_is_whose_it_is_that_day_in_that_place(
    day: date, venue: str | None, speaker: Speaker | None
) -> None:
    assert PODIUM.resolve("THE PRESIDENT", day, venue) is speaker


@pytest.mark.parametrize(
    ("label", "venue", "speaker"),
    [
        ("MR. MARROWBY", "Department of Winds / Briefing Room", SECRETARY),
        ("MR. MARROWBY", "Town hall", SECRETARY),
        ("MR. MARROWBY", "Harbour Palace", None),
        ("SECRETARY MARROWBY", "Harbour Palace", SECRETARY),
    ],
)
def test_a_bare_surname_in_another_organizations_house_may_be_somebody_elses(
    label: str, venue: str, speaker: Speaker | None
) -> None:
    assert PODIUM.resolve(label, DAY, venue) is speaker


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("MR. MAROWBY", SECRETARY),
        ("MR. MARRWOBY", SECRETARY),
        ("MR. MARROWBYY", SECRETARY),
        ("MR. MARROWBI", SECRETARY),
        ("THE PRESIDNET", PRESIDENT),
        ("PRESIDNT VALE", PRESIDENT),
        ("MS. OKROO", VESNA),
        ("MS. OKORA", None),
        ("MS. OKOR", None),
        ("MS. MAROWBY", None),
        ("THE RESIDENT", None),
        ("THE PRECEDENT", None),
        ("MR. BARROWBY", None),
        ("MR. MAROBY", None),
    ],
)
def test_a_misprint_names_whom_it_is_nearest_to_and_nobody_whose_name_it_may_be(
    label: str, speaker: Speaker | None
) -> None:
    assert PODIUM.resolve(label, DAY) is speaker


def test_a_misprint_names_nobody_where_two_are_near_or_the_name_is_somebodys() -> None:
    near = Speaker("a-marowbey", "Ana Marrowbey", labels=("MR. MARROWBEY",), roles=(Role("Aide"),))
    same = Speaker("b-marowby", "Bo Marowby", labels=("DR. MAROWBY",), roles=(Role("Envoy"),))
    assert Register((SECRETARY, near)).resolve("MR. MARROWBEYY", DAY) is near
    assert Register((SECRETARY, near)).resolve("MR. MARROWBBY", DAY) is None
    assert Register((SECRETARY, same)).resolve("MR. MAROWBY", DAY) is None


@pytest.mark.parametrize(
    "label",
    ["Q", "SENIOR ADMINISTRATION OFFICIAL", "SENIOR ADMINISTRATION OFFICIAL TWO", "MODERATOR", "AIDE", "OPERATOR",
     "PARTICIPANT", "AUDIENCE MEMBER", "INTERPRETER", "OFFICIAL"],
)  # fmt: skip
def test_a_label_that_anybody_may_have_names_nobody_even_where_somebody_claims_it(label: str) -> None:
    claims = Speaker("x", "X Y", labels=(label,), roles=(Role(label.title()),))
    assert Register((claims,)).resolve(label, DAY) is None
    assert Register((Speaker("z", "Mo Host", labels=("MR. HOST",), roles=(Role("Envoy"),)),)).resolve("MR. HOST", DAY)


@pytest.mark.parametrize(
    "venue", ["State Department, Port Amber", "U.S. Department of State", "The Department of State"]
)
def test_an_organization_is_recognised_however_its_words_stand(venue: str) -> None:
    one = Speaker("a", "Ada Price", labels=("MS. PRICE",), roles=(Role("Spokesperson", "U.S. Department of State"),))
    two = Speaker("b", "Bea Price", labels=("MS. PRICE",), roles=(Role("Spokesperson", "White House"),))
    register = Register((one, two))
    assert register.resolve("MS. PRICE", DAY, venue) is one
    assert register.resolve("MS. PRICE", DAY, "White House / State Dining Room") is two
    assert register.resolve("MS. PRICE", DAY, "James S. Brady Press Briefing Room") is two
    assert register.resolve("MS. PRICE", DAY, "Treasury") is None


def test_a_title_before_a_name_tells_people_of_one_surname_apart() -> None:
    spouse = Speaker("sol-vale", "Sol Vale", labels=("MR. VALE",))
    register = Register((PRESIDENT, spouse))
    assert register.find("President Vale") == (PRESIDENT,)
    assert register.find("Mr. Vale") == (spouse,)
    assert register.find("Vale") == (PRESIDENT, spouse)
    assert register.find("the president") == ()


def test_surnames_are_of_some_people_or_of_everybody() -> None:
    assert Register((ELIO, VESNA)).surnames([ELIO]) == {"okoro", "lind"}
    assert PODIUM.surnames() == {"okoro", "lindqvist", "vale", "marrowby"}


@given(st.text(max_size=60), st.dates(), st.text(max_size=60))
def test_any_label_and_venue_are_read(label: str, day: date, venue: str) -> None:
    found = PODIUM.resolve(label, day, venue)
    assert found is None or found.role_on(day, venue) is not None
