"""The day as it is told: who did what, what came back, and what that proves."""

import sys
import textwrap
from dataclasses import dataclass, field
from typing import Final, TextIO

WIDTH_CHARS: Final = 110


class DayFailed(AssertionError):
    """A step did not show what it has to prove."""


@dataclass(slots=True)
class Telling:
    """Prints the day step by step.

    Attributes:
        proved: What has been shown so far.
    """

    out: TextIO = field(default_factory=lambda: sys.stdout)
    proved: list[str] = field(default_factory=list)

    def chapter(self, clock: str, title: str) -> None:
        """A part of the day begins."""
        self._print(f"\n{clock}  {title}\n{'─' * (len(clock) + 2 + len(title))}")

    def does(self, who: str, what: str) -> None:
        """Somebody says, types or presses something."""
        self._print(f"\n{who}: {what}")

    def comes_back(self, text: str) -> None:
        """What the program says to it."""
        for line in text.splitlines():
            wrapped = textwrap.wrap(line, WIDTH_CHARS - 4, subsequent_indent="  ") or [""]
            for piece in wrapped:
                self._print(f"  │ {piece}".rstrip())

    def proves(self, claim: str, holds: object) -> None:
        """What the step shows.

        Raises:
            DayFailed: It does not show it.
        """
        if not holds:
            raise DayFailed(claim)
        self.proved.append(claim)
        self._print(f"  ✓ {claim}")

    def _print(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()
