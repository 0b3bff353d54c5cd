"""A phrase that stands nowhere word for word: the closest real wording."""

from dataclasses import dataclass
from typing import Final

from bot.index.alignment import aligned
from bot.index.passages import Mask, PassageIndex
from bot.index.phrases import Occurrence, closest_wording, differing_words, has_same_words
from bot.index.search import search
from bot.index.statistics import Statistics

CANDIDATES: Final = 40
ALIGNED: Final = 20
"""Passages with the phrase's words at their distances: of a common phrase, sharing words alone leaves the true one out."""
ALIKE: Final = 0.6
"""From here on the differing words are named; below, the wording is only the nearest there is."""
NEARLY_AS_ALIKE: Final = 0.8
"""Part of the best likeness that another wording must reach to be shown beside it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of real words that is like a phrase.

    Attributes:
        number: The passage it stands in.
        likeness: From 0 to 1.
        differing: Pairs of (in the phrase, in the real wording); either may be empty.
        is_reordered: The words are the same, their order is not.
    """

    number: int
    occurrence: Occurrence
    likeness: float
    differing: tuple[tuple[str, str], ...]
    is_reordered: bool


def closest_wordings(index: PassageIndex, phrase: str, statistics: Statistics, among: Mask) -> list[Wording]:
    """Real wordings that share words with a phrase, the most alike first, those far behind left out."""
    ranking = search(statistics, index.vocabulary.concepts_of(phrase), among, CANDIDATES)
    candidates = dict.fromkeys([*aligned(index, phrase, among & statistics.seen, ALIGNED), *ranking.numbers.tolist()])
    wordings = [_wording(index, phrase, number) for number in candidates]
    wordings.sort(key=lambda wording: -wording.likeness)
    return [w for w in wordings if w.likeness >= NEARLY_AS_ALIKE * wordings[0].likeness]


def _wording(index: PassageIndex, phrase: str, number: int) -> Wording:
    likeness, occurrence = closest_wording(phrase, index.passages[number])
    real = occurrence.turn.text[occurrence.start : occurrence.end]
    differing = tuple(differing_words(phrase, real))
    return Wording(number, occurrence, likeness, differing, bool(differing) and has_same_words(phrase, real))
