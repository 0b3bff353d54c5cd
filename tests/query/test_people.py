import pytest

from bot.briefing.speakers import Register, Speaker
from bot.query.people import People
from tests.query.asking import PEOPLE


@pytest.mark.parametrize(
    "name",
    ["Ada Price", "ada price", "PRICE", "Price's", "Price’s", "Ms Price", "MS. PRICE", "Adelaide Price", "Ada B. Price",
     "Spokesperson Price", "Madam Price", "Ádà Príce"],
)  # fmt: skip
def test_a_person_is_found_by_every_way_of_naming(name: str) -> None:
    found = PEOPLE.find(name)
    assert found is not None
    assert (found.name, set(found.ids)) == ("Ada Price", {"ada-price"})


def test_the_label_a_person_alone_prints_belongs_to_the_person() -> None:
    found = PEOPLE.find("Ada Price")
    assert found is not None
    assert found.labels == {"ms price"}


@pytest.mark.parametrize("name", ["Gable", "Robert Gable", "robert j. gable", "Chair Gable", "Gable's"])
def test_a_name_the_register_lacks_finds_labels_by_surname(name: str) -> None:
    found = PEOPLE.find(name)
    assert found is not None
    assert (found.name, set(found.ids), set(found.labels)) == (
        found.asked,
        set(),
        {"mr gable", "chair gable"},
    )


@pytest.mark.parametrize(
    "name", ["Senior Ministry Official", "the senior ministry officials", "SENIOR MINISTRY OFFICIAL"]
)
def test_a_printed_function_is_found_whole(name: str) -> None:
    found = PEOPLE.find(name)
    assert found is not None
    assert found.labels == {"senior ministry official"}


@pytest.mark.parametrize(
    "name", ["Official", "one", "Ministry", "Ned", "Tom Price Gable Hart Bell", "", "…", "x" * 5000]
)
def test_what_names_nobody_finds_nobody(name: str) -> None:
    assert PEOPLE.find(name) is None


def test_two_people_of_one_surname_are_both_meant() -> None:
    found = PEOPLE.find("Okri")
    assert found is not None
    assert (found.name, set(found.ids)) == ("Tom Ökri or Lin Ökri", {"tom-okri", "lin-okri"})


def test_a_full_name_does_not_find_another_persons_label() -> None:
    people = People(Register((Speaker("ada", "Ada Price"),)), ["SECRETARY PRICE"])
    full, surname = people.find("Ada Price"), people.find("Price")
    assert full is not None
    assert surname is not None
    assert (set(full.labels), set(surname.labels)) == (set(), {"secretary price"})


def test_a_full_printed_name_is_not_another_first_names() -> None:
    people = People(Register(), ["MICHELLE SMITT"])
    assert people.find("Robert Smitt") is None
    found = people.find("Michelle Smitt")
    assert found is not None
    assert found.name == "MICHELLE SMITT"


def test_a_hyphen_may_be_left_out() -> None:
    found = PEOPLE.find("Jo Bell Hart")
    assert found is not None
    assert found.ids == {"jo-bell-hart"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("Pryce", "Ada Price"), ("Secretary Veldon", "Marta Velden"), ("Gabel", "MR. GABLE")]
)
def test_a_misspelled_name_brings_the_near_one(typed: str, meant: str) -> None:
    assert meant in PEOPLE.near(typed)


def test_a_name_like_nobodys_brings_none() -> None:
    assert PEOPLE.near("Zzyzx") == ()
