"""A role, or a name nearly right, says who spoke in a label and in an aside; only where a day with its year stands beside it."""

from datetime import date

import pytest

from bot.briefing.speakers import Register, Role, Speaker
from bot.query.filters import describe_filters
from bot.query.parse import parse_query
from bot.query.people import People

OKORO = Speaker("vesna-okoro", "Vesna Okoro", labels=("MS. OKORO",), roles=(Role("Spokesperson", "Ministry of Tides"),))
PEOPLE = People(Register((OKORO,)), ())
MAY = ("after:2024-05-01", "before:2024-05-31")


def filters(text: str) -> tuple[str, ...]:
    return tuple(describe_filters(parse_query(text, people=PEOPLE, today=date(2030, 6, 12))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President, May 2024: will the locks open?", ("role:president", *MAY)),
        ("Official, May 2024: will the locks open?", MAY),
        ("Okroo, May 2024: will the locks open?", ('speaker:"Vesna Okoro"', *MAY)),
        ("Will the locks open? (What did President say in May 2024?)", ("role:president", *MAY)),
        ("Will the locks open? (What did Okoro say in May 2024?)", ('speaker:"Vesna Okoro"', *MAY)),
    ],
)
def test_who_and_when_beside_a_question(text: str, expected: tuple[str, ...]) -> None:
    assert filters(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "President: will the locks open?",
        "Mr. President, in May you said that the locks would open.",
        "Thank you, Official: will the locks open?",
        "Will the locks open? (What did he say?)",
        "Tides, locks, gates: what opens first?",
    ],
)
def test_an_address_or_a_heading_narrows_nothing(text: str) -> None:
    assert not [one for one in filters(text) if one.startswith(("role:", "speaker:"))]


@pytest.mark.parametrize(
    "question", ["— well, will they open?", "“Nobody will wait.” Who said that?", "(Laughter.) Will they?"]
)
def test_on_with_a_colon_before_a_question_is_a_word_and_no_filter(question: str) -> None:
    assert filters(f"Statements by Okoro in May 2024 on: {question}")[:3] == ('speaker:"Vesna Okoro"', *MAY)
