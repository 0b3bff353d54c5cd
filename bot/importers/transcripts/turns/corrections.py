"""Corrections and notes, each with the turns it belongs to."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from bot.importers.formats.text.lines import superscript
from bot.importers.model import Doubt, DraftTurn
from bot.importers.transcripts.lines import STRUCK, Line
from bot.importers.transcripts.turns.notes import NOTE_CHARS_MAX, Note, is_notice, raised_in, stars_in

MARKS_MAX: Final = 20
# More turns than any note is about: a list, or an attack.
OWNERS_MAX: Final = 50

# As tables keep what a page strikes out.
_STRUCK_TAG = re.compile(r"<(?P<tag>s|strike|del)>(?P<words>[^<>]{0,2000})</(?P=tag)>")
_INSTEAD = re.compile(r"\s?\*{0,5}(\[(?!struck: )[^\[\]]{1,200}\])")
_PRINTED_SO = re.compile(
    r"\[sic\]|\(as (?:interpreted|translated)\.?\)|\[as (?:interpreted|translated)\]", re.IGNORECASE
)


def with_notes(
    turns: Sequence[DraftTurn], notes: Sequence[Note], header: Sequence[Line]
) -> tuple[tuple[DraftTurn, ...], list[Doubt]]:
    """The turns with the notes and corrections that belong to them, and notices for the rest.

    A note belongs to the turns whose words bear as many asterisks, or its number,
    else to the turn it stands in. What only points to asterisks below goes to those
    of them that nothing else explains. A note that belongs to no turn is shown as a
    doubt: nothing is swallowed.
    """
    desk = _Desk([_with_corrections(turn) for turn in turns])
    pointers = [note for note in notes if note.is_pointer]
    alone = [note for note in notes if not note.is_pointer and not desk.add(note, desk.owners(note))]
    astray = [note for note in pointers if not desk.add(note, desk.unexplained(desk.owners(note)))]
    alone += [note for note in astray if not desk.add(note, desk.unexplained(desk.starred)) and not desk.starred]
    doubts = [Doubt(note.line, f"a note that no turn refers to: {note.text[:300]}") for note in alone]
    for line in header:
        if line.is_short and is_notice(line.text):
            desk.add(Note(line.number, line.start, line.text), desk.unexplained(desk.starred))
            doubts.append(Doubt(line.number, f"the header says: {line.text}"))
    return tuple(desk.turns), doubts


class _Desk:
    """The turns that notes are given to, found by their asterisks and by where they begin."""

    def __init__(self, turns: list[DraftTurn]) -> None:
        self.turns = turns
        self.starred = [at for at, turn in enumerate(turns) if "*" in turn.text][:OWNERS_MAX]
        self._begins = {
            turn.start if turn.printed_start is None else turn.printed_start: at for at, turn in enumerate(turns)
        }
        self._signed: dict[str, list[int]] = defaultdict(list)
        self._raised: dict[str, list[int]] = defaultdict(list)
        for at, turn in enumerate(turns):
            for number in raised_in(turn.text):
                self._raised[number].append(at)
            for stars in stars_in(turn.text):
                self._signed[stars].append(at)

    def add(self, note: Note, owners: Sequence[int]) -> bool:
        """Add a note to the turns at these places; whether there are any."""
        for at in owners:
            turn = self.turns[at]
            if turn.note is not None and (len(turn.note) >= NOTE_CHARS_MAX or note.text in turn.note):
                continue
            whole = f"{turn.note}\n{note.text}" if turn.note else note.text
            self.turns[at] = replace(turn, note=whole[:NOTE_CHARS_MAX])
        return bool(owners)

    def unexplained(self, places: Sequence[int]) -> list[int]:
        """Those of the turns that no note belongs to."""
        return [at for at in places if self.turns[at].note is None]

    def owners(self, note: Note) -> list[int]:
        """The turns that bear a note's sign, else the one it stands in."""
        if note.stars is not None:
            under = [self._begins[note.under]] if note.under in self._begins else []
            return self._signed[note.stars][:OWNERS_MAX] or under
        return self._citing(note.number, note.start) if note.number is not None else []

    def _citing(self, number: str, start: int) -> list[int]:
        """The first turn above that bears the number, raised or behind a word."""
        cited = re.compile(rf"[a-z]{{2}}[.,;:”\"]?{number}(?![\d.,%])")
        raised = self._raised.get(superscript(number), [])
        above = (at for at, turn in enumerate(self.turns) if turn.start < start and cited.search(turn.text))
        return [at for at in raised if self.turns[at].start < start][:1] or [*islice(above, 1)]


def _with_corrections(turn: DraftTurn) -> DraftTurn:
    if not any(sign in turn.text for sign in "[(<"):
        return turn
    marks = [found.group() for found in _PRINTED_SO.finditer(turn.text)]
    says: list[str] = []
    for words, start, end in _struck(turn.text):
        instead = _INSTEAD.match(turn.text, end)
        marks.append(turn.text[start:end] + (f" {instead[1]}" if instead else ""))
        says.append(f"struck out: “{words}”" + (f"; in its place: {instead[1]}" if instead else ""))
    if not marks:
        return turn
    note = f"The document corrects itself: {'. '.join(says)}." if says else None
    told = "\n".join(filter(None, (turn.note, note)))
    return replace(turn, marks=tuple(dict.fromkeys((*turn.marks, *marks)))[:MARKS_MAX], note=told or None)


def _struck(text: str) -> list[tuple[str, int, int]]:
    """Words struck out, with where they stand."""
    found = [(one[1], one.start(), one.end()) for one in STRUCK.finditer(text)]
    if "<" in text:
        found += [(one["words"], one.start(), one.end()) for one in _STRUCK_TAG.finditer(text)]
    return sorted(found, key=lambda one: one[1])
