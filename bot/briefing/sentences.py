"""Where sentences end, and which of them may not be parted."""

import re
from typing import Final

QUOTED_MAX_CHARS: Final = 1_500
"""A quotation inside the words is kept in one piece up to here; beyond, its mark was never closed."""

_END = re.compile(r"[.!?…][.!?…]{0,8}[\"'”’»)\]]{0,4}(?=\s)|[。！？؟।][”’」』）]{0,4}|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“'‘—–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Sen|Rep|Gov|Amb|Sec|Hon|Rev|St|Jr|Sr|Messrs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|vs|etc|e\.g|i\.e|cf|approx|Inc|Corp|Ltd|Co|Bros|Ave|Blvd"
    r"|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_GOES_ON = re.compile(
    r"(?:[\[(][^\])]{0,40}[\])]\s*)?[\"“'‘(\[—–\-.…\s]{0,6}(?:and |or |so |now )?(?:but|however|unless|except|although|though|yet|"
    r"still|nor|not|only|provided|assuming|subject to|while|whereas|if|otherwise|instead|rather|nevertheless|nonetheless|"
    r"even so|i take that back|let me correct|correction|that is not|that's not|that’s not|that is only|that was not|"
    r"that said|that being said|having said that|with that said|at the same time|on the other hand|in no way)\b",
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
    it ("But …", "Unless …"), however long; nothing is left out.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if spans and narrows(text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def narrows(sentence: str) -> bool:
    """Whether a sentence begins by taking back or narrowing what was said before, or is a mere mark such as [Laughter.]."""
    return _GOES_ON.match(sentence) is not None or (sentence[:1] in "[(" and sentence[-1:] in "])")


def _is_end(text: str, start: int, mark_start: int, mark_end: int) -> bool:
    if text[mark_start] == "\n":
        return True
    if text[mark_start] == "." and _ABBREVIATION.search(text[max(start, mark_start - 12) : mark_start + 1]):
        return False
    following = text[mark_end : mark_end + 8].lstrip()[:1]
    return not following.islower() and not _is_inside_quotation(text[start:mark_end])


def _is_inside_quotation(words: str) -> bool:
    """Whether a quotation begun in these words is still open at their end."""
    is_open = words.count("“") > words.count("”") or words.count('"') % 2 == 1
    return is_open and len(words) <= QUOTED_MAX_CHARS


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(stripped)))
