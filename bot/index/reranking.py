"""The best of a ranking, put in order anew by what BM25 does not look at.

The first stage decides which passages are found and what they score; this stage changes only
the order of its best, by a weighted sum. Each weight is a round number; `benchmarks.questions` says what they bring.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.passages import Numbers, PassageIndex
from bot.index.search import Ranking
from bot.index.statistics import Addition, Statistics

RERANKED: Final = 150
"""So many of the best are put in order anew; what follows stays as ranked."""
NAME: Final = 1.0
"""The speaker's name counts once more: half a word in the score, a whole one here. Reporters address who answers."""
RARE: Final = 0.25
"""What a word adds counts again by the square root of its idf: a rare word tells more than BM25 lets it."""
BESIDE: Final = 0.1
"""The scores of the two turns before and the two after: a subject is talked about over several exchanges."""
BESIDE_TURNS: Final = (-2, -1, 1, 2)
LONG: Final = 1 / 30
"""For each factor e that a turn is longer than the mean, this part of the best score is taken: it holds many words by chance."""


def reranked(index: PassageIndex, ranking: Ranking, statistics: Statistics) -> Ranking:
    """The same passages with the same scores, the first in a better order; equal ones in passage order.

    Args:
        statistics: What the ranking was computed with; no other passage is looked at.
    """
    top = ranking.numbers[:RERANKED]
    if len(top) < 2:
        return ranking
    evidence = ranking.evidence
    merits = (
        evidence.scores[top]
        + NAME * _sum_at(top, evidence.of_names)
        + RARE * _sum_at(top, evidence.of_words, by_rarity=True)
        + BESIDE * _beside(index, top, evidence.scores, statistics)
        - LONG * evidence.scores[top].max() * _excess(top, statistics)
    )
    order = np.lexsort((top, -merits))
    order = np.concatenate([order, np.arange(len(top), len(ranking.numbers))])
    return replace(ranking, numbers=ranking.numbers[order], scores=ranking.scores[order], shares=ranking.shares[order])


def _sum_at(top: Numbers, additions: Sequence[Addition], *, by_rarity: bool = False) -> NDArray[np.float64]:
    """What some concepts add to these passages together, a rare concept more if asked for."""
    total = np.zeros(len(top))
    for one in additions:
        if len(one.passages):
            nearest = np.minimum(np.searchsorted(one.passages, top), len(one.passages) - 1)
            added = np.where(one.passages[nearest] == top, one.added[nearest], 0.0)
            total += added * np.sqrt(one.idf) if by_rarity else added
    return total


def _beside(
    index: PassageIndex, top: Numbers, scores: NDArray[np.float64], statistics: Statistics
) -> NDArray[np.float64]:
    """The summed scores of what stands around passages in their briefings, as far as it may be seen."""
    visible = np.flatnonzero(statistics.seen)
    places = np.searchsorted(visible, top)
    total = np.zeros(len(top))
    for turns in BESIDE_TURNS:
        there = places + turns
        number = visible[np.clip(there, 0, len(visible) - 1)]
        is_beside = (there >= 0) & (there < len(visible)) & (index.briefing_nos[number] == index.briefing_nos[top])
        total += np.where(is_beside, scores[number], 0.0)
    return total


def _excess(top: Numbers, statistics: Statistics) -> NDArray[np.float64]:
    """How much longer than the mean passages are: 1 for e times as long, 0 for the mean and below."""
    own = statistics.own
    excess: NDArray[np.float64] = np.log(np.maximum(own.postings.lengths[top] / own.mean_length, 1.0))
    return excess
