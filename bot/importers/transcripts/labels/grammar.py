"""A label's form: what may stand before somebody's words at the start of a line.

The grammar says what a piece of text *could* be; whether it is a label in its
document is decided in `document`.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.importers.transcripts.labels import words
from bot.importers.transcripts.labels.forms import (
    LABEL_WORDS_MAX,
    Form,
    form_of,
    is_capital_word,
    is_capitals,
    key_of,
)

LABEL_CHARS_MAX: Final = 120
STOPPED_WORDS_MAX: Final = 7

_TIMED_CHARS_MAX: Final = 60

_PREFIX = re.compile(
    r"(?:[\s\xa0\u200b\ufeff*_•`]|>>+|\[(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.:]\d{1,3})?\]|\((?:\d{1,2}:)?\d{1,2}:\d{2}\)"
    r"|Q(?=(?:MR|MRS|MS|DR)\.?[\s\xa0][A-Z]{2}))*"
)
CHANGE: Final = ">>"
_CHANGE = re.compile(r"[\s\xa0]*(>>+)(?=[\s\xa0]*\S)")
_QUESTION = re.compile(
    r"Q(?:[\s\xa0]*[:.](?=[\s\xa0]|$)[\s\xa0]*|[:](?=\S)|[\s\xa0]+(?![&a]\s)|$|(?=(?!Anon)[A-Z][a-z’']|I[ ’'\xa0]|A[ \xa0]|[–—(“\"\[…]|--))"
)
_ANSWER = re.compile(r"A(?:[:.](?=[\s\xa0]|$)[\s\xa0]*|[\s\xa0]{2,}|\xa0)")
_TIME = re.compile(r"[\s\xa0]*[(\[](?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?[)\]][\s\xa0]*:?")
_WORD = re.compile(r"[^\s\xa0]+")
_STOPPED_WORD = re.compile(r"[^\W\d_][\w’'‘⁠‑-]*\.?")
ABBREVIATED: Final = frozenset("mr mrs ms dr prof rev hon adm amb capt col gen gov lt maj rep sen sgt jr sr st".split())
_STOPPED: Final = frozenset({Form.QUESTION, Form.ANONYMOUS, Form.ROLE, Form.TITLED})
_DASH = re.compile(r"[\s\xa0]*(?:—|–|--?)[\s\xa0]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be a label, with where it and the words after it stand in its line.

    Attributes:
        mark: What parts it from the words: ``:``, ``.``, ``-``, or nothing.
        is_capitals: Printed mostly in capital letters.
        is_timed: A clock time stands beside it, as in machine-made transcripts.
    """

    printed: str
    start: int
    end: int
    words_start: int
    mark: str
    form: Form
    is_capitals: bool
    is_timed: bool = False

    @property
    def key(self) -> str:
        """The label for comparing."""
        return key_of(self.printed)


def candidate_at(head: str) -> Candidate | None:
    """What might be a label at the start of a line, of which the beginning is given."""
    start = _prefix_end(head)
    return (
        _question_at(head, start) or _colon_at(head, start) or _other_mark_at(head, start) or _stopped_at(head, start)
    )


def change_at(head: str) -> Candidate | None:
    """A change of speaker that names nobody: ``>> And the lamps?``."""
    found = _CHANGE.match(head)
    if found is None:
        return None
    return Candidate(CHANGE, found.start(1), found.end(1), found.end(), CHANGE, Form.OTHER, is_capitals=False)


def _prefix_end(head: str) -> int:
    found = _PREFIX.match(head)
    return found.end() if found else 0


def _question_at(head: str, start: int) -> Candidate | None:
    found = _QUESTION.match(head, start)
    if found is not None:
        return Candidate("Q", start, start + 1, found.end(), ":", Form.QUESTION, is_capitals=True)
    found = _ANSWER.match(head, start)
    if found is not None:
        return Candidate("A", start, start + 1, found.end(), ":", Form.ANSWER, is_capitals=True)
    return None


