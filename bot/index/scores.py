"""What a score is: rank-bm25's Okapi with an idf that is never negative."""

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

K1: Final = 1.5
B: Final = 0.75
"""rank-bm25's own defaults. Source: rank_bm25 0.2.2, BM25Okapi.__init__."""


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """BM25Okapi with ln(1 + (N - df + .5)/(df + .5)) for every word.

    The package's own idf gives 0 to a word in half of the passages and negative
    values in tiny collections. The postings compute the numbers of this class
    without walking the passages; a property test holds the two equal.
    """

    def __init__(self, passages: list[list[str]]) -> None:
        super().__init__(passages, k1=K1, b=B)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: idf(df, self.corpus_size) for term, df in nd.items()}


def idf(df: int, passages: int) -> float:
    """Weight of a term that ``df`` of the passages hold; positive for every df."""
    return math.log1p((passages - df + 0.5) / (df + 0.5))


def saturate(tf: NDArray[np.float64], lengths: NDArray[np.float64], mean_length: float) -> NDArray[np.float64]:
    """How much a term's count adds in passages of these lengths, in terms; between 0 and k1 + 1."""
    result: NDArray[np.float64] = tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths / mean_length))
    return result
