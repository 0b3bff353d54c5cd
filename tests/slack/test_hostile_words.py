"""Whatever is typed, one reply comes back that Slack takes and that pings nobody."""

import re
from itertools import count

import pytest

from tests.loopback import Message
from tests.loopback.reading import words_of
from tests.slack.conftest import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")
_LIVE = re.compile(r"<(?:[!@#]|https?://[^>\s]*\|)")
_numbers = count(1)

HOSTILE = (
    "&lt;!channel&gt; &lt;@U0ADMIN&gt; &lt;#C0DESK&gt; &lt;!subteam^S1&gt; ferry",
    "<!channel> <!here> <!everyone> <#C0DESK|desk> <!subteam^S1> <!date^0^{date}|x> ferry",
    "<https://evil.example/|ferry> `ferry` *ferry* _ferry_ ~ferry~ ```ferry``` :30: > ferry",
    "| pipes | > and < & signs",
    '"' * 500,
    "“" * 2_000,
    'speaker:"' * 100,
    "on:2024-02-30 after:9999-99-99 before:٢٠٢٤-٠٣-٠٤ role: source:",
    "x" * 40_000,
    "ferry " * 3_000,
    "(\\w+\\s?)*$ " * 80,
    " " * 30_000 + "ferry",
    "\x00\x07\x1b[31mferry\x7f",
    "\u202eyrref\u202c \u2066ferry\u2069 \u200bferry\ufeff",
    "ferry\u2028pier\u2029dam\x85barge",
    "العبّارة الليلية 夜间渡轮 🛳️👩‍👩‍👧‍👦 ferry",
    "\ufdfa" * 900,
    "e" + "\u0301" * 900,
    "'; DROP TABLE questions; --",
    "{{7*7}} ${ferry} %s %n {0}",
    "???",
    "the of and to",
)


async def replies_to(stage: Stage, text: str) -> list[Message]:
    """What comes back to the same words in a channel, a direct message and a command."""
    number = next(_numbers)
    user, channel = f"U0H{number:03d}", f"C0H{number:03d}"
    mentioned = stage.slack.mention(user, channel, text)
    asked = stage.slack.direct(user, text)
    stage.slack.command(user, f"C0HC{number:03d}", text)
    await stage.slack.wait_for_private(user, f"C0HC{number:03d}")
    await stage.slack.wait_for_reply(asked)
    await stage.slack.wait_until(lambda: stage.slack.answers_to(mentioned) or stage.slack.private_to(user, channel))
    return [
        *stage.slack.answers_to(asked),
        *stage.slack.answers_to(mentioned),
        *stage.slack.private_to(user),
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_words_get_one_harmless_reply_at_every_entrance(stage: Stage, text: str) -> None:
    calls_before = len(stage.slack.workspace.calls)
    replies = await replies_to(stage, text)
    assert len(replies) == 3
    for reply in replies:
        assert reply.text
        assert not _LIVE.search(reply.text)
        assert len(reply.text) <= 4_000
        assert "went wrong" not in words_of(reply)
    assert [call.error for call in stage.slack.workspace.calls[calls_before:] if call.error] == []


async def test_a_lone_surrogate_is_answered_like_any_other_mistake(stage: Stage) -> None:
    said = stage.slack.direct("U0SURROGATE", "night \ud83d ferry")
    reply = await stage.slack.wait_for_reply(said)
    assert "went wrong" not in words_of(reply)
