"""Which passages hold which term, how often and where: NumPy arrays, built once."""

from collections.abc import Mapping, Sequence
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
        owners = self.owners_of(self.places_of({offset: (term,) for offset, term in enumerate(terms)}))
        passages, counts = np.unique(owners, return_counts=True)
        return passages.astype(np.int32), counts.astype(np.int32)

    def owners_of(self, places: NDArray[np.int32]) -> NDArray[np.int32]:
        """The passages at whose words these positions are."""
        return (np.searchsorted(self.begins, places, side="right") - 1).astype(np.int32)

    def places_of(self, wanted: Mapping[int, Sequence[str]]) -> NDArray[np.int32]:
        """Where a phrase begins, ascending.

        Args:
            wanted: For each offset from there the terms of which one has to stand there.
        """
        found = [(offset, [self.places_of_term(term) for term in terms]) for offset, terms in wanted.items()]
        found.sort(key=lambda item: (sum(places.size for places in item[1]), item[0]))
        (offset, rarest), *others = found
        begins = (np.unique(np.concatenate(rarest)) if len(rarest) > 1 else rarest[0]) - offset
        for offset, alternatives in others:
            if not begins.size:
                break
            begins = begins[np.logical_or.reduce([_are_in(begins + offset, places) for places in alternatives])]
        return begins[begins >= 0]

    def places_of_term(self, term: str) -> NDArray[np.int32]:
        """Where a term stands, ascending."""
        number = self.term_nos.get(term)
        if number is None:
            return self.places[:0]
        return self.places[self.place_starts[number] : self.place_starts[number + 1]]


def _are_in(places: NDArray[np.int32], among: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of some places are among others, ascending ones: quick where there are few of the first."""
    if not among.size:
        return np.zeros(len(places), dtype=bool)
    nearest = np.minimum(np.searchsorted(among, places), among.size - 1)
    return np.asarray(among[nearest] == places)


def postings_of(lines: Lines, numbers: Ints, owners: Ints, passages: int) -> Postings:
    """One field of all passages.

    Args:
        lines: Analysed texts.
        numbers: Which of them stand in the field, in its order.
        owners: For each of these, the passage it belongs to, ascending.
        passages: How many there are.
    """
    chunks = [numbers[at : at + _LINES_AT_ONCE] for at in range(0, len(numbers), _LINES_AT_ONCE)]
    in_token = _InToken.of(lines.lexicon)
    keys = np.empty(sum(int(in_token.entries[_tokens(lines, chunk)].sum()) for chunk in chunks), dtype=np.int64)
    ends, lengths, filled = [np.zeros(1, dtype=np.int64)], [np.empty(0, dtype=np.int64)], 0
    for chunk in chunks:
        piece = _piece(lines, in_token, chunk, int(ends[-1][-1]))
        keys[filled : filled + len(piece.keys)] = piece.keys
        filled += len(piece.keys)
        ends.append(piece.ends)
        lengths.append(piece.lengths)
    # One sort of numbers that hold term and place orders both, faster than any sort of places by term.
    keys.sort()
    place_starts = np.searchsorted(keys, np.arange(len(lines.lexicon.terms) + 1) << _PLACE_BITS)
    places = keys.astype(np.int32)  # the lower half
    del keys
    begins = np.concatenate(ends)[np.searchsorted(owners, np.arange(passages + 1))].astype(np.int32)
    starts, holders, counts = _pairs(place_starts.astype(np.int32), places, begins)
    return Postings(
        term_nos=lines.lexicon.terms,
        starts=starts,
        passages=holders,
        counts=counts,
        place_starts=place_starts.astype(np.int64),
        places=places,
        begins=begins,
        lengths=np.bincount(owners, weights=np.concatenate(lengths), minlength=passages).astype(np.float64),
    )


def _pairs(
    place_starts: NDArray[np.int32], places: NDArray[np.int32], begins: NDArray[np.int32]
) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
    """Each term with each passage that holds it: where the terms begin, the passages, and how often."""
    owners = np.repeat(np.arange(len(begins) - 1, dtype=np.int32), np.diff(begins))[places]
    is_new = np.ones(len(places) + 1, dtype=bool)
    np.not_equal(owners[1:], owners[:-1], out=is_new[1:-1])
    is_new[place_starts] = True
    firsts = np.flatnonzero(is_new).astype(np.int32)
    starts = np.searchsorted(firsts[:-1], place_starts).astype(np.int64)
    return starts, owners[firsts[:-1]], np.diff(firsts)


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


@dataclass(frozen=True, slots=True, eq=False)
class _InToken:
    """For each token of a lexicon, how many entries it makes, and how many of them count for a score."""

    entries: Ints
    scored: Ints

    @classmethod
    def of(cls, lexicon: Lexicon) -> "_InToken":
        is_scored = np.ones(len(lexicon.terms), dtype=np.int64)
        is_scored[[lexicon.terms[term] for term in sorted(STOP_WORDS & lexicon.terms.keys())]] = 0
        starts = lexicon.entry_starts.astype(np.int64)
        return cls(np.diff(starts), np.diff(_summed(is_scored[lexicon.entry_terms])[starts]))


def _tokens(lines: Lines, numbers: Ints) -> NDArray[np.int32]:
    if (np.diff(numbers) == 1).all():
        return lines.stream[lines.starts[numbers[0]] : lines.starts[numbers[-1] + 1]]
    return lines.stream[ranges(lines.starts[numbers], lines.starts[numbers + 1] - lines.starts[numbers])]


def _piece(lines: Lines, in_token: _InToken, numbers: Ints, begin: int) -> _Piece:
    lexicon, tokens = lines.lexicon, _tokens(lines, numbers)
    sizes = lines.starts[numbers + 1] - lines.starts[numbers]
    widths = _summed(lexicon.widths[tokens])
    gaps = np.repeat(np.arange(len(numbers), dtype=np.int64), sizes)
    counts = in_token.entries[tokens]
    entries = ranges(lexicon.entry_starts[tokens], counts)
    keys = lexicon.entry_terms[entries].astype(np.int64) << _PLACE_BITS
    keys |= np.repeat(begin + widths[:-1] + gaps, counts) + lexicon.entry_offsets[entries]
    ends = np.cumsum(sizes)
    return _Piece(
        keys=keys,
        ends=begin + widths[ends] + np.arange(1, len(numbers) + 1),
        lengths=np.diff(_summed(in_token.scored[tokens])[ends], prepend=0),
    )


def _summed(numbers: NDArray[np.integer]) -> Ints:
    """The sum of the numbers before each; one more at the end."""
    sums = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(numbers, out=sums[1:])
    return sums
