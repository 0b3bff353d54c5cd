"""A thread's last question, kept as text and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.query.followups.last import LastQuestion
from bot.query.followups.stored import read_back, written


@given(
    st.builds(
        LastQuestion,
        words=st.text(),
        phrases=st.lists(st.text()).map(tuple),
        speakers=st.lists(st.text()).map(tuple),
        after=st.none() | st.dates(),
        first_shown=st.none() | st.dates(),
        voice=st.none() | st.text(),
        shown=st.integers(0, 60),
    )
)
def test_what_was_written_is_read_back_the_same(last: LastQuestion) -> None:
    assert read_back(written(last)) == last


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '"x"', '{"order": "sideways"}', '{"after": "2024-13-01"}', '{"after": 7}', '{"roles": 1}'],
)
def test_what_is_not_understood_is_no_question(text: str) -> None:
    assert read_back(text) is None


def test_a_field_that_is_no_longer_known_is_passed_over() -> None:
    assert read_back('{"words": "dam", "mood": "curious"}') == LastQuestion(words="dam")
