"""The text of a variable as a value; a ValueError says what to write instead, never the text itself."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECRET_FILE_MAX_BYTES: Final = 64 * 1024
WATCH_S_MIN: Final = 0.1
WATCH_S_MAX: Final = 86_400.0
DAYS_MAX: Final = 3_650
WORKSPACE_ADMINS: Final = "workspace-admins"
_HOURS: Final = re.compile(r"(\d{1,2})(?::(\d\d))?[-–—](\d{1,2})(?::(\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of the day to another, over midnight where the second is the earlier one."""

    begin: time
    end: time

    def holds(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is quiet now."""
        at = now.astimezone(zone).time()
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


def file_text(path: str) -> str | None:
    """A secret from the file that holds it."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(SECRET_FILE_MAX_BYTES + 1)
        text = content.decode("utf-8").strip()
    except OSError as error:
        raise ValueError(f"names a file that cannot be read ({error.strerror}): mend the path or the rights") from None
    except ValueError:
        raise ValueError("names a file that is not text: it has to hold the secret alone") from None
    if not text or len(content) > SECRET_FILE_MAX_BYTES:
        raise ValueError("names a file that is empty or far too long: it has to hold the secret alone")
    return text


def cache(text: str) -> Path | None:
    """A folder; None for ``off``."""
    return None if text.lower() == "off" else Path(text)


def user_cache(environ: Mapping[str, str]) -> Path | None:
    """Where the system wants what can be made again; None where it has no place for that."""
    given, home = Path(environ.get("XDG_CACHE_HOME", "")), Path(environ.get("HOME", ""))
    if given.is_absolute():  # Source: XDG Base Directory Specification, "All paths must be absolute"
        return given / "briefing-bot"
    if not home.is_absolute():
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "briefing-bot"


def watch_s(text: str) -> float | None:
    """Seconds between two looks; None for ``off``."""
    if text.lower() == "off":
        return None
    whole, _, part = text.partition(".")
    if not is_number(whole, 5) or (part and not is_number(part, 3)) or not WATCH_S_MIN <= float(text) <= WATCH_S_MAX:
        raise ValueError("is not a number of seconds up to a day: write one like 5, or off")
    return float(text)


def quiet_hours(text: str) -> QuietHours | None:
    """Hours of the day without news: ``22:00-07:00`` or ``22-7``; None for ``off``."""
    if text.lower() == "off":
        return None
    found = _HOURS.fullmatch(text)
    try:
        if found is not None:
            begin, end = (time(int(found[at]) % 24, int(found[at + 1] or 0)) for at in (1, 3))
            return QuietHours(begin, end)
    except ValueError:
        pass
    raise ValueError("is not a span of hours: write it like 22:00-07:00, or off")


def api_url(text: str) -> str:
    """An API's address, with one slash at its end."""
    try:
        parts = urlsplit(text)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or not text.isprintable() or any(mark in text for mark in " @?#"):
        raise ValueError(
            "is not the address of an API: write it like https://slack.com/api/, without a query or a password"
        )
    return text.rstrip("/") + "/"


def admins(text: str) -> frozenset[str]:
    """Ids of members and of user groups, parted by commas; and the word for whoever runs the workspace."""
    named = frozenset(name for part in text.split(",") if (name := part.strip()))
    ids = named - {WORKSPACE_ADMINS}
    if not all(name[0] in "UWS" and name.isascii() and name.replace("_", "").isalnum() for name in ids):
        raise ValueError(
            "is not a list of member ids: write them like U024BE7LH,U0G9QF9C6; "
            "a person's Slack profile has Copy member ID under its three dots"
        )
    return named


def on_or_off(text: str) -> bool:
    """Whether something is switched on."""
    if text.lower() not in ("on", "off"):
        raise ValueError("is neither on nor off: write one of the two")
    return text.lower() == "on"


def days(text: str) -> int:
    """A number of days, at least one and at most ten years."""
    if not is_number(text, max_digits=4) or not 1 <= int(text) <= DAYS_MAX:
        raise ValueError(f"is not a number of days: write a whole number from 1 to {DAYS_MAX:,}")
    return int(text)


def time_zone(text: str) -> ZoneInfo:
    """A zone by its IANA name."""
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is not a time zone's name: write one of the IANA names, like Europe/Berlin or UTC") from None


def hosts(text: str) -> frozenset[str]:
    """Names of hosts parted by commas, in small letters."""
    named = frozenset(name for part in text.lower().split(",") if (name := part.strip().strip(".")))
    if not all(name.isascii() and name.replace("-", "").replace(".", "").isalnum() for name in named):
        raise ValueError(
            "is not a list of hosts: write their names like tides.example,harbour.example, without https://"
        )
    return named


def feeds(text: str) -> tuple[str, ...]:
    """Addresses parted by commas, or those in a file, one a line."""
    is_list = text.startswith(("http://", "https://"))
    try:
        lines = text.split(",") if is_list else Path(text).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        raise ValueError("is neither a list of addresses nor a file that can be read: mend it") from None
    feeds = tuple(line for one in lines if (line := one.strip()) and not line.startswith("#"))
    if not all(feed.startswith(("http://", "https://")) for feed in feeds):
        raise ValueError("names a feed that does not begin with https:// or http://: mend it")
    return feeds


def is_number(text: str, max_digits: int) -> bool:
    """Whether these are nothing but a few ASCII digits."""
    return text.isascii() and text.isdigit() and len(text) <= max_digits
