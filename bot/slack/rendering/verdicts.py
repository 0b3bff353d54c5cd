"""Verdicts on quotations as a sheet: one line for each, and the true source of each."""

from collections.abc import Sequence
from typing import Final

from bot.answer.verifying.model import Verification
from bot.slack.payload.escape import shorten, tame
from bot.slack.rendering.sheet import Sheet, own_sheet

CLAIM_MAX_CHARS: Final = 80
QUOTES_MOST: Final = 5
"""Of several quotations each brings one source: more than these make a message too long to read."""


def sheet_of_verdicts(text: str, found: Sequence[Verification]) -> Sheet:
    """The verdicts in the order of the text; at least one."""
    asked, coverage = f"Verify: {text}", found[0].coverage
    if len(found) == 1:
        return own_sheet(asked, found[0].message, coverage, found[0].quotes)
    lines = [f"{number}. {_claim(one)}: {one.message}" for number, one in enumerate(found, 1)]
    sources = [one.quotes[0] for one in found if one.quotes]
    unique = tuple({quote.passage.id: quote for quote in sources}.values())
    if len(unique) > QUOTES_MOST:
        lines.append(
            f"The sources of the first {QUOTES_MOST} are shown; verify the others one at a time to see theirs."
        )
    return own_sheet(asked, "\n".join(lines), coverage, unique[:QUOTES_MOST])


def _claim(found: Verification) -> str:
    words = f"“{shorten(tame(found.claim.text), CLAIM_MAX_CHARS)}”"
    return f"{words} ({tame(found.claim.said_by)})" if found.claim.said_by else words
