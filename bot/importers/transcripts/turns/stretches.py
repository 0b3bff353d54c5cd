"""A document cut at its labels: what stands above the first, then one stretch a turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bot.importers.transcripts.labels.document import STRONG, Knows, Label, Style, label_inside, label_of, style_of
from bot.importers.transcripts.labels.forms import Form
from bot.importers.transcripts.labels.grammar import Candidate, candidate_at, change_at
from bot.importers.transcripts.labels.inside import labels_inside
from bot.importers.transcripts.lines import (
    HEAD_CHARS_MAX,
    Line,
    furniture_of,
    is_clock,
    is_end,
    is_head,
    is_mark,
    lines_of,
)
from bot.importers.transcripts.turns.notes import Note, goes_on, is_note, note_inside, raised_in, stars_in

HEAD_WORDS_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one line that belongs to a stretch; offsets count from the document's start.

    Attributes:
        goes_on: The page cut a sentence before it: at its foot, or at its width.
    """

    line: int
    start: int
    end: int
    goes_on: bool = False


@dataclass(slots=True)
class Stretch:
    """A label and the words after it, up to the next label.

    Attributes:
        marks: What transcribers noted on lines of their own: ``(Applause.)``.
        head: What editors set above it.
    """

    label: Label
    line: int
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript cut at its labels.

    Attributes:
        header: Lines above the first label.
        notes: Lines that comment on the words: corrections, answers given later.
        below: Lines below the end that are nobody's words.
    """

    text: str
    lines: Sequence[Line]
    header: Sequence[Line]
    stretches: Sequence[Stretch]
    notes: Sequence[Note]
    below: Sequence[Line]
    style: Style


def cut_at_labels(text: str, knows: Knows, *, has_stars: bool = False) -> Document:
    """Cut a document at every label, known or not; nothing is left with the label before it.

    Args:
        knows: Whether a folded name is somebody of the register or of the header.
        has_stars: Words that are not in this text bear asterisks, to which its notes belong.
    """
    lines = lines_of(text)
    furniture = furniture_of(lines)
    body = [line for line in lines if line.number not in furniture]
    candidates = [candidate_at(line.head) for line in body]
    style = style_of([candidate for candidate in candidates if candidate is not None])
    cutter = _Cutter(text, style, knows, furniture, has_stars=has_stars or bool(stars_in(text)))
    for line, candidate in zip(body, candidates, strict=True):
        cutter.take(line, candidate)
    if style.has_mixed_stops:
        _set_heads_apart(text, cutter.stretches, cutter.header)
    return Document(text, lines, cutter.header, cutter.stretches, cutter.notes, cutter.below, style)


def _set_heads_apart(text: str, stretches: Sequence[Stretch], header: list[Line]) -> None:
    """Take the heads that editors set above what follows from the words of whoever spoke before."""
    for before, stretch in pairwise(stretches):
        last = before.parts[-1] if len(before.parts) > 1 else None
        if last is not None and _is_head_of(stretch, text[last.start : last.end]):
            before.parts.pop()
            stretch.head = text[last.start : last.end]
    if stretches and header and _is_head_of(stretches[0], header[-1].text):
        stretches[0].head = header.pop().text


def _is_head_of(stretch: Stretch, text: str) -> bool:
    is_long = "/" in text or len(text.split()) >= HEAD_WORDS_LEAST
    return is_head(text) and (is_long or stretch.label.form is Form.QUESTION)


class _Cutter:
    """Takes the lines in order and knows whose turn it is."""

    def __init__(self, text: str, style: Style, knows: Knows, furniture: frozenset[int], *, has_stars: bool) -> None:
        self.header: list[Line] = []
        self.stretches: list[Stretch] = []
        self.notes: list[Note] = []
        self.below: list[Line] = []
        self._style = style
        self._knows = knows
        self._furniture = furniture
        self._text = text
        self._has_stars = has_stars
        self._raised = raised_in(text)
        self._has_ended = False
        self._is_in_note = False
        # What the words of the last turn bear so far.
        self._stars_before = frozenset[str]()

    def take(self, line: Line, candidate: Candidate | None) -> None:
        label = None
        ends = bool(self.stretches) and is_end(line)
        if candidate is not None and not ends:
            label = label_of(
                candidate, self._style, self._knows, is_header=not self.stretches, goes_on=self._is_open_before(line)
            )
        if label is None and self.stretches and not ends and (change := change_at(line.head)) is not None:
            label = Label(change, change.key, change.form, is_known=False)
        if label is not None and self._has_ended and not self._reopens(label):
            label = None
        if label is not None:
            self._is_in_note = self._has_ended = False
            self._begin(line, label)
        elif not self._take_note(line, ends=ends):
            self._take_words(line, ends=ends)

    def _take_note(self, line: Line, *, ends: bool) -> bool:
        """Whether the line is a note, or more of the one above."""
        if is_note(line, has_stars=self._has_stars, raised=self._raised):
            self._note(line.number, line.start, line.text)
            return True
        goes_on_here = self._has_ended or (not self.stretches and goes_on(line))
        self._is_in_note = self._is_in_note and goes_on_here and not ends
        if self._is_in_note:
            self.notes[-1] = self.notes[-1].with_line(line.text)
        return self._is_in_note

    def _take_words(self, line: Line, *, ends: bool) -> None:
        if not self.stretches:
            self.header.append(line)
        elif self._has_ended or ends:
            if self._has_ended and not ends:
                self.below.append(line)
            self._has_ended = True
        elif not is_mark(line) and not is_clock(line):
            self._append(line, 0)
        elif not is_clock(line) and any(character.isalpha() for character in line.text):
            self.stretches[-1].marks.append(line.text)

    def _note(self, line: int, start: int, text: str) -> None:
        under = self.stretches[-1].start if self.stretches and not self._has_ended else None
        self.notes.append(Note(line, start, text, under))
        self._is_in_note = True

    def _reopens(self, label: Label) -> bool:
        """Whether a label below the end begins a second part, and is no footer."""
        return label.is_known and label.form in STRONG and self._style.seen[label.key] > 1

    def _begin(self, line: Line, label: Label) -> None:
        candidate = label.candidate
        self.stretches.append(Stretch(label, line.number, line.start + candidate.start, line.start + candidate.end))
        inner = candidate_at(line.text[candidate.words_start : candidate.words_start + HEAD_CHARS_MAX])
        if inner is not None and inner.printed == "Q" and candidate.printed != "Q":
            at = line.start + candidate.words_start + inner.start
            self.stretches.append(Stretch(Label(inner, inner.key, inner.form), line.number, at, at + 1))
            self._append(line, candidate.words_start + inner.words_start)
        else:
            self._append(line, candidate.words_start)

    def _append(self, line: Line, at: int) -> None:
        asks = self.stretches[-1].label.form is Form.QUESTION
        for candidate in labels_inside(line.text, at, self._style, asks=asks):
            self._add_part(line, at, candidate.start)
            at = candidate.words_start
            label = label_inside(candidate, self._style, self._knows)
            self.stretches.append(Stretch(label, line.number, line.start + candidate.start, line.start + candidate.end))
        stars = self._stars_before if self.stretches[-1].parts else frozenset[str]()
        note = note_inside(line.text, at, stars)
        self._add_part(line, at, len(line.text) if note is None else note)
        if note is not None:
            self._note(line.number, line.start + note, line.text[note:])

    def _is_open_before(self, line: Line) -> bool:
        """Whether the words before the line end inside a sentence, in a document whose labels are in capitals."""
        parts = self.stretches[-1].parts if self.stretches else []
        if not parts or not self._style.is_capitals:
            return False
        last = self._text[parts[-1].end - 1]
        return last.isalnum() or last in ",;"

    def _add_part(self, line: Line, at: int, until: int) -> None:
        piece = line.text[at:until]
        words = piece.strip()
        if not words:
            return
        start = line.start + at + len(piece) - len(piece.lstrip())
        stretch = self.stretches[-1]
        self._stars_before = (self._stars_before if stretch.parts else frozenset()) | stars_in(words)
        follows_page = bool({line.number - 1, line.number - 2} & self._furniture)
        is_cut = not at and (follows_page or candidate_at(line.head) is not None) and self._is_open_before(line)
        stretch.parts.append(Part(line.number, start, start + len(words), is_cut))
