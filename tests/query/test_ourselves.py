from datetime import date

import pytest

from bot.query.parse import parse_query
from bot.query.people import People


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Is the US still worried about ferries?", "still worried about ferries"),
        ("why does the administration close harbours", "close harbours"),
        ("Who does the U.S. want on the same page?", "want on the same page"),
        ("Will the State Department raise the quota?", "raise the quota"),
        ("Is the US ready?", "Is the US ready"),
        ("Is the US-led mission over for good", "Is the US-led mission over for good"),
        ("Does the uses of salt matter here", "Does the uses of salt matter here"),
        ("the US and the reef", "the US and the reef"),
    ],
)
def test_those_who_brief_are_not_searched_for_in_their_own_words(question: str, words: str) -> None:
    assert parse_query(question, people=People(), today=date(2030, 6, 12)).words == words
