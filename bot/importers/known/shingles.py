"""A small fingerprint of a text's words, by which the same words are known again.

Every run of a few words (a shingle) becomes a number; the smallest few of them
stand for the text. Two texts share as many of these as they share shingles.
Source: A. Broder, "On the resemblance and containment of documents", 1997.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Final

import numpy as np

SHINGLE_WORDS: Final = 5
KEPT: Final = 256

_WORD = re.compile(r"[^\W_]+")
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Source: 2^64 divided by the golden ratio, D. Knuth, TAOCP 3, 6.4.

Fingerprint = tuple[int, ...]


class Fingerprints:
    """Makes fingerprints; remembers words already seen, which most are."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, texts: Iterable[str]) -> Fingerprint:
        """The fingerprint of texts read one after the other; empty for too few words."""
        words = _WORD.findall("\n".join(texts).casefold())
        if len(words) < SHINGLE_WORDS:
            return ()
        numbers = np.fromiter((self._number(word) for word in words), dtype=np.uint64, count=len(words))
        shingles = np.zeros(len(words) - SHINGLE_WORDS + 1, dtype=np.uint64)
        for at in range(SHINGLE_WORDS):
            shingles = (shingles ^ numbers[at : at + len(shingles)]) * _MIX
            shingles ^= shingles >> np.uint64(29)
        kept = np.unique(shingles >> np.uint64(16))[:KEPT]
        return tuple(kept.tolist())

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return number


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The share of shingles two texts have in common, estimated, from 0 to 1."""
    kept = min(KEPT, max(len(one), len(other)))
    smallest = sorted({*one, *other})[:kept]
    if not smallest:
        return 0.0
    both = {*one} & {*other}
    return sum(number in both for number in smallest) / len(smallest)
