"""Which passages hold which term, how often and where: NumPy arrays, built once."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import STOP_WORDS, reads_acronyms, terms_of_token, tokens_of

Ints = NDArray[np.int64]
_GAP = -1
"""Owner of the position left free after each text, so that no phrase reaches across."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """An inverted index with positions over numbered passages.

    Attributes:
        term_nos: Number of each term.
        starts: For each term, where its entries begin in ``passages`` and ``counts``; one more at the end.
        passages: Passage numbers, ascending within a term.
        counts: How often the term stands in that passage.
        place_starts: For each term, where its entries begin in ``places``; one more at the end.
        places: Positions in the one line of all words, ascending within a term.
        owners: For each position, its passage; -1 in a gap.
        lengths: Scored terms in each passage.
    """

    term_nos: dict[str, int]
    starts: Ints
    passages: NDArray[np.int32]
    counts: NDArray[np.int32]
    place_starts: Ints
    places: NDArray[np.int32]
    owners: NDArray[np.int32]
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
        owners = self.owners[self.places_of(dict(enumerate(terms)))]
        passages, counts = np.unique(owners, return_counts=True)
        return passages.astype(np.int32), counts.astype(np.int32)

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


@dataclass(slots=True)
class PostingsBuilder:
    """Collects words in passage order; ``finish`` makes the arrays."""

    _term_nos: dict[str, int]
    _terms: "array[int]"
    _places: "array[int]"
    _owners: "array[int]"

    def __init__(self) -> None:
        self._term_nos = {}
        self._terms, self._places, self._owners = array("i"), array("i"), array("i")

    @property
    def position(self) -> int:
        """The next position in the line of all words."""
        return len(self._owners)

    def add(self, text: str, passage: int) -> None:
        """Append a text's words to the line, as this passage's, and a gap after them."""
        tokens = tokens_of(text)
        reads = reads_acronyms(tokens)
        numbers = self._term_nos
        for token in tokens:
            for here in terms_of_token(token, reads):
                for term in here:
                    self._terms.append(numbers.setdefault(term, len(numbers)))
                    self._places.append(len(self._owners))
                self._owners.append(passage)
        self._owners.append(_GAP)

    def finish(self, passages: int) -> Postings:
        """Sort everything by term and count per passage."""
        terms = np.frombuffer(self._terms, dtype=np.int32) if self._terms else np.empty(0, np.int32)
        places = np.frombuffer(self._places, dtype=np.int32) if self._places else np.empty(0, np.int32)
        owners = np.frombuffer(self._owners, dtype=np.int32) if self._owners else np.empty(0, np.int32)
        vocabulary = len(self._term_nos)
        order = np.argsort(terms, kind="stable")
        keys = terms[order].astype(np.int64) * max(passages, 1) + owners[places[order]]
        pairs, counts = np.unique(keys, return_counts=True)
        pair_terms, pair_passages = np.divmod(pairs, max(passages, 1))
        return Postings(
            term_nos=self._term_nos,
            starts=np.searchsorted(pair_terms, np.arange(vocabulary + 1)).astype(np.int64),
            passages=pair_passages.astype(np.int32),
            counts=counts.astype(np.int32),
            place_starts=np.searchsorted(terms[order], np.arange(vocabulary + 1)).astype(np.int64),
            places=places[order],
            owners=owners.copy(),
            lengths=self._lengths(pair_terms, pair_passages, counts, passages),
        )

    def _lengths(self, terms: Ints, owners: Ints, counts: Ints, passages: int) -> NDArray[np.float64]:
        is_scored = np.ones(len(self._term_nos), dtype=bool)
        for term in STOP_WORDS & self._term_nos.keys():
            is_scored[self._term_nos[term]] = False
        scored = is_scored[terms] if terms.size else np.empty(0, bool)
        return np.bincount(owners[scored], weights=counts[scored], minlength=passages).astype(np.float64)
