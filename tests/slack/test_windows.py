"""Windows that open on a press: what they show after a reload, and what is said where they fail."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.state.audit import Audit, Deed
from bot.state.database import Database
from bot.store.desk.deciding import Decider, withdraw
from bot.store.load import read_knowledge
from tests.loopback import BotProcess, LoopbackSlack, Message
from tests.loopback.reading import pressed, words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import NEWSROOM, VELM
from tests.slack.test_buttons import opened

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
RIVERS = "2024-03-04-rivers.yaml"
STATEMENTS = [
    f"Part {n} of the lighthouse statement. " + "It goes on and on, as such parts do. " * 30 for n in range(12)
]
LIGHTHOUSE = "\n".join(
    [
        "id: 2024-05-06-lighthouse",
        "title: Lighthouse Statement",
        "held_on: 2024-05-06",
        "source: {publisher: Ministry of Rivers, kind: transcript, status: official}",
        "turns:",
        '  - {question: "What becomes of the lighthouse?", printed: Q}',
        *(f'  - {{speech: "{part.strip()}", by: oda-lind, printed: MS. LIND}}' for part in STATEMENTS),
        '  - {speech: "The foghorn, at last, is sold to a museum of brass.", by: oda-lind, printed: MS. LIND}',
        "",
    ]
)

BEACON = (
    LIGHTHOUSE.replace("lighthouse", "beacon")
    .replace("Lighthouse", "Beacon")
    .replace("title:", "audience: [C0BEACON]\ntitle:")
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Stage, Path]]:
    """A program of its own over a folder that may be changed."""
    home = tmp_path_factory.mktemp("windows")
    knowledge = home / "knowledge"
    shutil.copytree(NEWSROOM, knowledge)
    (knowledge / "2024-05-06-lighthouse.yaml").write_text(LIGHTHOUSE)
    (knowledge / "2024-05-06-beacon.yaml").write_text(BEACON)
    async with LoopbackSlack() as slack, BotProcess(slack, knowledge, home) as bot:
        yield Stage(slack, bot, "socket"), knowledge


async def answered(stage: Stage, text: str = "was the Velm dam inspected?") -> tuple[str, str, Message]:
    number = next(_numbers)
    user, channel = f"U0W{number:04d}", f"C0W{number:04d}"
    said = stage.slack.mention(user, channel, text)
    return user, channel, await stage.slack.wait_for_reply(said)


async def reload(stage: Stage) -> None:
    before = len(stage.slack.private_to("U0ADMIN"))
    stage.slack.command("U0ADMIN", "C0ADMIN", "reload")
    await stage.slack.wait_until(lambda: stage.slack.private_to("U0ADMIN")[before:])


def texts(view: dict[str, Any]) -> str:
    return words_of(Message("", "", "", "", "", blocks=view["blocks"]))


@pytest.mark.parametrize(
    "error", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "internal_error"]
)
@pytest.mark.parametrize("action", ["exchange", "more", "citation", "feedback.bad"])
async def test_a_window_that_does_not_open_is_told_to_whoever_pressed_alone(
    desk: tuple[Stage, Path], error: str, action: str
) -> None:
    stage, _ = desk
    user, channel, answer = await answered(stage)
    stage.slack.fail_next("views.open", error=error)
    button = pressed(answer, "exchange" if action == "more" else action)
    stage.slack.click(user, answer, {**button, "action_id": action.partition(".")[0]})
    told = await stage.slack.wait_for_private(user, channel)
    assert "Press the button again" in words_of(told)
    assert stage.slack.visible_in(channel) == [answer]


async def test_a_window_that_cannot_be_filled_is_told_and_says_one_moment_to_nobody_for_ever(
    desk: tuple[Stage, Path],
) -> None:
    stage, _ = desk
    user, channel, answer = await answered(stage)
    stage.slack.fail_next("views.update", error="invalid_arguments")
    stage.slack.click(user, answer, pressed(answer, "exchange"))
    assert "Press the button again" in words_of(await stage.slack.wait_for_private(user, channel))


@pytest.mark.parametrize("trouble", [{"status": 429, "retry_after_s": 0}, {"status": 502}, {"drop": "before"}])
async def test_a_window_is_filled_on_the_second_try(desk: tuple[Stage, Path], trouble: dict[str, Any]) -> None:
    stage, _ = desk
    user, channel, answer = await answered(stage)
    stage.slack.fail_next("views.update", **trouble)
    view = await opened(stage, user, answer, pressed(answer, "exchange"), "Exchange")
    assert VELM in texts(view)
    assert not stage.slack.private_to(user, channel)


async def test_where_the_response_address_is_spent_the_word_comes_as_a_private_message(
    desk: tuple[Stage, Path],
) -> None:
    stage, _ = desk
    user, channel, answer = await answered(stage)
    stage.slack.fail_next("response_url", status=404, error="used_url")
    stage.slack.fail_next("views.open", error="expired_trigger_id")
    stage.slack.click(user, answer, pressed(answer, "exchange"))
    told = await stage.slack.wait_for_private(user, channel)
    assert told.via == "chat.postEphemeral"
    assert "Press the button again" in words_of(told)


async def test_what_is_not_the_pressers_or_not_there_is_refused_in_the_window_and_written_down(
    desk: tuple[Stage, Path],
) -> None:
    stage, knowledge = desk
    stage.slack.command("U0OWNER", "C0OWN", "was the Velm dam inspected?")
    private = await stage.slack.wait_for_private("U0OWNER", "C0OWN")
    button = pressed(private, "citation")
    for action in ("exchange", "citation"):
        view = await opened(stage, "U0STRANGER", private, {**button, "action_id": action}, action.capitalize())
        assert "older version" in texts(view)
    view = await opened(stage, "U0STRANGER", private, {**button, "value": "f" * 32}, "Citation")
    assert "older version" in texts(view)
    form = await opened(stage, "U0OWNER", private, pressed(private, "feedback.bad"), "Feedback")
    sent = stage.slack.submit("U0STRANGER", form, {"reason": {"reason": {"type": "plain_text_input", "value": "x"}}})
    await stage.slack.courier.settle()
    assert "older version" in str(sent.answer["view"])
    database = Database(str(knowledge.parent / "state.db"))
    deeds = [deed for _, deed in Audit(database).read() if deed.who.endswith(":U0STRANGER")]
    database.close()
    ref = button["value"][:8].upper()
    another = "refused: another's private answer"
    assert deeds == [
        Deed("T0NEWSROOM:U0STRANGER", "exchange", "C0OWN", another, ref),
        Deed("T0NEWSROOM:U0STRANGER", "citation", "C0OWN", another, ref),
        Deed("T0NEWSROOM:U0STRANGER", "citation", "C0OWN", "refused: unknown answer", "FFFFFFFF"),
        Deed("T0NEWSROOM:U0STRANGER", "feedback_reason", None, another, ref),
    ]


async def test_the_exchange_names_its_day_as_a_calendar_date(desk: tuple[Stage, Path]) -> None:
    stage, _ = desk
    user, _, answer = await answered(stage)
    shown = texts(await opened(stage, user, answer, pressed(answer, "exchange"), "Exchange"))
    assert ", 4 March 2024" in shown
    assert "From: " in shown
    assert "2024-03-04," not in shown


async def test_a_long_exchange_says_that_it_is_a_part_and_has_the_quoted_turn_in_it(desk: tuple[Stage, Path]) -> None:
    stage, _ = desk
    user, _, answer = await answered(stage, "foghorn museum of brass")
    shown = texts(await opened(stage, user, answer, pressed(answer, "exchange"), "Exchange"))
    assert "The foghorn, at last, is sold to a museum of brass." in shown
    assert "This is a part of a longer exchange." in shown
    assert len(shown) > 5_000


async def test_after_a_reload_every_window_says_so_and_words_that_moved_say_that_too(desk: tuple[Stage, Path]) -> None:
    stage, knowledge = desk
    user, channel, answer = await answered(stage)
    stage.slack.command(user, channel, "was the Velm dam inspected?")
    private = await stage.slack.wait_for_private(user, channel)
    file = knowledge / RIVERS
    old = file.read_text()
    first = "turns:\n"
    file.write_text(old.replace(first, f'{first}  - {{speech: "Good morning.", printed: MS. LIND}}\n', 1))
    await reload(stage)
    try:
        for action, title in (("exchange", "Exchange"), ("citation", "Citation")):
            shown = texts(await opened(stage, user, answer, pressed(answer, action), title))
            assert "The archive was reloaded since this answer." in shown
            assert "1 quote of it stands under another id now." in shown
            assert VELM in shown
        stage.slack.click(user, private, pressed(private, "share"))
        told = await stage.slack.wait_until(lambda: stage.slack.private_to(user, channel)[1:])
        assert "I cannot tell" in words_of(told[0]) or "older version of the archive" in words_of(told[0])
        file.write_text(old.replace(VELM, "The Velm dam was looked at."))
        await reload(stage)
        for action, title in (("exchange", "Exchange"), ("citation", "Citation")):
            shown = texts(await opened(stage, user, answer, pressed(answer, action), title))
            assert "older version of the archive" in shown
            assert VELM not in shown
    finally:
        file.write_text(old)
        await reload(stage)


async def test_words_that_the_desk_withdrew_are_in_no_window_and_are_not_shared(desk: tuple[Stage, Path]) -> None:
    stage, knowledge = desk
    user, channel, answer = await answered(stage)
    stage.slack.command(user, channel, "was the Velm dam inspected?")
    private = await stage.slack.wait_for_private(user, channel)
    decider = Decider("ada", datetime(2024, 6, 1, tzinfo=UTC))
    assert withdraw(knowledge, read_knowledge(knowledge), "2024-03-04-rivers", decider)
    try:
        for action, title in (("exchange", "Exchange"), ("citation", "Citation")):
            view = await opened(stage, user, answer, pressed(answer, action), title)
            assert "older version of the archive" in texts(view)
            assert "Velm" not in str(view["blocks"])
        stage.slack.click(user, private, pressed(private, "share"))
        await stage.slack.wait_until(lambda: stage.slack.private_to(user, channel)[1:])
        assert stage.slack.visible_in(channel) == [answer]
    finally:
        (knowledge / "desk.yaml").unlink()
        await reload(stage)


async def test_a_count_that_no_window_holds_is_read_through_page_by_page(desk: tuple[Stage, Path]) -> None:
    stage, _ = desk
    user, _, answer = await answered(stage, 'timeline "lighthouse statement"')
    (count,) = (one for block in answer.blocks if block.get("block_id") == "periods" for one in block["elements"])
    assert count["text"]["text"] == "2024-05: 12"
    view = await opened(stage, user, answer, count, "Timeline")
    shown: list[str] = []
    pages = 1
    while True:
        found = [part for part in STATEMENTS if part[:40] in texts(view)]
        assert f"Shown here: {len(shown) + 1} to {len(shown) + len(found)}." in texts(view)
        assert len(view["blocks"]) <= 100
        shown += found
        leaves = {
            one["action_id"]: one
            for block in view["blocks"]
            if block.get("block_id") == "pages"
            for one in block["elements"]
        }
        assert ("period:first" in leaves) == (pages > 1)
        if "period:next" not in leaves:
            break
        view = await turned(stage, user, view, leaves["period:next"])
        pages += 1
    assert (shown, pages > 1) == (STATEMENTS, True)
    view = await turned(stage, user, view, leaves["period:first"])
    assert "Shown here: 1 to " in texts(view)


async def test_the_pages_of_a_window_show_what_its_answer_s_channel_may_see_and_no_more(
    desk: tuple[Stage, Path],
) -> None:
    stage, _ = desk
    said = stage.slack.mention("U0BEACON", "C0BEACON", 'timeline "beacon statement"')
    inside = await stage.slack.wait_for_reply(said)
    (count,) = (one for block in inside.blocks if block.get("block_id") == "periods" for one in block["elements"])
    view = await opened(stage, "U0BEACON", inside, count, "Timeline")
    (leaf,) = (one for block in view["blocks"] if block.get("block_id") == "pages" for one in block["elements"])
    assert "of the beacon statement" in texts(await turned(stage, "U0BEACON", view, leaf))

    user, _, outside = await answered(stage, 'timeline "lighthouse statement"')
    (count,) = (one for block in outside.blocks if block.get("block_id") == "periods" for one in block["elements"])
    assert count["text"]["text"] == "2024-05: 12"
    view = await opened(stage, user, outside, count, "Timeline")
    (leaf,) = (one for block in view["blocks"] if block.get("block_id") == "pages" for one in block["elements"])
    assert "beacon" not in texts(await turned(stage, user, view, leaf))
    _, _, elsewhere = await answered(stage, 'timeline "beacon statement"')
    assert "stands in" not in words_of(elsewhere)
    assert not [block for block in elsewhere.blocks if block.get("block_id") == "periods"]


async def test_a_page_of_no_answer_or_no_number_shows_no_words(desk: tuple[Stage, Path]) -> None:
    stage, _ = desk
    user, _, answer = await answered(stage, 'timeline "lighthouse statement"')
    (count,) = (one for block in answer.blocks if block.get("block_id") == "periods" for one in block["elements"])
    view = await opened(stage, user, answer, count, "Timeline")
    (leaf,) = (one for block in view["blocks"] if block.get("block_id") == "pages" for one in block["elements"])
    for value in ("0" * 32 + ".2024-05.3", leaf["value"].partition(".")[0] + ".2024-05.x"):
        view = await turned(stage, user, view, leaf | {"value": value})
        assert not any(part[:40] in texts(view) for part in STATEMENTS)


async def turned(stage: Stage, user: str, view: dict[str, Any], leaf: dict[str, Any]) -> dict[str, Any]:
    """The same window with another page in it."""
    stage.slack.press_in(user, view, leaf)
    views = stage.slack.workspace.views
    await stage.slack.wait_until(lambda: views[view["id"]]["hash"] != view["hash"])
    return dict(views[view["id"]])
