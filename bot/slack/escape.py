"""Text that is data to Slack and never markup."""

import re
import unicodedata
from typing import Final

_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ELLIPSIS: Final = "…"


def escape(text: str) -> str:
    """Escape for mrkdwn: these three and nothing else. Source: docs.slack.dev, formatting, "Escaping text"."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo ``escape``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def tame(text: str) -> str:
    """Text around a quote without control characters, bidi overrides, half characters or line breaks."""
    whole = _BIDI.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in whole).split())


def shorten(text: str, max_chars: int) -> str:
    """Tamed text of at most that many characters; never for a quote."""
    tamed = tame(text)
    return tamed if len(tamed) <= max_chars else tamed[: max_chars - 1].rstrip() + ELLIPSIS
