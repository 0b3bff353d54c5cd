"""Quotes ready to be copied, as a window shows them: each form in a box of its own."""

from collections.abc import Sequence
from typing import Final

from bot.answer.model import Quote
from bot.answer.showing.citations import Citations, citations_of
from bot.slack.payload.message import Block
from bot.slack.rendering import frame

CITED_MAX_CHARS: Final = 7_000
FORMS: Final = (("Plain", "plain"), ("AP style", "ap"), ("Markdown", "markdown"))


def citation_blocks(quotes: Sequence[Quote], says: str = "") -> list[Block]:
    """As many quotes as fit, in every form, and a word about those that did not.

    Args:
        says: Our own words before them.
    """
    blocks: list[Block] = [_section(says)] if says else []
    shown, used = 0, 0
    for quote in quotes:
        forms = citations_of(quote)
        used += sum(len(_text(forms, name)) for _, name in FORMS)
        if shown and used > CITED_MAX_CHARS:
            break
        shown += 1
        for label, name in FORMS:
            leaf = {"type": "text", "text": _text(forms, name)}
            boxed = {"type": "rich_text_preformatted", "elements": [leaf]}
            blocks += [_section(label), {"type": "rich_text", "elements": [boxed]}]
    left_out = " · ".join(frame.omissions(shown, quotes[shown:]))
    return [*blocks, {"type": "context", "elements": [_plain(left_out)]}] if left_out else blocks


def _text(forms: Citations, name: str) -> str:
    return str(getattr(forms, name))


def _section(text: str) -> Block:
    return {"type": "section", "text": _plain(text)}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
