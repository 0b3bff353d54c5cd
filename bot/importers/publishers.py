"""Who publishes at an address, and whose record it is: the house's own, or a newsroom's."""

from typing import Final
from urllib.parse import urlsplit

_HOUSES: Final = {
    "whitehouse.gov": "The White House",
    "whitehouse.archives.gov": "The White House",
    "obamawhitehouse.archives.gov": "The White House",
    "trumpwhitehouse.archives.gov": "The White House",
    "bidenwhitehouse.archives.gov": "The White House",
    "state.gov": "U.S. Department of State",
    "usembassy.gov": "U.S. Department of State",
    "defense.gov": "U.S. Department of Defense",
    "war.gov": "U.S. Department of Defense",
    "treasury.gov": "U.S. Department of the Treasury",
    "justice.gov": "U.S. Department of Justice",
    "federalreserve.gov": "Federal Reserve Board",
    "un.org": "United Nations",
    "nato.int": "NATO",
    "gov.uk": "UK Government",
    "presidency.ucsb.edu": "The American Presidency Project",
}
"""Those who keep the official record, by host or the end of one. Source: the sites' own imprints."""
_NEWSROOMS: Final = {
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
_SHORT_NAMES: Final = {
    "White House": "The White House",
    "State Department": "U.S. Department of State",
    "Federal Reserve": "Federal Reserve Board",
}


def publisher_at(url: str | None) -> str | None:
    """The known publisher at an address."""
    parts = ((urlsplit(url).hostname or "") if url else "").split(".")
    for at in range(len(parts)):
        host = ".".join(parts[at:])
        known = _HOUSES.get(host) or _NEWSROOMS.get(host)
        if known is not None:
            return known
    return None


def publisher_named(venue: str | None) -> str | None:
    """The house named first in a venue: ``State Department / Press Room``."""
    house, slash, _ = (venue or "").partition(" / ")
    house = house.partition(" (")[0]
    return _SHORT_NAMES.get(house, house) if house in _SHORT_NAMES or slash else None


def keeps_the_record(publisher: str | None) -> bool:
    """Whether a publisher's own transcripts are the official ones."""
    return publisher in _HOUSES.values()


def is_newsroom(publisher: str | None) -> bool:
    """Whether a publisher reports what others say."""
    return publisher in _NEWSROOMS.values()
