"""Where much of a text stands nearly as it is: passages by how many of its words keep their distances."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import analyse
from bot.index.passages import Mask, PassageIndex
from bot.index.postings import Postings

STRETCH: Final = 8
"""Positions by which words may have shifted against each other and still stand together."""
PLACES_MAX: Final = 1_000_000
"""Places looked at for one text, the rarest words first: what is then left out stands nearly everywhere."""
TERMS_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class _Votes:
    """For each place of a wanted word: the stretch in which the text would begin, the passage, the weight."""

    stretches: NDArray[np.int64]
    owners: NDArray[np.int32]
    weights: NDArray[np.float64]


def aligned(index: PassageIndex, text: str, among: Mask, limit: int) -> list[int]:
    """The passages in which most of a text's words stand at their distances, the most first.

    Each word votes for the place where the text would begin if this were it; rare
    words count more. A word that was changed, added or dropped costs one vote only.
    """
    votes = _votes(index.own, text, among)
    if not votes.stretches.size:
        return []
    counts = np.bincount(votes.stretches, weights=votes.weights, minlength=int(votes.stretches.max()) + 2)
    counts[:-1] += counts[1:].copy()  # a text may begin at the edge of two stretches
    chosen = np.flatnonzero(counts)
    most = min(8 * limit, len(chosen))
    best = chosen[np.argpartition(-counts[chosen], most - 1)[:most]]
    best_of: dict[int, float] = {}
    for owner, weight in _by_owner(votes, best, len(counts)):
        best_of[owner] = max(weight, best_of.get(owner, 0.0))
    return sorted(best_of, key=lambda owner: (-best_of[owner], owner))[:limit]


def _by_owner(votes: _Votes, best: NDArray[np.int64], size: int) -> list[tuple[int, float]]:
    """For the best stretches, each passage in them with the weight it has there."""
    is_near = np.zeros(size + 1, dtype=bool)
    is_near[best] = is_near[best + 1] = True
    near = np.flatnonzero(is_near[votes.stretches])
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for stretch, owner, weight in zip(
        votes.stretches[near].tolist(), votes.owners[near].tolist(), votes.weights[near].tolist(), strict=True
    ):
        weights[stretch, owner] += weight
    return [(owner, weight + weights.get((stretch + 1, owner), 0.0)) for (stretch, owner), weight in weights.items()]


def _votes(postings: Postings, text: str, among: Mask) -> _Votes:
    line = dict.fromkeys(analyse(text))
    wanted = sorted((postings.places_of_term(term).size, at, term) for term, at in line)
    parts: list[tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]] = []
    taken = 0
    for size, at, term in wanted:
        if taken + size > PLACES_MAX and len(parts) >= TERMS_LEAST:
            break
        places = postings.places_of_term(term)
        owners = postings.owners_of(places)
        is_there = among[owners]
        places, owners, taken = places[is_there], owners[is_there], taken + size
        begins = places.astype(np.int64) - at + len(line)
        weight = 1.0 + np.log1p(len(among) / (1 + places.size))
        stretches, firsts = np.unique(begins // STRETCH, return_index=True)  # "no, no, no" votes once
        parts.append((stretches, owners[firsts], np.full(firsts.size, weight)))
    if not parts:
        nothing = np.empty(0, dtype=np.int64)
        return _Votes(nothing, nothing.astype(np.int32), nothing.astype(np.float64))
    stretches_of_all, owners_of_all, weights = zip(*parts, strict=True)
    return _Votes(np.concatenate(stretches_of_all), np.concatenate(owners_of_all), np.concatenate(weights))
