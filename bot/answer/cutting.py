"""What is shown of a long turn: one slice, cut where sentences end."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.briefing.passages import Passage
from bot.briefing.sentences import unit_spans
from bot.index.analysis import scored_terms
from bot.index.phrases import Occurrence
from bot.index.scores import Okapi

READABLE_CHARS: Final = 900
"""What a quote aims at; a single longer sentence stays whole."""

Span = tuple[int, int]


def best_excerpt(passage: Passage, terms: Sequence[str]) -> Passage:
    """The part of a turn that says most of what the question looks for.

    A readable turn stays whole. Of a longer one the best sentence is taken, by the
    scores of rank-bm25 among the turn's sentences, and its neighbours are joined to
    it while they fit; a sentence that takes back the one before is never parted from it.
    """
    if passage.end - passage.start <= READABLE_CHARS:
        return passage
    units = unit_spans(passage.turn.text)
    sentences = [scored_terms(passage.turn.text[start:end]) for start, end in units]
    scores = Okapi(sentences).get_scores(sorted(set(terms))).tolist() if any(sentences) else [0.0] * len(units)
    best = max(range(len(units)), key=lambda number: (scores[number], -number))
    return _grown(passage, units, (best, best), scores.__getitem__)


def excerpt_around(passage: Passage, occurrence: Occurrence) -> Passage:
    """The part of a turn around certain words: their sentences and what fits beside them."""
    if passage.end - passage.start <= READABLE_CHARS:
        return passage
    units = unit_spans(passage.turn.text)
    touched = [n for n, (start, end) in enumerate(units) if start < occurrence.end and occurrence.start < end]
    return _grown(passage, units, (touched[0], touched[-1]), lambda number: 0.0)


def sentences_around(passage: Passage, occurrence: Occurrence) -> Passage:
    """The sentences that certain words touch, and what may not be parted from them."""
    touched = [(a, b) for a, b in unit_spans(passage.turn.text) if a < occurrence.end and occurrence.start < b]
    return Passage(passage.briefing, passage.turn, touched[0][0], touched[-1][1])


def _grown(passage: Passage, units: Sequence[Span], core: Span, score: Callable[[int], float]) -> Passage:
    """Join neighbours while all is readable: the better one first, of equal ones the nearer, then what follows."""
    first, last = core
    while True:
        beside = [number for number in (last + 1, first - 1) if 0 <= number < len(units)]
        fitting = [n for n in beside if _length(units, min(first, n), max(last, n)) <= READABLE_CHARS]
        if not fitting:
            return Passage(passage.briefing, passage.turn, units[first][0], units[last][1])
        chosen = max(fitting, key=lambda n: (score(n), -max(core[0] - n, n - core[1])))
        first, last = min(first, chosen), max(last, chosen)


def _length(units: Sequence[Span], first: int, last: int) -> int:
    return units[last][1] - units[first][0]
