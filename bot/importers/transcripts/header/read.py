"""The header of a transcript, and what the document says of itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import Status
from bot.importers.model import Extract
from bot.importers.publishers import is_newsroom, keeps_the_record
from bot.importers.transcripts.header.officials import Official, find_officials
from bot.importers.transcripts.header.place import is_noise, is_title_like, read_publisher, read_venue
from bot.importers.transcripts.header.when import When, read_when
from bot.importers.transcripts.lines import Line

TITLE_CHARS_MAX: Final = 300
HEADER_LINES_MAX: Final = 60

_RUSH = re.compile(
    r"\brush transcript\b|\bnot be in its final form\b|\bmachine-generated\b|\bunedited\b", re.IGNORECASE
)
_PREPARED = re.compile(r"\bas prepared(?: for delivery)?\b|\bprepared remarks\b", re.IGNORECASE)
_INTERPRETED = re.compile(
    r"\b(?:as|via|through) (?:interpret(?:ed|er|ation)|translat(?:ed|ion|or))\b|\bunofficial translation\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(r"[•*·(]|(?:\w ){3,}\w$|you are in\b|return to\b|from:|the following\b|\d", re.IGNORECASE)
_SUBJECT = re.compile(r"^subject:\s*", re.IGNORECASE)
_FEDERAL_PLACES = re.compile(
    r"\bWashington\b|\bBrady\b|\bWhite House\b|\bOval Office\b|\bD\.C\.|\b(?:Daily|Department) Press Briefing\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the first label; None where it does not say."""

    title: str | None
    when: When
    venue: str | None
    publisher: str | None
    status: Status | None
    officials: tuple[Official, ...]
    time_zone: str | None


def read_header(
    extract: Extract, lines: Sequence[Line], labels: Sequence[tuple[str, str | None]], surnames: frozenset[str]
) -> Header:
    """Read title, day, time, place and those announced.

    Args:
        lines: Above the first label.
        labels: Full names with roles that labels print.
        surnames: Of the labels in the document.
    """
    lines = lines[:HEADER_LINES_MAX]
    title = extract.title or _title_in(lines)
    when = read_when(extract, title, lines)
    officials = find_officials(title, lines, labels, surnames)
    venue = read_venue(lines, when.time_line, title, [official.name for official in officials])
    publisher = read_publisher(extract, lines)
    zone = when.clock.zone if when.clock is not None else None
    is_bare = when.clock is not None and when.clock.abbreviation is None
    if zone is None and is_bare and _FEDERAL_PLACES.search(f"{title} {venue or ''}"):
        zone = "America/New_York"
    return Header(title, when, venue, publisher, _status(extract, title, lines, publisher), officials, zone)


def _title_in(lines: Sequence[Line]) -> str | None:
    texts = [line.text for line in lines if line.is_short and not _NOT_A_TITLE.match(line.text)]
    titled = next((text for text in texts if is_title_like(text)), None)
    other = next((text for text in texts if not is_noise(text) and any(c.isalpha() for c in text)), None)
    return _SUBJECT.sub("", titled or other or "")[:TITLE_CHARS_MAX] or None


def _status(extract: Extract, title: str | None, lines: Sequence[Line], publisher: str | None) -> Status | None:
    texts = [title or "", *(line.head for line in lines)]
    for pattern, status in ((_RUSH, Status.RUSH), (_PREPARED, Status.AS_PREPARED), (_INTERPRETED, Status.INTERPRETED)):
        if any(pattern.search(text) for text in texts):
            return status
    if extract.status is not None:
        return extract.status
    if is_newsroom(publisher):
        return Status.RUSH
    return Status.OFFICIAL if keeps_the_record(publisher) else None
