"""Concepts to ranked passages: the scores of ``Okapi``, over what may be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import analyse
from bot.index.passages import Mask, Numbers, PassageIndex
from bot.index.scores import idf, saturate
from bot.index.vocabulary import Concept

EVEN_OUT = 20
"""Added to both counts of the share's weight, so that in a small knowledge base a word counts about as much as another."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Passages that share at least one concept with the question, best first.

    Attributes:
        numbers: Passage numbers, by falling score, then passage order.
        scores: BM25, beside ``numbers``; comparable within this ranking only.
        shares: Part of the question found in the passage, 0 to 1, rare words counting more.
        matched: How many passages there are in all, also beyond the limit.
        weights: What each concept counts for in a share.
    """

    numbers: Numbers
    scores: NDArray[np.float64]
    shares: NDArray[np.float64]
    matched: int
    weights: Mapping[Concept, float]

    def share_in(self, texts: Sequence[str]) -> float:
        """Part of the question found in texts, as in ``shares``: for an excerpt with its context."""
        lines = [f" {' '.join(term for term, _ in analyse(text))} " for text in texts]
        held = sum(weight for concept, weight in self.weights.items() if _is_held(concept, lines))
        return held / sum(self.weights.values())


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    passages: Numbers
    counts: NDArray[np.float64]
    weight: float
    share: float


def search(index: PassageIndex, concepts: Sequence[Concept], seen: Mask, among: Mask, limit: int) -> Ranking:
    """Rank passages by BM25.

    All statistics (how many passages, how long, how many hold a word) are taken
    over ``seen``: what an asker may not see changes nothing, not even the order.

    Args:
        seen: The passages that exist for this asker.
        among: Those to rank; a subset of ``seen``.
        limit: At most this many.
    """
    total = int(seen.sum())
    if not total or not concepts:
        return _nothing()
    matches = [_match(index, concept, seen, total) for concept in concepts]
    lengths = index.postings.lengths
    mean_length = float(lengths[seen].mean()) or 1.0
    scores = np.zeros(len(index))
    shares = np.zeros(len(index))
    is_touched = np.zeros(len(index), dtype=bool)
    for match in matches:
        is_touched[match.passages] = True
        scores[match.passages] += match.weight * saturate(match.counts, lengths[match.passages], mean_length)
        shares[match.passages] += match.share
    touched = np.flatnonzero(is_touched & among)
    best = touched[_best(scores[touched], limit)]
    whole = sum(match.share for match in matches)
    weights = {concept: match.share for concept, match in zip(concepts, matches, strict=True)}
    return Ranking(best.astype(np.int32), scores[best], shares[best] / whole, len(touched), weights)


def _match(index: PassageIndex, concept: Concept, seen: Mask, total: int) -> _Match:
    passages, counts = _holding(index, concept)
    visible = seen[passages]
    passages, counts = passages[visible], counts[visible]
    df = len(passages)
    share = float(np.log1p((total + EVEN_OUT) / (df + EVEN_OUT)))
    return _Match(passages, counts.astype(np.float64), idf(df, total) * float(np.sqrt(concept.count)), share)


def _holding(index: PassageIndex, concept: Concept) -> tuple[Numbers, NDArray[np.int32]]:
    found = [index.postings.of_phrase(terms) for terms in concept.alternatives]
    if len(found) == 1:
        return found[0]
    passages, places = np.unique(np.concatenate([passages for passages, _ in found]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([counts for _, counts in found]), minlength=len(passages))
    return passages.astype(np.int32), counts.astype(np.int32)


def _best(scores: NDArray[np.float64], limit: int) -> NDArray[np.int64]:
    """Places of the highest scores, highest first, equal ones in order."""
    if len(scores) > limit > 0:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        chosen = np.flatnonzero(scores >= least)
    else:
        chosen = np.arange(len(scores))
    order = np.argsort(-scores[chosen], kind="stable")
    return chosen[order][:limit].astype(np.int64)


def _nothing() -> Ranking:
    none = np.empty(0)
    return Ranking(none.astype(np.int32), none, none, 0, {})


def _is_held(concept: Concept, lines: Sequence[str]) -> bool:
    return any(f" {' '.join(terms)} " in line for terms in concept.alternatives for line in lines)
