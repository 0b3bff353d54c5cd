"""Some passages seen anew over an index that stays as it is."""

from collections.abc import Mapping, Sequence
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from bot.index.postings import Postings

T = TypeVar("T")


class Overlaid(Sequence[T]):
    """A sequence with some items replaced."""

    def __init__(self, below: Sequence[T], above: Mapping[int, T]) -> None:
        self._below, self._above = below, above

    def __len__(self) -> int:
        return len(self._below)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = at if at >= 0 else at + len(self)
        return self._above[number] if number in self._above else self._below[number]


class AmendedField:
    """The postings of a field in which some passages have other words.

    Attributes:
        lengths: Scored terms in each passage.
    """

    def __init__(
        self,
        field: "Postings | AmendedField",
        anew: "Postings | AmendedField",
        numbers: NDArray[np.int32],
        places: NDArray[np.int64],
    ) -> None:
        """Put ``anew`` in the place of some passages.

        Args:
            numbers: The passages, ascending, as ``field`` numbers them.
            places: The same passages as ``anew`` numbers them.
        """
        self._field, self._anew = field, anew
        self._is_amended: NDArray[np.bool_] = np.zeros(len(field.lengths), dtype=bool)
        self._is_amended[numbers] = True
        self._numbers = np.full(len(anew.lengths), -1, dtype=np.int32)
        self._numbers[places] = numbers
        self.lengths: NDArray[np.float64] = field.lengths.copy()
        self.lengths[numbers] = anew.lengths[places]

    def of_phrase(self, terms: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Passages that hold these terms side by side, ascending, with the count in each."""
        passages, counts = self._field.of_phrase(terms)
        stays = ~self._is_amended[passages]
        local, anew = self._anew.of_phrase(terms)
        numbers = self._numbers[local]
        joined = np.concatenate([passages[stays], numbers[numbers >= 0]])
        order = np.argsort(joined, kind="stable")
        return joined[order], np.concatenate([counts[stays], anew[numbers >= 0]])[order]
