"""Concepts to ranked passages: the scores of ``Okapi``, over what may be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.amended import AmendedField
from bot.index.analysis import analyse
from bot.index.passages import Mask, Numbers, PassageIndex
from bot.index.postings import Postings
from bot.index.scores import idf, saturate
from bot.index.vocabulary import Concept

AROUND: Final = 0.5
"""What the words around a passage (question, lead-in, speaker's name) count beside its own."""
LEAST_WEIGHT: Final = 1e-9
EVEN_OUT: Final = 20
"""Added to both counts of a share's weight: in a small knowledge base one word counts about as much as another."""


@dataclass(frozen=True, slots=True, eq=False)
class Addition:
    """What one concept adds to scores in one field.

    Attributes:
        passages: Those that hold it and may be seen, ascending.
        added: To the score of each.
        idf: The concept's weight in this field.
    """

    passages: Numbers
    added: NDArray[np.float64]
    idf: float


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


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """One field as this asker sees it: the passages that have it and exist."""

    postings: Postings | AmendedField
    boost: float
    seen: Mask
    passages: int
    mean_length: float

    def score(self, concept: Concept) -> Addition:
        """The seen passages that hold a concept in this field, and what that adds to their scores."""
        passages, counts = _holding(self.postings, concept)
        is_seen = self.seen[passages]
        passages, counts = passages[is_seen], counts[is_seen]
        rarity = idf(len(passages), self.passages)
        weight = self.boost * rarity * float(np.sqrt(concept.count))
        lengths = self.postings.lengths[passages]
        return Addition(passages, weight * saturate(counts.astype(np.float64), lengths, self.mean_length), rarity)


def search(index: PassageIndex, concepts: Sequence[Concept], seen: Mask, among: Mask, limit: int) -> Ranking:
    """Rank passages by BM25: a sum over fields, what is around a passage counting less than its words.

    All statistics (how many passages, how long, how many hold a word) are taken
    over ``seen``: what an asker may not see changes nothing, not even the order.
    A speaker's name alone makes no match, and where its bearer speaks the rest of the question is the whole.

    Args:
        seen: The passages that exist for this asker.
        among: Those to rank; a subset of ``seen``.
        limit: At most this many.
    """
    size, total = len(index), int(np.count_nonzero(seen))
    if not total or not concepts:
        none = np.empty(0)
        return Ranking(none.astype(np.int32), none, none, 0, {}, Evidence(np.zeros(size)))
    own = _field(index.own, 1.0, seen)
    around = _field(index.context, AROUND, seen & (index.context.lengths > 0))
    names = _field(index.names, AROUND, seen & (index.names.lengths > 0))
    scores, shares, is_touched = np.zeros(size), np.zeros(size), np.zeros(size, dtype=bool)
    words: list[Addition] = []
    named: list[tuple[Concept, Mask, Addition]] = []
    weights: dict[Concept, float] = {}
    for concept in concepts:
        holds = np.zeros(size, dtype=bool)
        for field in (own, around):
            word = field.score(concept)
            scores[word.passages] += word.added
            holds[word.passages] = True
            words.append(word)
        holders = np.flatnonzero(holds)
        weights[concept] = float(np.log1p((total + EVEN_OUT) / (len(holders) + EVEN_OUT)))
        shares[holders] += weights[concept]
        is_touched |= holds
        named.append((concept, holds, names.score(concept)))
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


def _field(postings: Postings | AmendedField, boost: float, seen: Mask) -> _Field:
    count = int(np.count_nonzero(seen))
    mean_length = float(postings.lengths[seen].mean()) if count else 0.0
    return _Field(postings, boost, seen, count, mean_length or 1.0)


def _holding(postings: Postings | AmendedField, concept: Concept) -> tuple[Numbers, NDArray[np.int32]]:
    found = [postings.of_phrase(terms) for terms in concept.alternatives]
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


def _line(text: str) -> str:
    return f" {' '.join(term for term, _ in analyse(text))} "


def _is_held(concept: Concept, lines: Sequence[str]) -> bool:
    return any(f" {' '.join(terms)} " in line for terms in concept.alternatives for line in lines)
