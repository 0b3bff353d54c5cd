"""The whole program, said to and answered as in Slack, at every entrance and in both modes."""

import asyncio
import re
from itertools import count

import pytest

from tests.loopback import Message, Said
from tests.loopback.reading import quotes_in, words_of
from tests.loopback.workspace import BOT, BOT_USER, TEAM
from tests.slack.conftest import Stage
from tests.slack.conversations import BARGES, DIALOGUES, FERRY, PAGER, VELM, Dialogue

pytestmark = pytest.mark.asyncio(loop_scope="module")
_LIVE = re.compile(r"<[!@#]")
_numbers = count(1)


def somebody() -> tuple[str, str]:
    """A person and a channel that nobody has used before."""
    number = next(_numbers)
    return f"U0P{number:04d}", f"C0C{number:04d}"


async def reply_to(stage: Stage, dialogue: Dialogue) -> tuple[Said | None, Message]:
    """Say it, and wait for the reply where it belongs."""
    user, channel = somebody()
    if dialogue.entrance == "command":
        stage.slack.command(user, channel, dialogue.said)
        return None, await stage.slack.wait_for_private(user, channel)
    if dialogue.entrance == "direct":
        said = stage.slack.direct(user, dialogue.said)
    else:
        said = stage.slack.mention(user, channel, dialogue.said)
    if dialogue.private:
        return said, await stage.slack.wait_for_private(user, said.channel)
    return said, await stage.slack.wait_for_reply(said)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.name)
async def test_what_is_said_is_answered_where_it_was_said(stage: Stage, dialogue: Dialogue) -> None:
    said, reply = await reply_to(stage, dialogue)
    read = f"{words_of(reply)}\n{reply.text}"
    quotes = quotes_in(reply)
    assert all(shown.startswith(expected) for shown, expected in zip(quotes, dialogue.quotes, strict=False)), quotes
    assert len(quotes) >= len(dialogue.quotes)
    for part in dialogue.shows:
        assert part in read
    for part in dialogue.in_text:
        assert part in reply.text
    assert not _LIVE.search(reply.text)
    if said is not None and not dialogue.private:
        assert stage.slack.answers_to(said) == [reply]
    if dialogue.private and said is not None:
        assert not stage.slack.answers_to(said)


async def test_a_quotation_holds_the_stored_words_and_nothing_else(stage: Stage) -> None:
    said = stage.slack.direct("U0QUOTES", "pager code")
    reply = await stage.slack.wait_for_reply(said)
    assert quotes_in(reply)[0] == PAGER
    assert PAGER.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in reply.text


async def test_posts_are_quiet_and_carry_the_answer_id(stage: Stage) -> None:
    user, channel = somebody()
    said = stage.slack.mention(user, channel, "was the Velm dam inspected?")
    reply = await stage.slack.wait_for_reply(said)
    sent = next(c for c in stage.slack.calls_to("chat.postMessage") if c.arguments["channel"] == channel).arguments
    assert [str(sent[key]).lower() for key in ("unfurl_links", "unfurl_media")] in (["false"] * 2, ["0"] * 2)
    assert sent.get("parse") == "none"
    assert reply.metadata is not None


async def test_a_mention_in_a_thread_is_answered_in_that_thread(stage: Stage) -> None:
    user, channel = somebody()
    root = stage.slack.say("U0COLLEAGUE", channel, "The ferry again.")
    said = stage.slack.mention(user, channel, "is the night ferry cancelled?", thread_ts=root.ts)
    reply = await stage.slack.wait_for_reply(said)
    assert reply.thread_ts == root.ts
    assert quotes_in(reply)[0].startswith(FERRY)


