"""Plain text: wrapped lines joined, clock times of machine-made transcripts taken out."""

import re
from collections.abc import Iterator
from typing import Final

from bot.importers.formats.text.encoding import text_of
from bot.importers.formats.text.lines import clean, finished
from bot.importers.formats.text.wrapping import unwrapped
from bot.importers.model import Extract

# As rev.com prints it: "Ann Example: (00:23)" or "Ann Example (00:23):".
_CLOCK = re.compile(r"\((?:\d{1,2}:)?\d{2}:\d{2}\)")
_AROUND_CLOCK_CHARS: Final = 160
_NAME_WORD: Final = (
    r"(?:(?:Adm|Amb|Capt|Col|Dr|Gen|Gov|Jr|Lt|Mr|Mrs|Ms|Prof|Rep|Sec|Sen|Sgt|St|[A-Z])\.|[\w'’&()-]{1,40})"
)
_LABEL_BEFORE_CLOCK = re.compile(
    rf"(?:^|(?<=[.?!…”\")\]—–-]) +)((?=[A-Z]){_NAME_WORD}(?: {_NAME_WORD}){{0,6}}(?:, [\w.'’& -]{{1,60}})?):? *$"
)


def read_text(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a plain text file."""
    return [Extract(finished(paragraphs_of(clean(text_of(data)))), name, url=url)]


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of clean plain text."""
    return unwrapped(list(_without_clocks(text.split("\n"))))


def _without_clocks(lines: list[str]) -> Iterator[str]:
    """The lines, each label that had a clock time at the beginning of one.

    A label that stood alone on its line gets the words that follow it.
    """
    if not any(_CLOCK.search(line) for line in lines):
        yield from lines
        return
    label = ""
    for line in lines:
        *whole, last = _pieces(line)
        for piece in whole:
            yield f"{label}{piece}"
            label = ""
        if last.endswith(": ") and last.strip() != ":":
            label = f"{label}{last}"
        elif last.strip() or not label:
            yield f"{label}{last}"
            label = ""
    if label:
        yield label


def _pieces(line: str) -> list[str]:
    """A line, parted before each label that has a clock time, without those times.

    A time without a label goes where it opens the line and stays elsewhere:
    there it may be part of what was said. A piece that is only a label ends
    with a colon and a space.
    """
    pieces = [""]
    start = 0
    for clock in _CLOCK.finditer(line):
        near = line[max(start, clock.start() - _AROUND_CLOCK_CHARS) : clock.start()]
        after = line[clock.end() : clock.end() + _AROUND_CLOCK_CHARS]
        label = _LABEL_BEFORE_CLOCK.search(near)
        if label is not None and (near.rstrip().endswith(":") or after.lstrip().startswith(":") or not after.strip()):
            pieces[-1] += line[start : clock.start() - len(label[0])]
            pieces.append(f"{label[1]}: ")
            start = clock.end() + len(after) - len(after.lstrip(" :"))
        elif not line[:start].strip() and not near.strip():
            start = clock.end() + len(after) - len(after.lstrip(" "))
    pieces[-1] += line[start:]
    return pieces if pieces[0].strip() or len(pieces) == 1 else pieces[1:]
