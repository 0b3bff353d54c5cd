from typing import Any

import pytest

from bot.slack.payload.limits import chars_in, problems_of, texts_in
from bot.slack.payload.message import Message


def plain(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}


def rich(*texts: str) -> dict[str, Any]:
    elements = [{"type": "text", "text": text} for text in texts]
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (Message(""), "the text is empty"),
        (Message(" \n"), "the text is empty"),
        (Message("x" * 3_901), "the text is too long"),
        (Message("x", (plain("y"),) * 51), "there are too many blocks"),
        (Message("x", tuple(rich("y" * 2_700) for _ in range(3))), "the blocks hold too much text"),
        (Message("x", (rich("y" * 3_001),)), "a quote is too long"),
        (Message("x", (rich("a", ""),)), "one piece of text is empty"),
        (Message("x", ({"type": "context", "elements": [{}] * 11},)), "one context has too many elements"),
    ],
)
def test_each_limit_that_slacks_models_do_not_check_has_its_sentence(message: Message, problem: str) -> None:
    assert problems_of(message) == [problem]


def test_a_message_at_its_limits_has_no_problem() -> None:
    full = (*(rich("y" * 2_950) for _ in range(2)), *(plain("z" * 43) for _ in range(48)))
    assert problems_of(Message("x" * 3_900, full)) == []


def test_addresses_count_as_text() -> None:
    link = {"type": "link", "url": "https://g.example", "text": "Transcript"}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}]
    assert list(texts_in(blocks)) == ["https://g.example", "Transcript"]
    assert chars_in(blocks) == len("https://g.exampleTranscript")