async def test_twins_retries_and_repeats_of_a_question_have_one_answer(stage: Stage) -> None:
    user, channel = somebody()
    mentioned = stage.slack.mention(user, channel, "was the Velm dam inspected?")
    asked = stage.slack.direct(user, "was the Velm dam inspected?")
    for said, kind in ((mentioned, "message"), (asked, "app_mention")):
        stage.slack.twin(said, kind)
        stage.slack.again(said.events[0])
    command = stage.slack.command(user, "C0TWICE", "was the Velm dam inspected?")
    for said in (mentioned, asked):
        await stage.slack.wait_for_reply(said)
        stage.slack.again(said.events[0])
        stage.slack.twin(said, "app_mention")
    await stage.slack.wait_for_private(user, "C0TWICE")
    await stage.slack.courier.settle()
    await asyncio.sleep(0.7)
    assert [len(stage.slack.answers_to(said)) for said in (mentioned, asked)] == [1, 1]
    assert len(stage.slack.private_to(user)) == 1
    assert command.attempts == 1


async def test_a_twin_that_is_filtered_first_does_not_silence_the_mention(stage: Stage) -> None:
    user, channel = somebody()
    said = stage.slack.say(user, channel, "was the Velm dam inspected?")
    stage.slack.twin(said, "message")
    await stage.slack.courier.settle()
    stage.slack.twin(said, "app_mention")
    await stage.slack.wait_for_reply(said)
    assert len(stage.slack.answers_to(said)) == 1


def noise(channel: str) -> list[dict[str, object]]:
    """Events that must be taken and not answered."""
    ts = "1710000000.000100"
    message = {"type": "message", "channel": channel, "channel_type": "im", "ts": ts, "event_ts": ts, "team": TEAM}
    said = {**message, "user": "U0NOISE", "text": f"<@{BOT_USER}> was the Velm dam inspected?"}
    return [
        {**said, "user": BOT_USER, "bot_id": BOT},
        {**said, "bot_id": "B0OTHERBOT", "ts": "1710000000.000200"},
        {**said, "subtype": "bot_message", "bot_id": "B0OTHERBOT", "ts": "1710000000.000300"},
        {**message, "subtype": "message_changed", "message": said, "previous_message": said},
        {**message, "subtype": "message_deleted", "deleted_ts": ts},
        {**message, "subtype": "channel_join", "user": "U0NOISE", "text": "joined"},
        {**message, "subtype": "never_heard_of", "user": "U0NOISE", "text": "dam"},
        {"type": "app_mention", "user": "U0NOISE", "text": "dam", "channel": channel, "event_ts": ts},
        {"type": "app_mention", "user": "U0NOISE", "text": None, "channel": channel, "ts": "yesterday"},
        {"type": "app_mention", "channel": channel},
        {"type": "message", "channel_type": "im"},
        {"type": "app_home_opened", "user": "U0NOISE", "channel": channel, "tab": "messages", "event_ts": ts},
        {"type": "reaction_added", "user": "U0NOISE", "reaction": "eyes", "item": {"type": "message", "ts": ts}},
        {"type": "an_event_of_tomorrow", "novelty": {"deep": [1, 2, 3]}},
    ]


async def test_bots_edits_joins_and_unknown_events_are_acked_in_silence(stage: Stage) -> None:
    user, _ = somebody()
    channel = "D" + user[1:]
    stage.slack.workspace.channel(channel)
    heard = [stage.slack.event(dict(event), channel) for event in noise(channel)]
    await stage.slack.courier.settle()
    assert [delivery.attempts for delivery in heard if delivery.is_acked] == [1] * len(heard)
    said = stage.slack.direct(user, "was the Velm dam inspected?")
    await stage.slack.wait_for_reply(said)
    assert stage.slack.visible_in(channel) == stage.slack.answers_to(said)
    assert not stage.slack.private_to("U0NOISE")


