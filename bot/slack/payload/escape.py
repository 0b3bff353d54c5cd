"""Text that is data to Slack and never markup.

Quotes are escaped where they meet mrkdwn and otherwise never touched; what stands
around them is tamed and may be shortened.
"""

import re
from itertools import accumulate
from typing import Final

ELLIPSIS: Final = "…"

_DISGUISES: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_LINE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def escape(text: str) -> str:
    """Escape for mrkdwn: these three and nothing else. Source: docs.slack.dev, formatting, "Escaping text"."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tame(text: str) -> str:
    """One line without control characters, bidi marks, half characters or double spaces; never for a quote."""
    return " ".join(_DISGUISES.sub("", _CONTROL.sub(" ", text)).split())


def tame_lines(text: str) -> str:
    """The same for text of several lines; never for a quote."""
    return _DISGUISES.sub("", _CONTROL_IN_LINE.sub(" ", text)).strip()


def shorten(text: str, max_chars: int) -> str:
    """Text of at most that many characters once it is escaped; never for a quote."""
    if len(escape(text)) <= max_chars:
        return text
    widths = accumulate((len(escape(character)) for character in text[:max_chars]), initial=len(ELLIPSIS))
    kept = sum(1 for width in widths if width <= max_chars) - 1
    return text[:kept].rstrip() + ELLIPSIS
