"""Text that was wrapped at a fixed width, back to paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

WIDTH_MAX_CHARS: Final = 130
# Lines wrapped by hand end this far before the widest one.
SLACK_CHARS: Final = 14
RUN_ONS_MIN: Final = 2
RUN_ON_SHARE: Final = 0.12

_SENTENCE_ENDS: Final = tuple('.?!:;”")]}>')
LABEL = re.compile(
    r"[*_]{0,3}(?:"
    r"Q(?![\w'’&.])"  # a question
    r"|>>|[-–—•*] |\(\w[^()]{0,40}\)$"  # speaker changes, lists, (Laughter.)
    r"|[A-Z][A-Z.'’\- ]{1,60}(?:\([^()]{0,60}\))?: "  # MR. NAME:
    r"|(?:QUESTION|(?:[A-Z][A-Z.'’\-]{1,30} ){1,4}[A-Z'’\-]{3,30})\. "  # CHAIR NAME.
    r"|[A-Z][\w.'’\-]{0,30}(?: [A-Z(][\w.'’\-)]{0,30}){0,5}(?:, [^:.]{1,60})?:(?=[\s*_]|$)"  # Ms. Name:
    r")"
)

# A hyphen is left out: it begins a list's item.
_DASH_MARKS: Final = ("—", "–")
_DASHES: Final = tuple(f"{mark} " for mark in _DASH_MARKS)
# Dots up to a page number, columns.
_TABLE = re.compile(r"\.{4}|\S {3,}\S")


def unwrapped(lines: Sequence[str], hard_break: str | None = None) -> list[str]:
    """The paragraphs of lines, which are the lines themselves where nothing was wrapped.

    A line is joined to the one before only where that one could not have held its
    first word too, so headings stay apart, and never where it begins like a label.

    Args:
        lines: As they stand in the file, blank ones too.
        hard_break: What ends a line whose break was meant, as Markdown marks it; every
            other break then means nothing by itself.
    """
    width = _width(lines, RUN_ONS_MIN if hard_break is None else 1)
    if width is None:
        return [line.strip() for line in lines if line.strip()]
    if hard_break is not None:
        width = 0
    paragraphs: list[list[str]] = []
    previous = ""
    for line in lines:
        if not line.strip():
            previous = ""
            continue
        if previous and _runs_on(previous, line, width):
            paragraphs[-1].append(line.strip())
        else:
            paragraphs.append([line.strip()])
        previous = "" if hard_break is not None and line.endswith(hard_break) else line
    return [" ".join(pieces) for pieces in paragraphs]


def _width(lines: Sequence[str], run_ons_min: int) -> int | None:
    """The width at which the lines were wrapped; None if they were not."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.strip() and two.strip()]
    run_ons = sorted(len(one.rstrip()) for one, two in pairs if _goes_on_in_lower_case(one, two))
    if len(run_ons) < max(run_ons_min, RUN_ON_SHARE * len(pairs)):
        return None
    width = run_ons[len(run_ons) * 9 // 10]
    return width if width <= WIDTH_MAX_CHARS else None


def _goes_on_in_lower_case(line: str, following: str) -> bool:
    return following.lstrip()[:1].islower() and not line.rstrip().endswith(_SENTENCE_ENDS)


def _goes_on_behind_dash(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line with a dash, which there begins neither a list nor a turn."""
    return following.lstrip()[:2] in _DASHES and not line.rstrip().endswith((*_SENTENCE_ENDS, *_DASH_MARKS))


def _runs_on(line: str, following: str, width: int) -> bool:
    if _goes_on_in_lower_case(line, following):
        return True
    is_parted = LABEL.match(following.lstrip()) and not _goes_on_behind_dash(line, following)
    if is_parted or _TABLE.search(following) or _indent(following) > _indent(line):
        return False
    first_word = following.split(None, 1)[0]
    return len(line.rstrip()) + 1 + len(first_word) > width - SLACK_CHARS


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
