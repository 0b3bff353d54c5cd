"""Notes among the words: what the publisher wrote below an asterisk or a number, and nobody said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.importers.formats.text.lines import superscript
from bot.importers.transcripts.lines import STRUCK, Line, is_clock

NOTE_CHARS_MAX: Final = 4_000

_NOTE = re.compile(r"(?:\((?P<boxed>\*{1,5})\)|(?P<stars>\*{1,5})(?!\s*\*))\s*(?=[\w“\"(\[])")
_AFTER_WORD = re.compile(r"[\w.,;:!?)\]”’\"'](\*{1,5})(?![\w*])|\((\*{1,5})\)|[ \xa0](\*{1,5})$", re.MULTILINE)
_INSIDE = re.compile(r"(?<=[.?!”\")\]])[ \xa0]+(?P<stars>\*{1,5})(?=[A-Z“\"\[])")
_FOOTNOTE = re.compile(r"(?P<number>\d{1,2})\s(?=\S)")
_EDITORS = re.compile(r"(?:EDITOR[’']?S[’']? )?NOTES?: ?(?=\S)")
_CORRECTING = re.compile(r"[^.?!]{0,80}\b(?:intended|meant|misspoke|should (?:have said|be|read))\b")
_RAISED_DIGITS: Final = superscript("0123456789")
# Not the square of a length.
_RAISED = re.compile(rf"(?<!\bm)(?<!\b[ckm]m)(?<=\S)[{_RAISED_DIGITS}]{{1,2}}(?![{_RAISED_DIGITS}])")
_NOTICE = re.compile(
    r"\b(?:see below|correct(?:ion|ed|ions)|updated? transcript|has been updated|asterisks?)\b", re.IGNORECASE
)
_POINTER = re.compile(
    r"\bsee\b[^.]{0,60}\bbelow\b|\bmarked (?:with|by) (?:an )?asterisks?\b|\btranscript has been (?:corrected|updated)\b",
    re.IGNORECASE,
)
_HEAD_WORDS_MAX: Final = 8
_GOES_ON_WORDS_LEAST: Final = 8


@dataclass(frozen=True, slots=True)
class Note:
    """Something written about words that stand elsewhere.

    Attributes:
        line: Where it begins, counted from 1.
        start: The same as an offset in the document.
        under: The offset of the label it stands under; None above the first label and below the end.
    """

    line: int
    start: int
    text: str
    under: int | None = None

    @property
    def stars(self) -> str | None:
        """The asterisks it begins with."""
        found = _NOTE.match(self.text)
        return (found["boxed"] or found["stars"]) if found is not None else None

    @property
    def number(self) -> str | None:
        """The number it begins with, as a footnote does."""
        found = _FOOTNOTE.match(self.text)
        return found["number"] if found is not None else None

    @property
    def is_pointer(self) -> bool:
        """Whether it only tells that something is marked below, and not what."""
        return _POINTER.search(self.text) is not None

    def with_line(self, text: str) -> "Note":
        """The note with one more of its lines."""
        return replace(self, text=f"{self.text}\n{text}"[:NOTE_CHARS_MAX])


def stars_in(text: str) -> frozenset[str]:
    """The asterisks that words of a text bear, as a note's sign stands: behind the word."""
    if "*" not in text:
        return frozenset()
    return frozenset(next(filter(None, found.groups())) for found in _AFTER_WORD.finditer(text))


def raised_in(text: str) -> frozenset[str]:
    """The raised numbers that words of a text bear."""
    if not any(digit in text for digit in _RAISED_DIGITS):
        return frozenset()
    return frozenset(found.group() for found in _RAISED.finditer(text))


def is_note(line: Line, *, has_stars: bool, raised: frozenset[str]) -> bool:
    """Whether the line is a note to the words elsewhere, and no words itself.

    Args:
        has_stars: Words of the document bear asterisks; else an asterisk with a space after it begins a list's item.
        raised: The raised numbers that its words bear.
    """
    head = line.head
    if _EDITORS.match(head):
        return True
    number = _FOOTNOTE.match(head)
    if number is not None:
        return superscript(number["number"]) in raised or _CORRECTING.match(head, number.end()) is not None
    found = _NOTE.match(head)
    # Who corrects words inside a paragraph may put the asterisk before the whole of it.
    if found is None or head.rstrip().endswith("*") or STRUCK.search(line.text):
        return False
    is_sentence = len(head.split()) > _HEAD_WORDS_MAX
    return has_stars or found["boxed"] is not None or (is_sentence and not found.group().endswith(" "))


def is_notice(text: str) -> bool:
    """Whether a line of a header says that something below is corrected or added."""
    return _NOTICE.search(text) is not None


def goes_on(line: Line) -> bool:
    """Whether a line below a note in a header is more of it, and neither place nor time nor a notice."""
    if is_clock(line) or is_notice(line.head):
        return False
    return line.text[:1].islower() or line.text[:1] in "$•–-" or len(line.head.split()) >= _GOES_ON_WORDS_LEAST


def note_inside(text: str, at: int, stars: frozenset[str]) -> int | None:
    """Where a note begins in the middle of a line, after whole sentences; None where there is none.

    Args:
        at: Where the words begin.
        stars: What words before it bear: without its sign above it, an asterisk marks words that were mended.
    """
    if "*" not in text:
        return None
    first: dict[str, int] = dict.fromkeys(stars, at)
    for sign in _AFTER_WORD.finditer(text, at):
        first.setdefault(next(filter(None, sign.groups())), sign.start())
    inside = (found.start("stars") for found in _INSIDE.finditer(text, at) if _follows(found, first))
    return next(inside, None)


def _follows(found: re.Match[str], first: Mapping[str, int]) -> bool:
    """Whether the same asterisks stand behind a word before."""
    sign = first.get(found["stars"])
    return sign is not None and sign < found.start("stars")
