import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query.filters import describe_filters
from bot.query.model import Query
from bot.query.parse import QUESTION_MAX_CHARS
from tests.query.asking import ask

TIME_MAX_S = 0.02  # Of the processor, so that a busy machine does not count.

_PIECES = [
    *"what did Price say Zzyzx Okri Gable said has the president spokesman about on in last week of February 2021 9 may".split(),
    *(
        "speaker:",
        "on:",
        "role:",
        "after:",
        "source:",
        "from:x",
        '"',
        "“",
        "”",
        "„",
        "‘",
        "’",
        "—",
        ".",
        "?",
        ":",
        "(",
        ")",
    ),
    *("yesterday", "MS. PRICE", "2021-02-09", "too soon", "\n", "statements by", "according to", "and", "\u202e", "ﷺ"),
]
questions = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join),
    st.lists(st.sampled_from(_PIECES), max_size=20).map("".join),
)


def ask_or_none(text: str) -> Query | None:
    try:
        return ask(text)
    except QueryError:
        return None


@settings(max_examples=400, deadline=None)
@given(questions)
def test_any_text_is_understood_or_told_and_always_the_same_way(text: str) -> None:
    assert ask_or_none(text) == ask_or_none(text)


@settings(max_examples=400, deadline=None)
@given(questions)
def test_shown_filters_typed_back_mean_the_same(text: str) -> None:
    query = ask_or_none(text)
    shown = describe_filters(query) if query is not None else ()
    if query is None or not shown or len(" ".join(shown)) > QUESTION_MAX_CHARS:
        return
    again = ask(" ".join(shown))
    assert describe_filters(again) == shown
    assert [(one.ids, one.labels) for one in again.speakers] == [(one.ids, one.labels) for one in query.speakers]
    assert (again.roles, again.after, again.before, again.sources, again.phrases, again.unknown_speakers) == (
        query.roles, query.after, query.before, query.sources, query.phrases, query.unknown_speakers
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(questions)
def test_no_word_is_added(text: str) -> None:
    query = ask_or_none(text)
    if query is not None:
        assert all(word in query.text for word in query.words.split())


@pytest.mark.parametrize(
    "piece",
    ["a\n", "a. ", "„", "“", '"', '"a', "‘a ’", "— ", "Price said. ", "Price on. ", "what did Price say. ", "on ", "in 2021 ",
     "( ", "early ", "speaker:a ", "between 3 and ", "last week of ", "\u0301", "9 of ", "what did a b c d e f "],
)  # fmt: skip
def test_a_thousand_characters_of_anything_are_read_at_once(piece: str) -> None:
    text = (piece * QUESTION_MAX_CHARS)[:QUESTION_MAX_CHARS]
    took_s = []
    for _ in range(3):
        start = time.thread_time()
        ask_or_none(text)
        took_s.append(time.thread_time() - start)
    assert min(took_s) < TIME_MAX_S
