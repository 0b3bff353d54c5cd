"""Corrections: notes below an asterisk, words struck out, slips a footnote mends."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.importers.model import Doubt, DraftTurn
from bot.importers.transcripts.lines import STRUCK, Line

_NOTE = re.compile(r"(?:\((?P<boxed>\*{1,5})\)|(?P<stars>\*{1,5})(?!\s*\*))\s*(?=[\w“\"(\[])")
_STARS_AFTER_WORD = re.compile(r"[\w.,;:!?)\]”’\"'](\*{1,5})(?![\w*])|\((\*{1,5})\)")
_FOOTNOTE = re.compile(
    r"(?P<number>\d{1,2})\s(?=[^.?!]{0,80}\b(?:intended|meant|misspoke|should (?:have said|be|read))\b)"
)
_NOTICE = re.compile(
    r"\b(?:see below|correct(?:ion|ed|ions)|updated? transcript|has been updated|asterisk)\b", re.IGNORECASE
)
_SUBSTITUTE = re.compile(r"\s?(\[(?!struck: )[^\[\]]{1,200}\])")
_PRINTED_SO = re.compile(
    r"\[sic\]|\(as (?:interpreted|translated)\.?\)|\[as (?:interpreted|translated)\]", re.IGNORECASE
)
MARKS_MAX: Final = 20
_HEAD_WORDS_MAX: Final = 8


def has_stars(text: str) -> bool:
    """Whether words of the text bear an asterisk, to which a note below may belong."""
    return "*" in text and _STARS_AFTER_WORD.search(text) is not None


def is_note(line: Line, *, has_stars: bool) -> bool:
    """Whether the line is a note to the words elsewhere, and no words itself.

    Args:
        has_stars: Words of the document bear asterisks; else an asterisk with a space after it begins a list's item.
    """
    head = line.head
    if _FOOTNOTE.match(head):
        return True
    found = _NOTE.match(head)
    if found is None or head.rstrip().endswith("*"):
        return False
    is_sentence = len(head.split()) > _HEAD_WORDS_MAX
    return has_stars or found["boxed"] is not None or (is_sentence and not found.group().endswith(" "))


def with_notes(
    turns: Sequence[DraftTurn], notes: Sequence[Line], header: Sequence[Line]
) -> tuple[tuple[DraftTurn, ...], list[Doubt]]:
    """The turns with the notes and corrections that belong to them, and notices for the rest.

    A note belongs to the turns whose words bear as many asterisks, or its number;
    one that belongs to no turn is shown as a notice: nothing is swallowed.
    """
    marked = [_with_corrections(turn) for turn in turns]
    doubts: list[Doubt] = []
    for line in notes:
        found = _owners(line, marked)
        for position in found:
            turn = marked[position]
            marked[position] = replace(turn, note=f"{turn.note}\n{line.text}" if turn.note else line.text)
        if not found:
            doubts.append(Doubt(line.number, f"a note that no turn refers to: {line.text[:300]}"))
    doubts += [Doubt(line.number, f"the header says: {line.text}") for line in header if _is_notice(line)]
    return tuple(marked), doubts


def _is_notice(line: Line) -> bool:
    return line.is_short and _NOTICE.search(line.text) is not None


def _owners(line: Line, turns: Sequence[DraftTurn]) -> list[int]:
    found = _NOTE.match(line.head)
    if found is not None:
        stars = found["boxed"] or found["stars"]
        return [n for n, turn in enumerate(turns) if "*" in turn.text and stars in _stars_in(turn.text)]
    number = _FOOTNOTE.match(line.head)
    if number is None:
        return []
    cited = re.compile(rf"[a-z]{{2}}[.,;:”\"]?{number['number']}(?![\d.,%])")
    return next(([n] for n, turn in enumerate(turns) if turn.start < line.start and cited.search(turn.text)), [])


def _stars_in(text: str) -> set[str]:
    return {found[1] or found[2] for found in _STARS_AFTER_WORD.finditer(text)}


def _with_corrections(turn: DraftTurn) -> DraftTurn:
    if "[" not in turn.text and "(" not in turn.text:
        return turn
    marks = [found.group() for found in _PRINTED_SO.finditer(turn.text)]
    says: list[str] = []
    for struck in STRUCK.finditer(turn.text):
        instead = _SUBSTITUTE.match(turn.text, struck.end())
        marks.append(struck.group() + (f" {instead[1]}" if instead else ""))
        says.append(f"struck out: “{struck[1]}”" + (f"; in its place: {instead[1]}" if instead else ""))
    if not marks:
        return turn
    note = f"The document corrects itself: {'. '.join(says)}." if says else None
    return replace(turn, marks=tuple(dict.fromkeys(marks))[:MARKS_MAX], note=note or turn.note)
