"""The proof before every post: the payload quotes what the files hold, and nothing else.

It does not trust the renderer. The words are taken back out of the finished
payload and compared with the turns as they were read; then the payload has to
equal, character for character, what the answer renders to.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer.citation import attribution_line, status_words
from bot.answer.model import Answer, Misread, Quote
from bot.answer.sentences import day
from bot.briefing.model import Kind
from bot.briefing.passages import Passage
from bot.slack.blocks import render
from bot.slack.escape import tame, unescape
from bot.slack.message import Message


class ProofFailed(Exception):  # the name says what happened to the alarm's reader
    """A payload is not what the files hold; says which check failed, never a word of it."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A payload exactly as it will be posted; only ``prove`` makes one.

    Attributes:
        blocks_json: The blocks as JSON; None for a plain sentence.
    """

    text: str
    blocks_json: str | None


def prove(message: Message, answer: Answer | None) -> Proved:
    """Check a finished payload against the turns it quotes.

    Args:
        answer: What it shows; None for a sentence of our own, which may quote nobody.

    Raises:
        ProofFailed: Anything differs.
    """
    shown = list(_quotes_in(message.blocks))
    quotes = () if answer is None or isinstance(answer, Misread) else answer.quotes
    quotable = [quote for quote in quotes if quote.passage.turn.kind is not Kind.QUESTION]
    _require(len(shown) <= len(quotable), "it quotes more than was found")
    for (words, credit), quote in zip(shown, quotable, strict=False):
        _check_terms(quote)
        _require(words == _held(quote.passage), "a quote is not what the file holds")
        _check_credit(credit, quote)
    for quote in quotes:
        for passage in (quote.passage, quote.asked, quote.lead_in):
            _require(passage is None or passage.turn.is_untouched, "a turn is not what the file held")
    _check_text(unescape(message.text), quotable[: len(shown)])
    _require(answer is None or message == render(answer), "it is not what the answer renders to")
    return Proved(message.text, json.dumps(message.blocks, ensure_ascii=False) if message.blocks else None)


def _quotes_in(blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each quote's words and the section after it, whatever the blocks look like."""
    for block in blocks:
        elements = block.get("elements") or [] if block.get("type") == "rich_text" else []
        for number, element in enumerate(elements):
            if element.get("type") == "rich_text_quote":
                following = elements[number + 1] if number + 1 < len(elements) else {}
                yield _text_of(element), _text_of(following)


def _text_of(element: dict[str, Any]) -> str:
    return "".join(part.get("text", "") for part in element.get("elements") or [])


def _held(passage: Passage) -> str:
    """The words as the file held them, or a failure."""
    _require(passage.turn.is_untouched, "a turn is not what the file held")
    return passage.turn.text[passage.start : passage.end]


def _check_terms(quote: Quote) -> None:
    rule = quote.passage.briefing.rule_for(quote.passage.turn)
    _require(rule.is_quotable, "a ground rule forbids a quote")
    who = quote.attribution
    named = (who.speaker_id, who.name, who.printed, who.role, who.organization)
    _require(
        not rule.is_anonymous or (not any(named) and who.agreed == rule.attribution), "it names an anonymous speaker"
    )


def _check_credit(credit: str, quote: Quote) -> None:
    briefing = quote.passage.briefing
    for fact in (attribution_line(quote), status_words(quote), day(briefing.held_on), quote.passage.id):
        _require(tame(fact) in credit, "a quote is not credited in full")


def _check_text(text: str, quotes: Sequence[Quote]) -> None:
    at = 0
    for quote in quotes:
        for piece in (quote.passage.text, tame(attribution_line(quote)), day(quote.passage.briefing.held_on)):
            at = text.find(piece, at)
            _require(at >= 0, "the text does not carry a quote in full")
            at += len(piece)


def _require(is_right: bool, otherwise: str) -> None:
    if not is_right:
        raise ProofFailed(otherwise)
