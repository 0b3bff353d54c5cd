"""The lines of a PDF with their places on the page, as JSON: run as a process of its own.

A PDF is a program for a large parser written in C++. Here it gets a process with limits
on memory and time, which imports nothing of ours: ``python child.py MEMORY CPU PAGES``,
the PDF on standard input. Exit codes: 0, or one of ``EXITS``.
"""

import json
import sys
from contextlib import suppress
from typing import Any, Final

EXITS: Final = {"damaged": 10, "locked": 11, "pages": 12, "memory": 13}
CHARS_MAX: Final = 20_000_000
# A note's number is printed at most this share of the size of the words around it.
_NOTE_SIZE_SHARE: Final = 0.8
_SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE_MAX_DIGITS: Final = 3
# Source: fpdfview.h, FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
_LOCKED: Final = (4, 5)


def run(memory_bytes: int, cpu_s: int, pages_max: int) -> int:
    """Read standard input, write JSON, return the exit code."""
    _limit(memory_bytes, cpu_s)
    try:
        import pypdfium2

        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except MemoryError:
        return EXITS["memory"]
    except pypdfium2.PdfiumError as error:
        return EXITS["locked" if getattr(error, "err_code", 0) in _LOCKED else "damaged"]
    if len(document) > pages_max:
        return EXITS["pages"]
    try:
        json.dump(_read(document, pypdfium2), sys.stdout)
    except MemoryError:
        return EXITS["memory"]
    except pypdfium2.PdfiumError:
        return EXITS["damaged"]
    return 0


def _limit(memory_bytes: int, cpu_s: int) -> None:
    # Not on every system, and macOS knows no limit of address space; the parent's time-out holds everywhere.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _read(document: Any, pypdfium2: Any) -> dict[str, Any]:
    pages = []
    chars = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        chars += text_page.count_chars()
        if chars > CHARS_MAX:
            raise MemoryError
        pages.append({"height": page.get_height(), "width": page.get_width(), "lines": _lines(text_page, pypdfium2)})
        text_page.close()
        page.close()
    facts = document.get_metadata_dict()
    return {"title": facts.get("Title", ""), "author": facts.get("Author", ""), "pages": pages}


def _lines(text_page: Any, pypdfium2: Any) -> list[list[Any]]:
    """Each line as [text, left, right, bottom, top, size], the numbers of notes raised.

    pdfium writes line breaks itself, one after what stands on a line.
    """
    raw = pypdfium2.raw
    lines: list[list[Any]] = []
    start = 0
    codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
    for index, code in enumerate([*codes, 10]):
        if code in (10, 13):
            if index > start:
                lines.append(_line(text_page, raw, codes, start, index))
            start = index + 1
    return [line for line in lines if line[0].strip()]


def _line(text_page: Any, raw: Any, codes: list[int], start: int, end: int) -> list[Any]:
    shown = [index for index in range(start, end) if codes[index] > 32]
    if not shown:
        return ["", 0.0, 0.0, 0.0, 0.0, 0.0]
    # Three characters tell the line's place and size; boxes of all would take many times as long.
    boxes = [_box(text_page, raw, shown[place]) for place in (0, len(shown) // 2, -1)]
    size = max(top - bottom for _, bottom, _, top in boxes)
    text = "".join(
        _SUPERSCRIPTS[codes[index] - 0x30]
        if _is_digit(codes[index]) and _is_note(text_page, raw, codes, start, index, size)
        else _char(codes[index])
        for index in range(start, end)
    )
    return [text, boxes[0][0], boxes[-1][2], min(box[1] for box in boxes), max(box[3] for box in boxes), size]


def _is_digit(code: int) -> bool:
    return 0x30 <= code <= 0x39


def _is_note(text_page: Any, raw: Any, codes: list[int], start: int, index: int, size: float) -> bool:
    """Whether a digit is the number of a note: small, and straight after a word or a mark."""
    before = index - 1
    while before >= start and _is_digit(codes[before]) and index - before < _NOTE_MAX_DIGITS:
        before -= 1
    if before < start or codes[before] <= 32 or _is_digit(codes[before]):
        return False
    _, bottom, _, top = _box(text_page, raw, index)
    return top - bottom < _NOTE_SIZE_SHARE * size


def _box(text_page: Any, raw: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character's place, as high as its font."""
    place = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, place)
    return place.left, place.bottom, place.right, place.top


def _char(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""


if __name__ == "__main__":
    sys.exit(run(*map(int, sys.argv[1:4])))
