"""Which column of a table means what, by its name and by its values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from bot.importers.tables.rows import Row

NAMES: Final = {
    "text": "text content statement sentence words utterance speech body transcript paragraph quote message",
    "speaker": "speaker label speaker_label speaker_name printed who name speaker_raw",
    "asks": "is_question question is_reporter is_press type kind turn_type speaker_type role",
    "number": "turn turn_number turn_no turn_id number no index idx position order sequence seq line",
    "briefing": "briefing_id briefing transcript_id document_id doc_id document event_id file id",
    "held_on": "held_on date day event_date briefing_date held datetime",
    "title": "title headline briefing_title subject event",
    "url": "url link source_url transcript_url page href permalink",
    "venue": "venue place location where room",
    "publisher": "publisher source_name outlet organization",
    "preamble": "preamble header intro",
}
"""Names by meaning, the most telling first; compared in small letters with single underscores."""

_DAY_FORMATS: Final = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%A, %B %d, %Y",
)
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_NAME = re.compile(r"[^a-z0-9]+")

_YES: Final = frozenset({"true", "yes", "y", "1", "q", "question", "reporter", "press", "journalist", "media"})
_NO: Final = frozenset(
    {
        "false",
        "no",
        "n",
        "0",
        "a",
        "answer",
        "speech",
        "statement",
        "official",
        "speaker",
        "response",
        "spokesperson",
        "",
    }
)


class Shape(Enum):
    """What a row is."""

    TURNS = "a turn"
    DOCUMENTS = "a whole document"
    FACTS = "facts about a briefing, without words"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that mean something, by meaning."""

    keys: dict[str, str]
    shape: Shape

    def value(self, row: Row, meaning: str) -> Any:
        """The row's value of that meaning; None where there is none."""
        key = self.keys.get(meaning)
        return row.get(key) if key is not None else None

    def words(self, row: Row, meaning: str) -> str | None:
        """The value as text of one line; None where it is empty."""
        value = self.value(row, meaning)
        if value is None or isinstance(value, (dict, list)):
            return None
        return " ".join(str(value).split()) or None

    @property
    def is_by_sentence(self) -> bool:
        """Whether each row holds but a sentence of a turn."""
        return fold_key(self.keys.get("text", "")) in ("sentence", "paragraph")


def columns_of(rows: Sequence[Row]) -> Columns:
    """Read the meaning of columns from the first rows of a table."""
    present = {fold_key(key): key for row in rows for key in row if isinstance(key, str)}
    keys: dict[str, str] = {}
    for meaning, names in NAMES.items():
        for name in names.split():
            key = present.get(name)
            if key is not None and key not in keys.values() and _fits(meaning, name, key, rows):
                keys[meaning] = key
                break
    if "text" in keys and keys.keys() & {"speaker", "asks"}:
        return Columns(keys, Shape.TURNS)
    if "id" in present:
        keys.setdefault("briefing", present["id"])
    return Columns(keys, Shape.DOCUMENTS if "text" in keys else Shape.FACTS)


def fold_key(name: str) -> str:
    """A column's name for comparing: ``briefingId`` and ``Briefing ID`` are one."""
    return _NOT_NAME.sub("_", _HUMP.sub("_", name).casefold()).strip("_")


def _fits(meaning: str, name: str, key: str, rows: Sequence[Row]) -> bool:
    values = [row.get(key) for row in rows]
    if meaning == "asks":
        return all(asks_of(value) is not None for value in values)
    if meaning == "number":
        return all(number_of(value) is not None for value in values)
    if meaning == "briefing":
        # An id that no two rows share numbers the rows.
        return name not in ("id", "file", "document") or len(rows) == 1 or len(set(map(str, values))) < len(values)
    return all(not isinstance(value, dict) for value in values)


def asks_of(value: Any) -> bool | None:
    """Whether a value says that the turn is a question; None if it says neither."""
    if isinstance(value, bool):
        return value
    word = fold_key(str(value)) if value is not None else ""
    return True if word in _YES else False if word in _NO else None


def number_of(value: Any) -> int | None:
    """A value as a turn's number; None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def day_of(value: Any) -> date | None:
    """A value as a day; None where it is none. 03/04/2024 is read as Americans write it."""
    text = " ".join(str(value).split()) if value is not None else ""
    iso, slashed = _ISO_DAY.fullmatch(text), _SLASHED.fullmatch(text)
    try:
        if iso:
            return date.fromisoformat(iso[1])
        if slashed:
            first, second, year = (int(part) for part in slashed.groups())
            return date(year, second, first) if first > 12 else date(year, first, second)
    except ValueError:
        return None
    return next((day for form in _DAY_FORMATS if (day := _parsed(text, form)) is not None), None)


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
