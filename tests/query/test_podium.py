"""At which podium: read where a clause says so, and nowhere else."""

import pytest

from bot.query.model import Query
from bot.query.parse import parse_query
from bot.query.people import People
from tests.query.asking import PEOPLE, REGISTER, TODAY, ask


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Ada Price say about ferries last February at the Ministry of Tides?", "ferries"),
        ("What did Ada Price say at the Ministry of Tides about ferries?", "ferries"),
        ("What did Ada Price say in March 2024 at the Ministry of Tides on ferries?", "ferries"),
        ("what did Ada Price say from the Ministry of Tides podium about ferries", "ferries"),
        ("What did Ada Price say on ferries in March 2024 at the Ministry of Tides briefing?", "ferries"),
    ],
)
def test_a_podium_beside_the_verb_or_after_the_day_is_a_filter(question: str, words: str) -> None:
    query = ask(question)
    assert (query.sources, query.words) == (("Ministry of Tides",), words)
    assert [speaker.name for speaker in query.speakers] == ["Ada Price"]


@pytest.mark.parametrize(
    "question",
    [
        "What did Ada Price say about the meeting at the Ministry of Tides?",
        "What did Ada Price say about the fire at the harbour in March 2024?",
        "Will there be a meeting next week at the Ministry of Tides?",
        "What happened in March 2024 at the Ministry of Tides?",
        "the meeting at the Ministry of Tides",
        "What did Ada Price say at the Ministry of Tides gala about ferries?",
    ],
)
def test_where_something_took_place_is_part_of_the_topic(question: str) -> None:
    assert ask(question).sources == ()


def test_a_podium_nobody_of_the_register_speaks_at_is_none() -> None:
    asked = "What did Ada Price say at the Ministry of Winds about ferries?"
    assert ask(asked).sources == ()


def test_the_words_of_an_organization_tell_it_in_any_order() -> None:
    def sources(question: str) -> tuple[str, ...]:
        return read(question).sources

    def read(question: str) -> Query:
        return parse_query(question, people=People(REGISTER, ()), today=TODAY)

    assert sources("what did Price say at the Tides Ministry about ferries") == ("Tides Ministry",)
    assert PEOPLE.organizations == {frozenset({"ministry", "tides"})}
