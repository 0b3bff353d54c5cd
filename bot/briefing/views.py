"""A sequence whose items are made when somebody looks at them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class View(Sequence[T]):
    """Looks like a tuple, costs nothing until an item is asked for.

    An item that is kept is the same object each time, in every thread.
    """

    def __init__(self, size: int, make: Callable[[int], T], *, keep: bool = False) -> None:
        """Say how many items there are and how each is made, by its number."""
        self._size = size
        self._make = make
        self._kept: dict[int, T] | None = {} if keep else None

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        numbers = range(self._size)[at]
        return tuple(map(self._item, numbers)) if isinstance(numbers, range) else self._item(numbers)

    def __iter__(self) -> Iterator[T]:
        return map(self._item, range(self._size))

    def _item(self, number: int) -> T:
        if self._kept is None:
            return self._make(number)
        kept = self._kept.get(number)
        # Of two threads that make the same item at once, the first wins.
        return kept if kept is not None else self._kept.setdefault(number, self._make(number))
