"""Word documents (DOCX): their paragraphs in order, tables and tracked changes included."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from bot.errors import UnreadableFileError
from bot.importers.formats.text.lines import STRUCK_END, STRUCK_START, clean, finished
from bot.importers.model import Extract

UNPACKED_MAX_BYTES: Final = 60_000_000
XML_MAX_BYTES: Final = 25_000_000
TAGS_MAX: Final = 600_000
PARTS_MAX: Final = 2_000

_DAMAGED: Final = "the Word document is damaged; open it, save it again and import that"
# The second form of a text box, and words that a tracked change moved elsewhere.
_LEFT_OUT: Final = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:moveFrom"))
_PARAGRAPH: Final = qn("w:p")
_WORDS: Final = (qn("w:t"), qn("w:delText"))
_BREAKS: Final = (qn("w:br"), qn("w:cr"))
_STRIKES: Final = (qn("w:strike"), qn("w:dstrike"))
_OFF: Final = ("0", "false", "off")

# lxml brings no types.
_Node = Any


def read_word(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The one document of a DOCX file.

    Raises:
        UnreadableFileError: It is damaged, or unpacks to more than a document can need.
    """
    _refuse_bomb(data)
    try:
        document = Document(BytesIO(data))
        facts = document.core_properties
        text = finished(_lines(document.element.body))
        return [Extract(text, name, title=_words(facts.title), url=url, author=_words(facts.author))]
    # python-docx lets whatever goes wrong in a damaged package out as it is: parts that are missing (KeyError,
    # IndexError), numbers and names that are none (ValueError), elements that are not there (AttributeError, TypeError).
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(_DAMAGED) from error
    except (PythonDocxError, OpcError, etree.LxmlError) as error:
        raise UnreadableFileError(_DAMAGED) from error
    except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
        raise UnreadableFileError(_DAMAGED) from error


def _refuse_bomb(data: bytes) -> None:
    """Refuse a package that would unpack to too much; sizes are counted, not believed."""
    tags = 0
    left = UNPACKED_MAX_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > PARTS_MAX:
                raise UnreadableFileError(f"the Word document has more than {PARTS_MAX:,} parts; save it again")
            for part in parts:
                is_xml = part.filename.lower().endswith((".xml", ".rels"))
                limit = min(left, XML_MAX_BYTES) if is_xml else left
                with package.open(part) as file:
                    content = file.read(limit + 1)
                if len(content) > limit:
                    raise UnreadableFileError("the Word document unpacks to too much; save its text instead")
                left -= len(content)
                tags += content.count(b"<") if is_xml else 0
    # A locked part is a RuntimeError, an unusual packing a NotImplementedError, a bad place to seek to the rest.
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(_DAMAGED) from error
    if tags > TAGS_MAX:
        raise UnreadableFileError("the Word document is too large; split it or save its text")


def _lines(body: _Node) -> Iterator[str]:
    """The lines of all paragraphs; a text box stands within one and follows it."""
    open_lines: list[list[str]] = [[]]
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.tag in _LEFT_OUT:
            walk.skip_subtree()
        elif event == "start":
            if node.tag == _PARAGRAPH:
                open_lines.append([])
            open_lines[-1].append(_said(node))
        elif node.tag == _PARAGRAPH:
            yield from "".join(open_lines.pop()).split("\n")


def _said(node: _Node) -> str:
    """What an element itself adds to its paragraph."""
    if node.tag in _BREAKS:
        return "\n"
    if node.tag == qn("w:tab"):
        return " " if node.getparent().tag == qn("w:r") else ""
    if node.tag == qn("w:noBreakHyphen"):
        return "-"
    if node.tag not in _WORDS or not node.text:
        return ""
    words = clean(node.text)
    return f"{STRUCK_START}{words}{STRUCK_END}" if _is_struck(node) else words


def _is_struck(node: _Node) -> bool:
    """Whether words are struck out or a tracked deletion."""
    properties = node.getparent().find(qn("w:rPr"))
    if node.tag == qn("w:delText"):
        return True
    if properties is None:
        return False
    strikes = (properties.find(tag) for tag in _STRIKES)
    return any(strike is not None and strike.get(qn("w:val"), "1") not in _OFF for strike in strikes)


def _words(value: str | None) -> str | None:
    return " ".join(clean(value or "").split()) or None
