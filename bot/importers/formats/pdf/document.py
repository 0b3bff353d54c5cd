"""A PDF as an extract, read by a process of its own with limits on memory and time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from bot.errors import UnreadableFileError
from bot.importers.formats.pdf import child
from bot.importers.formats.pdf.layout import Line, paragraphs_of
from bot.importers.formats.text.lines import clean, finished
from bot.importers.model import Extract

PAGES_MAX: Final = 2_000
MEMORY_MAX_BYTES: Final = 800_000_000
CPU_MAX_S: Final = 6
TIMEOUT_S: Final = 7

_MENDS: Final = {
    child.EXITS["damaged"]: "the PDF is damaged; open it, print it to a new PDF and import that",
    child.EXITS["locked"]: "the PDF is locked with a password; save it without one",
    child.EXITS["pages"]: f"the PDF has more than {PAGES_MAX:,} pages; split it",
    child.EXITS["memory"]: "the PDF needs too much memory; save its text instead",
}
_TOO_LONG: Final = "the PDF takes too long to read; print it to a new PDF or save its text"
# How a system ends a process at the limit of its time: SIGXCPU, SIGKILL. Source: setrlimit(2)
_OUT_OF_TIME: Final = (-24, -9)
_NO_TEXT: Final = "the PDF has no text, only pictures of pages; run text recognition over it first"
# Titles that programs leave behind instead of one.
_NO_TITLES: Final = ("microsoft word", "untitled", "powerpoint", "slide 1", "document1")


def read_pdf(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a PDF file.

    Raises:
        UnreadableFileError: It is damaged, locked, too large, takes too long or has no text.
    """
    found = _run(data)
    pages = [
        [_line(places, number, page["width"]) for places in page["lines"]] for number, page in enumerate(found["pages"])
    ]
    text = finished(clean(paragraph) for paragraph in paragraphs_of(pages))
    if not text:
        raise UnreadableFileError(_NO_TEXT)
    return [Extract(text, name, title=_title(found["title"]), url=url, author=_words(found["author"]))]


def _line(places: list[Any], page: int, width: float) -> Line:
    """A line as the child writes it; its mark of a parted word stays, for the joining of lines."""
    text, left, right, bottom, top, size = places
    return Line(text.replace("\u00a0", " ").replace("\u00ad", "\x02"), left, right, bottom, top, size, page, width)


def _run(data: bytes) -> dict[str, Any]:
    """What the child says. ``-P`` keeps the current folder, which may hold anything, off its path."""
    limits = map(str, (MEMORY_MAX_BYTES, CPU_MAX_S, PAGES_MAX))
    try:
        done = subprocess.run(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, "-P", str(Path(child.__file__)), *limits],
            input=data,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_S,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(_TOO_LONG) from error
    if done.returncode in _OUT_OF_TIME:
        raise UnreadableFileError(_TOO_LONG)
    if done.returncode in _MENDS:
        raise UnreadableFileError(_MENDS[done.returncode])
    if done.returncode:
        raise UnreadableFileError("the PDF cannot be read; print it to a new PDF or save its text")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _title(written: str) -> str | None:
    title = _words(written)
    return None if title is None or title.lower().startswith(_NO_TITLES) else title


def _words(value: str) -> str | None:
    return " ".join(clean(value).split()) or None
