from datetime import date

import pytest

from bot.query.model import Order
from bot.query.parse import parse_query
from bot.query.people import People
from tests.briefings import REGISTER


@pytest.mark.parametrize(
    ("question", "order", "words"),
    [
        ("What is the latest on ferries?", Order.NEWEST, "ferries"),
        ("latest on the ferries", Order.NEWEST, "the ferries"),
        ("the most recent statement by Okoro on ferries", Order.NEWEST, "ferries"),
        ("what's the latest from Okoro on ferries", Order.NEWEST, "ferries"),
        ("what did Okoro last say about ferries", Order.NEWEST, "ferries"),
        ("when did Okoro first mention ferries", Order.OLDEST, "ferries"),
        ('"no more ferries" latest', Order.NEWEST, "no more ferries"),
        ("the latest ferry to the reef", Order.BEST, "the latest ferry to the reef"),
        ("the first ferry", Order.BEST, "the first ferry"),
        ('"what Okoro first said"', Order.BEST, "what Okoro first said"),
        ("last week's ferries", Order.BEST, "ferries"),
    ],
)
def test_the_order_asked_for_is_read_and_its_words_are_not_searched(question: str, order: Order, words: str) -> None:
    query = parse_query(question, people=People(REGISTER), today=date(2030, 6, 12))
    assert (query.order, query.words) == (order, words)
