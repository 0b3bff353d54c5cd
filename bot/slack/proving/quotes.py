"""Whether a payload shows a quote's very words, beside whose they are."""

from collections.abc import Sequence
from typing import Any

from bot.answer.citation import UNNAMED, reporter_name, status_words
from bot.answer.model import Quote
from bot.answer.quotes import is_short
from bot.answer.sentences import day
from bot.briefing.model import Kind
from bot.briefing.passages import Passage
from bot.slack.payload.escape import escape, tame
from bot.slack.payload.message import Block
from bot.slack.proving.failed import require
from bot.slack.proving.terms import names_hidden_speaker
from bot.slack.rendering.entries import LEFT_OUT, QUESTION, REPORTED, SENTENCE, SUMMARY, sentence_shown

_LABELS = {Kind.QUESTION: QUESTION, Kind.REPORTED: REPORTED, Kind.NARRATION: SUMMARY}


def check_quote(block: Block, quote: Quote) -> None:
    """Check a finished block: words, what stands before them, attribution.

    Raises:
        ProofFailed: A word of it differs, or somebody else is named.
    """
    parts = block.get("elements") or []
    require(len(parts) >= 2, "a quote has no attribution")
    *before, words, credit = parts
    held = held_of(quote.passage)
    if quote.passage.turn.kind is Kind.SPEECH:
        alone = {"type": "rich_text_quote", "elements": [{"type": "text", "text": held}]}
        require(words == alone, "a quote is not what the file holds")
    else:
        _check_labelled(words, _LABELS[quote.passage.turn.kind], held, may_be_cut=False)
    _check_before(before, quote)
    _check_credit(credit, quote)
    around = " ".join(text for part in (*before, credit) for text in _texts_of(part))
    require(not names_hidden_speaker(around, quote), "it names an anonymous speaker")


def check_spoken(text: str, quotes: Sequence[Quote]) -> None:
    """Check that the text reads every quote whole, in order, with speaker, role, day and status.

    Raises:
        ProofFailed: One is missing, or credited to somebody else.
    """
    at = 0
    for quote in quotes:
        held = held_of(quote.passage)
        spoken = held if quote.passage.turn.kind in (Kind.REPORTED, Kind.NARRATION) else f"“{held}”"
        speaker, *facts = credit_of(quote)
        for piece in (f"{spoken}\n— {speaker}", *facts):
            found = text.find(escape(piece), at)
            require(found >= 0, "the text does not carry a quote in full")
            at = found + len(escape(piece))


def held_of(passage: Passage) -> str:
    """The slice of the turn, which ``check_terms`` has found as the file held it."""
    return passage.turn.text[passage.start : passage.end]


def _check_before(parts: Sequence[Any], quote: Quote) -> None:
    """What stands before a short answer is whole; before any other its end may stand alone, or be left out."""
    may_be_cut = not is_short(quote.passage.text)
    passages = ((QUESTION, quote.asked), (SUMMARY, quote.lead_in))
    wanted = [(label, held_of(passage)) for label, passage in passages if passage is not None]
    sentence = sentence_shown(quote)
    wanted += [(SENTENCE, sentence)] if sentence is not None else []
    require(len(parts) == len(wanted), "something unknown stands before a quote")
    for part, (label, held) in zip(parts, wanted, strict=True):
        _check_labelled(part, label, held, may_be_cut=may_be_cut)


def _check_labelled(part: Any, label: str, held: str, *, may_be_cut: bool) -> None:
    """A section of label and words."""
    texts = _texts_of(part)
    require(part.get("type") == "rich_text_section" and bool(texts) and texts[0].startswith(label), "a label is wrong")
    if len(texts) == 2:
        require(may_be_cut and texts[0].endswith(f"{LEFT_OUT}."), "what stands before a quote is missing")
        return
    require(len(texts) == 4, "a section holds something unknown")
    shown = texts[2]
    if label == QUESTION:
        require(shown[:1] == "“" and shown[-1:] == "”", "a question is not marked as one")
        shown = shown[1:-1]
    is_held = bool(shown) and held.endswith(shown) if may_be_cut else shown == held
    require(is_held, "what stands before a quote is not what the file holds")


def _check_credit(part: Any, quote: Quote) -> None:
    texts = _texts_of(part)
    speaker, *facts = credit_of(quote)
    require(part.get("type") == "rich_text_section" and texts[:1] == [speaker], "a quote is credited to somebody else")
    rest, at = "".join(texts[1:]), 0
    for fact in (*facts, tame(quote.passage.id)):
        found = rest.find(fact, at)
        require(found >= 0, "a quote is not credited in full")
        at = found + len(fact)


def credit_of(quote: Quote) -> list[str]:
    """What has to stand after a quote, in order: the speaker, then role, status and day."""
    speaker, *roles = _people(quote)
    facts = (*roles, status_words(quote), day(quote.passage.briefing.held_on))
    return [tame(speaker) or UNNAMED, *map(tame, facts)]


def _people(quote: Quote) -> list[str]:
    who, turn = quote.attribution, quote.passage.turn
    if turn.kind is Kind.NARRATION:
        return ["The editors"]
    if turn.kind is Kind.QUESTION:
        return [who.name or reporter_name(turn.printed) or "A reporter"]
    named = [part for part in (who.name, who.role, who.organization) if part] if who.name else []
    people = [who.agreed] if who.agreed else named or [who.printed or UNNAMED]
    if turn.kind is Kind.REPORTED:
        return [quote.passage.briefing.source.publisher, *(part for part in people if part != UNNAMED)]
    return people


def _texts_of(part: Any) -> list[str]:
    return [str(leaf.get("text", "")) for leaf in part.get("elements") or []]
