"""The day that a format writes down about itself."""

import re
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_DAY_MAX_CHARS: Final = 80
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WRITTEN_FORMS: Final = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d")


def day_of(written: str | None) -> date | None:
    """The day in an ISO time, a mail date or a plain date; None for anything else.

    The day is taken as it is written, in whatever zone the time has.
    """
    text = " ".join((written or "").split())
    if not text or len(text) > _DAY_MAX_CHARS:
        return None
    iso = _ISO.match(text)
    with suppress(ValueError, TypeError, OverflowError):
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return _written_day(text) or parsedate_to_datetime(text).date()
    return None


def _written_day(text: str) -> date | None:
    plain = text.replace(".", "").replace("Sept ", "Sep ")
    for form in _WRITTEN_FORMS:
        with suppress(ValueError):
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - only the day is taken
    return None
