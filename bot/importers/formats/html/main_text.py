"""Which lines of a page are its document, and which surround it."""

import logging
from itertools import islice
from typing import Final

import trafilatura

from bot.importers.formats.html.blocks import Line, lines_of, words_of
from bot.importers.formats.html.tree import Element
from bot.importers.formats.text.lines import clean

# Where these sites keep a document's words, oldest first: whitehouse.gov until 2017, 2021 and 2025, state.gov and
# other WordPress sites, Drupal sites. An element has to hold this share of the page's words to be the document.
CONTAINERS: Final = (
    "forall-body",
    "page-content__content",
    "body-content",
    "entry-content",
    "wp-block-post-content",
    "field--name-body",
    "field-name-body",
)
CONTAINER_MIN_SHARE: Final = 0.3
_CONTAINERS_LOOKED_AT: Final = 12

# trafilatura takes up to a second for a megabyte; larger pages keep every line.
ARTICLE_MAX_TAGS: Final = 15_000
ARTICLE_MAX_CHARS: Final = 2_000_000
_HEADINGS: Final = ("h1", "title")
_HEADINGS_LOOKED_AT: Final = 20
_HEADING_WITHIN_LINES: Final = 25
# Where trafilatura keeps less than this of a page, it has found something else than the document.
KEPT_MIN_SHARE: Final = 0.2


def main_lines(root: Element) -> list[str]:
    """The lines of a page's document."""
    container = _container(root)
    if container is not None:
        return [line.text for line in lines_of(container)]
    body = root.find("body")
    lines = list(lines_of(root if body is None else body))
    headings = {_key(words_of(node)) for node in islice(root.iter(*_HEADINGS), _HEADINGS_LOOKED_AT)} - {""}
    kept = _kept_words(root)
    places = [place for place, line in enumerate(lines) if _key(line.text) in kept and _key(line.text) not in headings]
    if not places or sum(len(lines[place].text) for place in places) < KEPT_MIN_SHARE * sum(
        len(line.text) for line in lines
    ):
        return [line.text for line in lines]
    first = _after_heading(headings, lines, places[0])
    return [line.text for line in lines[first : places[-1] + 1] if not line.is_link or _key(line.text) in kept]


def _container(root: Element) -> Element | None:
    """The element that a known site keeps its documents in; None for other pages."""
    found: dict[str, list[Element]] = {}
    for node in root.iter():
        names = set((node.get("class") or "")[:1000].split())
        for name in names.intersection(CONTAINERS):
            found.setdefault(name, []).append(node)
    for name in CONTAINERS:
        nodes = found.get(name, [])[:_CONTAINERS_LOOKED_AT]
        if nodes:
            longest = max(nodes, key=_paragraph_chars)
            if _paragraph_chars(longest) >= CONTAINER_MIN_SHARE * _paragraph_chars(root):
                return longest
    return None


def _paragraph_chars(node: Element) -> int:
    """How many characters stand in paragraphs and plain containers, scripts left out."""
    return sum(
        len((part.text or "").strip()) + sum(len((child.tail or "").strip()) for child in part)
        for part in node.iter("p", "div", "span", "li", "blockquote", "td", "strong", "b", "em", "font", "pre")
    )


def _kept_words(root: Element) -> frozenset[str]:
    """The lines that trafilatura takes for the page's main text.

    They only mark where the document begins and ends: it drops short paragraphs,
    and in a transcript those are turns.
    """
    tags, chars = 0, 0
    for node in root.iter():
        tags += 1
        chars += len(node.text or "") + len(node.tail or "")
    if tags > ARTICLE_MAX_TAGS or chars > ARTICLE_MAX_CHARS:
        return frozenset()
    # It warns of every page that it finds no article in, which is no fault here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(root, include_comments=False, favor_recall=True, fast=True) or ""
    # Odd trees bring out faults of all kinds in its rules; every line is then kept.
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return frozenset()
    return frozenset(filter(None, (_key(line) for line in clean(text).split("\n"))))


def _after_heading(headings: set[str], lines: list[Line], first: int) -> int:
    """Where the document begins: after its heading, if that stands shortly before what was kept."""
    for place in range(first, max(-1, first - _HEADING_WITHIN_LINES), -1):
        if _key(lines[place].text) in headings:
            return place + 1
    return first


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text))
