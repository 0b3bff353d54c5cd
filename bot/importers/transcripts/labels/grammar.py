"""A label's form: what may stand before somebody's words at the start of a line.

The grammar says what a piece of text *could* be; whether it is a label in its
document is decided in `document`.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.briefing.speakers import fold_label
from bot.importers.transcripts.labels import words

LABEL_CHARS_MAX: Final = 120
LABEL_WORDS_MAX: Final = 14
ANONYMOUS_WORDS_MAX: Final = 7

_CAPITAL_SHARE_LEAST: Final = 0.75
_TIMED_CHARS_MAX: Final = 60

_PREFIX = re.compile(
    r"(?:[\s\xa0\u200b\ufeff*_•`]|>>+|\[(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.:]\d{1,3})?\]|\((?:\d{1,2}:)?\d{1,2}:\d{2}\)"
    r"|Q(?=(?:MR|MRS|MS|DR)\.?[\s\xa0][A-Z]{2}))*"
)
_QUESTION = re.compile(
    r"Q(?:[\s\xa0]*[:.](?=[\s\xa0]|$)[\s\xa0]*|[:](?=\S)|[\s\xa0]+(?![&a]\s)|$|(?=(?!Anon)[A-Z][a-z’']|I[ ’'\xa0]|A[ \xa0]|[–—(“\"\[…]|--))"
)
_ANSWER = re.compile(r"A(?:[:.](?=[\s\xa0]|$)[\s\xa0]*|[\s\xa0]{2,}|\xa0)")
_TIME = re.compile(r"[\s\xa0]*[(\[](?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?[)\]][\s\xa0]*:?")
_NOTE = re.compile(r"[\s\xa0]*[(\[][^()\[\]]{0,50}[)\]]$")
_WORD = re.compile(r"[^\s\xa0]+")
_CAPITALS = re.compile(r"(?:(?:Mc|Mac|La|Le|De|Di|Du|Van|Von|O[’'])?[A-Z][A-Z’'‘`.&/#\d⁠‑-]*|#?\d{1,2}|al-[A-Z]+)[.,]?")
_NAME_WORD = re.compile(r"(?:[A-Z]\.|(?:[A-Z]|Mc|Mac|O[’'])\w*[’'‘-]?\w*(?:-\w+)?)[.,]?")
_COUNT = re.compile(r"#?\d{1,2}")
_DASH = re.compile(r"[\s\xa0]*(?:—|–|--?)[\s\xa0]")


class Form(Enum):
    """What a label looks like."""

    QUESTION = auto()
    ANSWER = auto()
    ANONYMOUS = auto()
    ROLE = auto()
    TITLED = auto()
    NAME_AND_ROLE = auto()
    NAME = auto()
    WORD = auto()
    OTHER = auto()


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
        return fold_label(_NOTE.sub("", self.printed))


def candidate_at(head: str) -> Candidate | None:
    """What might be a label at the start of a line, of which the beginning is given."""
    start = _prefix_end(head)
    return _question_at(head, start) or _colon_at(head, start) or _other_mark_at(head, start)


def form_of(label: str) -> Form:
    """What a label looks like, by its words alone."""
    label = _NOTE.sub("", label)
    key = fold_label(label)
    parts = key.split()
    if not parts or len(parts) > LABEL_WORDS_MAX:
        return Form.OTHER
    if is_questioner(key):
        return Form.QUESTION
    if is_anonymous(key):
        return Form.ANONYMOUS
    if key in words.ROLES or _is_counted_role(parts) or (parts[-1] in words.ROLE_ENDINGS and _are_capitalised(label)):
        return Form.ROLE
    if "," in label:
        return Form.NAME_AND_ROLE if _is_name(label.partition(",")[0]) and len(parts) > 2 else Form.OTHER
    first = parts[1] if parts[0] == "the" and len(parts) > 2 else parts[0]
    if len(parts) > 1 and _begins_with_title(first, parts) and _are_capitalised(label):
        is_phrase = parts[0] in words.NOT_NAMES - words.TITLES and not is_capitals(label)
        return Form.OTHER if is_phrase or parts[-1] in words.NOT_NAMES else Form.TITLED
    if _is_name(label):
        return Form.NAME if len(parts) > 1 else Form.WORD
    return Form.OTHER


def parted_label(printed: str) -> tuple[str | None, str]:
    """A label's title and name: ``PRESS SECRETARY``, ``ODA F. LIND``."""
    parts = printed.split()
    last = max((n for n, part in enumerate(parts) if part.strip(".,").lower() in words.TITLES), default=-1)
    name = last + 1
    if any(part.lower() in words.PARTICLES - words.NAME_PARTICLES | {"of", "the"} for part in parts[name:]):
        name = len(parts) - 2
    return " ".join(parts[:name]) or None, " ".join(parts[name:])


