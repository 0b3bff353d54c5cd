"""An element's words as lines, as a person would read them on the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from bot.importers.formats.html.tree import Element
from bot.importers.formats.text.lines import STRUCK_END, STRUCK_START, clean, superscript
from bot.importers.formats.text.plain import paragraphs_of

BLOCKS: Final = frozenset(
    "address article blockquote body br caption center dd details div dl dt fieldset figcaption form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol option p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_NOT_READ: Final = frozenset(
    "applet aside audio button canvas datalist dialog embed figure footer head iframe input map math menu meter nav "
    "noembed noframes noscript object progress script select style svg template textarea video".split()
)
_PARTING: Final = frozenset(("aside", "figure", "footer", "nav"))
_STRUCK: Final = frozenset(("s", "strike", "del"))
_HIDDEN_STYLE = re.compile(r"(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)", re.I)
# Words of a class name that stand for what surrounds an article, in the article's own element.
_FURNITURE: Final = frozenset(
    "addtoany advert advertisement breadcrumb breadcrumbs comments menu nav navigation newsletter pagination promo "
    "related share sharedaddy sharing sidebar social".split()
)
_FURNITURE_MAX_CHARS: Final = 600
_CLASS_PARTS = re.compile(r"[\s_-]+")
_UNSEEN_CLASSES: Final = frozenset(("screen-reader-text", "sr-only", "visually-hidden", "show-for-sr"))
# The footnote's own place, as "#fn1" and "post-7-footnote-1"; not the place of its mark, "footnote-ref-1".
_NOTE_PLACE = re.compile(r"(?:footnote|(?<![a-z])fn|(?<![a-z])note)[-_:]?(\d{1,3})$", re.I)
_NOTE_PLACE_CHARS: Final = 60
_BACK_LINKS: Final = frozenset(("↑", "↩", "↩\ufe0e", "^", "Back to top", "Top"))

_CLOSING: Final = tuple(",.;:?!)]”’")
_OPENING: Final = ("(", "[", "“", "‘")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        linked_chars: How many of its characters are a link's.
    """

    text: str
    linked_chars: int

    @property
    def is_link(self) -> bool:
        """Whether it is hardly more than links."""
        return 2 * self.linked_chars > len(self.text)


def lines_of(element: Element) -> Iterator[Line]:
    """The lines of an element: each paragraph, list item, cell and forced break is one.

    Scripts, navigation, hidden elements and figures are left out; words that are
    struck out stay, between the marks of ``text.lines``.
    """
    writer = _Writer()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node is not element and _is_left_out(node):
                walk.skip_subtree()
                yield from writer.skip(node)
            else:
                yield from writer.start(node)
        else:
            yield from writer.end(node, is_last=node is element)
    yield from writer.flush()


def words_of(node: Element, chars_max: int = 1_000) -> str:
    """The words within a small element, such as a heading, in one line."""
    return " ".join(clean("".join(islice(node.itertext(), chars_max))[:chars_max]).split())


