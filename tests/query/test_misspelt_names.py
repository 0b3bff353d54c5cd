import pytest

from bot.briefing.speakers import Register, Speaker
from bot.query.parse import parse_query
from bot.query.people import People
from tests.query.asking import TODAY

REGISTER = Register(
    (
        Speaker("jo-marsaki", "Jo Marsaki", ("Josephine R. Marsaki", "JRM")),
        Speaker("ann-bellart", "Ann Bell-Hart"),
        Speaker("tom-gables", "Tom Gablesworth"),
        Speaker("bo-gables", "Bo Gablesworth"),
        Speaker("lin-rice", "Lin Rice"),
        Speaker("lin-walters", "Lin Walters"),
    )
)
PEOPLE = People(REGISTER)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Marsacki", "Jo Marsaki"),
        ("Marskai", "Jo Marsaki"),
        ("Jo Marsacki", "Jo Marsaki"),
        ("Secretary Marsacki", "Jo Marsaki"),
        ("Bel Hart", "Ann Bell-Hart"),
        ("Gableswoth", "Tom Gablesworth or Bo Gablesworth"),
        ("Bo Gableswoth", "Bo Gablesworth"),
        ("Marsako", None),
        ("Eve Marsacki", None),
        ("Marsakis", None),
        ("Ricce", None),
        ("Walterss", "Lin Walters"),
        ("Waltesr", "Lin Walters"),
        ("Waters", None),
        ("Xarsacki", None),
        ("", None),
    ],
)
def test_letters_swapped_dropped_or_doubled_still_name_somebody_and_another_letter_does_not(
    typed: str, name: str | None
) -> None:
    found = PEOPLE.find_misspelt(typed)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("typed", ["J. Marsaki", "J. R. Marsaki", "JRM", "j marsaki"])
def test_initials_name_somebody(typed: str) -> None:
    found = PEOPLE.find(typed)
    assert found is not None
    assert found.ids == {"jo-marsaki"}
    assert PEOPLE.find("T. Marsaki") is None


@pytest.mark.parametrize(
    "asked", ["What did Marsacki say about salt?", "speaker:Marsacki salt", "Has Marsacki said salt"]
)
def test_a_misspelt_name_is_understood_where_only_a_name_can_stand(asked: str) -> None:
    query = parse_query(asked, people=PEOPLE, today=TODAY)
    assert ([one.name for one in query.speakers], query.words, query.unknown_speakers) == (["Jo Marsaki"], "salt", ())


@pytest.mark.parametrize(
    "asked", ["Will the marsacki treaty hold?", "Marsacki on salt", "what did marsacki say about salt", "Marsacki"]
)
def test_a_misspelt_name_is_a_word_elsewhere(asked: str) -> None:
    assert parse_query(asked, people=PEOPLE, today=TODAY).speakers == ()


def test_of_people_of_one_name_those_are_meant_who_speak_here() -> None:
    people = People(REGISTER, heard=frozenset({"bo-gables"}))
    found = people.find("Gablesworth")
    assert found is not None
    assert found.name == "Bo Gablesworth"
    assert people.find("Rice") is not None
    assert people.find_misspelt("Marsacki") is None
