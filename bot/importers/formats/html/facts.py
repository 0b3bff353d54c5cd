"""What a page says about itself: title, address, publisher, author, day of posting."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from bot.importers.formats.html.blocks import words_of
from bot.importers.formats.html.tree import Element
from bot.importers.formats.text.days import day_of
from bot.importers.formats.text.lines import clean

TITLE_MAX_CHARS: Final = 500
_LINKED_DATA_MAX_CHARS: Final = 200_000
_LINKED_DATA_MAX_NODES: Final = 2_000
_HEADINGS_LOOKED_AT: Final = 20
_TIMES_LOOKED_AT: Final = 100

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_PUBLISHERS: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_AUTHORS: Final = ("author", "article:author", "dc.creator", "dcterms.creator")
_POSTED: Final = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
# Between a title and the site's name in the page's title.
_TITLE_PARTS: Final = (" | ", " – ", " — ", " - ", " :: ", " » ")
_POSTED_CLASSES: Final = ("publish", "posted", "issued", "entry-date", "meta__date", "dateline", "article-date")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself; None where it does not."""

    title: str | None
    url: str | None
    publisher: str | None
    author: str | None
    published_on: date | None


def facts_of(root: Element) -> Facts:
    """Read a page's meta tags, heading, links and linked data."""
    meta = _meta(root)
    page_title = _words(next(root.iter("title"), None))
    linked = list(_linked_data(root))
    publisher = _first(meta, _PUBLISHERS)
    author = _first(meta, _AUTHORS)
    return Facts(
        title=_title(root, _first(meta, _TITLES) or page_title, publisher),
        url=_url(root, meta),
        publisher=publisher or _site(_words(next(root.iter("h1"), None)), page_title),
        author=author if author and not author.startswith(("http", "@")) else None,
        published_on=_posted(root, meta, linked),
    )


def _meta(root: Element) -> dict[str, str]:
    """The meta tags by name, the first of each."""
    meta: dict[str, str] = {}
    for node in root.iter("meta"):
        key = (node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()
        words = " ".join(clean(node.get("content") or "").split())
        if key and words and len(words) < TITLE_MAX_CHARS * 4:
            meta.setdefault(key, words)
    return meta


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((meta[key] for key in keys if key in meta), None)


def _title(root: Element, announced: str | None, publisher: str | None) -> str | None:
    """The heading that the page's title repeats, else that title without the site's name."""
    headings = [heading for node in islice(root.iter("h1"), _HEADINGS_LOOKED_AT) if (heading := _words(node))]
    if announced is None:
        return headings[0][:TITLE_MAX_CHARS] if headings else None
    for heading in headings:
        if heading.casefold() in announced.casefold():
            return heading[:TITLE_MAX_CHARS]
    for part in _TITLE_PARTS:
        title, found, site = announced.rpartition(part)
        if found and (part == " | " or (publisher and site.strip().casefold() == publisher.casefold())):
            return title.strip()[:TITLE_MAX_CHARS]
    return announced[:TITLE_MAX_CHARS]


def _site(heading: str | None, page_title: str | None) -> str | None:
    """The site's name, where the page's title is the heading, a mark and the name."""
    if not heading or not page_title or not page_title.startswith(heading):
        return None
    rest = page_title[len(heading) :]
    part = next((part for part in _TITLE_PARTS if rest.startswith(part)), None)
    return rest[len(part) :].strip() or None if part else None


def _url(root: Element, meta: dict[str, str]) -> str | None:
    links = (node.get("href") for node in root.iter("link") if (node.get("rel") or "").lower() == "canonical")
    candidates = (*links, meta.get("og:url"))
    return next((url.strip() for url in candidates if url and is_web_address(url.strip())), None)


def is_web_address(url: str) -> bool:
    """Whether it is a whole http or https address."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= 2_000
    except ValueError:
        return False


def _posted(root: Element, meta: dict[str, str], linked: list[dict[str, Any]]) -> date | None:
    """The day of posting: meta tags, then linked data, then a time element that says so."""
    written = [meta[key] for key in _POSTED if key in meta]
    written += [str(item["datePublished"]) for item in linked if isinstance(item.get("datePublished"), str)]
    written += _posted_times(root)
    return next((day for day in map(day_of, written) if day is not None), None)


def _posted_times(root: Element) -> list[str]:
    """The times in time elements which, or whose parents, are of a class for the day of posting."""
    times: list[str] = []
    for node in islice(root.iter("time"), _TIMES_LOOKED_AT):
        parent = node.getparent()
        classes = f"{node.get('class') or ''} {'' if parent is None else parent.get('class') or ''}".lower()
        if node.get("pubdate") is not None or node.get("itemprop") == "datePublished":
            classes += " publish"
        if any(name in classes for name in _POSTED_CLASSES):
            times += filter(None, (node.get("datetime"), _words(node)))
    return times


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD scripts, without recursion; faulty scripts are passed over."""
    for node in root.iter("script"):
        text = node.text or ""
        if node.get("type") != "application/ld+json" or len(text) > _LINKED_DATA_MAX_CHARS:
            continue
        try:
            waiting: list[Any] = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_LINKED_DATA_MAX_NODES):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, dict):
                yield value
                waiting += [part for part in value.values() if isinstance(part, dict | list)]
            elif isinstance(value, list):
                waiting += value


def _words(node: Element | None) -> str | None:
    return None if node is None else words_of(node) or None
