"""Where sentences end, and which of them may not be parted."""

import re
from typing import Final

SENTENCE_MAX_CHARS: Final = 3_000
"""A sentence stays whole up to what one Slack section may hold; beyond, it is cut between words."""

_END = re.compile(r"[.!?…][.!?…]{0,8}[\"'”’»)\]]{0,4}(?=\s)|[。！？؟।][”’」』）]{0,4}|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“'‘—–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Sen|Rep|Gov|Amb|Sec|Hon|Rev|St|Jr|Sr|Messrs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|vs|etc|e\.g|i\.e|cf|approx|Inc|Corp|Ltd|Co|Bros|Ave|Blvd"
    r"|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_GOES_ON = re.compile(
    r"[\"“'‘(\[]?\s*(?:but|however|unless|except|although|though|yet|still|nor|not|only|provided|if|otherwise|"
    r"that said|that being said|having said that|with that said|at the same time|on the other hand)\b",
    re.IGNORECASE,
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Cut text into sentences, as (start, end) without outer white space.

    Doubtful ends (an abbreviation, an initial, a small letter next) do not cut:
    a quote that is a sentence too long is right, one that is too short is not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _END.finditer(text):
        if _is_end(text, start, mark.start(), mark.end()):
            _append(spans, text, start, mark.end())
            start = mark.end()
    _append(spans, text, start, len(text))
    return spans


def unit_spans(text: str) -> list[tuple[int, int]]:
    """Cut text into the smallest pieces that may be shown alone, as (start, end).

    A piece is a sentence together with those after it that take it back or narrow
    it ("But …", "Unless …"), up to ``SENTENCE_MAX_CHARS``; nothing is left out.
    """
    spans: list[tuple[int, int]] = []
    for start, end in (piece for span in sentence_spans(text) for piece in _pieces(text, span)):
        if spans and narrows(text[start:end]) and end - spans[-1][0] <= SENTENCE_MAX_CHARS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def narrows(sentence: str) -> bool:
    """Whether a sentence begins by taking back or narrowing what was said before."""
    return _GOES_ON.match(sentence) is not None


def _is_end(text: str, start: int, mark_start: int, mark_end: int) -> bool:
    if text[mark_start] == "\n":
        return True
    if text[mark_start] == "." and _ABBREVIATION.search(text[max(start, mark_start - 12) : mark_start + 1]):
        return False
    following = text[mark_end : mark_end + 8].lstrip()[:1]
    return not following.islower()


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(stripped)))


def _pieces(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = span
    pieces: list[tuple[int, int]] = []
    while end - start > SENTENCE_MAX_CHARS:
        space = max(text.rfind(" ", start + 1, start + SENTENCE_MAX_CHARS), start + SENTENCE_MAX_CHARS // 2)
        _append(pieces, text, start, space)
        start = space
    _append(pieces, text, start, end)
    return pieces
