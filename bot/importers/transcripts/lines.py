"""The lines of a document, and those that are nobody's words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.importers.transcripts.header.clock import CLOCK

# Nothing a line's beginning or end tells needs more; longer lines never reach a regular expression whole.
HEAD_CHARS_MAX: Final = 240

# As the readers of formats write down words that a document shows as struck out.
STRUCK: Final = re.compile(r"\[struck: ([^\[\]]{0,2000})\]")

_MARK_WORDS_MAX: Final = 14
# What editors tell of what happened: "[The Minister spoke in Tidal, and her remarks were translated as follows.]"
_SQUARE_MARK_WORDS_MAX: Final = 30
_REPEATED_LEAST: Final = 3
_SMALL_WORD_CHARS_MAX: Final = 3
_BLANK = " \t\r\f\v\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
_MARK = re.compile(r"\*?[(\[][^()\[\]]{1,200}[)\]]\.?\*?")
_RULE = re.compile(r"[\s*_=~#.·•—–\\-]+")
_PAGE = re.compile(
    r"(?:page\s+)?\d{1,4}\s+of\s+\d{1,4}|page\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|- ?more ?-|\(more\)", re.IGNORECASE
)
_PAGE_AT_END = re.compile(r"\bpage\s+\d{1,4}\s+of\s+\d{1,4}$", re.IGNORECASE)
_END = re.compile(
    r"[-–—(\[* ]{0,4}END(?:\s+OF\s+(?:TRANSCRIPT|BRIEFING|CALL|EVENT))?[-–—)\]*. ]{0,4}"
    r"|END[\s.:]*\d{1,2}[:.]\d{2}.{0,40}|\\?#(?:[\s\\]*#){2,}|-\s*30\s*-"
    r"|\(?(?:end transcript|transcript ends?)\.?\)?"
    r"|\(the (?:briefing|call|gaggle|conference|event)[^()]{0,30}(?:concluded|ended|adjourned)[^()]{0,30}\)",
    re.IGNORECASE,
)
_HEAD_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CAPITAL_END = re.compile(r"[-–—(\[* ]{0,4}END(?![^\W\d])")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something, without its outer white space.

    Attributes:
        number: Counted from 1, empty lines included.
        start, end: Of the line in the document's text.
    """

    number: int
    start: int
    end: int
    text: str

    @property
    def head(self) -> str:
        """As much of the line's beginning as a label, date or mark may need."""
        return self.text[:HEAD_CHARS_MAX]

    @property
    def is_short(self) -> bool:
        """Whether the head is the whole line."""
        return len(self.text) <= HEAD_CHARS_MAX


def lines_of(text: str) -> list[Line]:
    """Every line that holds something, in order."""
    lines: list[Line] = []
    at = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        body = raw.strip(_BLANK)
        if body:
            start = at + len(raw) - len(raw.lstrip(_BLANK))
            lines.append(Line(number, start, start + len(body), body))
        at += len(raw) + 1
    return lines


def is_mark(line: Line) -> bool:
    """Whether the line is only a transcriber's mark: ``(Laughter.)``, ``* * *``."""
    if not line.is_short:
        return False
    if _RULE.fullmatch(line.text):
        return True
    most = _SQUARE_MARK_WORDS_MAX if line.text.startswith("[") else _MARK_WORDS_MAX
    return _MARK.fullmatch(line.text) is not None and len(line.text.split()) <= most


def is_end(line: Line) -> bool:
    """Whether the line says that the transcript ends here."""
    if not line.is_short or not _END.fullmatch(line.text):
        return False
    return (
        not line.text.lstrip("-–—([* ").lower().startswith("end")
        or bool(_CAPITAL_END.match(line.text))
        or "(" in line.text
    )


def is_head(text: str) -> bool:
    """Whether a line reads like a head: short, every longer word with a capital, no end of a sentence."""
    if len(text) > HEAD_CHARS_MAX or not text[-1:].isalnum() or not (text[0].isupper() or text[0].isdigit()):
        return False
    return not any(word[0].islower() and len(word) > _SMALL_WORD_CHARS_MAX for word in _HEAD_WORD.findall(text))


def is_clock(line: Line) -> bool:
    """Whether the line is only a time of day, with its zone."""
    return line.is_short and len(line.text) <= 40 and CLOCK.fullmatch(line.text.strip("()* .")) is not None


def furniture_of(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of lines that are page headers and footers, not words.

    A page number is one by its form; a running title is one because it stands
    beside page numbers again and again.
    """
    pages = {index for index, line in enumerate(lines) if line.is_short and _PAGE.fullmatch(line.text)}
    if len(pages) == 1 and is_end(lines[min(pages)]):
        pages = set()  # "-30-" is a page only among other pages
    shapes = Counter(_DIGITS.sub("0", line.text) for line in lines if line.is_short)
    found = {lines[index].number for index in pages}
    for index, line in enumerate(lines):
        if not line.is_short or shapes[_DIGITS.sub("0", line.text)] < _REPEATED_LEAST:
            continue
        beside_page = bool(pages & {index - 1, index + 1})
        if (beside_page and len(line.text) > 20) or _PAGE_AT_END.search(line.text):
            found.add(line.number)
    return frozenset(found)
