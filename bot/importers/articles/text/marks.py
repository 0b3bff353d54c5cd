"""Pairs of quotation marks: straight, curly, mixed, doubled, mistyped or missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SINGLE_MAX_CHARS: Final = 3_000
"""Beyond it a single mark is an apostrophe: no closing one is looked for further away."""

_DOUBLE = re.compile(r"[\"“”„‟«»‹›＂]|''|``|‘‘|’’|‚‚")
_SINGLE_OPEN = re.compile(
    r"(?:(?<=[\s(\[—–-])|^)[‘'‚](?=[^\W_]|[\[($£€…])(?!(?:em|til|cause|n|tis|twas|\d\ds?)\b)", re.MULTILINE
)
_SINGLE_CLOSE = re.compile(r"['’‘](?=[\s.,;:!?)\]—–-]|$)")
_ATTRIBUTION = re.compile(r"[,.?!] (?:[\w.’'-]{1,30} ){0,5}?(?:said|says|told|tells|added|wrote|asked)\b")
_OPENS = frozenset("“„‟«‹") | {"``", "‘‘", "‚‚"}
_CLOSES = frozenset("”»›") | {"’’"}
_BEFORE_OPENING = frozenset("([{—–-/:…\u2009")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…'’")


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands between two marks.

    Attributes:
        start, end: Of the words.
        outer_start, outer_end: Of the words with their marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a text in order, none inside another, and where a mark has no partner."""

    pairs: tuple[Pair, ...]
    strays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def pairs_of(text: str) -> Pairs:
    """Find what stands between marks, paragraph by paragraph.

    A mark without a partner costs its own paragraph only. Single marks count as outer ones
    where they hold more of the text than double ones do, as in British papers.
    """
    double = _double_pairs(text)
    single = _single_pairs(text)
    if _chars_in(single) > _chars_in(double.pairs) and not _mostly_within(single, double.pairs):
        return Pairs(tuple(single), ())
    return double


def _chars_in(pairs: tuple[Pair, ...] | list[Pair]) -> int:
    return sum(pair.end - pair.start for pair in pairs)


def _mostly_within(inner: list[Pair], outer: tuple[Pair, ...]) -> bool:
    """Whether most single pairs stand inside double ones: quotations within quotations."""
    within, at = 0, 0
    for pair in inner:
        while at < len(outer) and outer[at].outer_end <= pair.start:
            at += 1
        within += at < len(outer) and outer[at].start <= pair.outer_start and pair.outer_end <= outer[at].outer_end
    return within * 2 > len(inner)


def _single_pairs(text: str) -> list[Pair]:
    """Pairs of single marks: to the first one after a stop, else to the first that may close."""
    openings = [found.start() for found in _SINGLE_OPEN.finditer(text)]
    pairs: list[Pair] = []
    for opening, following in pairwise([*openings, len(text)]):
        line_end = text.find("\n", opening)
        limit = min(following, opening + SINGLE_MAX_CHARS, len(text) if line_end < 0 else line_end)
        closings = [found.start() for found in _SINGLE_CLOSE.finditer(text, opening + 2, limit)]
        after_stop = [at for at in closings if text[at - 1] in ".,!?"]
        if closings:
            end = (after_stop or closings)[0]
            pairs.append(Pair(opening + 1, end, opening, end + 1))
    return pairs


def _double_pairs(text: str) -> Pairs:
    """Pair marks with a stack for each paragraph.

    A paragraph that ends within a quotation hands it on where the next one opens again or, without
    opening one, closes it; not if it says already who spoke, for then its closing mark is missing.
    """
    pairs: list[Pair] = []
    strays: list[int] = []
    handed_on: _Mark | None = None
    for start, end in _paragraphs(text):
        marks = _marks_in(text, start, end)
        stack: list[_Mark] = []
        if handed_on is not None:
            if marks and marks[0].opens and not text[start : marks[0].start].strip():
                stack, marks = [handed_on], marks[1:]
            elif marks and not marks[0].opens:
                stack = [handed_on]
            else:
                strays.append(handed_on.start)
        found, stray = _match(text, marks, stack)
        pairs.extend(found)
        strays.extend(mark.start for mark in stray)
        handed_on = stack[0] if stack and not _ATTRIBUTION.search(text, max(start, stack[0].end), end) else None
        strays.extend(mark.start for mark in stack[handed_on is not None :])
    if handed_on is not None:
        strays.append(handed_on.start)
    return Pairs(tuple(pairs), tuple(sorted(strays)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]*[^\s][^\n]*", text):
        yield found.start(), found.end()


def _marks_in(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for found in _DOUBLE.finditer(text, start, end):
        mark = _side(text, found, start, end)
        if marks and marks[-1].end == mark.start and text.endswith(found.group(), marks[-1].start, marks[-1].end):
            last = marks[-1]
            marks[-1] = _Mark(last.start, mark.end, last.opens, mark.closes and not last.opens)
        else:
            marks.append(mark)
    return marks


def _side(text: str, found: re.Match[str], start: int, end: int) -> _Mark:
    """Whether a mark opens or closes: by what stands around it, else by its shape; both where neither tells."""
    before = text[found.start() - 1] if found.start() > start else " "
    after = text[found.end()] if found.end() < end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING
    free_after = after.isspace() or after in _AFTER_CLOSING
    if free_before and not free_after:
        return _Mark(found.start(), found.end(), True, False)
    if free_after and not before.isspace() and not (before in "([" or (found.group() in _OPENS and before in "—–-")):
        return _Mark(found.start(), found.end(), False, True)
    shape = found.group()
    return _Mark(found.start(), found.end(), shape not in _CLOSES, shape not in _OPENS)


def _match(text: str, marks: list[_Mark], stack: list[_Mark]) -> tuple[list[Pair], list[_Mark]]:
    """Match a paragraph's marks; the outermost pairs, and closing marks with nothing to close."""
    pairs: list[Pair] = []
    stray: list[_Mark] = []
    for mark in marks:
        if stack and mark.closes:
            opening = stack.pop()
            while pairs and pairs[-1].outer_start > opening.start:
                pairs.pop()
            if text[opening.end : mark.start].strip():
                pairs.append(Pair(opening.end, mark.start, opening.start, mark.end))
        elif mark.opens:
            stack.append(mark)
        elif mark.start == 0 or not text[mark.start - 1].isdigit():
            stray.append(mark)
    return pairs, stray
