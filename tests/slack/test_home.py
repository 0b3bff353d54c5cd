"""The Home: what somebody may see, ways to ask, and what admins may do; over real connections and in both modes."""

import asyncio
from functools import partial
from itertools import count

import pytest

from tests.slack.conftest import Stage
from tests.slack.conversations import VELM
from tests.slack.views import action_of, changed_home, home_of, quotes_of, read, window_after

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
ADMIN = "U0ADMIN"


def somebody() -> str:
    return f"U0H{next(_numbers):04d}"


async def test_the_home_tells_what_there_is_how_to_ask_and_what_is_kept(stage: Stage) -> None:
    home = await home_of(stage, somebody())
    assert home["type"] == "home"
    assert len(home["blocks"]) < 100
    for part in ("word for word", "3 briefings", "4 March 2024", "2 April 2024", "version", "mention me", "30 days"):
        assert part in read(home)


async def test_only_admins_see_what_admins_do(stage: Stage) -> None:
    assert "For admins" not in read(await home_of(stage, somebody()))
    assert "For admins" in read(await home_of(stage, ADMIN))


async def test_each_example_is_answered_in_a_window(stage: Stage) -> None:
    user = somebody()
    home = await home_of(stage, user)
    for press in (action_of(home, "home_example:1"), action_of(home, "home_example:2")):
        window = await window_after(stage, partial(stage.slack.press_in, user, home, press))
        assert quotes_of(window)


async def test_an_example_of_an_earlier_home_leads_to_nothing_and_the_home_is_shown_anew(stage: Stage) -> None:
    user = somebody()
    home = await home_of(stage, user)
    press = {**action_of(home, "home_example:1"), "value": "0" * 32}
    window = await window_after(stage, lambda: stage.slack.press_in(user, home, press))
    assert "Ask again" in read(window)
    await changed_home(stage, user, home["hash"])


async def test_recent_questions_are_shown_to_those_who_want_it_and_to_nobody_else(stage: Stage) -> None:
    user, other = somebody(), somebody()
    for who, text in ((user, "was the Velm dam inspected?"), (other, "when do the barges sail")):
        await stage.slack.wait_for_reply(stage.slack.mention(who, "C0HOME", text))
    home = await home_of(stage, user)
    assert "was the Velm dam inspected?" not in read(home)
    stage.slack.press_in(user, home, action_of(home, "home_remember"))
    wanted = await changed_home(stage, user, home["hash"])
    assert "was the Velm dam inspected?" in read(wanted)
    assert "barges sail" not in read(wanted)
    window = await window_after(stage, lambda: stage.slack.press_in(user, wanted, action_of(wanted, "home_recent:1")))
    assert quotes_of(window)[0].startswith(VELM)
    stage.slack.press_in(user, wanted, action_of(wanted, "home_forget"))
    assert "was the Velm dam" not in read(await changed_home(stage, user, wanted["hash"]))


async def test_nobody_opens_another_persons_recent_question(stage: Stage) -> None:
    user, other = somebody(), somebody()
    await stage.slack.wait_for_reply(stage.slack.mention(user, "C0HOME", "was the Velm dam inspected?"))
    home = await home_of(stage, user)
    stage.slack.press_in(user, home, action_of(home, "home_remember"))
    wanted = await changed_home(stage, user, home["hash"])
    press = action_of(wanted, "home_recent:1")
    window = await window_after(stage, lambda: stage.slack.press_in(other, wanted, press))
    assert not quotes_of(window)


@pytest.mark.parametrize(
    ("action", "shows"),
    [
        ("home_dry_run", "Nothing has changed"),
        ("home_reload", "Nothing has changed"),
        ("home_report", "UTC"),
        ("home_gaps", "found nothing"),
        ("home_feedback", "helpful"),
    ],
)
async def test_admins_read_and_reload_from_their_home_and_nobody_else_does(
    stage: Stage, action: str, shows: str
) -> None:
    home = await home_of(stage, ADMIN)
    press = action_of(home, action)
    window = await window_after(stage, lambda: stage.slack.press_in(ADMIN, home, press))
    assert shows in read(window)
    refused = await window_after(stage, lambda: stage.slack.press_in(somebody(), home, press))
    assert "Only admins" in read(refused)


async def test_the_messages_tab_publishes_nothing(stage: Stage) -> None:
    user = somebody()
    stage.slack.visit_home(user, tab="messages")
    await stage.slack.courier.settle()
    await asyncio.sleep(0.3)
    assert user not in stage.slack.workspace.views


async def test_a_home_that_slack_does_not_take_at_once_is_published_again(stage: Stage) -> None:
    user = somebody()
    stage.slack.fail_next("views.publish", status=429, retry_after_s=0)
    assert "3 briefings" in read(await home_of(stage, user))
