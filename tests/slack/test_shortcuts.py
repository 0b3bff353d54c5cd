"""Shortcuts: windows over a message or from anywhere, and what may be put into the thread."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from bot.slack.rendering.layout import WINDOW
from tests.loopback import Message
from tests.loopback.payloads import check_blocks
from tests.loopback.reading import button, quotes_in, words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import FERRY, QUESTION, VELM
from tests.slack.test_buttons import mentioned_in

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
View = dict[str, Any]


def somebody() -> tuple[str, str]:
    number = next(_numbers)
    return f"U0S{number:04d}", f"C0S{number:04d}"


def written(stage: Stage, channel: str, text: str, thread_ts: str | None = None) -> Message:
    """A message of a person, which the bot does not hear of."""
    said = stage.slack.say("U0WRITER", channel, text, thread_ts)
    return next(m for m in stage.slack.workspace.messages if m.ts == said.ts)


def shown(view: View) -> Message:
    return Message("", "", "", "", "", blocks=view["blocks"])


async def new_view(stage: Stage, act: Callable[[], object], title: str) -> View:
    """The window that something opens or changes, once it is filled."""
    before = {view["hash"] for view in stage.slack.workspace.views.values()}
    act()

    def filled() -> list[View]:
        views = stage.slack.workspace.views.values()
        return [v for v in views if v["hash"] not in before and "One moment" not in str(v["blocks"])]

    (view,) = await stage.slack.wait_until(filled)
    assert view["title"]["text"] == title
    return view


async def used(stage: Stage, user: str, message: Message, shortcut: str = "find_quote") -> View:
    title = {"find_quote": "Find briefing quote", "verify_quote": "Verify this quote"}[shortcut]
    return await new_view(stage, lambda: stage.slack.shortcut(user, shortcut, message), title)


async def sent(stage: Stage, user: str, view: View, **filled: str) -> dict[str, Any]:
    """The ack of a form that is sent with these fields."""
    kinds = {"speaker": ("external_select", "selected_option"), "after": ("datepicker", "selected_date")}
    kinds["before"] = kinds["after"]
    values = {}
    for name, value in filled.items():
        kind, key = kinds.get(name, ("plain_text_input", "value"))
        values[name] = {name: {"type": kind, key: {"value": value} if name == "speaker" else value}}
    delivery = stage.slack.submit(user, view, values)
    await stage.slack.courier.settle()
    assert delivery.is_acked
    return delivery.answer


def initial(view: View, name: str) -> Any:
    (block,) = [block for block in view["blocks"] if block.get("block_id") == name]
    return block["element"].get("initial_value") or block["element"].get("initial_date")


async def test_a_message_is_searched_with_its_words_in_a_window_that_only_its_user_sees(stage: Stage) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, "Was the Velm dam inspected &amp; whole?"))
    assert initial(view, "words") == "Was the Velm dam inspected & whole?"
    assert quotes_in(shown(view))[0].startswith(VELM)
    assert "version" in words_of(shown(view))
    assert not stage.slack.visible_in(channel)
    assert not stage.slack.private_to(user)


async def test_a_window_opens_before_anything_is_looked_for(stage: Stage) -> None:
    user, channel = somebody()
    opened, updated = len(stage.slack.calls_to("views.open")), len(stage.slack.calls_to("views.update"))
    await used(stage, user, written(stage, channel, QUESTION))
    (first,) = stage.slack.calls_to("views.open")[opened:]
    assert "One moment" in str(first.arguments["view"])
    assert len(stage.slack.calls_to("views.update")) == updated + 1


async def test_a_quotation_in_a_message_is_verified(stage: Stage) -> None:
    user, channel = somebody()
    good = await used(stage, user, written(stage, channel, f"“{VELM}” — Oda Lind"), "verify_quote")
    assert "Verbatim" in words_of(shown(good))
    wrong = await used(stage, user, written(stage, channel, f"“{VELM.replace('no', 'two')}”"), "verify_quote")
    assert "Altered" in words_of(shown(wrong))


async def test_a_message_without_words_and_one_that_finds_nothing_still_end_in_a_form(stage: Stage) -> None:
    user, channel = somebody()
    empty = await used(stage, user, written(stage, channel, ""))
    assert "no words" in words_of(shown(empty))
    nothing = await used(stage, user, written(stage, channel, "zeppelin moorings"))
    assert "no passage" in words_of(shown(nothing))
    assert initial(nothing, "words") == "zeppelin moorings"


async def test_a_long_message_is_cut_to_what_may_be_asked(stage: Stage) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, "the Velm dam " * 400))
    assert 900 < len(initial(view, "words")) <= 1_000
    assert quotes_in(shown(view))


async def test_a_form_is_sent_again_with_other_words(stage: Stage) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, QUESTION))
    answer = await sent(stage, user, view, words="night ferry pier")
    assert answer["response_action"] == "update"
    assert quotes_in(shown(answer["view"]))[0].startswith(FERRY)
    check_blocks(answer["view"]["blocks"], WINDOW.blocks)


async def test_an_answer_goes_into_the_thread_of_the_message_once_and_names_who_shares(stage: Stage) -> None:
    user, channel = somebody()
    await mentioned_in(stage, channel)
    before = len(stage.slack.visible_in(channel))
    root = written(stage, channel, "What about the dam?")
    view = await used(stage, user, written(stage, channel, QUESTION, root.ts))
    pressed = button(shown(view), "Reply in thread")
    told = await new_view(stage, lambda: stage.slack.press_in(user, view, pressed), "Reply in thread")
    assert "on its way" in words_of(shown(told))
    (reply,) = await stage.slack.wait_until(lambda: stage.slack.visible_in(channel)[before:])
    assert reply.thread_ts == root.ts
    assert quotes_in(reply)[0].startswith(VELM)
    assert user in words_of(reply)
    stage.slack.press_in(user, view, pressed)
    again = await stage.slack.wait_for_private(user, channel)
    assert "shared in this channel already" in words_of(again)
    assert len(stage.slack.visible_in(channel)) == before + 1


async def test_an_answer_of_a_form_that_was_sent_again_goes_into_the_same_thread(stage: Stage) -> None:
    user, channel = somebody()
    await mentioned_in(stage, channel)
    before = len(stage.slack.visible_in(channel))
    message = written(stage, channel, QUESTION)
    view = await used(stage, user, message)
    again = (await sent(stage, user, view, words="night ferry pier"))["view"]
    stage.slack.press_in(user, {**view, **again}, button(shown(again), "Reply in thread"))
    (reply,) = await stage.slack.wait_until(lambda: stage.slack.visible_in(channel)[before:])
    assert reply.thread_ts == message.ts
    assert quotes_in(reply)[0].startswith(FERRY)


async def test_an_answer_put_into_a_thread_can_be_followed_up_there(stage: Stage) -> None:
    user, channel = somebody()
    await mentioned_in(stage, channel)
    before = len(stage.slack.visible_in(channel))
    message = written(stage, channel, "what was said about the ferry")
    view = await used(stage, user, message)
    stage.slack.press_in(user, view, button(shown(view), "Reply in thread"))
    await stage.slack.wait_until(lambda: stage.slack.visible_in(channel)[before:])
    # A person's presses are taken one after the other: once the second is answered, the first is written down.
    stage.slack.press_in(user, view, button(shown(view), "Reply in thread"))
    await stage.slack.wait_for_private(user, channel)
    followed = stage.slack.mention("U0COLLEAGUE", channel, "only Perrow", message.ts)
    assert 'Understood: speaker:"Ilan Perrow" the ferry' in words_of(await stage.slack.wait_for_reply(followed))


async def test_nobody_else_puts_an_answer_into_a_thread(stage: Stage) -> None:
    user, channel = somebody()
    await mentioned_in(stage, channel)
    view = await used(stage, user, written(stage, channel, QUESTION))
    before = len(stage.slack.visible_in(channel))
    stage.slack.press_in("U0STRANGER", view, button(shown(view), "Reply in thread"))
    (told,) = await stage.slack.wait_until(lambda: stage.slack.visible_in("D0STRANGER"))
    assert "Only the person who asked" in words_of(told)
    assert len(stage.slack.visible_in(channel)) == before


async def test_where_it_is_not_known_who_reads_a_channel_nothing_is_put_there(stage: Stage) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, QUESTION))
    stage.slack.press_in(user, view, button(shown(view), "Reply in thread"))
    assert "cannot tell" in words_of(await stage.slack.wait_for_private(user, channel))
    assert not stage.slack.visible_in(channel)


async def test_nothing_is_put_before_people_of_another_organisation(stage: Stage) -> None:
    user, channel = somebody()
    stage.slack.workspace.channel(channel).is_shared_outside = True
    stage.slack.mention("U0COLLEAGUE", channel, "help")
    await stage.slack.wait_for_private("U0COLLEAGUE", channel)
    view = await used(stage, user, written(stage, channel, QUESTION))
    assert quotes_in(shown(view))
    stage.slack.press_in(user, view, button(shown(view), "Reply in thread"))
    assert "another organisation" in words_of(await stage.slack.wait_for_private(user, channel))
    assert not stage.slack.visible_in(channel)


async def test_where_the_bot_is_no_member_it_says_how_to_invite_it(stage: Stage) -> None:
    user, channel = somebody()
    await mentioned_in(stage, channel)
    view = await used(stage, user, written(stage, channel, QUESTION))
    stage.slack.workspace.channel(channel).has_bot = False
    before = len(stage.slack.visible_in(channel))
    stage.slack.press_in(user, view, button(shown(view), "Reply in thread"))
    (told,) = await stage.slack.wait_until(lambda: stage.slack.visible_in("D" + user[1:]))
    assert "/invite" in words_of(told)
    assert len(stage.slack.visible_in(channel)) == before


@pytest.mark.parametrize(
    "text", ["<!channel> <@U0ADMIN> *dam* :30: `dam`", "dam\0\u202e\u2028 Velm \ud800", "speaker: on: dam"]
)
async def test_hostile_words_become_data_and_end_in_a_form(stage: Stage, text: str) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, text))
    check_blocks(view["blocks"], WINDOW.blocks)
    assert initial(view, "words")
    assert not {"<!channel>", "<@U0ADMIN>"} & set(initial(view, "words").split())


async def test_a_form_of_any_shape_is_acked(stage: Stage) -> None:
    user, _ = somebody()
    view = {"id": "V1", "type": "modal", "callback_id": "search_briefings", "private_metadata": "x" * 3_000}
    for fields in ({}, {"after": "2024-13-01"}, {"words": "dam" * 2_000}, {"speaker": '"' * 200, "words": "dam"}):
        answer = await sent(stage, user, view, **fields)
        assert answer.get("response_action"), (fields, answer)
        assert answer["response_action"] in ("update", "errors")
        check_blocks(answer.get("view", {}).get("blocks"), WINDOW.blocks)


async def test_another_persons_window_gives_no_thread(stage: Stage) -> None:
    user, channel = somebody()
    view = await used(stage, user, written(stage, channel, QUESTION))
    answer = await sent(stage, "U0STRANGER", view, words=QUESTION)
    with pytest.raises(LookupError):
        button(shown(answer["view"]), "Reply in thread")


async def test_a_direct_message_of_others_offers_no_reply(stage: Stage) -> None:
    user, _ = somebody()
    view = await used(stage, user, Message("D0OTHERS", "1700000000.000100", "U0B", QUESTION, via="person"))
    with pytest.raises(LookupError):
        button(shown(view), "Reply in thread")


async def test_a_form_searches_words_a_speaker_and_days(stage: Stage) -> None:
    user, _ = somebody()
    form = await new_view(stage, lambda: stage.slack.shortcut(user, "search_briefings"), "Search briefings")
    assert [block["block_id"] for block in form["blocks"]] == ["words", "speaker", "after", "before"]
    answer = await sent(stage, user, form, words="pier", speaker="Ilan Perrow", after="2024-03-18", before="2024-03-18")
    view = answer["view"]
    assert quotes_in(shown(view))[0].startswith(FERRY)
    assert 'speaker:"Ilan Perrow"' in words_of(shown(view))
    assert (initial(view, "words"), initial(view, "after")) == ("pier", "2024-03-18")
    with pytest.raises(LookupError):
        button(shown(view), "Reply in thread")


async def test_a_form_without_anything_and_one_with_swapped_days_is_corrected_at_its_field(stage: Stage) -> None:
    user, _ = somebody()
    form = await new_view(stage, lambda: stage.slack.shortcut(user, "search_briefings"), "Search briefings")
    assert list((await sent(stage, user, form))["errors"]) == ["words"]
    swapped = await sent(stage, user, form, words="dam", after="2024-04-01", before="2024-03-01")
    assert list(swapped["errors"]) == ["before"]


async def test_speakers_are_suggested_by_the_beginning_of_their_names(stage: Stage) -> None:
    user, _ = somebody()
    form = await new_view(stage, lambda: stage.slack.shortcut(user, "search_briefings"), "Search briefings")
    delivery = stage.slack.type_into(user, form, "speaker", "per")
    await stage.slack.courier.settle()
    assert [option["text"]["text"] for option in delivery.answer["options"]] == ["Ilan Perrow"]
    nobody = stage.slack.type_into(user, form, "speaker", "zzz")
    await stage.slack.courier.settle()
    assert nobody.answer["options"] == []


async def test_a_window_that_does_not_open_is_told_to_its_user_alone(stage: Stage) -> None:
    user, channel = somebody()
    message = written(stage, channel, QUESTION)
    stage.slack.fail_next("views.open", error="expired_trigger_id")
    stage.slack.shortcut(user, "find_quote", message)
    assert "again" in words_of(await stage.slack.wait_for_private(user, channel))
    assert not stage.slack.visible_in(channel)
