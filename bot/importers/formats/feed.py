"""RSS and Atom feeds: each entry is a document of its own."""

import html
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError, tostring

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from bot.errors import UnreadableFileError
from bot.importers.formats.html.facts import is_web_address
from bot.importers.formats.html.page import fragment_text
from bot.importers.formats.text.days import day_of
from bot.importers.formats.text.encoding import text_of
from bot.importers.formats.text.lines import clean, finished
from bot.importers.model import Extract

TAGS_MAX: Final = 400_000
ENTRIES_MAX: Final = 5_000

_ENTRIES: Final = ("item", "entry")
# The whole text first, then what may be only its beginning.
_BODIES: Final = ("encoded", "content", "description", "summary")
_DAYS: Final = ("pubDate", "published", "date", "issued", "updated")
_CONTROLS: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])

# The standard library's elements; defusedxml brings no types.
_Node = Any


def read_feed(data: bytes, name: str, url: str | None) -> list[Extract]:
    """The entries of a feed that have text, in the feed's order.

    Raises:
        UnreadableFileError: The feed is damaged, too large, declares entities or has no text.
    """
    root = _root(data)
    publisher = _words(_child(next(_named(root, ("channel",)), root), "title"))
    extracts: list[Extract] = []
    for number, entry in enumerate(_entries(root), start=1):
        if number > ENTRIES_MAX:
            raise UnreadableFileError(f"the feed has more than {ENTRIES_MAX:,} entries; split it")
        extract = _extract(entry, f"{name}#{number}", publisher)
        if extract.text:
            extracts.append(extract)
    if not extracts:
        raise UnreadableFileError("no entry of the feed has any text; import the pages it links to")
    return extracts


def _root(data: bytes) -> _Node:
    text = text_of(data).translate(_CONTROLS).lstrip()
    if text.count("<") > TAGS_MAX:
        raise UnreadableFileError(f"the feed has more than {TAGS_MAX:,} tags; split it")
    # Decoded already, so that a wrong declaration does no harm.
    without_declaration = text.partition("?>")[2] if text.startswith("<?xml") else text
    try:
        return defusedxml.ElementTree.fromstring(without_declaration.encode("utf-8", "replace"))
    except DefusedXmlException as error:
        raise UnreadableFileError("the feed declares entities, which are not resolved; save it without them") from error
    except (ParseError, ValueError) as error:
        raise UnreadableFileError(f"the feed is damaged ({error}); download it again") from error


def _extract(entry: _Node, name: str, publisher: str | None) -> Extract:
    url = _url(entry)
    days = (day_of(_words(_child(entry, key))) for key in _DAYS)
    author = _child(entry, "author")
    return Extract(
        _text(entry),
        name,
        title=_words(_child(entry, "title")),
        url=url,
        publisher=publisher,
        author=_words(_child(entry, "creator")) or _words(_child(author, "name")) or _words(author),
        published_on=next((day for day in days if day is not None), None),
    )


def _text(entry: _Node) -> str:
    for key in _BODIES:
        body = _child(entry, key)
        text = "" if body is None else _body_text(body)
        if text:
            return text
    return ""


def _body_text(body: _Node) -> str:
    if len(body):
        for node in body.iter():
            node.tag = _local(node)
        try:
            return fragment_text(tostring(body, encoding="unicode", method="html"))
        except RecursionError as error:
            raise UnreadableFileError("an entry of the feed is nested too deep; import the page it links to") from error
    written = body.text or ""
    if "<" in written or "&" in written:
        return fragment_text(written)
    return finished(clean(written).split("\n"))


def _url(entry: _Node) -> str | None:
    """The entry's address: RSS has it as text, Atom as an attribute of an alternate link."""
    addresses: list[str] = []
    for link in _named(entry, ("link",)):
        if link.get("rel", "alternate") == "alternate":
            addresses += ((link.get("href") or "").strip(), (link.text or "").strip())
    addresses.append(_words(_child(entry, "guid")) or "")
    return next((address for address in addresses if is_web_address(address)), None)


def _local(node: _Node) -> str:
    return str(node.tag).rpartition("}")[2]


def _entries(root: _Node) -> Iterator[_Node]:
    """The entries in order, but none within another: no feed has them so, and each would hold the words of all in it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if _local(node) in _ENTRIES:
            yield node
        else:
            waiting.extend(reversed(node))


def _named(node: _Node, names: tuple[str, ...]) -> Iterator[_Node]:
    return (inner for inner in node.iter() if _local(inner) in names)


def _child(node: _Node, name: str) -> _Node:
    """The first child of that name, whatever its namespace; None without one."""
    if node is None:
        return None
    return next((inner for inner in node if _local(inner) == name), None)


def _words(node: _Node) -> str | None:
    if node is None:
        return None
    return " ".join(clean(html.unescape("".join(node.itertext()))).split())[:2_000] or None
