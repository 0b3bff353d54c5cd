"""Concepts to ranked passages: the scores of ``Okapi``, over what may be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import analyse
from bot.index.passages import Mask, Numbers
from bot.index.statistics import Addition, Statistics
from bot.index.vocabulary import Concept

LEAST_WEIGHT: Final = 1e-9
EVEN_OUT: Final = 20
"""Added to both counts of a share's weight: in a small knowledge base one word counts about as much as another."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the scores of a ranking are the sums of.

    Attributes:
        scores: Of every passage of the index; 0 for what may not be seen.
        of_words: In the passages' own words and around them.
        of_names: In the speakers' names.
    """

    scores: NDArray[np.float64]
    of_words: tuple[Addition, ...] = ()
    of_names: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Passages that share at least one concept with the question, best first.

    Attributes:
        numbers: Passage numbers, by falling score, then passage order.
        scores: BM25 summed over fields, beside ``numbers``; comparable within this ranking only.
        shares: Part of the question found in the passage, 0 to 1, rare words counting more.
        matched: How many passages there are in all, also beyond the limit.
        weights: What each concept counts for in a share.
        evidence: What the scores were summed from.
    """

    numbers: Numbers
    scores: NDArray[np.float64]
    shares: NDArray[np.float64]
    matched: int
    weights: Mapping[Concept, float]
    evidence: Evidence

    def share_in(self, texts: Sequence[str], name: str = "") -> float:
        """Part of the question found in texts, as in ``shares``: for an excerpt with its context.

        Args:
            name: The speaker's, which is no part of the question.
        """
        lines, named = [_line(text) for text in texts], [_line(name)]
        rest = {concept: weight for concept, weight in self.weights.items() if not _is_held(concept, named)}
        held = sum(weight for concept, weight in rest.items() if _is_held(concept, lines))
        return held / max(sum(rest.values()), LEAST_WEIGHT)


def search(statistics: Statistics, concepts: Sequence[Concept], among: Mask, limit: int) -> Ranking:
    """Rank passages by BM25: a sum over fields, what is around a passage counting less than its words.

    What an asker may not see changes nothing, not even the order: the statistics are of the rest.
    A speaker's name alone makes no match, and where its bearer speaks the rest of the question is the whole.

    Args:
        statistics: Of the passages that exist for this asker.
        among: Those to rank, out of these.
        limit: At most this many.
    """
    size, total = len(statistics.seen), statistics.total
    if not total or not concepts:
        none = np.empty(0)
        return Ranking(none.astype(np.int32), none, none, 0, {}, Evidence(np.zeros(size)))
    scores, shares, is_touched = np.zeros(size), np.zeros(size), np.zeros(size, dtype=bool)
    words: list[Addition] = []
    named: list[tuple[Concept, Mask, Addition]] = []
    weights: dict[Concept, float] = {}
    for concept in concepts:
        holds = np.zeros(size, dtype=bool)
        for field in (statistics.own, statistics.around):
            word = field.score(concept)
            scores[word.passages] += word.added
            holds[word.passages] = True
            words.append(word)
        holders = np.flatnonzero(holds)
        weights[concept] = float(np.log1p((total + EVEN_OUT) / (len(holders) + EVEN_OUT)))
        shares[holders] += weights[concept]
        is_touched |= holds
        named.append((concept, holds, statistics.names.score(concept)))
    whole = np.full(size, sum(weights.values()))
    for concept, holds, name in named:
        scores[name.passages] += name.added
        whole[name.passages] -= weights[concept]
        shares[name.passages[holds[name.passages]]] -= weights[concept]
    shares /= np.maximum(whole, LEAST_WEIGHT)
    touched = np.flatnonzero(is_touched & among)
    best = touched[_best(scores[touched], limit)]
    evidence = Evidence(scores, tuple(words), tuple(name for _, _, name in named))
    return Ranking(best.astype(np.int32), scores[best], shares[best], len(touched), weights, evidence)


def _best(scores: NDArray[np.float64], limit: int) -> NDArray[np.int64]:
    """Places of the highest scores, highest first, equal ones in order."""
    if len(scores) > limit > 0:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = np.flatnonzero(scores >= least)
    else:
        chosen = np.arange(len(scores))
    order = np.argsort(-scores[chosen], kind="stable")
    return chosen[order][:limit].astype(np.int64)


def _line(text: str) -> str:
    return f" {' '.join(term for term, _ in analyse(text))} "


def _is_held(concept: Concept, lines: Sequence[str]) -> bool:
    return any(f" {' '.join(terms)} " in line for terms in concept.alternatives for line in lines)
