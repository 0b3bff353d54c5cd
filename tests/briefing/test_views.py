import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.views import View


@given(st.lists(st.integers(), max_size=6), st.integers(-8, 8), st.slices(8))
def test_a_view_reads_like_the_tuple_of_its_items(items: list[int], at: int, part: slice) -> None:
    view = View(len(items), lambda number: items[number])
    assert tuple(view) == tuple(items)
    assert tuple(view[part]) == tuple(items)[part]
    assert len(view) == len(items)
    if -len(items) <= at < len(items):
        assert view[at] == items[at]
    else:
        with pytest.raises(IndexError):
            view[at]


def test_an_item_is_made_when_it_is_looked_at_and_not_kept() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    view = View(3, make)
    assert made == []
    assert (view[1], view[1]) == (1, 1)
    assert made == [1, 1]
