"""Texts as streams of numbered tokens, so that no text is ever analysed twice.

A field of the index is made of whole texts in some order. Which ones stand in
it, and beside which passage, may change with the register; the texts do not.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.index.analysis import reads_acronyms, terms_of_token, tokens_of

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]

_ALL_CAPITALS: Final = "\n"
"""Before a token of a text all in capitals, which is read differently; no token holds a line break."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every token met so far and the terms it stands for; read only.

    Attributes:
        tokens: As written, each once; a token's number is its place here.
        terms: Number of each term.
        widths: For each token, how many positions it takes.
        entry_starts: For each token, where its terms begin in the two arrays below; one more at the end.
        entry_terms: Term numbers.
        entry_offsets: On which of its token's positions each term stands.
    """

    tokens: tuple[str, ...]
    terms: dict[str, int]
    widths: Numbers
    entry_starts: Numbers
    entry_terms: Numbers
    entry_offsets: Numbers

    @classmethod
    def empty(cls) -> "Lexicon":
        """No token yet."""
        none = np.empty(0, dtype=np.int32)
        return cls((), {}, none, np.zeros(1, dtype=np.int32), none, none)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Analysed texts, one after another.

    Attributes:
        stream: The numbers of all their tokens.
        starts: For each text, where its tokens begin in the stream; one more at the end.
    """

    lexicon: Lexicon
    stream: Numbers
    starts: Places

    @classmethod
    def empty(cls) -> "Lines":
        """No text yet."""
        return cls(Lexicon.empty(), np.empty(0, dtype=np.int32), np.zeros(1, dtype=np.int64))


class LinesBuilder:
    """Collects texts in order, some of them taken over from lines that are there already."""

    def __init__(self, before: Lines) -> None:
        """Begin with the lexicon of other lines, and none of their texts."""
        self._before = before
        self._numbers = _Numbers(before.lexicon.tokens)
        self._pieces: list[Numbers] = []
        self._sizes: list[Places] = []
        self._stream: array[int] = array("i")
        self._ends: array[int] = array("q")

    def add(self, text: str) -> None:
        """Append a text."""
        tokens: Sequence[str] = tokens_of(text)
        if not reads_acronyms(tokens):
            tokens = [_ALL_CAPITALS + token for token in tokens]
        self._stream.extend(map(self._numbers.__getitem__, tokens))
        self._ends.append(len(self._stream))

    def take(self, first: int, last: int) -> None:
        """Append the texts from ``first`` up to ``last`` of the lines begun with."""
        self._flush()
        starts = self._before.starts[first : last + 1]
        self._pieces.append(self._before.stream[starts[0] : starts[-1]])
        self._sizes.append(np.diff(starts))

    def finish(self) -> Lines:
        """All texts appended, in order."""
        self._flush()
        starts = np.zeros(sum(map(len, self._sizes)) + 1, dtype=np.int64)
        if self._sizes:
            np.cumsum(np.concatenate(self._sizes), out=starts[1:])
        stream = np.concatenate(self._pieces) if self._pieces else np.empty(0, dtype=np.int32)
        return Lines(_grown(self._before.lexicon, self._numbers), stream, starts)

    def _flush(self) -> None:
        if self._ends:
            self._pieces.append(np.array(self._stream, dtype=np.int32))
            ends = np.array([0, *self._ends], dtype=np.int64)
            self._sizes.append(ends[1:] - ends[:-1])
            self._stream, self._ends = array("i"), array("q")


class _Numbers(dict[str, int]):
    """The number of a token, given on first sight."""

    def __init__(self, tokens: Iterable[str]) -> None:
        super().__init__((token, number) for number, token in enumerate(tokens))

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


def _grown(lexicon: Lexicon, numbers: dict[str, int]) -> Lexicon:
    """The lexicon with the tokens that came after its own."""
    tokens = tuple(numbers)
    terms = dict(lexicon.terms)
    widths, ends, entry_terms, entry_offsets = array("i"), array("i"), array("i"), array("i")
    begin = len(lexicon.entry_terms)
    for token in tokens[len(lexicon.tokens) :]:
        positions = terms_of_token(token.removeprefix(_ALL_CAPITALS), not token.startswith(_ALL_CAPITALS))
        widths.append(len(positions))
        for offset, here in enumerate(positions):
            for term in here:
                entry_terms.append(terms.setdefault(term, len(terms)))
                entry_offsets.append(offset)
        ends.append(begin + len(entry_terms))
    return Lexicon(
        tokens,
        terms,
        *(
            np.concatenate([old, np.array(new, dtype=np.int32)])
            for old, new in (
                (lexicon.widths, widths),
                (lexicon.entry_starts, ends),
                (lexicon.entry_terms, entry_terms),
                (lexicon.entry_offsets, entry_offsets),
            )
        ),
    )


def ranges(starts: NDArray[np.integer], sizes: NDArray[np.integer]) -> Places:
    """The numbers from each start on, as many as its size says, one range after another."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts.astype(np.int64) - before, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)