def is_anonymous(key: str) -> bool:
    """Whether a folded label names nobody on purpose: ``senior administration official one``."""
    parts = key.replace("-", " ").split()
    while parts and (parts[-1] in words.COUNTS or _COUNT.fullmatch(parts[-1])):
        parts = parts[:-1]
    return 1 < len(parts) <= ANONYMOUS_WORDS_MAX and parts[-1] in ("official", "officials")


def is_questioner(key: str) -> bool:
    """Whether a folded label is one of those who ask."""
    if key in words.QUESTIONERS:
        return True
    parts = key.split()
    rest = [part for part in parts if part not in words.QUESTIONER_WORDS]
    return len(rest) < len(parts) <= 4 and all(
        part in words.QUESTIONER_COMPANIONS or part.isdigit() or len(part) == 1 for part in rest
    )


def is_capitals(label: str) -> bool:
    """Whether a label is printed mostly in capitals; ``Mr.`` and ``of`` may be small."""
    label = _NOTE.sub("", label)
    parts = [part for part in _WORD.findall(label) if part.strip(".,").lower() not in words.PARTICLES]
    if parts and parts[0].strip(".").lower() in words.HONORIFICS and len(parts) > 1:
        parts = parts[1:]
    letters = [character for part in parts for character in part if character.isalpha()]
    if not letters or not all(_CAPITALS.fullmatch(part) or _is_shouted(part) for part in parts):
        return False
    capitals = sum(1 for character in letters if character.isupper())
    return capitals >= _CAPITAL_SHARE_LEAST * len(letters)


def _is_shouted(part: str) -> bool:
    """Capitals of any alphabet."""
    return part.isupper() and not any(character in "!?;:()" for character in part)


def _begins_with_title(first: str, parts: list[str]) -> bool:
    bare = first.replace("-", "")
    return bare in words.TITLES or any(part in words.TITLES for part in parts[1:-1])


def _is_counted_role(parts: list[str]) -> bool:
    return len(parts) == 2 and parts[0] in words.ROLES and (parts[1] in words.COUNTS or parts[1].isdigit())


def _are_capitalised(label: str) -> bool:
    parts = _WORD.findall(label)
    return all(
        _NAME_WORD.fullmatch(part) or _is_shouted(part) or (index > 0 and part in words.PARTICLES)
        for index, part in enumerate(parts)
    )


def _is_name(text: str) -> bool:
    parts = _WORD.findall(text)
    if not 1 <= len(parts) <= 5 or any(any(c.isdigit() for c in part) for part in parts):
        return False
    folded = [part.strip(".,").lower() for part in parts]
    if folded[0] in words.NOT_NAMES or folded[-1] in words.NOT_NAMES or any(p.endswith(("'s", "’s")) for p in folded):
        return False
    return all(
        _NAME_WORD.fullmatch(part) or _is_shouted(part) or (index > 0 and part in words.NAME_PARTICLES)
        for index, part in enumerate(parts)
    )


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
        if count >= LABEL_WORDS_MAX or not (
            _CAPITALS.fullmatch(part) or _is_shouted(part) or (count and part in words.PARTICLES)
        ):
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
