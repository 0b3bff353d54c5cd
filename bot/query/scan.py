"""Question text → tokens: quotation marks and filter keys are seen here."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from bot.query.keys import KEYS, refuse_unknown_key
from bot.query.tokens import Kind, Token, core_of, word

# Source: CLDR quotation marks; German closes with “, Swedish opens with ”, some write »so«.
_ALWAYS_OPEN: Final = frozenset("“„‟«〝「『")
_MAY_OPEN: Final = frozenset('"”»＂')
_CLOSES: Final = frozenset('"“”‟«»＂〞〟」』')
_PARTNERS: Final = {"“": "”", "„": "“”", "«": "»", '"': '"', "»": "«", "”": "”", "「": "」", "『": "』", "〝": "〞〟"}
MARKS: Final = _ALWAYS_OPEN | _MAY_OPEN | _CLOSES

UNCLOSED_MAX_WORDS: Final = 12
SINGLE_MARKS_MAX_WORDS: Final = 20
MARKS_INSIDE_MAX: Final = 8

_KEY: Final = re.compile(r"(-?[A-Za-z_]{2,20}):", re.ASCII)
_NEXT: Final = re.compile(r"\s+|—|--+|[^\s—]")
_OPENING_BRACKETS: Final = frozenset("([{<,;")


def scan(text: str) -> list[Token]:
    """Take a cleaned question apart, in order.

    Raises:
        QueryError: A filter key that does not exist.
    """
    return list(_tokens(text))


def without_marks(text: str) -> str:
    """The text with a space for every quotation mark that could end a phrase."""
    return " ".join("".join(" " if character in MARKS else character for character in text).split())


def _tokens(text: str) -> Iterator[Token]:
    closes = [at for at, character in enumerate(text) if character in _CLOSES]
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _key(text, at) or _phrase(text, at, closes) or _word(text, at)
        yield token


def _key(text: str, at: int) -> tuple[Token, int] | None:
    if at and not (text[at - 1].isspace() or text[at - 1] in _OPENING_BRACKETS):
        return None
    found = _KEY.match(text, at)
    if found is None:
        return None
    key, value = found[1], text[found.end() : found.end() + 1]
    if key.lower() not in KEYS:
        refuse_unknown_key(key, value)
        return None
    is_glued = bool(value) and not value.isspace()
    return Token(key.lower(), key, "", Kind.KEY, is_glued=is_glued), found.end()


def _phrase(text: str, at: int, closes: list[int]) -> tuple[Token, int] | None:
    if text[at] == "‘":
        end = _end_of_single(text, at)
    elif text[at] in _ALWAYS_OPEN or (text[at] in _MAY_OPEN and not text[at - 1 : at].isalnum()):
        end = _end_of_double(text, at, closes)
    else:
        return None
    if end is None:
        return None
    said = without_marks(text[at + 1 : end])
    after = end + 1
    ends_line = text[after : after + 1] == "\n"
    return Token(said, core_of(said), "", Kind.PHRASE, ends_line=ends_line), after


def _end_of_double(text: str, at: int, closes: list[int]) -> int | None:
    first = bisect_right(closes, at)
    ends = closes[first : first + MARKS_INSIDE_MAX]
    if ends:
        return _partner(text, at, ends) or ends[0]
    rest = text[at + 1 :]
    reads_as_phrase = not rest[:1].isspace() and 2 <= len(rest.split()) <= UNCLOSED_MAX_WORDS and ":" not in rest
    return at + 1 + len(rest.rstrip("?!.,;: \t\n")) if reads_as_phrase else None


def _partner(text: str, at: int, ends: list[int]) -> int | None:
    """The mark that belongs to this one, past marks of other kinds; None if the same kind opens again before it."""
    partners = _PARTNERS.get(text[at], text[at])
    for end in ends:
        if text[end] in partners:
            opens = text[end] == text[at] and text[end - 1].isspace() and not text[end + 1 : end + 2].isspace()
            return None if opens and end + 1 < len(text) else end
        if text[end] == text[at]:
            return None
    return None


def _end_of_single(text: str, at: int) -> int | None:
    if text[at - 1 : at].isalnum():
        return None
    for end in range(at + 1, len(text)):
        if text[end] in MARKS or text[end] == "‘":
            return None
        if text[end] == "’" and not text[end - 1].isspace() and not text[end + 1 : end + 2].isalnum():
            return end if 2 <= len(text[at + 1 : end].split()) <= SINGLE_MARKS_MAX_WORDS else None
    return None


def _word(text: str, at: int) -> tuple[Token, int]:
    end = at
    if text[at] == "—" or (text[at] in "([{" and _KEY.match(text, at + 1)):
        end = at + 1
    elif text.startswith("--", at):
        while text[end : end + 1] == "-":
            end += 1
    else:
        end = _end_of_word(text, at)
    after = end
    while text[after : after + 1].isspace() and text[after] not in "\n\r\x85\u2028\u2029":
        after += 1
    return word(text[at:end], ends_line=text[after : after + 1] in tuple("\n\r\x85\u2028\u2029")), end


def _end_of_word(text: str, at: int) -> int:
    end = at + 1
    while end < len(text):
        here = text[end]
        if here.isspace() or here == "—" or here in _ALWAYS_OPEN or text.startswith("--", end):
            break
        if here in _MAY_OPEN and not text[end - 1].isalnum() and text[end - 1] not in ".,!?":
            break
        end += 1
    return end
