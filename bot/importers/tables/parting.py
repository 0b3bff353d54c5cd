"""Labels inside a row's words: turns that whoever made the table left together."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.importers.tables.columns import Columns, number_of
from bot.importers.tables.rows import Row
from bot.importers.transcripts.labels.forms import Form, form_of, is_capitals
from bot.importers.transcripts.labels.inside import ONE_SPACE_QUESTION, SENTENCE_ENDS

TOLD_MAX: Final = 20

_BEFORE_CHARS: Final = 8
_LABELS: Final = frozenset({Form.QUESTION, Form.ANONYMOUS, Form.ROLE, Form.TITLED, Form.NAME})
_QUESTION: Final = rf"Q(?:[:.]\s{{1,9}}|\s{{2,9}}|\xa0|{ONE_SPACE_QUESTION})(?=\S)"


def parted(rows: Sequence[Row], columns: Columns) -> tuple[list[Row], list[str]]:
    """The rows, each cut where another label of the table stands in its words after a sentence.

    Only labels in capitals that rows of the same briefing have. A new row takes the
    first free number, so that every other keeps its own.

    Returns:
        The rows, and of each that was cut its number or first words.
    """
    labels = {label: row for row in reversed(rows) if (label := columns.words(row, "speaker")) and _is_label(label)}
    pattern = _pattern(labels)
    if pattern is None or "speaker" not in columns.keys:
        return list(rows), []
    free = max((number_of(columns.value(row, "number")) or 0 for row in rows), default=0)
    cut: list[Row] = []
    told: list[str] = []
    for row in rows:
        words = str(columns.value(row, "text") or "")
        pieces = list(_pieces(columns.words(row, "speaker") or "", words, pattern))
        if len(pieces) < 2:
            cut.append(row)
            continue
        told.append(str(columns.value(row, "number") if "number" in columns.keys else f"“{words[:40]}…”"))
        for at, (label, piece) in enumerate(pieces):
            free += at > 0
            cut.append(_row(row, labels.get(label, row), label, piece, columns, None if at == 0 else free))
    return cut, told


def _is_label(label: str) -> bool:
    return label == "Q" or (len(label) > 1 and is_capitals(label) and form_of(label) in _LABELS)


def _pattern(labels: dict[str, Row]) -> re.Pattern[str] | None:
    known = sorted((label for label in labels if label != "Q"), key=lambda label: (-len(label), label))
    # After a full stop, one word in capitals is rather a word than a label.
    marked = [f"{re.escape(label)}[ \\xa0]?{'[:.]' if ' ' in label else ':'}(?=\\s)" for label in known]
    if "Q" in labels:
        marked.append(_QUESTION)
    return re.compile(f"(?<![^\\W_])(?:{'|'.join(marked)})") if marked else None


def _pieces(label: str, words: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Labels with their words, in order; only one where none stands inside."""
    at = 0
    for found in pattern.finditer(words):
        before = words[max(0, found.start() - _BEFORE_CHARS) : found.start()].rstrip()
        if before[-1:] not in SENTENCE_ENDS:
            continue
        piece = words[at : found.start()].strip()
        if piece:
            yield label, piece
        label, at = found.group().rstrip().rstrip(":. \xa0"), found.end()
    if words[at:].strip():
        yield label, words[at:].strip()


def _row(row: Row, of_label: Row, label: str, piece: str, columns: Columns, number: int | None) -> Row:
    """A piece as a row: asking as the label's other rows do."""
    new = {**row, columns.keys["speaker"]: label, columns.keys["text"]: piece}
    if number is None:
        return {**new, columns.keys["speaker"]: row.get(columns.keys["speaker"])}
    for meaning, value in (("asks", columns.value(of_label, "asks")), ("number", number)):
        if meaning in columns.keys:
            new[columns.keys[meaning]] = value
    return new
