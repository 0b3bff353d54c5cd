"""The last step of every format: clean paragraphs, each a line, struck-out words marked.

Words that a document shows as struck out are kept as ``[struck: words]``, so that a
correction (``[struck: upon] [until] conclusion``) can be told from what is said. Square
brackets within the struck words become round ones: the mark ends at its first ``]``.

The number of a footnote stands in the text as a superscript (``percent.¹``); the footnote is a
line that begins with the plain number (``1 The Minister meant …``), after the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

# Where struck-out words begin and end, until a line is finished; taken out of every input first.
STRUCK_START: Final = "\ue000"
STRUCK_END: Final = "\ue001"
STRUCK: Final = re.compile(r"\[struck: ([^\]]*)\]")
LINE_MAX_CHARS: Final = 20_000

_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDGE = re.compile(f"([{STRUCK_START}{STRUCK_END}])")
_ROUND_BRACKETS: Final = str.maketrans("[]", "()")

_SPACES: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS: Final = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DROPPED: Final = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,  # soft hyphen
    0x200B,
    *range(0x200E, 0x2010),
    *range(0x202A, 0x202F),  # these and the next can show text in another order than it is stored
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
    0xFEFF,
    ord(STRUCK_START),
    ord(STRUCK_END),
)
_CLEAN: Final[dict[int, str | None]] = {
    **dict.fromkeys(_DROPPED),
    **{ord(space): " " for space in _SPACES},
    **{ord(line_break): "\n" for line_break in _BREAKS},
    ord("\n"): "\n",
}


def superscript(number: str) -> str:
    """The number of a note as it is printed beside a word: raised, so that it is none of the words."""
    return number.translate(_SUPERSCRIPTS)


def clean(text: str) -> str:
    """The text with plain spaces and line breaks, and without characters that do not show."""
    return text.replace("\r\n", "\n").translate(_CLEAN)


def finished(lines: Iterable[str]) -> str:
    """Paragraphs as one text: outer spaces and empty lines gone, struck-out words marked.

    No line is longer than ``LINE_MAX_CHARS``, so that whatever reads on may use
    regular expressions; a longer one is broken after a sentence or a word.
    """
    marked = (line.strip() for line in _with_struck_marks(lines))
    return "\n".join(piece for line in marked if line for piece in _pieces(line))


def _pieces(line: str) -> Iterator[str]:
    start = 0
    while len(line) - start > LINE_MAX_CHARS:
        end = _break_before(line, start, start + LINE_MAX_CHARS)
        yield line[start:end].strip()
        start = end
    yield line[start:].strip()


def _break_before(line: str, start: int, limit: int) -> int:
    for after in (". ", " "):
        place = line.rfind(after, start + LINE_MAX_CHARS // 2, limit)
        if place > 0:
            return place + len(after)
    return limit


def _with_struck_marks(lines: Iterable[str]) -> Iterator[str]:
    """Lines whose struck-out words are written as marks; a strike may run over several lines."""
    depth = 0
    for line in lines:
        if not depth and STRUCK_START not in line and STRUCK_END not in line:
            yield line
            continue
        said: list[str] = []
        for piece in _EDGE.split(line):
            if piece == STRUCK_START:
                depth += 1
            elif piece == STRUCK_END:
                depth = max(0, depth - 1)
            else:
                said.append(_struck_mark(piece) if depth else piece)
        yield "".join(said)


def _struck_mark(words: str) -> str:
    """The mark for struck-out words, with the spaces around them left outside."""
    inner = words.strip()
    if not inner:
        return words
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}[struck: {inner.translate(_ROUND_BRACKETS)}]{after}"
