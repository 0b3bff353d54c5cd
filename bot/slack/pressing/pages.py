"""What a count of a timeline opens, in as many pages as it takes: a window holds some twenty passages."""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.slack.payload.message import Block
from bot.slack.proving.buttons import check_buttons
from bot.slack.rendering.buttons import Leaf, page_block
from bot.slack.rendering.layout import WINDOW, layout_of
from bot.slack.rendering.sheet import Sheet

PERIOD: Final = re.compile(r"(?P<period>\d{4}(?:-\d{2})?)(?:\.(?P<begins>\d{1,6}))?", re.ASCII)
PAGE_MOST: Final = 90
"""Quotes, beside which the frame and the row of buttons have room."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the passages that a count counts.

    Attributes:
        begins: How many stand on the pages before.
    """

    sheet: Sheet
    begins: int
    ends: int
    whole: int


def page_of(sheet: Sheet, begins: int) -> Page:
    """The passages from one on, as many as a window holds."""
    whole = len(sheet.quotes)
    begins = begins if begins < whole else 0
    rest = sheet.quotes[begins : begins + PAGE_MOST]
    says = f"{sheet.says} Shown here: {whole:,} to {whole:,}."
    left_out = layout_of(replace(sheet, quotes=rest, says=says), None, WINDOW).left_out
    shown = [number for number, quote in enumerate(rest) if quote not in left_out]
    # One too long for any window is named in the footer of its page.
    ends = begins + (shown[-1] + 1 if shown else min(1, len(rest)))
    if ends - begins < whole:
        sheet = replace(sheet, says=f"{sheet.says} Shown here: {begins + 1:,} to {ends:,}.")
    return Page(replace(sheet, quotes=sheet.quotes[begins:ends]), begins, ends, whole)


def leaves_of(page: Page, answer_id: str, period: str) -> list[Block]:
    """The row that leads to what comes after, and back to the first page; empty where all is shown.

    Raises:
        ProofFailed: The row is not what it should be.
    """
    leaves = [Leaf("first", "Back to the first", 0)] if page.begins else []
    leaves += [Leaf("next", "Next", page.ends)] if page.ends < page.whole else []
    rows = [page_block(answer_id, period, leaves)] if leaves else []
    check_buttons(rows, ())
    return rows
