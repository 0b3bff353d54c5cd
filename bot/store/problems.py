"""The problems of one file, collected instead of raised."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from bot.errors import Problem

PROBLEMS_A_FILE: Final = 100
SHOWN_CHARS: Final = 60
NEAR_NAME_CHARS: Final = 80


class Problems:
    """Everything found wrong in one file, up to a hundred problems.

    Whoever reads goes on after a problem, so that an editor sees all of them
    at once; a file that is wrong everywhere is cut short.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: list[Problem] = []

    def add(self, line: int, says: str) -> None:
        """Note a problem; line 0 means the whole file."""
        if not self.is_full:
            self._found.append(Problem(self.path, line, says))

    @property
    def is_full(self) -> bool:
        """Whether reading on is pointless."""
        return len(self._found) >= PROBLEMS_A_FILE

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems, each once, by line; a last one says if it was cut short."""
        found = sorted(set(self._found))
        if self.is_full:
            found.append(Problem(self.path, 0, f"more than {PROBLEMS_A_FILE} problems; mend these and check again"))
        return tuple(found)

    def __bool__(self) -> bool:
        return bool(self._found)


def shown(text: str) -> str:
    """A value as a problem shows it: one line, cut at 60 characters."""
    line = " ".join(text[: 4 * SHOWN_CHARS].split())
    return line if len(line) <= SHOWN_CHARS and len(text) <= 4 * SHOWN_CHARS else f"{line[:SHOWN_CHARS]}…"


def near(name: str, names: Iterable[str]) -> str:
    """``; did you mean speaker?`` where one of the names is near, else nothing."""
    if len(name) > NEAR_NAME_CHARS:
        return ""
    matches = get_close_matches(name, sorted(names), n=1, cutoff=0.7)
    return f"; did you mean {matches[0]}?" if matches else ""
