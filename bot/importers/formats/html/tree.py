"""A web page as a tree, or a clear error: nothing is fetched, resolved or run."""

import ast
import re
from typing import Any, Final

from lxml import etree, html

from bot.errors import UnreadableFileError
from bot.importers.formats.text.encoding import text_of

# The largest real page measured has 242 kB and 6,000 tags.
TAGS_MAX: Final = 400_000
# What the parser allows. Source: libxml2, xmlParserMaxDepth with XML_PARSE_HUGE
DEPTH_MAX: Final = 2048
# The parser takes the square of their number: 40,000 of one element are ten seconds, a thousand one millisecond.
ATTRIBUTES_MAX: Final = 1_000

# lxml brings no types.
Element = Any

_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
# An attribute as browsers read it, never in two ways. Source: HTML Standard, 13.2.5.32 to 13.2.5.39
_ATTRIBUTE: Final = (
    r"""(?:[ \t\n/]*+[^ \t\n/>][^ \t\n/>=]*+(?:[ \t\n]*+=[ \t\n]*+(?:"[^"]*+"|'[^']*+'|[^ \t\n>"'][^ \t\n>]*+))?+)"""
)
_CROWDED = re.compile(rf"(<[a-z][^ \t\n/>]*+{_ATTRIBUTE}{{{ATTRIBUTES_MAX}}}){_ATTRIBUTE}++", re.I)
# A page that a script saved as Python prints bytes: b'<div>…\xc2\xa0…'
_PRINTED_BYTES = re.compile(r"""^b(['"])<.*\1[ \t]*$""", re.M)


def tree_of(data: bytes) -> Element:
    """The root element of a page.

    Raises:
        UnreadableFileError: The page is too large, too deep or holds no markup.
    """
    return tree_of_text(_unprinted(text_of(data)))


def tree_of_text(text: str) -> Element:
    """The root element of a page or a piece of one that has been decoded.

    Raises:
        UnreadableFileError: As for ``tree_of``.
    """
    if text.count("<") > TAGS_MAX:
        raise UnreadableFileError(f"the page has more than {TAGS_MAX:,} tags; save only the part with the transcript")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    source = _CROWDED.sub(r"\1", text.translate(_CONTROLS).replace("\r", "\n")).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(source, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFileError("the page holds no markup that can be read; save it again or as text") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableFileError(f"the page's tags are nested more than {DEPTH_MAX:,} deep; save its text instead")
    return root


def _unprinted(text: str) -> str:
    return _PRINTED_BYTES.sub(_bytes_said, text) if "b'<" in text or 'b"<' in text else text


def _bytes_said(printed: re.Match[str]) -> str:
    try:
        value = ast.literal_eval(printed[0].strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return printed[0]
    return text_of(value) if isinstance(value, bytes) else printed[0]
