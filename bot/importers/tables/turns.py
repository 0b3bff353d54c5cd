"""A table's rows as turns: slices of the text that is made of them."""

from collections.abc import Sequence

from bot.briefing.model import Kind
from bot.importers.model import Doubt, DraftTurn
from bot.importers.tables.asking import is_asker
from bot.importers.tables.columns import Columns, asks_of, number_of
from bot.importers.tables.rows import Row
from bot.importers.tables.written import Said, Writing
from bot.importers.transcripts.turns.corrections import with_notes
from bot.importers.transcripts.turns.notes import Note
from bot.importers.transcripts.turns.stretches import cut_at_labels


def turns_of(
    head: str, rows: Sequence[Row], texts: Sequence[str], columns: Columns
) -> tuple[str, tuple[DraftTurn, ...], list[Doubt]]:
    """The text as it would be printed, the turns as slices of it, and what is doubtful.

    A row holds more than its speaker's words where the table was made of a page:
    notes that were written later, and the end.

    Args:
        head: What stands above the first turn.
        texts: The rows' words, cleaned.
    """
    labels = [columns.words(row, "speaker") or "" for row in rows]
    kinds = _kinds(rows, labels, texts, columns)
    writing, made = Writing(texts), _Made(head)
    for row, label, text, kind in zip(rows, labels, texts, kinds, strict=True):
        if text:
            number = number_of(columns.value(row, "number")) if _has_numbers(columns) else None
            made.add(writing.parted(text), label, kind, number)
    above = cut_at_labels(head, lambda _: False, has_stars=bool(writing.stars))
    notes = [*(() if above.stretches else above.notes), *made.notes]
    turns, doubts = with_notes(made.turns, notes, above.header)
    return "".join(made.parts), turns, doubts


def _has_numbers(columns: Columns) -> bool:
    return not columns.is_by_sentence and "number" in columns.keys


def _kinds(rows: Sequence[Row], labels: Sequence[str], texts: Sequence[str], columns: Columns) -> list[Kind]:
    askers = {
        label: is_asker(label, [t for t, of in zip(texts, labels, strict=True) if of == label]) for label in {*labels}
    }
    asks = [asks_of(columns.value(row, "asks")) if "asks" in columns.keys else None for row in rows]
    told = [askers[label] if is_told is None else is_told for label, is_told in zip(labels, asks, strict=True)]
    return [Kind.QUESTION if is_question else Kind.SPEECH for is_question in told]


class _Made:
    """The text made so far, with its turns and notes."""

    def __init__(self, head: str) -> None:
        self.parts = [f"{head}\n\n"] if head else []
        self.turns: list[DraftTurn] = []
        self.notes: list[Note] = []
        self._at = len(head) + 2 if head else 0

    def add(self, said: Said, label: str, kind: Kind, number: int | None) -> None:
        """Add a row."""
        begin = self._at
        if said.words:
            start = begin + (len(label) + 2 if label else 0)
            self.turns.append(
                DraftTurn(
                    kind=kind,
                    text=said.words,
                    start=start,
                    end=start + len(said.words),
                    printed=label or None,
                    printed_start=begin if label else None,
                    printed_end=begin + len(label) if label else None,
                    number=number,
                )
            )
            self._print(f"{label}: {said.words}" if label else said.words)
        for text, under in (*((text, begin) for text in said.notes), *((text, None) for text in said.below)):
            self.notes.append(Note(0, self._at, text, under))
            self._print(text)

    def _print(self, text: str) -> None:
        self.parts.append(f"{text}\n\n")
        self._at += len(text) + 2