async def test_unknown_commands_and_clicks_are_acked(stage: Stage) -> None:
    user, channel = somebody()
    said = stage.slack.mention(user, channel, "was the Velm dam inspected?")
    reply = await stage.slack.wait_for_reply(said)
    unknown = {"action_id": "never_heard_of", "block_id": "b", "type": "button", "value": "x"}
    heard = [
        stage.slack.click(user, reply, unknown),
        stage.slack.command(user, channel, "dam", command="/never-heard-of"),
    ]
    await stage.slack.courier.settle()
    assert all(delivery.is_acked for delivery in heard)


async def test_a_channel_shared_with_outsiders_gets_a_private_refusal(stage: Stage) -> None:
    user, channel = somebody()
    stage.slack.workspace.channel(channel).is_shared_outside = True
    stage.slack.mention(user, channel, "was the Velm dam inspected?")
    refusal = await stage.slack.wait_for_private(user, channel)
    assert "another organisation" in words_of(refusal)
    assert VELM not in words_of(refusal)
    assert not stage.slack.visible_in(channel)


async def test_a_private_sentence_that_cannot_be_shown_goes_into_the_thread(stage: Stage) -> None:
    user, channel = somebody()
    stage.slack.workspace.channel(channel).outsiders.add(user)
    said = stage.slack.mention(user, channel, "dam on:2024-13-01")
    assert "2024-13-01" in words_of(await stage.slack.wait_for_reply(said))


async def test_a_busy_slack_gets_one_message_after_the_pause(stage: Stage) -> None:
    user, channel = somebody()
    stage.slack.fail_next("chat.postMessage", status=429, retry_after_s=1, times=2, channel=channel)
    said = stage.slack.mention(user, channel, "when do the grain barges sail")
    reply = await stage.slack.wait_for_reply(said)
    assert quotes_in(reply)[0] == BARGES
    calls = [c for c in stage.slack.calls_to("chat.postMessage") if c.arguments["channel"] == channel]
    assert [call.error is None for call in calls] == [False, False, True]
    assert calls[2].at_s - calls[0].at_s >= 1.9


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_a_connection_lost_while_posting_leaves_one_answer(stage: Stage, drop: str) -> None:
    user, _ = somebody()
    stage.slack.fail_next("chat.postMessage", drop=drop, channel="D" + user[1:])
    said = stage.slack.direct(user, "when do the grain barges sail")
    await stage.slack.wait_until(
        lambda: (
            stage.slack.answers_to(said)
            and any(c.arguments.get("ts") == said.ts for c in stage.slack.calls_to("conversations.replies"))
        ),
        within_s=25.0,
    )
    await asyncio.sleep(1.0)
    assert len(stage.slack.answers_to(said)) == 1


async def test_a_post_that_slack_cannot_take_now_is_made_later(stage: Stage) -> None:
    user, _ = somebody()
    stage.slack.fail_next("chat.postMessage", status=503, channel="D" + user[1:])
    said = stage.slack.direct(user, "when do the grain barges sail")
    await stage.slack.wait_for_reply(said, within_s=25.0)
    assert len(stage.slack.answers_to(said)) == 1


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_an_answer_whose_blocks_are_refused_is_posted_as_text(stage: Stage, error: str) -> None:
    user, channel = somebody()
    stage.slack.fail_next("chat.postMessage", error=error, channel=channel)
    said = stage.slack.mention(user, channel, "when do the grain barges sail")
    reply = await stage.slack.wait_for_reply(said)
    assert not reply.blocks
    assert BARGES in reply.text
    assert "Ilan Perrow" in reply.text


async def test_a_channel_that_cannot_be_written_to_is_explained_to_the_asker(stage: Stage) -> None:
    user, channel = somebody()
    stage.slack.fail_next("chat.postMessage", error="restricted_action", times=9, channel=channel)
    stage.slack.mention(user, channel, "when do the grain barges sail")
    await stage.slack.wait_until(
        lambda: stage.slack.private_to(user) or stage.slack.visible_in("D" + user[1:]), within_s=15.0
    )
    assert not stage.slack.visible_in(channel)
