"""What reads and writes documents, as this room needs it; who joins the program passes it in."""

from collections.abc import Mapping
from typing import Protocol


class Proposed(Protocol):
    """What a document would bring."""

    @property
    def says(self) -> str:
        """For a person; it quotes nobody."""

    @property
    def addable(self) -> int:
        """How many briefings would be written."""

    @property
    def open(self) -> bool:
        """Whether there are questions that have to be answered first."""


class Imports(Protocol):
    """Fetches, reviews and writes documents; plain and blocking. Errors of ours say what is wrong."""

    def fetch(self, url: str) -> tuple[bytes, str, str]:
        """A document from an address: its bytes, name and last address."""

    def look(self, content: bytes, name: str, url: str | None, given: Mapping[str, str]) -> Proposed:
        """What would be quotable; nothing is written."""

    def add(self, content: bytes, name: str, url: str | None, given: Mapping[str, str]) -> tuple[int, int, str]:
        """Write it: how many briefings and turns, and a line about each."""
