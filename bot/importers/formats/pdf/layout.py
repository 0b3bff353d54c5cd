"""Lines of pages to paragraphs: running heads away, wrapped lines joined, notes last."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from bot.importers.formats.text.lines import superscript
from bot.importers.formats.text.wrapping import LABEL

# Running heads are looked for among this many lines at either end of a page.
EDGE_LINES: Final = 3
# A line at the edge of this share of the pages is a running head.
RUNNING_SHARE: Final = 0.4
RUNNING_PAGES_MIN: Final = 2
INDENT_SHARE: Final = 0.012
# A line that ends this share of the page's width before the others ended its paragraph.
SHORT_SHARE: Final = 0.12
GAP_FACTOR: Final = 1.35
NOTE_SIZE_SHARE: Final = 0.92
NOTE_MARK_SIZE_SHARE: Final = 0.8

_PAGE_NUMBER = re.compile(r"\W{0,3}(?:page\s{0,3})?\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?\W{0,3}", re.I)
_DIGITS = re.compile(r"\d{1,9}")
_NOTE = re.compile(r"(\d{1,3}|[*†‡])\s{0,3}(?=\S)")
_SENTENCE_ENDS: Final = tuple('.?!:”")]')
# pdfium writes a hyphen at which it sees a word parted as U+0002 or U+FFFE.
_PARTED: Final = ("\x02", "\ufffe")
_HYPHEN: Final = "-"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "short- and long-term", "10- to 20-year": the hyphen stands for the word that follows later.
_SUSPENDED = re.compile(r"(?:and|or|to)\b(?!-)")
# "Chair-to-" and "non-" before a capital.
_IS_COMPOUND = re.compile(r"(?:[^\W_]-[^\W_]+|\b(?:all|anti|ex|inter|mid|non|pan|post|pre|pro|trans|vice))-$", re.I)
_DASHES: Final = ("—", "–")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places in points from the lower left, ``page`` from 0."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    page: int = 0
    width: float = 612.0


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document's pages, its notes after them.

    A note stands at the foot of a page in smaller print; left where it is, it
    would be in the middle of what somebody says across two pages.
    """
    rows = [_rows(page) for page in pages]
    running = _running_heads(rows)
    lines = [line for page in rows for line in _without_edges(page, running)]
    if not lines:
        return []
    size = _usual(line.size for line in lines for _ in range(len(line.text) // 20 + 1))
    body, notes = _parted_notes(lines, size)
    words = _Words(body)
    texts = [words.joined(paragraph) for paragraph in _grouped(body)]
    return texts + [words.joined(note) for note in notes]


def _rows(page: Sequence[Line]) -> list[Line]:
    """The lines from top to bottom as pdfium gives them, pieces of one row put together."""
    rows: list[Line] = []
    for line in page:
        before = rows[-1] if rows else None
        if before is None or not _is_same_row(before, line):
            rows.append(line)
        else:
            is_note_mark = line.text.strip().isdigit() and line.size < NOTE_MARK_SIZE_SHARE * before.size
            text = superscript(line.text.strip()) if is_note_mark else line.text.lstrip()
            space = " " if line.left - before.right > 1 and not is_note_mark else ""
            rows[-1] = replace(before, text=f"{before.text.rstrip()}{space}{text}", right=line.right)
    return rows


def _is_same_row(before: Line, line: Line) -> bool:
    overlap = min(before.top, line.top) - max(before.bottom, line.bottom)
    return overlap > 0.6 * min(before.top - before.bottom, line.top - line.bottom) and line.left >= before.right - 3


def _running_heads(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What stands at the edge of many pages, numbers apart."""
    seen = Counter(key for page in pages for key in {_edge_key(line) for line in _edges(page)})
    enough = max(RUNNING_PAGES_MIN, RUNNING_SHARE * len(pages))
    return frozenset(key for key, count in seen.items() if count >= enough)


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:EDGE_LINES] + by_height[EDGE_LINES:][-EDGE_LINES:]


def _edge_key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _without_edges(page: Sequence[Line], running: frozenset[str]) -> Iterator[Line]:
    edges = {id(line) for line in _edges(page)}
    for line in page:
        is_number = _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
        if id(line) not in edges or not (is_number or _edge_key(line) in running):
            yield line


def _parted_notes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[list[Line]]]:
    """The lines of the text, and those of each note: small print from a number to the page's end."""
    body: list[Line] = []
    notes: list[list[Line]] = []
    note_page: int | None = None
    for line in lines:
        is_small = line.size < NOTE_SIZE_SHARE * size
        if is_small and _NOTE.match(line.text.strip()):
            notes.append([line])
            note_page = line.page
        elif is_small and line.page == note_page:
            notes[-1].append(line)
        else:
            body.append(line)
    return body, notes


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    if not lines:
        return
    left = _usual(round(line.left) for line in lines)
    right = sorted(line.right for line in lines)[len(lines) * 9 // 10]
    gaps = [one.bottom - two.bottom for one, two in pairwise(lines) if one.page == two.page]
    gap = median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 0.0
    paragraph = [lines[0]]
    for before, line in pairwise(lines):
        if _begins(before, line, left, right, gap):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _begins(before: Line, line: Line, left: float, right: float, gap: float) -> bool:
    """Whether a line begins a paragraph: indented, after a gap or after a short line."""
    indent = INDENT_SHARE * line.width
    is_indented = line.left > left + indent and line.left > before.left + indent
    is_centred = line.left > left + 4 * indent and before.left > left + 4 * indent
    is_short = before.right < right - SHORT_SHARE * line.width
    if is_indented or is_centred or LABEL.match(line.text.lstrip()):
        return True
    if line.text.lstrip()[:1].islower() and not before.text.rstrip().endswith(_SENTENCE_ENDS):
        return False
    if before.page != line.page:
        return is_short and before.text.rstrip().endswith(_SENTENCE_ENDS)
    return is_short or (gap > 0 and before.bottom - line.bottom > GAP_FACTOR * gap)


class _Words:
    """The words of the document, which tell how a word parted by a line's end is written."""

    def __init__(self, lines: Iterable[Line]) -> None:
        texts = [line.text for line in lines]
        self._seen = frozenset(word.lower() for text in texts for word in _WORD.findall(text))
        joined = " ".join(texts)
        self._has_spaced_dashes = joined.count(" — ") + joined.count(" – ") > joined.count("—") / 2

    def joined(self, lines: Sequence[Line]) -> str:
        """A paragraph's lines as one."""
        text = lines[0].text.strip()
        for line in lines[1:]:
            text = self._put_together(text, line.text.strip())
        for mark in _PARTED:
            while mark in text:
                before, _, after = text.partition(mark)
                text = self._put_together(before + _HYPHEN, after.lstrip())
        return text

    def _put_together(self, text: str, following: str) -> str:
        if text.endswith(_PARTED):
            text = text[:-1] + _HYPHEN
        if text.endswith(_HYPHEN) and text[-2:-1].isalnum() and not _SUSPENDED.match(following):
            if text[-2].isalpha() and following[:1].islower():
                return (text if self._keeps_hyphen(text, following) else text[:-1]) + following
            if following[:1].islower() or following[:1].isdigit() or _IS_COMPOUND.search(text[-60:]):
                return text + following
        if text.endswith(_DASHES) and not self._has_spaced_dashes:
            return text + following
        return f"{text} {following}"

    def _keeps_hyphen(self, text: str, following: str) -> bool:
        """Whether a hyphen at a line's end is the word's own."""
        tail = _WORD.findall(text[-60:-1])
        head = _WORD.match(following)
        if not tail or head is None:
            return True
        first, second = tail[-1].lower(), head[0].lower()
        if f"{first}-{second}" in self._seen:
            return True
        if f"{first}{second}" in self._seen:
            return False
        return first in self._seen and second in self._seen


def _usual(values: Iterable[float]) -> float:
    """The most frequent value, the smallest of several."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
