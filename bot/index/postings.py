"""Which passages hold which term, how often and where: NumPy arrays, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import STOP_WORDS
from bot.index.building.lines import Lexicon, Lines, ranges

Ints = NDArray[np.int64]

_LINES_AT_ONCE: Final = 5_000
"""Texts whose entries are made in one go: some megabytes of memory instead of gigabytes."""
_PLACE_BITS: Final = 32


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """An inverted index with positions over numbered passages.

    Attributes:
        term_nos: Number of each term.
        starts: For each term, where its entries begin in ``passages`` and ``counts``; one more at the end.
        passages: Passage numbers, ascending within a term.
        counts: How often the term stands in that passage.
        place_starts: For each term, where its entries begin in ``places``; one more at the end.
        places: Positions in the one line of all words, ascending within a term. After each text a
            position is left free, so that no phrase reaches across.
        begins: For each passage, the position where its texts begin; one more at the end.
        lengths: Scored terms in each passage.
    """

    term_nos: dict[str, int]
    starts: Ints
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]
    place_starts: Ints
    places: NDArray[np.int32]
    begins: NDArray[np.int32]
    lengths: NDArray[np.float64]

    def of_term(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Passages that hold a term, ascending, with its count in each."""
        number = self.term_nos.get(term)
        if number is None:
            return self.passages[:0], self.counts[:0]
        entries = slice(self.starts[number], self.starts[number + 1])
        return self.passages[entries], self.counts[entries]

    def of_phrase(self, terms: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Passages that hold these terms side by side, ascending, with the count in each."""
        if len(terms) == 1:
            return self.of_term(terms[0])
        owners = self.owners_of(self.places_of(dict(enumerate(terms))))
        passages, counts = np.unique(owners, return_counts=True)
        return passages.astype(np.int32), counts.astype(np.int32)

    def owners_of(self, places: NDArray[np.int32]) -> NDArray[np.int32]:
        """The passages at whose words these positions are."""
        return (np.searchsorted(self.begins, places, side="right") - 1).astype(np.int32)

    def places_of(self, terms: dict[int, str]) -> NDArray[np.int32]:
        """Where a phrase begins, ascending; ``terms`` maps an offset to the term wanted there."""
        rarest_first = sorted(terms.items(), key=lambda item: (self._frequency(item[1]), item))
        places: NDArray[np.int32] | None = None
        for offset, term in rarest_first:
            begins = self._places(term) - offset
            places = begins if places is None else np.intersect1d(places, begins, assume_unique=True)
            if not places.size:
                break
        return places[places >= 0] if places is not None else self.places[:0]

    def _frequency(self, term: str) -> int:
        return int(self._places(term).size)

    def _places(self, term: str) -> NDArray[np.int32]:
        number = self.term_nos.get(term)
        if number is None:
            return self.places[:0]
        return self.places[self.place_starts[number] : self.place_starts[number + 1]]


def postings_of(lines: Lines, numbers: Ints, owners: Ints, passages: int) -> Postings:
    """One field of all passages.

    Args:
        lines: Analysed texts.
        numbers: Which of them stand in the field, in its order.
        owners: For each of these, the passage it belongs to, ascending.
        passages: How many there are.
    """
    is_scored = _scored_in_token(lines.lexicon)
    pieces = [_Piece(np.empty(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int64))]
    for at in range(0, len(numbers), _LINES_AT_ONCE):
        pieces.append(_piece(lines, is_scored, numbers[at : at + _LINES_AT_ONCE], int(pieces[-1].ends[-1])))
    line_begins = np.concatenate([piece.ends for piece in pieces])
    line_lengths = np.concatenate([piece.lengths for piece in pieces])
    # One sort of numbers that hold term and place orders both, faster than any sort of places by term.
    keys = np.concatenate([piece.keys for piece in pieces])
    del pieces
    keys.sort()
    place_starts = np.searchsorted(keys, np.arange(len(lines.lexicon.terms) + 1) << _PLACE_BITS)
    places = keys.astype(np.int32)  # the lower half
    del keys
    begins = line_begins[np.searchsorted(owners, np.arange(passages + 1))].astype(np.int32)
    entry_owners = np.repeat(np.arange(passages, dtype=np.int32), np.diff(begins))[places]
    is_new = np.ones(len(places) + 1, dtype=bool)
    np.not_equal(entry_owners[1:], entry_owners[:-1], out=is_new[1:-1])
    is_new[place_starts] = True
    pairs = np.flatnonzero(is_new[:-1])
    return Postings(
        term_nos=lines.lexicon.terms,
        starts=np.searchsorted(pairs, place_starts).astype(np.int64),
        passages=entry_owners[pairs],
        counts=np.diff(pairs, append=len(places)).astype(np.int32),
        place_starts=place_starts.astype(np.int64),
        places=places,
        begins=begins,
        lengths=np.bincount(owners, weights=line_lengths, minlength=passages).astype(np.float64),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The entries of some texts.

    Attributes:
        keys: Term and place of each entry in one number.
        ends: Where each text ends, the gap after it included.
        lengths: Scored terms in each text.
    """

    keys: Ints
    ends: Ints
    lengths: Ints


def _piece(lines: Lines, is_scored: Ints, numbers: Ints, begin: int) -> _Piece:
    lexicon = lines.lexicon
    sizes = lines.starts[numbers + 1] - lines.starts[numbers]
    tokens = lines.stream[ranges(lines.starts[numbers], sizes)]
    widths = _summed(lexicon.widths[tokens])
    gaps = np.repeat(np.arange(len(numbers), dtype=np.int64), sizes)
    firsts = lexicon.entry_starts[tokens]
    counts = lexicon.entry_starts[tokens + 1] - firsts
    entries = ranges(firsts, counts)
    keys = lexicon.entry_terms[entries].astype(np.int64) << _PLACE_BITS
    keys |= np.repeat(begin + widths[:-1] + gaps, counts) + lexicon.entry_offsets[entries]
    ends = np.cumsum(sizes)
    return _Piece(
        keys=keys,
        ends=begin + widths[ends] + np.arange(1, len(numbers) + 1),
        lengths=np.diff(_summed(is_scored[tokens])[ends], prepend=0),
    )


def _scored_in_token(lexicon: Lexicon) -> Ints:
    """For each token how many of its terms count for a score."""
    is_scored = np.ones(len(lexicon.terms), dtype=np.int64)
    is_scored[[lexicon.terms[term] for term in sorted(STOP_WORDS & lexicon.terms.keys())]] = 0
    return np.diff(_summed(is_scored[lexicon.entry_terms])[lexicon.entry_starts])


def _summed(numbers: NDArray[np.integer]) -> Ints:
    """The sum of the numbers before each; one more at the end."""
    sums = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(numbers, out=sums[1:])
    return sums
