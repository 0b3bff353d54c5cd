"""Corrections and notes, each with the turns it belongs to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.importers.formats.text.lines import superscript
from bot.importers.model import Doubt, DraftTurn
from bot.importers.transcripts.lines import STRUCK, Line
from bot.importers.transcripts.turns.notes import Note, is_notice, raised_in, stars_in

MARKS_MAX: Final = 20

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
    marked = [_with_corrections(turn) for turn in turns]
    pointers = [note for note in notes if note.is_pointer]
    alone = [note for note in notes if not note.is_pointer and not _add(note, _owners(note, marked), marked)]
    astray = [note for note in pointers if not _add(note, _unexplained(_owners(note, marked), marked), marked)]
    starred = [at for at, turn in enumerate(marked) if "*" in turn.text]
    alone += [note for note in astray if not _add(note, _unexplained(starred, marked), marked)]
    doubts = [Doubt(note.line, f"a note that no turn refers to: {note.text[:300]}") for note in alone]
    for line in header:
        if line.is_short and is_notice(line.text):
            _add(Note(line.number, line.start, line.text), _unexplained(starred, marked), marked)
            doubts.append(Doubt(line.number, f"the header says: {line.text}"))
    return tuple(marked), doubts


def _add(note: Note, owners: Iterable[int], turns: list[DraftTurn]) -> bool:
    """Add a note to the turns at these places; whether there are any."""
    places = list(owners)
    for at in places:
        turn = turns[at]
        turns[at] = replace(turn, note=f"{turn.note}\n{note.text}" if turn.note else note.text)
    return bool(places)


def _unexplained(places: Iterable[int], turns: Sequence[DraftTurn]) -> list[int]:
    return [at for at in places if turns[at].note is None]


def _owners(note: Note, turns: Sequence[DraftTurn]) -> list[int]:
    if note.stars is not None:
        starred = [at for at, turn in enumerate(turns) if note.stars in stars_in(turn.text)]
        return starred or _standing_over(note, turns)
    if note.number is None:
        return []
    cited = re.compile(rf"[a-z]{{2}}[.,;:”\"]?{note.number}(?![\d.,%])")
    above = [at for at, turn in enumerate(turns) if turn.start < note.start]
    raised = [at for at in above if superscript(note.number) in raised_in(turns[at].text)]
    return raised[:1] or [at for at in above if cited.search(turns[at].text)][:1]


def _standing_over(note: Note, turns: Sequence[DraftTurn]) -> list[int]:
    """The turn below whose label the note stands."""
    if note.under is None:
        return []
    return [at for at, turn in enumerate(turns) if note.under in (turn.printed_start, turn.start)][:1]


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
