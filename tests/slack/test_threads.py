"""Follow-ups in threads, over real connections and in both modes."""

from itertools import count

import pytest

from tests.loopback import Message, Said
from tests.loopback.reading import pressed, quotes_in, words_of
from tests.slack.conftest import Stage
from tests.slack.conversations import BARGES, FERRY
from tests.slack.test_buttons import mentioned_in

pytestmark = pytest.mark.asyncio(loop_scope="module")
_numbers = count(1)
FIRST = "what was said about the pier or the barges"
SHOWN = 'Understood: speaker:"Ilan Perrow"'


def somewhere() -> tuple[str, str]:
    number = next(_numbers)
    return f"U0T{number:04d}", f"C0T{number:04d}"


async def mentioned(stage: Stage, user: str, channel: str, text: str, thread_ts: str | None = None) -> Message:
    return await stage.slack.wait_for_reply(stage.slack.mention(user, channel, text, thread_ts))


async def begun(stage: Stage, user: str, channel: str, text: str = FIRST) -> Said:
    said = stage.slack.mention(user, channel, text)
    await stage.slack.wait_for_reply(said)
    return said


async def test_a_mention_in_the_thread_follows_up_and_shows_what_it_carried_over(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "what was said about the ferry")
    reply = await mentioned(stage, user, channel, "only Perrow", root.ts)
    assert f"{SHOWN} the ferry" in words_of(reply)
    assert any(quote.startswith(FERRY) for quote in quotes_in(reply))
    nothing = await mentioned(stage, user, channel, "and Lind?", root.ts)
    assert 'speaker:"Oda Lind" the ferry' in words_of(nothing)


async def test_somebody_else_may_follow_up_in_the_same_thread(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "what was said about the ferry")
    other, _ = somewhere()
    assert f"{SHOWN} the ferry" in words_of(await mentioned(stage, other, channel, "only Perrow", root.ts))


async def test_another_thread_never_sees_it(stage: Stage) -> None:
    user, channel = somewhere()
    await begun(stage, user, channel, "what was said about the ferry")
    root = await begun(stage, user, channel, "when do the grain barges sail")
    reply = await mentioned(stage, user, channel, "only Perrow", root.ts)
    assert "grain barges sail" in words_of(reply)
    assert "ferry" not in words_of(reply)
    alone = stage.slack.mention(user, channel, "only Perrow")
    assert "Understood" not in words_of(await stage.slack.wait_for_reply(alone))


async def test_the_same_time_stamp_in_another_channel_is_another_thread(stage: Stage) -> None:
    (user, channel), (_, elsewhere) = somewhere(), somewhere()
    root = await begun(stage, user, channel, "what was said about the ferry")
    reply = await mentioned(stage, user, elsewhere, "only Perrow", root.ts)
    assert "the ferry" not in words_of(reply)


async def test_a_direct_message_thread_needs_no_mention(stage: Stage) -> None:
    user, _ = somewhere()
    root = stage.slack.direct(user, "when do the grain barges sail")
    await stage.slack.wait_for_reply(root)
    reply = await stage.slack.wait_for_reply(stage.slack.direct(user, "and in March 2024?", root.ts))
    assert "after:2024-03-01 before:2024-03-31" in words_of(reply)
    assert "grain barges sail" in words_of(reply)
    assert any(quote.startswith(BARGES) for quote in quotes_in(reply))


async def test_questions_sent_at_once_follow_each_other_in_order(stage: Stage) -> None:
    user, channel = somewhere()
    root = stage.slack.mention(user, channel, "what was said about the ferry")
    texts = ("only Perrow", "what about the barges?", "and Lind?")
    sent = []
    for text in texts:
        await stage.slack.courier.settle()
        sent.append(stage.slack.mention(user, channel, text, root.ts))
    await stage.slack.wait_for_reply(root)
    replies = await stage.slack.wait_until(lambda: _all_answers(stage, root, len(sent) + 1))
    assert 'speaker:"Oda Lind"' in words_of(replies[-1])
    assert "the barges" in words_of(replies[-1])


def _all_answers(stage: Stage, root: Said, expected: int) -> list[Message]:
    answers = stage.slack.answers_to(root)
    return answers if len(answers) >= expected else []


async def test_what_is_a_question_of_its_own_carries_nothing_over(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "what did Perrow say about the ferry")
    reply = await mentioned(stage, user, channel, "was the Velm dam inspected?", root.ts)
    assert "Understood" not in words_of(reply)


async def test_start_over_forgets_the_thread(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "what was said about the ferry")
    before = len(stage.slack.private_to(user, channel))
    stage.slack.mention(user, channel, "start over", root.ts)
    told = (await stage.slack.wait_until(lambda: stage.slack.private_to(user, channel)[before:]))[0]
    assert "I start over" in words_of(told)
    reply = await mentioned(stage, user, channel, "only Perrow", root.ts)
    assert "ferry" not in words_of(reply).partition("Asked")[2].partition("\n")[0]


async def test_the_buttons_of_a_follow_up_ask_what_it_asked(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "pager code urgent")
    reply = await mentioned(stage, user, channel, "what about the fish ladders, please?", root.ts)
    assert "salmon" in words_of(reply)
    stage.slack.click(user, reply, pressed(reply, "exchange"))

    def filled() -> list[object]:
        views = stage.slack.workspace.views.values()
        return [view for view in views if "salmon" in str(view["blocks"])]

    assert await stage.slack.wait_until(filled)


async def test_a_shared_answer_can_be_followed_up_in_its_thread_and_nowhere_else(stage: Stage) -> None:
    user, channel = somewhere()
    await mentioned_in(stage, channel)
    stage.slack.command(user, channel, "what was said about the ferry")
    private = await stage.slack.wait_for_private(user, channel)
    before = len(stage.slack.visible_in(channel))
    stage.slack.click(user, private, pressed(private, "share"))
    (shared,) = await stage.slack.wait_until(lambda: stage.slack.visible_in(channel)[before:])
    # A person's presses are taken one after the other: once the second is answered, the first is written down.
    stage.slack.click(user, private, pressed(private, "share"))
    await stage.slack.wait_until(lambda: stage.slack.private_to(user, channel)[1:])
    other, _ = somewhere()
    reply = await mentioned(stage, other, channel, "only Perrow", shared.ts)
    assert f"{SHOWN} the ferry" in words_of(reply)
    alone = await stage.slack.wait_for_reply(stage.slack.mention(user, channel, "only Perrow"))
    assert "ferry" not in words_of(alone).partition("Asked")[2].partition("\n")[0]


async def test_a_thread_is_remembered_across_a_restart(stage: Stage) -> None:
    user, channel = somewhere()
    root = await begun(stage, user, channel, "what was said about the ferry")
    await stage.bot.kill()
    await stage.bot.start()
    await stage.bot.wait_until_ready()
    stage.slack.mention(user, channel, "only Perrow", root.ts)
    # A program that is killed may say its last word once more.
    shown = f"{SHOWN} the ferry"
    assert await stage.slack.wait_until(lambda: [m for m in stage.slack.answers_to(root) if shown in words_of(m)])
