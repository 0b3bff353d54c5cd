"""What a message may hold, beyond what Slack's SDK checks by itself."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.slack.payload.message import Block, Message

BLOCKS_MAX: Final = 50
"""Source: docs.slack.dev, Block Kit reference, "Blocks"; read 2026-11."""
WINDOW_BLOCKS_MAX: Final = 100
"""Source: docs.slack.dev, Block Kit reference, "Blocks": modals and Home tabs; read 2026-11."""
BLOCK_TEXT_MAX_CHARS: Final = 8_000
"""All text of all blocks. About 12,000 is refused, undocumented; seen in slackapi/bolt-js#2509 and #2867."""
QUOTE_MAX_CHARS: Final = 3_000
"""As much as a section block holds. Source: docs.slack.dev, section block, "text"; read 2026-11."""
TEXT_MAX_CHARS: Final = 3_900
"""Slack advises 4,000. Source: docs.slack.dev, chat.postMessage, "Truncating content"; read 2026-11."""
CONTEXT_ELEMENTS_MAX: Final = 10
"""Source: docs.slack.dev, context block, "elements"; read 2026-11."""

_SHOWN: Final = ("text", "url")


def problems_of(message: Message) -> list[str]:
    """Which limits a message breaks; empty if it may be sent."""
    texts = list(texts_in(message.blocks))
    contexts = [block["elements"] for block in message.blocks if block.get("type") == "context"]
    checks = (
        (not message.text.strip(), "the text is empty"),
        (len(message.text) > TEXT_MAX_CHARS, "the text is too long"),
        (len(message.blocks) > BLOCKS_MAX, "there are too many blocks"),
        (chars_in(message.blocks) > BLOCK_TEXT_MAX_CHARS, "the blocks hold too much text"),
        (any(len(text) > QUOTE_MAX_CHARS for text in _quoted_in(message.blocks)), "a quote is too long"),
        (any(not text for text in texts), "one piece of text is empty"),
        (any(len(elements) > CONTEXT_ELEMENTS_MAX for elements in contexts), "one context has too many elements"),
    )
    return [problem for is_broken, problem in checks if is_broken]


def chars_in(blocks: Iterable[Block]) -> int:
    """How much of the budget blocks use: texts and addresses."""
    return sum(map(len, texts_in(tuple(blocks))))


def texts_in(part: Any) -> Iterator[str]:
    """Every text and address in blocks, in order."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _SHOWN and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts_in(value)


def _quoted_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        parts = block["elements"] if block.get("type") == "rich_text" else ()
        yield from texts_in([part for part in parts if part.get("type") == "rich_text_quote"])
