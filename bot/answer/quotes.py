"""Passages to quotes: each with its exchange, repeats shown once and counted."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from bot.answer.attribution import attribution_of
from bot.answer.model import Quote
from bot.briefing.model import Kind, Turn
from bot.briefing.passages import Passage
from bot.briefing.sentences import unit_spans
from bot.briefing.speakers import Register
from bot.index.analysis import tokens_of
from bot.index.passages import Mask, PassageIndex

SHORT_ANSWER_WORDS: Final = 8
"""One official turn in five is shorter: without its question such an answer says nothing."""
OPENING_CHARS: Final = 200
"""What begins with twice as many words is not short, wherever its last token was cut: the rest need not be read."""
QUESTION_MAX_CHARS: Final = 400

Cut = Callable[[int], Passage]
"""What to show of a passage, by its number."""


def quotes_of(
    index: PassageIndex,
    register: Register,
    ranked: Iterable[int],
    cut: Cut,
    explained: Callable[[int], bool],
    seen: Mask,
    limit: int,
) -> list[Quote]:
    """Make at most ``limit`` quotes of ranked passages, best first.

    The same words by the same speaker are shown once and counted; an answer of a few
    words is left out when its question may not be shown, and a dash that holds no word in any case.

    Args:
        explained: Whether a passage is shown with the editors' lead-in before it.
    """
    quotes: dict[tuple[str, str], Quote] = {}
    for number in ranked:
        quote = quote_of(index, register, number, cut(number))
        if quote is None or not tokens_of(quote.passage.text) or _identity(quote) in quotes:
            continue
        lead_in = quote.lead_in or (lead_in_of(index, number) if explained(number) else None)
        quotes[_identity(quote)] = replace(quote, lead_in=lead_in, also_said=_repeats(index, number, seen))
        if len(quotes) == limit:
            break
    return list(quotes.values())


def quote_of(index: PassageIndex, register: Register, number: int, shown: Passage) -> Quote | None:
    """Dress a slice as a quote; None if it may not stand without a question that is withheld.

    Args:
        number: The passage that the slice is a part of.
    """
    context = index.contexts[number]
    rule = shown.briefing.rule_for(shown.turn)
    short = is_short(shown.text)
    if short and context.is_withheld:
        return None
    asked = question_slice(shown, context.question, is_whole=short) if context.question else None
    needs_lead_in = shown.turn.partial or (short and asked is None)
    return Quote(
        passage=shown,
        attribution=attribution_of(shown, register),
        ground_rule=rule if rule.is_anonymous else None,
        asked=asked,
        lead_in=lead_in_of(index, number) if needs_lead_in else None,
    )


def lead_in_of(index: PassageIndex, number: int) -> Passage | None:
    """The editors' summary before a passage, whole."""
    lead_in = index.contexts[number].lead_in
    return Passage(index.passages[number].briefing, lead_in, 0, len(lead_in.text)) if lead_in else None


def question_slice(passage: Passage, question: Turn, *, is_whole: bool = False) -> Passage:
    """The reporter's question; of a long one the last sentences, unless the answer hangs on every word."""
    start, end = 0, len(question.text)
    if end > QUESTION_MAX_CHARS and not is_whole:
        starts = [first for first, _ in unit_spans(question.text)]
        start = next((first for first in starts if end - first <= QUESTION_MAX_CHARS), starts[-1])
    return Passage(passage.briefing, question, start, end)


def is_short(text: str) -> bool:
    """Whether words say nothing without the question they answer; of unspaced scripts two characters make a word."""
    opening = text[:OPENING_CHARS]
    return _words_in(opening) < 2 * SHORT_ANSWER_WORDS and _words_in(text) < SHORT_ANSWER_WORDS


def _words_in(text: str) -> int:
    tokens = tokens_of(text)
    characters = sum(len(token) == 1 and not token.isascii() for token in tokens)
    return len(tokens) - characters + characters // 2


def _identity(quote: Quote) -> tuple[str, str]:
    """Equal for the same words by the same person; an unknown speaker is nobody else's equal, a short answer no other's."""
    words, who = " ".join(quote.passage.text.casefold().split()), quote.attribution.speaker_id
    if who is None or quote.passage.turn.kind is not Kind.SPEECH or is_short(quote.passage.text):
        return words, quote.passage.id
    return words, who


def _repeats(index: PassageIndex, number: int, seen: Mask) -> int:
    """In how many other turns the same known person says the same words, and they mean something alone."""
    passage = index.passages[number]
    if index.speaker_nos[number] < 0 or passage.turn.kind is not Kind.SPEECH or is_short(passage.text):
        return 0
    same = (index.words_nos == index.words_nos[number]) & (index.speaker_nos == index.speaker_nos[number]) & seen
    spoken = [n for n in np.flatnonzero(same).tolist() if index.passages[n].turn.kind is Kind.SPEECH]
    return len(spoken) - 1
