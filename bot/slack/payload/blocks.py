"""An answer, or a sentence of our own, as a message: blocks for the eye, text for the ear.

Around the quotes everything is ``plain_text``, so nothing that somebody typed or
printed can become markup there.
"""

from collections.abc import Sequence
from typing import Final

from bot.answer.model import Answer
from bot.slack.payload.escape import escape, shorten, tame_lines
from bot.slack.payload.limits import TEXT_MAX_CHARS
from bot.slack.payload.message import Block, Message
from bot.slack.rendering import frame
from bot.slack.rendering.buttons import Pressable, button_blocks
from bot.slack.rendering.fallback import fallback_text
from bot.slack.rendering.layout import MESSAGE, Room, layout_of
from bot.slack.rendering.quote_block import quote_block
from bot.slack.rendering.sheet import Sheet, sheet_of

LINKS: Final = "links"


def render(answer: Answer | Sheet, buttons: Pressable | None = None, room: Room = MESSAGE) -> Message:
    """Lay out an answer: as many whole quotes as fit, and a word about those that did not."""
    sheet = answer if isinstance(answer, Sheet) else sheet_of(answer)
    layout = layout_of(sheet, buttons, room)
    shown = len(layout.seen)
    explained, footer = frame.explained(sheet, shown), frame.footer(sheet, shown, layout.left_out)
    blocks = [_context(frame.asked(sheet))]
    if explained:
        blocks.append({"type": "section", "text": _plain(explained)})
    blocks += link_blocks(sheet.links)
    blocks += [quote_block(entry) for entry in layout.seen]
    blocks += button_blocks(buttons)
    if footer:
        blocks.append(_context(footer))
    return Message(fallback_text(frame.headline(sheet, shown), layout.heard, footer), tuple(blocks))


def link_blocks(links: Sequence[str | None]) -> list[Block]:
    """The addresses of messages by their numbers, to be pressed; nothing where there are none."""
    leaves: list[Block] = []
    for number, url in enumerate(links, 1):
        if url is not None:
            before = " · " if leaves else "Open "
            leaves += [{"type": "text", "text": before}, {"type": "link", "url": url, "text": f"{number}"}]
    section = {"type": "rich_text_section", "elements": leaves}
    return [{"type": "rich_text", "block_id": LINKS, "elements": [section]}] if leaves else []


def notice(text: str) -> Message:
    """One of our own sentences, or several; it quotes nobody."""
    return Message(escape(shorten(tame_lines(text), TEXT_MAX_CHARS)))


def _context(text: str) -> Block:
    return {"type": "context", "elements": [_plain(text)]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
