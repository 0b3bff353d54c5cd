"""A sequence whose items are made when somebody looks at them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class View(Sequence[T]):
    """Looks like a tuple, costs nothing until an item is asked for, and keeps nothing: each time it is another object."""

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        """Say how many items there are and how each is made, by its number."""
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        numbers = range(self._size)[at]
        return tuple(map(self._make, numbers)) if isinstance(numbers, range) else self._make(numbers)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._size))
