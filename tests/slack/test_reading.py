"""Presses, forms and shortcuts are read out of any payload, or ignored with a reason; nothing breaks the reader."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.incoming import Ignored
from bot.slack.pressing.reading import Click, read_click, read_shortcut, read_submission

NAMES = (
    "type user team channel container message actions view state values trigger_id response_url callback_id "
    "action_id value id name username team_id channel_id message_ts thread_ts text private_metadata selected_option"
).split()
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(NAMES))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=25,
)
PRESS: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1", "username": "rob", "team_id": "T1"},
    "team": {"id": "T1"},
    "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1", "thread_ts": "1.1"},
    "channel": {"id": "C1"},
    "trigger_id": "13.37",
    "response_url": "https://slack.example/1",
    "actions": [{"action_id": "share", "value": "a" * 32}],
}


def press(**fields: Any) -> Click | Ignored:
    return read_click({**PRESS, **fields})


def test_a_press_tells_who_pressed_what_and_where() -> None:
    click = press()
    assert isinstance(click, Click)
    assert (click.action, click.value, click.team, click.user, click.name) == ("share", "a" * 32, "T1", "U1", "rob")
    assert (click.channel, click.message_ts, click.thread_ts) == ("C1", "1.2", "1.1")
    assert (click.trigger_id, click.response_url) == ("13.37", "https://slack.example/1")


def test_the_same_press_has_the_same_key_and_another_press_another() -> None:
    keys = {one.arrival.event_key for one in (press(), press(), press(trigger_id="13.38")) if isinstance(one, Click)}
    assert keys == {"T1:click:13.37", "T1:click:13.38"}
    bare = [press(trigger_id=None), press(trigger_id=None), press(trigger_id=None, actions=[{"action_id": "more"}])]
    assert len({one.key for one in bare if isinstance(one, Click)}) == 2


@pytest.mark.parametrize(
    "fields",
    [{"actions": []}, {"actions": None}, {"actions": ["x"]}, {"actions": [{}]}, {"user": None}, {"user": {"id": 7}}],
)
def test_a_press_of_nothing_or_by_nobody_is_ignored(fields: dict[str, Any]) -> None:
    assert isinstance(press(**fields), Ignored)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://slack.example/a b", "ftp://x", 7, "https://x/" + "y" * 3_000]
)
def test_an_odd_response_address_is_not_used(url: Any) -> None:
    click = press(response_url=url)
    assert isinstance(click, Click)
    assert click.response_url is None


def test_a_form_tells_what_stands_in_its_fields() -> None:
    values = {"reason": {"reason": {"type": "plain_text_input", "value": "Too old."}}, "odd": {"odd": 7}, "none": None}
    view = {"callback_id": "feedback_reason", "private_metadata": "a1", "state": {"values": values}}
    click = read_submission({"user": {"id": "U1"}, "team": {"id": "T1"}, "view": view})
    assert isinstance(click, Click)
    assert (click.action, click.private_metadata, click.form) == ("feedback_reason", "a1", {"reason": "Too old."})


@given(ANYTHING)
def test_no_shape_of_a_payload_breaks_a_reader(body: Any) -> None:
    for read in (read_click, read_submission, read_shortcut):
        assert isinstance(read(body), Click | Ignored)


@given(st.dictionaries(st.sampled_from(sorted(PRESS)), ANYTHING, max_size=3))
def test_no_part_of_a_press_breaks_the_reader_or_its_row_in_the_inbox(fields: dict[str, Any]) -> None:
    click = press(**fields)
    if isinstance(click, Click):
        assert click.arrival.user
        assert click.arrival.text.startswith(f"{click.action} {click.value} ")
