"""Buttons under answers: pressed over real connections, in both modes."""

import asyncio
from itertools import count
from typing import Any

import pytest

from tests.loopback import Message
from tests.loopback.reading import pressed, quotes_in, words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import VELM

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)


def somebody() -> tuple[str, str]:
    number = next(_numbers)
    return f"U0B{number:04d}", f"C0B{number:04d}"


async def private_answer(stage: Stage, text: str = "was the Velm dam inspected?") -> tuple[str, str, Message]:
    user, channel = somebody()
    stage.slack.command(user, channel, text)
    return user, channel, await stage.slack.wait_for_private(user, channel)


async def public_answer(stage: Stage, text: str = "was the Velm dam inspected?") -> tuple[str, str, Message]:
    user, channel = somebody()
    said = stage.slack.mention(user, channel, text)
    return user, channel, await stage.slack.wait_for_reply(said)


async def next_private(stage: Stage, user: str, channel: str, before: int) -> Message:
    seen = await stage.slack.wait_until(lambda: stage.slack.private_to(user, channel)[before:])
    return seen[0]


async def opened(stage: Stage, user: str, message: Message, action: dict[str, Any], title: str) -> dict[str, Any]:
    """The window that a press opens, once it is filled."""
    before = {(view["id"], view["hash"]) for view in stage.slack.workspace.views.values()}
    stage.slack.click(user, message, action)

    def filled() -> list[dict[str, Any]]:
        views = stage.slack.workspace.views.values()
        return [v for v in views if (v["id"], v["hash"]) not in before and "One moment" not in str(v["blocks"])]

    (view,) = await stage.slack.wait_until(filled)
    assert view["title"]["text"] == title
    return view


async def mentioned_in(stage: Stage, channel: str) -> None:
    """Somebody mentions the bot: from then on it knows who reads the channel."""
    await stage.slack.wait_for_reply(stage.slack.mention("U0COLLEAGUE", channel, "help"))


def shared_in(stage: Stage, channel: str) -> list[Message]:
    return [message for message in stage.slack.visible_in(channel) if "Shared by" in words_of(message)]


