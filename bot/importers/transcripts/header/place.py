"""Where it was held and who published it."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

from bot.importers.model import Extract
from bot.importers.publishers import publisher_at
from bot.importers.transcripts.header.clock import CLOCK
from bot.importers.transcripts.header.days import find_days
from bot.importers.transcripts.lines import Line, is_mark

VENUE_LINES_MAX: Final = 3
STATEMENT_WORDS_LEAST: Final = 40
_VENUE_CHARS_MAX: Final = 140
_PLACE_WORDS_MAX: Final = 4

_SELF_NAMED: Final = (
    (re.compile(r"^\W*THE WHITE HOUSE\W*$|^James S\. Brady Press Briefing Room", re.IGNORECASE), "The White House"),
    (
        re.compile(
            r"\bU\.?S\.? DEPARTMENT OF STATE\b|^Department Press Briefing|^Daily Press Briefing\W*$|^Daily Press Briefing [-–—]",
            re.IGNORECASE,
        ),
        "U.S. Department of State",
    ),
    (re.compile(r"\b(?:U\.?S\.? )?DEPARTMENT OF DEFENSE\b", re.IGNORECASE), "U.S. Department of Defense"),
    (re.compile(r"\bFOMC\b|^Transcript of Chair\w* \w+[’']s Press Conference", re.IGNORECASE), "Federal Reserve Board"),
    (re.compile(r"\bnoon briefing\b.*\bSecretary-General\b", re.IGNORECASE), "United Nations"),
)
_NOISE = re.compile(
    r"^(?:the white house|office of (?:the|communications).*|for immediate release.*|for release.*|issued on.*|remarks|"
    r"press briefings?|briefings?|briefing room|speeches and remarks|skip to.*|home|share.*|print|video|transcript.*|index.*|"
    r"on the record.*|\(on the record.*|internal transcript.*|embargoed.*|see below.*|please see.*|via background.*|"
    r"the following is.*|the video is.*|posted.*|published.*|dpb.*|briefer.*|attachments?.*|return to.*|you are in.*|"
    r"(?:\w ){3,}\w|daily press briefing.*|department press briefing.*|u\.s\. department of.*|from:.*|subject:.*|\d.*)$",
    re.IGNORECASE,
)
_TITLE_LIKE = re.compile(
    r"\b(?:press (?:briefing(?! room)|gaggle|call|conference)|briefing by|gaggle (?:by|with)|remarks by|interview)\b",
    re.IGNORECASE,
)


def read_venue(header: Sequence[Line], time_line: Line | None, title: str | None, names: Sequence[str]) -> str | None:
    """The place as printed: the lines just above the time, or just above the first label; else those above the day."""
    until = _above_words(header) if time_line is None else [line for line in header if line.number < time_line.number]
    place = _before_time(time_line) if time_line is not None else ""
    is_skipped = _is_notice if time_line is not None else _is_day
    lines = _places_above(until, [place] if place else [], lambda line: _is_place(line, title, names), is_skipped)
    if not lines:
        day = next((at for at in reversed(range(len(until))) if _is_day(until[at])), 0)
        lines = _places_above(until[:day], [], lambda line: _is_place(line, title, names), is_skipped)
    venue = ", ".join(part.strip(" ,") for part in lines)
    return venue if venue and len(venue) <= _VENUE_CHARS_MAX * 2 else None


def _places_above(
    until: Sequence[Line], found: list[str], is_place: Callable[[Line], bool], is_skipped: Callable[[Line], bool]
) -> list[str]:
    """The places in the last of these lines, above those already found."""
    for line in reversed(until):
        if len(found) >= VENUE_LINES_MAX or not is_place(line):
            if not found and (is_mark(line) or _is_day(line) or is_skipped(line)):
                continue
            break
        found = [line.text.strip("()*_ "), *found]
    return found


def read_publisher(extract: Extract, header: Sequence[Line]) -> str | None:
    """Who published it: by the address, as the format says, or as the header names itself."""
    known = publisher_at(extract.url)
    if known is not None:
        return known
    if extract.publisher:
        return extract.publisher
    texts = [extract.title or "", *(line.head for line in header)]
    return next((name for pattern, name in _SELF_NAMED for text in texts if pattern.search(text[:240])), None)


def is_noise(text: str) -> bool:
    """Whether a header line says nothing of this event: a letterhead, a site's menu."""
    return _NOISE.match(text.strip("()*_ ")) is not None


def is_title_like(text: str) -> bool:
    """Whether a line reads like the title of a transcript."""
    return _TITLE_LIKE.search(text) is not None


def _before_time(line: Line) -> str:
    found = CLOCK.search(line.text)
    before = line.text[: found.start()].strip(" ,(*_-–—") if found else ""
    days = find_days(before)
    if days:
        before = before[: days[0].start].strip(" ,(")
    return before if len(before) <= _VENUE_CHARS_MAX and not _TITLE_LIKE.search(before) else ""


def _is_place(line: Line, title: str | None, names: Sequence[str]) -> bool:
    text = line.text.strip("()*_ ")
    if not text or len(text) > _VENUE_CHARS_MAX or (is_mark(line) and not line.text.startswith("(")):
        return False
    if line.text.startswith("*") and not line.text.endswith("*"):
        return False
    if _NOISE.match(text) or _TITLE_LIKE.search(text) or find_days(text) or (title and _same(text, title)):
        return False
    if any(name.casefold() in text.casefold() for name in names) or ":" in text:
        return False
    return (
        not text.endswith((".", "!", "?")) or len(text.split()) <= _PLACE_WORDS_MAX or text.endswith(("D.C.", "N.Y."))
    )


def _above_words(header: Sequence[Line]) -> list[Line]:
    """The lines above the first that is somebody's statement, in a header without a time."""
    return list(takewhile(lambda line: len(line.text.split()) < STATEMENT_WORDS_LEAST, header))


def _is_notice(line: Line) -> bool:
    """Whether a line between the place and the time is a whole sentence, such as an answer given later."""
    return len(line.text.split()) > _PLACE_WORDS_MAX and line.text.endswith((".", "!", "?", ")"))


def _is_day(line: Line) -> bool:
    """Whether a line says a day and nothing else."""
    text = line.text.strip("()*_ .,")
    days = find_days(text)
    return bool(days) and days[0].start == 0 and days[-1].end == len(text)


def _same(text: str, title: str) -> bool:
    one, other = ("".join(c for c in part.casefold() if c.isalnum()) for part in (text, title))
    return one == other or (len(one) > 20 and (one in other or other in one))
