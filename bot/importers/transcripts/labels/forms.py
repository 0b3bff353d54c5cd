"""A label's form: what its words alone make of it, wherever they stand."""

import re
from enum import Enum, auto
from typing import Final

from bot.briefing.speakers import fold_label
from bot.importers.transcripts.labels import words

LABEL_WORDS_MAX: Final = 14
ANONYMOUS_WORDS_MAX: Final = 7

_CAPITAL_SHARE_LEAST: Final = 0.75

_NOTE = re.compile(r"[\s\xa0]*[(\[][^()\[\]]{0,50}[)\]]$")
_WORD = re.compile(r"[^\s\xa0]+")
_CAPITALS = re.compile(r"(?:(?:Mc|Mac|La|Le|De|Di|Du|Van|Von|O[’'])?[A-Z][A-Z’'‘`.&/#\d⁠‑-]*|#?\d{1,2}|al-[A-Z]+)[.,]?")
_NAME_WORD = re.compile(r"(?:[A-Z]\.|(?:[A-Z]|Mc|Mac|O[’'])\w*[’'‘-]?\w*(?:-\w+)?)[.,]?")
_COUNT = re.compile(r"#?\d{1,2}")


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


def key_of(label: str) -> str:
    """A label for comparing, without a note beside it: ``MS. LIND (via interpreter)``."""
    return fold_label(_NOTE.sub("", label))


def form_of(label: str) -> Form:
    """What a label looks like, by its words alone."""
    label = _NOTE.sub("", label)
    key = key_of(label)
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
        is_name = parts[-1] not in words.NOT_NAMES or parts[0] in words.BEFORE_ANY_NAME
        return Form.TITLED if is_name and not is_phrase else Form.OTHER
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
    if not letters or not all(is_capital_word(part) for part in parts):
        return False
    capitals = sum(1 for character in letters if character.isupper())
    return capitals >= _CAPITAL_SHARE_LEAST * len(letters)


def is_capital_word(part: str) -> bool:
    """Whether a word is one of a label in capitals: ``McDOWELL,`` and ``#2`` too."""
    return _CAPITALS.fullmatch(part) is not None or _is_shouted(part)


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
