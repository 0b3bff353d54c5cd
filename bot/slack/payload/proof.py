"""The proof before every post: the payload quotes what the files hold, and nothing else.

It does not trust the renderer. The words are taken back out of the finished
payload and compared with the turns as they were read, with whose they are and on
which terms; then the payload has to equal, character for character, what the
answer renders to. What is proved is kept as the JSON that will be posted.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import InitVar, dataclass
from typing import Any, Final

from bot.answer.model import Answer, Quote
from bot.slack.payload.blocks import LINKS, link_blocks, render
from bot.slack.payload.message import Block, Message
from bot.slack.proving.buttons import check_buttons
from bot.slack.proving.failed import ProofFailed, require
from bot.slack.proving.quotes import check_quote, check_spoken
from bot.slack.proving.terms import check_terms
from bot.slack.rendering.buttons import Pressable
from bot.slack.rendering.layout import MESSAGE, Room
from bot.slack.rendering.sheet import Sheet, sheet_of

__all__ = ["ProofFailed", "Proved", "prove"]

_SEAL: Final = object()
_LIVE = re.compile("<[!@#]")
_LEAVES: Final = {"text": {"type", "text", "style"}, "link": {"type", "url", "text"}}
_KINDS: Final = {
    *("context", "section", "rich_text", "rich_text_section", "rich_text_quote"),
    *("actions", "button", "context_actions", "feedback_buttons", "icon_button"),
}
_PARTS: Final = ({"bold"}, {"title", "text", "confirm", "deny"}, {"text", "value", "accessibility_label"})
"""What has no type of its own: a style, what is asked before a press, a thumb."""
_OPAQUE: Final = re.compile(r"[0-9a-f]{32}(?:\.(?:good|bad|\d{4}(?:-\d{2})?))?")


@dataclass(frozen=True, slots=True)
class Proved:
    """A payload exactly as it will be posted; only ``prove`` makes one.

    Attributes:
        blocks_json: The blocks as JSON; None for a plain sentence.
    """

    text: str
    blocks_json: str | None
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only prove() makes a Proved")


def prove(
    message: Message, answer: Answer | Sheet | None, buttons: Pressable | None = None, room: Room = MESSAGE
) -> Proved:
    """Check a finished payload against the turns it quotes.

    Args:
        answer: What it shows; None for a sentence of our own, which may quote nobody.
        buttons: What may be pressed under it.
        room: Where it is shown.

    Raises:
        ProofFailed: Anything differs.
    """
    text, blocks_json = message.text, _json_of(message)
    blocks: list[Block] = json.loads(blocks_json)
    require(not _LIVE.search(text), "the text could ping somebody")
    require(all(_is_data(part) for part in _parts_of(blocks)), "the blocks hold markup")
    sheet = answer if answer is None or isinstance(answer, Sheet) else sheet_of(answer)
    quotes = sheet.quotes if sheet else ()
    for quote in quotes:
        check_terms(quote)
    require(_linking(blocks) == link_blocks(sheet.links if sheet else ()), "it leads to other messages")
    rich = [block for block in blocks if block.get("type") == "rich_text" and block.get("block_id") != LINKS]
    shown = _shown(rich, quotes)
    for block, quote in zip(rich, shown, strict=True):
        check_quote(block, quote)
    check_spoken(text, shown)
    check_buttons(blocks, quotes)
    if sheet is None:
        require(not blocks, "a sentence of our own has blocks")
    else:
        fresh = render(sheet, buttons, room)
        require(text == fresh.text and blocks_json == _json_of(fresh), "it is not what the answer renders to")
    return Proved(text, blocks_json if blocks else None, _SEAL)


def _linking(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.get("block_id") == LINKS]


def _json_of(message: Message) -> str:
    return json.dumps(message.blocks)


def _shown(rich: list[Block], quotes: tuple[Quote, ...]) -> list[Quote]:
    """The quotes that blocks show, told by the id each block ends with; in the answer's order."""
    numbers = {quote.passage.id: number for number, quote in enumerate(quotes)}
    named = [numbers.get(_last_text(block).rpartition(" · ")[2], -1) for block in rich]
    require(-1 not in named, "a block shows what the answer does not hold")
    require(named == sorted(set(named)), "quotes are repeated or out of order")
    return [quotes[number] for number in named]


def _last_text(block: Block) -> str:
    texts = [part["text"] for part in _parts_of(block) if isinstance(part.get("text"), str)]
    return texts[-1] if texts else ""


def _is_data(part: Block) -> bool:
    """Whether a part of a block can become no markup, mention or emoji."""
    kind = str(part.get("type"))
    if kind == "plain_text":
        return part.get("emoji") is False
    if kind in _LEAVES:
        return set(part) <= _LEAVES[kind]
    if "value" in part and not _OPAQUE.fullmatch(str(part["value"])):
        return False
    return kind in _KINDS or set(part) in _PARTS


def _parts_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in blocks, outer ones first."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts_of(inner)
