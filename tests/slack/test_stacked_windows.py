"""What stands under the quotes of a shortcut's window, or of a question asked from the Home: windows on top of it."""

import shutil
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.state.audit import Audit, Deed
from bot.state.database import Database
from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.reading import words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import FERRY, NEWSROOM, QUESTION, VELM
from tests.slack.test_shortcuts import sent, used, written
from tests.slack.test_windows import RIVERS, reload
from tests.slack.views import View, action_of, home_of, quotes_of, read, window_after

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
ASKED = "Has the Velm dam been inspected since the flood?"
EXPIRED = "older version of the archive"


def somebody() -> tuple[str, str]:
    number = next(_numbers)
    return f"U0T{number:04d}", f"C0T{number:04d}"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A program over a folder of its own, in its home's ``knowledge``."""
    home = tmp_path_factory.mktemp(f"stacked-{request.param}")
    shutil.copytree(NEWSROOM, home / "knowledge")
    async with LoopbackSlack() as slack, BotProcess(slack, home / "knowledge", home, request.param) as bot:
        yield Stage(slack, bot, request.param)


def file_of(stage: Stage) -> Path:
    return stage.bot.home / "knowledge" / RIVERS


async def from_a_message(stage: Stage, user: str, channel: str) -> View:
    return await used(stage, user, written(stage, channel, QUESTION))


async def from_a_verified_message(stage: Stage, user: str, channel: str) -> View:
    return await used(stage, user, written(stage, channel, f"“{VELM}” — Oda Lind"), "verify_quote")


async def from_the_form(stage: Stage, user: str, channel: str) -> View:
    form = await window_after(stage, lambda: stage.slack.shortcut(user, "search_briefings"))
    answer = await sent(stage, user, form, words="Velm dam inspected")
    return {**form, **answer["view"]}


async def from_the_home(stage: Stage, user: str, channel: str) -> View:
    home = await home_of(stage, user)
    pressed = {**action_of(home, "home_example:1")}
    return await window_after(stage, lambda: stage.slack.press_in(user, home, pressed))


async def pressed_in(stage: Stage, user: str, window: View, action: str) -> View:
    button = action_of(window, action)
    return await window_after(stage, lambda: stage.slack.press_in(user, window, button))


@pytest.mark.parametrize("window_of", [from_a_message, from_a_verified_message, from_the_form])
async def test_the_exchange_and_the_citation_open_on_top_of_the_window(
    desk: Stage, window_of: Callable[..., Any]
) -> None:
    user, channel = somebody()
    window = await window_of(desk, user, channel)
    assert quotes_of(window)[0].startswith(VELM)
    exchange = await pressed_in(desk, user, window, "exchange")
    assert (exchange["title"]["text"], exchange["depth"]) == ("Exchange", 2)
    assert ASKED in read(exchange)
    assert quotes_of(exchange)[0].startswith(VELM)
    citation = await pressed_in(desk, user, window, "citation")
    assert (citation["title"]["text"], citation["depth"]) == ("Citation", 2)
    assert VELM in read(citation)
    assert not desk.slack.visible_in(channel)


async def test_a_question_asked_from_the_home_has_them_too(desk: Stage) -> None:
    user, channel = somebody()
    window = await from_the_home(desk, user, channel)
    said = quotes_of(window)[0]
    assert said in quotes_of(await pressed_in(desk, user, window, "exchange"))
    assert said in read(await pressed_in(desk, user, window, "citation"))


async def test_more_quotes_open_on_top_of_the_window(desk: Stage) -> None:
    user, channel = somebody()
    window = await used(desk, user, written(desk, channel, "what was said about the ferry, the dam and the barges"))
    more = await pressed_in(desk, user, window, "more")
    assert more["depth"] == 2
    assert not set(quotes_of(more)) & set(quotes_of(window))


async def test_nothing_on_top_has_buttons_so_that_windows_never_stand_higher_than_two(desk: Stage) -> None:
    user, channel = somebody()
    window = await from_a_message(desk, user, channel)
    assert not [block for block in window["blocks"] if block["type"] == "context_actions"]
    for action in ("exchange", "citation"):
        on_top = await pressed_in(desk, user, window, action)
        assert not [block for block in on_top["blocks"] if block["type"] in ("actions", "context_actions")]


async def test_where_nothing_was_found_there_is_nothing_to_press(desk: Stage) -> None:
    user, channel = somebody()
    window = await used(desk, user, written(desk, channel, "zeppelin moorings"))
    with pytest.raises(LookupError):
        action_of(window, "exchange")


async def test_after_another_search_in_the_same_window_its_own_quotes_are_cited(desk: Stage) -> None:
    user, channel = somebody()
    first = await from_a_message(desk, user, channel)
    answer = await sent(desk, user, first, words="night ferry pier")
    citation = await pressed_in(desk, user, {**first, **answer["view"]}, "citation")
    assert FERRY in read(citation)
    assert VELM not in read(citation)


@pytest.mark.parametrize("action", ["exchange", "citation", "more"])
async def test_nobody_opens_what_stands_in_another_persons_window(desk: Stage, action: str) -> None:
    user, channel = somebody()
    window = await from_a_message(desk, user, channel)
    stranger, _ = somebody()
    button = {**action_of(window, "exchange"), "action_id": action}
    on_top = await window_after(desk, lambda: desk.slack.press_in(stranger, window, button))
    assert EXPIRED in read(on_top)
    assert "Velm" not in read(on_top)
    database = Database(str(desk.bot.home / "state.db"))
    deeds = [deed for _, deed in Audit(database).read() if deed.who.endswith(f":{stranger}")]
    database.close()
    ref = button["value"][:8].upper()
    assert deeds == [Deed(f"T0NEWSROOM:{stranger}", action, None, "refused: another's private answer", ref)]


async def test_an_id_that_no_answer_has_opens_nothing(desk: Stage) -> None:
    user, channel = somebody()
    window = await from_a_message(desk, user, channel)
    button = {**action_of(window, "citation"), "value": "f" * 32}
    assert EXPIRED in read(await window_after(desk, lambda: desk.slack.press_in(user, window, button)))


async def test_after_a_reload_they_say_so_and_show_no_words_that_are_gone(desk: Stage) -> None:
    user, channel = somebody()
    window = await from_a_message(desk, user, channel)
    file = file_of(desk)
    old = file.read_text()
    try:
        file.write_text(old.replace("turns:\n", 'turns:\n  - {speech: "Good morning.", printed: MS. LIND}\n', 1))
        await reload(desk)
        for action in ("exchange", "citation"):
            shown = read(await pressed_in(desk, user, window, action))
            assert "The archive was reloaded since this answer." in shown
            assert VELM in shown
        file.write_text(old.replace(VELM, "The Velm dam was looked at."))
        await reload(desk)
        for action in ("exchange", "citation"):
            shown = read(await pressed_in(desk, user, window, action))
            assert EXPIRED in shown
            assert VELM not in shown
    finally:
        file.write_text(old)
        await reload(desk)


@pytest.mark.parametrize("error", ["expired_trigger_id", "push_limit_reached", "internal_error"])
async def test_a_window_that_does_not_open_on_top_is_told_to_whoever_pressed(desk: Stage, error: str) -> None:
    user, channel = somebody()
    window = await from_a_message(desk, user, channel)
    desk.slack.fail_next("views.push", error=error)
    desk.slack.press_in(user, window, action_of(window, "exchange"))
    (told,) = await desk.slack.wait_until(lambda: desk.slack.visible_in("D" + user[1:]))
    assert "Press the button again" in words_of(told)
    assert not desk.slack.visible_in(channel)