async def test_a_private_answer_is_shared_with_the_sharers_name_and_without_private_buttons(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    await mentioned_in(stage, channel)
    stage.slack.click(user, answer, pressed(answer, "share"))
    shared = (await stage.slack.wait_until(lambda: shared_in(stage, channel)))[0]
    assert quotes_in(shared) == quotes_in(answer)
    assert "was the Velm dam inspected?" in words_of(shared)
    assert VELM in shared.text
    with pytest.raises(LookupError):
        pressed(shared, "share")
    assert all(pressed(shared, action) for action in ("exchange", "citation", "transcript", "feedback.good", "delete"))


async def test_the_sharer_is_named_by_name_and_by_the_id_that_nobody_can_take_on_and_is_not_pinged(
    stage: Stage,
) -> None:
    user, channel, answer = await private_answer(stage)
    await mentioned_in(stage, channel)
    stage.slack.click(user, answer, pressed(answer, "share"))
    shared = (await stage.slack.wait_until(lambda: shared_in(stage, channel)))[0]
    assert f"Shared by {user.lower()} ({user}) · Asked: " in words_of(shared)
    assert shared.text.startswith(f"Shared by {user.lower()} ({user}): 1 quote on “was the Velm dam inspected?”")
    assert f"<@{user}>" not in f"{shared.blocks} {shared.text}"
    assert '"user_id"' not in str(shared.blocks)


async def test_two_presses_of_share_at_once_are_one_post(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    await mentioned_in(stage, channel)
    before = len(stage.slack.private_to(user, channel))
    for _ in range(2):
        stage.slack.click(user, answer, pressed(answer, "share"))
    told = await next_private(stage, user, channel, before)
    assert "already" in words_of(told)
    await stage.slack.wait_until(lambda: shared_in(stage, channel))
    await stage.slack.courier.settle()
    await asyncio.sleep(0.5)
    assert len(shared_in(stage, channel)) == 1


async def test_two_people_who_press_share_at_once_make_one_post_and_the_other_is_told(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    await mentioned_in(stage, channel)
    for who in (user, "U0OTHER", user):
        stage.slack.click(who, answer, pressed(answer, "share"))
    assert "Only the person who asked" in words_of(await stage.slack.wait_for_private("U0OTHER", channel))
    await stage.slack.wait_until(lambda: shared_in(stage, channel))
    await stage.slack.courier.settle()
    await asyncio.sleep(0.5)
    assert len(shared_in(stage, channel)) == 1


@pytest.mark.parametrize("value", ["0" * 32, "x", "", "0" * 32 + ".good"])
async def test_an_edited_value_leads_to_nothing_and_is_written_down(stage: Stage, value: str) -> None:
    user, channel, answer = await private_answer(stage)
    before = len(stage.slack.private_to(user, channel))
    stage.slack.click(user, answer, {**pressed(answer, "share"), "value": value})
    told = await next_private(stage, user, channel, before)
    assert "older version of the archive" in words_of(told)
    assert not stage.slack.visible_in(channel)


async def test_nobody_shares_what_another_person_asked_privately(stage: Stage) -> None:
    _, channel, answer = await private_answer(stage)
    stage.slack.click("U0OTHER", answer, pressed(answer, "share"))
    told = await stage.slack.wait_for_private("U0OTHER", channel)
    assert "Only the person who asked" in words_of(told)
    assert not stage.slack.visible_in(channel)


async def test_an_answer_is_not_shared_into_another_channel(stage: Stage) -> None:
    user, _, answer = await private_answer(stage)
    _, elsewhere = somebody()
    stage.slack.workspace.channel(elsewhere)
    moved = Message(elsewhere, answer.ts, answer.user, answer.text, "test", blocks=answer.blocks, only_for=user)
    stage.slack.click(user, moved, pressed(answer, "share"))
    await stage.slack.wait_for_private(user, elsewhere)
    assert not stage.slack.visible_in(elsewhere)


async def test_sharing_where_the_bot_is_no_member_says_how_to_invite_it_and_works_once_it_is_one(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    await mentioned_in(stage, channel)
    before = len(stage.slack.private_to(user, channel))
    stage.slack.workspace.channel(channel).has_bot = False
    stage.slack.click(user, answer, pressed(answer, "share"))
    told = await next_private(stage, user, channel, before)
    assert "/invite" in words_of(told)
    stage.slack.workspace.channel(channel).has_bot = True
    stage.slack.click(user, answer, pressed(answer, "share"))
    await stage.slack.wait_until(lambda: shared_in(stage, channel))


async def test_where_nobody_can_tell_who_reads_a_channel_nothing_is_shared_until_somebody_mentions_the_bot_there(
    stage: Stage,
) -> None:
    user, channel, answer = await private_answer(stage)
    before = len(stage.slack.private_to(user, channel))
    stage.slack.click(user, answer, pressed(answer, "share"))
    told = await next_private(stage, user, channel, before)
    assert "cannot tell whether people from another organisation read this channel" in words_of(told)
    assert "Mention me once in this channel" in words_of(told)
    assert not stage.slack.visible_in(channel)
    await mentioned_in(stage, channel)
    stage.slack.click(user, answer, pressed(answer, "share"))
    await stage.slack.wait_until(lambda: shared_in(stage, channel))


@pytest.mark.parametrize(
    "trouble", [{"status": 429, "retry_after_s": 30}, {"status": 503}, {"drop": "before", "times": 3}]
)
async def test_where_slack_does_not_say_who_reads_a_channel_nothing_is_shared(
    stage: Stage, trouble: dict[str, Any]
) -> None:
    user, channel, answer = await private_answer(stage)
    before = len(stage.slack.private_to(user, channel))
    stage.slack.fail_next("conversations.info", channel=channel, **trouble)
    stage.slack.click(user, answer, pressed(answer, "share"))
    told = await next_private(stage, user, channel, before)
    assert "Slack does not tell me right now" in words_of(told)
    assert not stage.slack.visible_in(channel)


async def test_a_channel_known_to_be_external_gets_no_share(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    stage.slack.workspace.channel(channel).is_shared_outside = True
    stage.slack.mention(user, channel, "was the Velm dam inspected?")
    await stage.slack.wait_until(lambda: len(stage.slack.private_to(user, channel)) == 2)
    stage.slack.click(user, answer, pressed(answer, "share"))
    told = await next_private(stage, user, channel, 2)
    assert "another organisation" in words_of(told)
    assert not stage.slack.visible_in(channel)


async def test_outsiders_in_one_channel_say_nothing_about_the_next(stage: Stage) -> None:
    user, channel, answer = await private_answer(stage)
    _, elsewhere = somebody()
    stage.slack.workspace.channel(elsewhere).is_shared_outside = True
    await mentioned_in(stage, channel)
    stage.slack.mention(user, elsewhere, "help")
    await stage.slack.wait_for_private(user, elsewhere)
    stage.slack.click(user, answer, pressed(answer, "share"))
    await stage.slack.wait_until(lambda: shared_in(stage, channel))


async def test_the_exchange_opens_as_question_and_answer(stage: Stage) -> None:
    user, _, answer = await public_answer(stage)
    view = await opened(stage, user, answer, pressed(answer, "exchange"), "Exchange")
    texts = str(view["blocks"])
    assert VELM in texts
    assert "Question (reporter)" in texts


async def test_the_citation_opens_in_three_forms(stage: Stage) -> None:
    user, _, answer = await public_answer(stage)
    view = await opened(stage, user, answer, pressed(answer, "citation"), "Citation")
    texts = str(view["blocks"])
    assert all(form in texts for form in ("Plain", "AP style", "Markdown"))
    assert texts.count(VELM) >= 3


async def test_more_quotes_are_others_than_those_shown(stage: Stage) -> None:
    user, _, answer = await public_answer(stage, "what was said about the ferry, the dam and the barges")
    view = await opened(stage, user, answer, pressed(answer, "more"), "More quotes")
    assert not any(quote in str(view["blocks"]) for quote in quotes_in(answer))


async def test_a_good_opinion_is_thanked_privately_and_a_bad_one_is_asked_for_its_reason(stage: Stage) -> None:
    user, channel, answer = await public_answer(stage)
    stage.slack.click(user, answer, pressed(answer, "feedback.good"))
    assert "Thank you" in words_of(await stage.slack.wait_for_private(user, channel))
    view = await opened(stage, user, answer, pressed(answer, "feedback.bad"), "Feedback")
    sent = stage.slack.submit(user, view, {"reason": {"reason": {"type": "plain_text_input", "value": "Too old."}}})
    await stage.slack.courier.settle()
    assert sent.answer["response_action"] == "update"
    assert "Thank you" in str(sent.answer["view"])


async def test_only_the_asker_and_admins_delete_an_answer(stage: Stage) -> None:
    user, channel, answer = await public_answer(stage)
    stage.slack.click("U0OTHER", answer, pressed(answer, "delete"))
    assert "Only the person who asked" in words_of(await stage.slack.wait_for_private("U0OTHER", channel))
    assert stage.slack.visible_in(channel) == [answer]
    stage.slack.click(user, answer, pressed(answer, "delete"))
    await stage.slack.wait_until(lambda: not stage.slack.visible_in(channel))
    _, channel, answer = await public_answer(stage)
    stage.slack.click("U0ADMIN", answer, pressed(answer, "delete"))
    await stage.slack.wait_until(lambda: not stage.slack.visible_in(channel))


async def test_odd_presses_are_acked(stage: Stage) -> None:
    user, _, answer = await public_answer(stage)
    odd: list[dict[str, Any]] = [
        {},
        {"action_id": "share"},
        {"action_id": "share", "value": None},
        {"action_id": 7, "value": []},
        {"action_id": "exchange", "value": "x" * 3_000},
        {"action_id": "feedback", "value": "nobody.bad"},
    ]
    heard = [stage.slack.click(user, answer, action) for action in odd]
    await stage.slack.courier.settle()
    assert all(delivery.is_acked for delivery in heard)


async def test_each_count_of_a_timeline_opens_the_passages_it_counts(stage: Stage) -> None:
    said = stage.slack.mention("U0PERIOD", "C0PERIOD", 'timeline "dam"')
    reply = await stage.slack.wait_for_reply(said)
    (period,) = (one for block in reply.blocks if block.get("block_id") == "periods" for one in block["elements"])
    view = await opened(stage, "U0PERIOD", reply, pressed(reply, period["action_id"]), "Timeline")
    quotes = [block for block in view["blocks"] if block["type"] == "rich_text"]
    assert period["text"]["text"].endswith(f": {len(quotes)}")
