"""Who is announced in title and header, with which role."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.speakers import fold_name, surname_of
from bot.importers.transcripts.labels import words
from bot.importers.transcripts.lines import Line

_LINE_CHARS_MAX: Final = 400
_NAME_WORDS_MAX: Final = 4
_PLAIN_NAME_WORDS_MAX: Final = 3
_ROLE_CHARS_MAX: Final = 120

_WORD = re.compile(r"[^\s\xa0]+")
_SPLIT = re.compile(
    r"\s+\b(?:by|with|featuring|joined by)\b\s+|[;|]|\s[–—]\s|,?\s+and\s+(?=[A-Z])|,\s+(?=[A-Z])", re.IGNORECASE
)
_OF = re.compile(r"^(?:(?! and ).)*\b(?:of|for)\b")
_TAIL = re.compile(r"\s+(?:on|at|en route|aboard|previewing|before|after|in|to)\s.*$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:[A-Z]\.?){1,3}")


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody announced: the full name as printed, and the role if one stands there."""

    name: str
    role: str | None

    @property
    def surname(self) -> str:
        """For comparing with a label."""
        return surname_of(fold_name(self.name))


def find_officials(
    title: str | None, header: Sequence[Line], labels: Iterable[tuple[str, str | None]], surnames: frozenset[str]
) -> tuple[Official, ...]:
    """Everybody whom title, header or a full label announces and a label of the document speaks for.

    Args:
        labels: Full names with their roles, from labels such as ``NAME, ROLE``.
        surnames: Of the labels in the document: a name is one because somebody of that surname speaks.
    """
    texts = [title or "", *(line.text for line in header if len(line.text) <= _LINE_CHARS_MAX)]
    found: dict[str, Official] = {}
    for text in texts:
        for official in _announced(text[:_LINE_CHARS_MAX], surnames):
            _keep(found, official)
    for name, role in labels:
        _keep(found, Official(name, role))
    return tuple(found.values())


def _keep(found: dict[str, Official], official: Official) -> None:
    key = _short(official.name)
    known = found.get(key)
    if known is None or (known.role is None and official.role is not None):
        found[key] = official


def _short(name: str) -> str:
    parts = fold_name(name).split()
    return f"{parts[0]} {parts[-1]}" if parts else ""


def _announced(text: str, surnames: frozenset[str]) -> Iterable[Official]:
    parts = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    for index, (_, end) in enumerate(parts):
        word = text[parts[index][0] : end].strip(".,;:()|*")
        if not word[:1].isupper() or surname_of(fold_name(word) or "-") not in surnames:
            continue
        first = _first_of_name(text, parts, index)
        if first == index:
            continue
        name = text[parts[first][0] : end].strip(",;:()|* ").replace("\xa0", " ")
        if name.endswith("’s") or name.endswith("'s"):
            name = name[:-2]
        yield Official(name, _role_before(text, parts[first][0]) or _role_after(text, end))


def _first_of_name(text: str, parts: Sequence[tuple[int, int]], index: int) -> int:
    """Where the name begins whose last word is given: capitalised words before it that are no title.

    What stands right behind a title is the whole name; else two words are, and three with an initial.
    """
    first = index
    while first > 0 and index - first < _NAME_WORDS_MAX - 1 and _is_of_name(text[slice(*parts[first - 1])]):
        first -= 1
    if first > 0 and text[slice(*parts[first - 1])].strip(".").lower() in words.TITLES:
        return first
    first = max(first, index - _PLAIN_NAME_WORDS_MAX + 1)
    if index - first == _PLAIN_NAME_WORDS_MAX - 1 and not _INITIAL.fullmatch(text[slice(*parts[first + 1])]):
        first += 1
    return first


def _is_of_name(word: str) -> bool:
    bare = word.strip(".").lower()
    is_other = bare in words.TITLES | _TOPICS or bare in _LINKS
    return not (word.endswith((",", ";", ":")) or not word[:1].isupper() or is_other)


_LINKS: Final = frozenset("by with and of for on the from at in to en featuring".split())
_TOPICS: Final = frozenset(
    "affairs security communications services council policy states house state defense treasury commerce energy labor "
    "education transportation agriculture interior justice advisers advisor spokesperson chair spokesman".split()
)


def _role_before(text: str, start: int) -> str | None:
    before = text[:start].rstrip()
    if before.endswith((";", ":", "|")) or not before:
        return None
    before = before.rstrip(",")
    starts = [0, *(found.end() for found in _SPLIT.finditer(before))]
    for start in reversed(starts):
        piece = before[start:].strip(" ,")
        role = _as_role(piece)
        if role is not None and (start == starts[-1] or _OF.search(role)):
            return role
        if not piece:
            return None
    return None


def _role_after(text: str, end: int) -> str | None:
    """``Oda Lind, Department Spokesperson``."""
    rest = text[end - 1 :] if text[end - 1 : end] == "," else text[end:].lstrip()
    if not rest.startswith(","):
        return None
    return _as_role(_TAIL.sub("", re.split(r"[;|]", rest[1:])[0].strip(" ,")))


def _as_role(piece: str) -> str | None:
    folded = [word.strip(".,").lower() for word in piece.split()]
    if (
        not folded
        or len(piece) > _ROLE_CHARS_MAX
        or not any(word in words.TITLES - words.HONORIFICS for word in folded)
    ):
        return None
    return piece
