"""Slack's notation becomes what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.payload.plain import TEXT_MAX_CHARS, plain_text


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("<@U0BOT> what about the dam?", "what about the dam?"),
        ("hey <@U0BOT|briefing>, the dam", "hey , the dam"),
        ("<@U0BOT><@U0BOT> dam", "dam"),
        ("<@U0BOT> what did <@U0LIND|Oda Lind> say to <@U0X>", "what did @Oda Lind say to @U0X"),
        ("<#C1|harbour> and <#C2>", "#harbour and #C2"),
        ("see <https://a.example/x?a=1&amp;b=2>", "see https://a.example/x?a=1&b=2"),
        ("<https://a.example|the report> says", "the report says"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<!here> <!channel> <!subteam^S1|@desk> <!subteam^S2>", "@here @channel @desk @subteam"),
        ("<!date^1700000000^{date}|14 November 2023>", "14 November 2023"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("5 &lt; 6 and <unclosed", "5 < 6 and <unclosed"),
        ("<>", ""),
        ("", ""),
        ("nul \0 and half \ud83d", "nul � and half ���"),
    ],
)
def test_notation_is_written_out(written: str, typed: str) -> None:
    assert plain_text(written, ["U0BOT"]) == typed


def test_an_emoji_in_two_halves_becomes_one() -> None:
    assert plain_text("\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")) == "😀"


def test_a_very_long_text_is_cut() -> None:
    assert len(plain_text("<" * 40_000)) <= TEXT_MAX_CHARS
    assert len(plain_text("word " * 40_000)) <= TEXT_MAX_CHARS


@given(st.text(st.characters(), max_size=300), st.lists(st.text(max_size=5), max_size=2))
def test_any_text_can_be_read_and_stored(text: str, own: list[str]) -> None:
    plain_text(text, own).encode("utf-8")