def _colon_at(head: str, start: int) -> Candidate | None:
    """The label before the line's first colon that parts words, if it can be one."""
    colon = head.find(":", start, start + LABEL_CHARS_MAX)
    timed = _timed_at(head, start)
    if timed is not None:
        return timed
    if colon <= start:
        return None
    printed = head[start:colon].rstrip(" \xa0*_\t")
    if not printed or _has_sentence_end(printed):
        return None
    after = colon + 1
    found = _TIME.match(head, after)
    while head[after : after + 1] in ("*", "_", ":"):
        after += 1
    form = form_of(printed)
    words_start = found.end() if found else after
    return Candidate(
        printed, start, start + len(printed), words_start, ":", form, is_capitals(printed), is_timed=found is not None
    )


def _timed_at(head: str, start: int) -> Candidate | None:
    """``Oda Lind (00:23):``, or the same without its colon."""
    bracket = head.find("(", start, start + _TIMED_CHARS_MAX)
    if bracket <= start:
        return None
    found = _TIME.match(head, bracket)
    printed = head[start:bracket].rstrip(" \xa0:*")
    if found is None or not printed or ":" in printed or _has_sentence_end(printed):
        return None
    return Candidate(
        printed, start, start + len(printed), found.end(), ":", form_of(printed), is_capitals(printed), is_timed=True
    )


def _other_mark_at(head: str, start: int) -> Candidate | None:
    """A label in capitals with a full stop, a dash or nothing after it."""
    end, count = start, 0
    for found in _WORD.finditer(head, start, start + LABEL_CHARS_MAX):
        part = found.group()
        if count >= LABEL_WORDS_MAX or not (is_capital_word(part) or (count and part in words.PARTICLES)):
            break
        count += 1
        end = found.end()
        folded = part.rstrip(".").lower()
        if part.endswith((".", ",")) and len(folded) > 1 and folded not in words.TITLES | words.PARTICLES:
            break
    printed = head[start:end]
    if not count or len(printed) < 3:
        return None
    return _closed(head, start, printed)


def _closed(head: str, start: int, printed: str) -> Candidate | None:
    if printed.endswith(","):
        return None
    mark = "." if printed.endswith(".") else ""
    bare = printed.rstrip(".")
    end = start + len(bare)
    after = start + len(printed)
    if not mark:
        if head[end : end + 1] == ";":
            mark, after = ".", end + 1
        elif dash := _DASH.match(head, end):
            mark, after = "-", dash.end()
    return Candidate(bare, start, end, after, mark, form_of(bare), is_capitals=True)


def _stopped_at(head: str, start: int) -> Candidate | None:
    """A label in mixed case that ends at a full stop, with words after it on its line.

    Source: the Public Papers of the Presidents, and those who print them again.
    """
    end = _stop_after(head, start)
    if end is None or not head[end + 1 :].strip():
        return None
    printed = head[start:end]
    form = form_of(printed)
    if form not in _STOPPED or _calls_on(printed, form):
        return None
    return Candidate(printed, start, end, end + 1, ".", form, is_capitals=False)


def _stop_after(head: str, start: int) -> int | None:
    """Where the full stop stands that ends the run of a label's words."""
    for count, found in enumerate(_WORD.finditer(head, start, start + LABEL_CHARS_MAX)):
        part = found.group()
        if count == STOPPED_WORDS_MAX or not _STOPPED_WORD.fullmatch(part) or not (count or part[0].isupper()):
            return None
        bare = part.rstrip(".")
        if part != bare and len(bare) > 1 and bare.lower() not in ABBREVIATED:
            return found.end() - 1
    return None


def _calls_on(printed: str, form: Form) -> bool:
    """Whether somebody is called on by a title alone, as in ``Mr. Secretary.`` on its own."""
    folded = [part.strip(".").lower() for part in printed.split()]
    return form in (Form.TITLED, Form.ROLE) and folded[0] != "the" and folded[-1] in words.TITLES


def _has_sentence_end(printed: str) -> bool:
    """Whether a sentence ends inside, so that the colon belongs to a later one."""
    if any(character in printed for character in '?!;“”"…'):
        return True
    for found in _WORD.finditer(printed):
        part = found.group()
        if part.endswith(".") and found.end() < len(printed):
            bare = part.rstrip(".").lower()
            if len(bare) > 1 and bare not in words.TITLES and "." not in bare and bare not in ("jr", "st", "no"):
                return True
    return False
