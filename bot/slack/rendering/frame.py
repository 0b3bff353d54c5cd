"""What a sheet says around its quotes, once it is known how many are shown."""

from collections.abc import Sequence
from typing import Final

from bot.answer.model import Quote
from bot.slack.payload.escape import tame
from bot.slack.rendering.sheet import Sheet

NAMED_MAX: Final = 3
"""Quotes that did not fit are named up to this many; each can be looked up by its id."""


def asked(sheet: Sheet) -> str:
    """What was asked, and who shared the answer."""
    return f"Shared by {sheet.shared_by} · {sheet.asked}" if sheet.shared_by else sheet.asked


def explained(sheet: Sheet, shown: int) -> str:
    """What has to be said before the quotes, or instead of them; empty where they speak for themselves."""
    if sheet.says:
        return sheet.says
    return "" if shown else "What I found is too long for one message." if sheet.quotes else "I have nothing to show."


def headline(sheet: Sheet, shown: int) -> str:
    """How the text begins."""
    count = "1 quote" if shown == 1 else f"{shown} quotes"
    begins = explained(sheet, shown) or f"{count}{sheet.lead}"
    return f"Shared by {sheet.shared_by}: {begins}" if sheet.shared_by else begins


def footer(sheet: Sheet, shown: int, left_out: Sequence[Quote]) -> str:
    """What was left out, and how much there is, how fresh, in which version."""
    return " · ".join([*omissions(shown, left_out), *_counted(sheet, shown), *sheet.footer])


def _counted(sheet: Sheet, shown: int) -> list[str]:
    if sheet.matched is None or not shown:
        return []
    return [f"Verbatim · {shown} of {sheet.matched:,} passage{'' if sheet.matched == 1 else 's'}"]


def omissions(shown: int, left_out: Sequence[Quote]) -> list[str]:
    """How many quotes did not fit, and the ids they can be looked up by; nothing where all did."""
    if not left_out:
        return []
    more = "more " if shown else ""
    count = f"1 {more}quote" if len(left_out) == 1 else f"{len(left_out)} {more}quotes"
    names = ", ".join(tame(quote.passage.id) for quote in left_out[:NAMED_MAX])
    return [f"{count} did not fit: {names}{', …' if len(left_out) > NAMED_MAX else ''}"]
