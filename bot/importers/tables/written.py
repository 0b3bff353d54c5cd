"""What a table's row holds besides its speaker's words: notes that were written later, and what follows the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.importers.transcripts.lines import Line, is_clock, is_end
from bot.importers.transcripts.turns.notes import NOTE_CHARS_MAX, is_note, note_inside, raised_in, stars_in

_NOTE_STARS = re.compile(r"\(?(\*{1,5})\)?\s*(\[?)")
_LOOKED_AT_LINES: Final = 50
_MAY_BEGIN_NOTE: Final = frozenset("*(0123456789")
NOTES_MAX: Final = 100
"""In one row."""


@dataclass(frozen=True, slots=True)
class Said:
    """A row.

    Attributes:
        notes: What was written about the words.
        below: The same below the end of the transcript, and so under nobody's label.
    """

    words: str
    notes: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class Writing:
    """Tells what was written in the rows of one briefing from what was said.

    Attributes:
        stars: The asterisks that its words bear.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.stars = frozenset[str]().union(*(stars_in(text) for text in texts if "*" in text))
        self._raised = frozenset[str]().union(*map(raised_in, texts))

    def parted(self, text: str) -> Said:
        """A row's words, and what else it holds."""
        if "\n" not in text and "*" not in text:
            return Said(text)
        lines = text.split("\n")
        end = next((at for at, line in enumerate(lines) if is_end(_line(line.strip()))), len(lines))
        words, notes = self._words_and_notes(lines, end)
        below = list[str]()
        for at in range(end + 1, len(lines)):
            line = lines[at].strip()
            if len(below) < NOTES_MAX and self._is_note(lines, at, is_below=True):
                below.append(line)
            elif below and line:
                below[-1] = f"{below[-1]}\n{line}"[:NOTE_CHARS_MAX]
        return Said(words, notes, tuple(below))

    def _words_and_notes(self, lines: Sequence[str], end: int) -> tuple[str, tuple[str, ...]]:
        words: list[str] = []
        notes: list[str] = []
        stars = frozenset[str]()
        for at, line in enumerate(lines[:end]):
            if len(notes) < NOTES_MAX and self._is_note(lines, at, is_below=False):
                notes.append(line.strip())
                continue
            inside = note_inside(line, 0, stars)
            stars |= stars_in(line)
            words.append(line if inside is None else line[:inside].rstrip())
            notes += [line[inside:].strip()] if inside is not None else []
        while len(words) > 1 and (not words[-1].strip(" \t\xa0*") or is_clock(_line(words[-1].strip()))):
            words.pop()
        return "\n".join(words).strip(), tuple(notes)

    def _is_note(self, lines: Sequence[str], at: int, *, is_below: bool) -> bool:
        """Whether a line is a note: one that words refer to, that stands in brackets, or that ends the row.

        In the middle of somebody's words a paragraph after an asterisk may be theirs, with a slip mended.
        """
        line = lines[at].strip()
        found = _NOTE_STARS.match(line)
        is_signed = found is not None and found[1] in self.stars
        if line[:1] not in _MAY_BEGIN_NOTE or not is_note(
            _line(line), has_stars=is_signed or is_below, raised=self._raised
        ):
            return False
        if found is None or is_below:
            return True
        if not (is_signed or found[2] or (at > 0 and self._is_last(lines, at))):
            return False
        # Emphasis, as Markdown has it, closes behind a word.
        return not any(found[1] in stars_in(one) for one in lines[at : at + _LOOKED_AT_LINES])

    @staticmethod
    def _is_last(lines: Sequence[str], at: int) -> bool:
        if len(lines) - at > _LOOKED_AT_LINES:
            return False
        below = [_line(line.strip()) for line in lines[at + 1 :]]
        return all(line.text[:1] in ("", "*") or is_clock(line) for line in below)


def _line(text: str) -> Line:
    return Line(0, 0, len(text), text)
