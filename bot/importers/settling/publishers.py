"""Who publishes at an address, and whether their transcripts are the official ones."""

from typing import Final
from urllib.parse import urlsplit

from bot.briefing.model import SourceKind, Status

_PUBLISHERS: Final = {
    "whitehouse.gov": "The White House",
    "obamawhitehouse.archives.gov": "The White House",
    "trumpwhitehouse.archives.gov": "The White House",
    "bidenwhitehouse.archives.gov": "The White House",
    "state.gov": "U.S. Department of State",
    "defense.gov": "U.S. Department of Defense",
    "war.gov": "U.S. Department of Defense",
    "treasury.gov": "U.S. Department of the Treasury",
    "justice.gov": "U.S. Department of Justice",
    "federalreserve.gov": "Federal Reserve Board",
    "usembassy.gov": "U.S. Department of State",
    "un.org": "United Nations",
    "nato.int": "NATO",
    "gov.uk": "UK Government",
    "presidency.ucsb.edu": "The American Presidency Project",
    "cnn.com": "CNN",
    "rev.com": "Rev",
    "apnews.com": "The Associated Press",
    "reuters.com": "Reuters",
    "yna.co.kr": "Yonhap News Agency",
    "npr.org": "NPR",
    "nbcnews.com": "NBC News",
    "foxnews.com": "Fox News",
    "c-span.org": "C-SPAN",
}
"""By host or the end of one. Source: the sites' own imprints."""

_VENUES: Final = {"White House": "The White House", "State Department": "U.S. Department of State"}
_MEDIA: Final = frozenset({"CNN", "Rev", "NPR", "NBC News", "Fox News", "C-SPAN", "Reuters", "The Associated Press"})
_BY_KIND: Final = {
    SourceKind.ARTICLE: Status.AS_QUOTED,
    SourceKind.CAPTIONS: Status.CAPTIONS,
    SourceKind.SUMMARY: Status.SUMMARY,
}


def publisher_of(url: str | None, venue: str | None) -> str | None:
    """The publisher at an address; else the house named first in the venue (``State Department / Press Room``)."""
    host = urlsplit(url).hostname if url else None
    parts = (host or "").split(".")
    for at in range(len(parts)):
        name = _PUBLISHERS.get(".".join(parts[at:]))
        if name is not None:
            return name
    house, slash, _ = (venue or "").partition(" / ")
    house = house.partition(" (")[0]
    if house in _VENUES or slash:
        return _VENUES.get(house, house)
    return host.removeprefix("www.") if host else None


def status_of(kind: SourceKind, publisher: str | None) -> Status:
    """How close a document of that kind is to the spoken word, where it does not say so itself."""
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return Status.RUSH if publisher in _MEDIA else Status.OFFICIAL
