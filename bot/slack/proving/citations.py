"""Whether a window of citations holds a quote's very words in every form, beside whose they are."""

import json
import re
from collections.abc import Sequence
from typing import Final

from bot.answer.model import Quote
from bot.answer.showing.citations import ap_date
from bot.briefing.model import Kind
from bot.slack.payload.escape import tame
from bot.slack.payload.message import Block
from bot.slack.proving.failed import require
from bot.slack.proving.quotes import credit_of, held_of
from bot.slack.proving.terms import check_terms, names_hidden_speaker
from bot.slack.rendering.citations import FORMS, citation_blocks

_ESCAPED: Final = re.compile(r"\\([\\`*_\[\]<>|~#+-])")


def check_citations(blocks: list[Block], quotes: Sequence[Quote], says: str = "") -> None:
    """Check a finished window against the turns it quotes.

    Raises:
        ProofFailed: A word of a form differs, somebody else is named, or it may not be shown.
    """
    boxes = [block for block in blocks if block.get("type") == "rich_text"]
    require(0 < len(boxes) <= len(FORMS) * len(quotes) and len(boxes) % len(FORMS) == 0, "a citation lacks a form")
    for number, quote in enumerate(quotes[: len(boxes) // len(FORMS)]):
        check_terms(quote)
        plain, ap, markdown = (_text_of(box) for box in boxes[number * len(FORMS) : (number + 1) * len(FORMS)])
        _check_credited(plain, "\n— ", quote)
        _check_introduced(ap, quote)
        _check_credited(_unmarked(markdown), "\n>\n> — ", quote)
    require(json.dumps(blocks) == json.dumps(citation_blocks(quotes, says)), "it is not what the quotes render to")


def _check_credited(text: str, dash: str, quote: Quote) -> None:
    """The words, then whose they are, in full."""
    before, found, after = text.rpartition(f"{_words(quote)}{dash}")
    require(bool(found), "a citation is not what the file holds")
    credit, at = tame(after), 0
    for fact in map(tame, credit_of(quote)):
        at = credit.find(fact, at)
        require(at >= 0, "a citation is not credited in full")
    require(not names_hidden_speaker(f"{before} {after}", quote), "it names an anonymous speaker")


def _check_introduced(text: str, quote: Quote) -> None:
    """Whose the words are and when they were said, then the words."""
    introduced = text.removesuffix(f": {_words(quote)}")
    require(introduced != text, "a citation is not what the file holds")
    around = tame(introduced)
    require(tame(credit_of(quote)[0]) in around, "a citation is credited to somebody else")
    require(ap_date(quote.passage.briefing.held_on) in around, "a citation has another day")
    require(not names_hidden_speaker(introduced, quote), "it names an anonymous speaker")


def _words(quote: Quote) -> str:
    held = held_of(quote.passage)
    return held if quote.passage.turn.kind in (Kind.REPORTED, Kind.NARRATION) else f"“{held}”"


def _text_of(box: Block) -> str:
    (boxed,) = box["elements"]
    (leaf,) = boxed["elements"]
    require((boxed["type"], set(leaf)) == ("rich_text_preformatted", {"type", "text"}), "a box holds something unknown")
    return str(leaf["text"])


def _unmarked(markdown: str) -> str:
    """A block quote's words without its marks."""
    return _ESCAPED.sub(r"\1", markdown.replace("  \n> ", "\n"))
