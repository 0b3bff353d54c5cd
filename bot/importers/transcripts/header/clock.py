"""Times of day and zones, as headers and embargoes print them."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

# Abbreviations as transcripts use them; those that name several zones (IST, AST, CST in China) are left out.
ZONES: Final = {
    "ET": "America/New_York",
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "EASTERN": "America/New_York",
    "CT": "America/Chicago",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CENTRAL": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MOUNTAIN": "America/Denver",
    "PT": "America/Los_Angeles",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage",
    "HST": "Pacific/Honolulu",
    "HAST": "Pacific/Honolulu",
    "GMT": "Etc/GMT",
    "UTC": "Etc/UTC",
    "BST": "Europe/London",
    "BRITISH SUMMER TIME": "Europe/London",
    "WEST": "Europe/Lisbon",
    "CET": "Europe/Brussels",
    "CEST": "Europe/Brussels",
    "CENTRAL EUROPEAN": "Europe/Brussels",
    "EET": "Europe/Helsinki",
    "EEST": "Europe/Helsinki",
    "MSK": "Europe/Moscow",
    "IDT": "Asia/Jerusalem",
    "JST": "Asia/Tokyo",
    "JAPAN STANDARD": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "KOREA STANDARD": "Asia/Seoul",
    "SGT": "Asia/Singapore",
    "ICT": "Asia/Bangkok",
    "WIB": "Asia/Jakarta",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
    "SAST": "Africa/Johannesburg",
    "EAT": "Africa/Nairobi",
}

_NAMES = "|".join(sorted((name.replace(" ", r"\s") for name in ZONES), key=len, reverse=True))
_ZONE = rf"(?P<zone>{_NAMES}|LOCAL|L)(?:\s(?:STANDARD|DAYLIGHT|SUMMER))?(?:\sTIME)?"
_HALF = r"(?P<half>[AP])\s?\.?\s?M\b\.?"
CLOCK: Final = re.compile(
    rf"(?:(?<![\d:.])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?\s?(?:{_HALF}|(?=\s?{_NAMES}\b))|(?P<word>\bnoon|\bmidnight)\b)"
    rf"(?:,?\s{{0,3}}\(?{_ZONE}\b\)?)?",
    re.IGNORECASE,
)
"""A time of day: ``1:40 P.M. EST``, ``5:00 a.m. Eastern``, ``16:05 CET``, ``noon, Eastern Time``."""

HOURS_IN_HALF: Final = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and its zone, where the text says one.

    Attributes:
        zone: The IANA name.
        abbreviation: As printed; it may be one that names no single zone.
    """

    at: time
    zone: str | None
    abbreviation: str | None


def clock_of(found: re.Match[str]) -> Clock | None:
    """The time a match of ``CLOCK`` means; None for 25:61."""
    abbreviation = found["zone"]
    zone = ZONES.get(" ".join((abbreviation or "").upper().split()))
    if found["word"]:
        return Clock(time(HOURS_IN_HALF if found["word"].lower() == "noon" else 0), zone, abbreviation)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= HOURS_IN_HALF:
            return None
        hour = hour % HOURS_IN_HALF + (HOURS_IN_HALF if found["half"].lower() == "p" else 0)
    try:
        return Clock(time(hour, minute), zone, abbreviation)
    except ValueError:
        return None


def find_clock(text: str) -> Clock | None:
    """The first time of day in a short text."""
    for found in CLOCK.finditer(text):
        clock = clock_of(found)
        if clock is not None:
            return clock
    return None
