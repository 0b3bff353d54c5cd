"""How much of an answer one message shows: decided by counting, before anything is built."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bot.answer.model import Quote
from bot.slack.payload.escape import escape
from bot.slack.payload.limits import (
    BLOCK_TEXT_MAX_CHARS,
    BLOCKS_MAX,
    QUOTE_MAX_CHARS,
    TEXT_MAX_CHARS,
    WINDOW_BLOCKS_MAX,
    chars_in,
)
from bot.slack.rendering import frame
from bot.slack.rendering.buttons import Pressable, button_blocks
from bot.slack.rendering.entries import FORMS, Entry, Form, entry_of
from bot.slack.rendering.fallback import entry_text
from bot.slack.rendering.quote_block import quote_block
from bot.slack.rendering.sheet import Sheet

FRAME_BLOCKS_MAX: Final = 3
"""What was asked, what has to be explained, the footer."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is room for.

    Attributes:
        text_chars: Of the text that is read aloud; None where nothing but the blocks is sent.
    """

    blocks: int
    block_chars: int
    text_chars: int | None


MESSAGE: Final = Room(BLOCKS_MAX, BLOCK_TEXT_MAX_CHARS, TEXT_MAX_CHARS)
WINDOW: Final = Room(WINDOW_BLOCKS_MAX, BLOCK_TEXT_MAX_CHARS, None)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a message shows.

    Attributes:
        seen: The quotes as the blocks show them.
        heard: The same quotes as the text reads them; the forms may differ.
        left_out: The quotes that did not fit.
    """

    seen: tuple[Entry, ...]
    heard: tuple[Entry, ...]
    left_out: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    entry: Entry
    block_chars: int
    text_chars: int


def layout_of(sheet: Sheet, buttons: Pressable | None, room: Room = MESSAGE) -> Layout:
    """As many quotes as fit, whole, best first; those too long for any message are passed over."""
    quotes = sheet.quotes
    pressed = button_blocks(buttons)
    room = replace(room, block_chars=room.block_chars - chars_in(pressed))
    blocks = room.blocks - FRAME_BLOCKS_MAX - len(pressed)

    @cache
    def counted(number: int, form: Form) -> _Counted:
        entry = entry_of(quotes[number], form)
        return _Counted(entry, chars_in([quote_block(entry)]), len(entry_text(len(quotes), entry)) + 1)

    possible = [n for n, quote in enumerate(quotes) if _is_short_enough(quote) and _fits(sheet, room, [n], counted)]
    for count in range(min(len(possible), blocks), 0, -1):
        layout = _fits(sheet, room, possible[:count], counted)
        if layout is not None:
            return layout
    return Layout((), (), quotes)


def _is_short_enough(quote: Quote) -> bool:
    return len(quote.passage.text) <= QUOTE_MAX_CHARS


def _fits(sheet: Sheet, room: Room, shown: Sequence[int], counted: Callable[[int, Form], _Counted]) -> Layout | None:
    """These quotes in the roomiest forms that fit blocks and text; None if none does."""
    left_out = tuple(quote for number, quote in enumerate(sheet.quotes) if number not in shown)
    footer = frame.footer(sheet, len(shown), left_out)
    around = len(frame.asked(sheet)) + len(frame.explained(sheet, len(shown))) + len(footer)
    spoken = len(escape(frame.headline(sheet, len(shown)))) + 1 + len(escape(footer))
    most = room.text_chars

    def roomiest(fits: Callable[[list[_Counted]], bool]) -> list[_Counted] | None:
        laid = ([counted(number, form) for number in shown] for form in FORMS)
        return next(filter(fits, laid), None)

    seen = roomiest(lambda laid: sum(one.block_chars for one in laid) <= room.block_chars - around)
    heard = roomiest(lambda laid: most is None or sum(one.text_chars for one in laid) <= most - spoken)
    if seen is None or heard is None:
        return None
    return Layout(tuple(one.entry for one in seen), tuple(one.entry for one in heard), left_out)