@dataclass(slots=True)
class _Writer:
    """Gathers the words of a line until the line ends.

    Attributes:
        last: The place in ``pieces`` of the last words, which may have marks of struck-out words after them.
    """

    pieces: list[str] = field(default_factory=list)
    last: int | None = None
    linked_chars: int = 0
    links: int = 0
    preformatted: int = 0
    skipped: Element = None

    def start(self, node: Element) -> Iterator[Line]:
        """Take an element's beginning and its first words."""
        if node.tag in BLOCKS:
            yield from self.flush()
        self.links += node.tag == "a"
        self.preformatted += node.tag == "pre"
        if _is_struck(node):
            self.pieces.append(STRUCK_START)
        self._add(_note_number(node))
        self._add(node.text)

    def skip(self, node: Element) -> Iterator[Line]:
        """Leave an element out, which may part the words around it."""
        self.skipped = node
        self._add(_note_mark(_note_href(node)))
        if node.tag in BLOCKS or node.tag in _PARTING:
            yield from self.flush()

    def end(self, node: Element, is_last: bool) -> Iterator[Line]:
        """Take an element's end and the words after it."""
        if node is self.skipped:
            self.skipped = None
            self._add(node.tail)
            return
        if _is_struck(node):
            self.pieces.append(STRUCK_END)
        if node.tag in BLOCKS:
            yield from self.flush()
        self.links -= node.tag == "a"
        self.preformatted -= node.tag == "pre"
        if not is_last:
            self._add(node.tail)

    def flush(self) -> Iterator[Line]:
        """End the line."""
        text = "".join(self.pieces)
        linked_chars = self.linked_chars
        self.pieces, self.last, self.linked_chars = [], None, 0
        for line in paragraphs_of(text) if self.preformatted else [text]:
            if line.strip(f" {STRUCK_START}{STRUCK_END}") or STRUCK_START in line or STRUCK_END in line:
                yield Line(line, linked_chars)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        words = clean(text)
        if not self.preformatted:
            words = self._flowed(words)
        if words:
            self.last = len(self.pieces)
            self.pieces.append(words)
        if self.links:
            self.linked_chars += len(words.strip())

    def _flowed(self, text: str) -> str:
        """Words without the line breaks of the source, which mean a space.

        Some programs put every tag on a line of its own; their breaks do not part
        a word from the punctuation around it.
        """
        if "\n" not in text:
            return text
        first, *middle, last = text.split("\n")
        inner = (words for words in map(str.strip, middle) if words)
        flowed = " ".join((first.rstrip(), *inner, last.lstrip()))
        if first.strip():
            return flowed
        before = "" if self.last is None else self.pieces[self.last]
        if self.last is None or before.endswith((" ", *_OPENING)):
            flowed = flowed.lstrip()
        if flowed.lstrip().startswith(_CLOSING) and self.last is not None:
            self.pieces[self.last] = before.rstrip()
            flowed = flowed.lstrip()
        return flowed


def _is_struck(node: Element) -> bool:
    return node.tag in _STRUCK or "line-through" in (node.get("style") or "")


def _is_left_out(node: Element) -> bool:
    if node.tag in _NOT_READ:
        return True
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search((node.get("style") or "")[:500])) or _is_note_link(node) or _is_furniture(node)


def _is_note_link(node: Element) -> bool:
    """Whether an element leads to a footnote or back from one."""
    if node.tag == "sup":
        return _note_href(node) is not None
    return node.tag == "a" and len(node) == 0 and (node.text or "").strip() in _BACK_LINKS


def _note_href(node: Element) -> str | None:
    """Where a raised link within the page leads; None for anything else."""
    link = node.find("a") if node.tag == "sup" else None
    href = "" if link is None else link.get("href") or ""
    return href if href.startswith("#") else None


def _note_mark(href: str | None) -> str:
    """The raised number of the footnote that a link leads to."""
    number = _NOTE_PLACE.search((href or "")[-_NOTE_PLACE_CHARS:])
    return superscript(number[1]) if number else ""


def _note_number(node: Element) -> str:
    """The number of the footnote that an element is, before its words; mostly none."""
    number = _NOTE_PLACE.search((node.get("id") or "")[-_NOTE_PLACE_CHARS:]) if node.tag == "li" else None
    return f"{number[1]} " if number else ""


def _is_furniture(node: Element) -> bool:
    """Whether an element's class says that it surrounds the article; long ones are the article."""
    names = (node.get("class") or "")[:500].lower()
    if not names:
        return False
    if _UNSEEN_CLASSES & set(names.split()):
        return True
    return bool(_FURNITURE & set(_CLASS_PARTS.split(names))) and _is_short(node)


def _is_short(node: Element) -> bool:
    chars = 0
    for number, text in enumerate(node.itertext()):
        chars += len(text.strip())
        if chars > _FURNITURE_MAX_CHARS or number > _FURNITURE_MAX_CHARS:
            return False
    return True
