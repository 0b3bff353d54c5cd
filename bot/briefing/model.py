"""A briefing, its turns, and the terms under which they may be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final


class Kind(StrEnum):
    """What a turn holds; the value is the key it has in a briefing file."""

    SPEECH = "speech"
    QUESTION = "question"
    REPORTED = "reported"
    NARRATION = "narration"


class Rule(StrEnum):
    """The terms on which words may be used (State Department ground rules)."""

    ON_THE_RECORD = "on_the_record"
    ON_BACKGROUND = "on_background"
    DEEP_BACKGROUND = "deep_background"
    OFF_THE_RECORD = "off_the_record"


class SourceKind(StrEnum):
    """What sort of document the words were taken from."""

    TRANSCRIPT = "transcript"
    ARTICLE = "article"
    CAPTIONS = "captions"
    SUMMARY = "summary"


class Status(StrEnum):
    """How close to the spoken word the document stands."""

    OFFICIAL = "official"
    RUSH = "rush"
    CAPTIONS = "captions"
    AS_QUOTED = "as_quoted"
    INTERPRETED = "interpreted"
    AS_PREPARED = "as_prepared"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class GroundRule:
    """The rule agreed on, how to attribute, and the sentence that says so."""

    rule: Rule
    attribution: str | None = None
    sentence: str | None = None

    @property
    def is_quotable(self) -> bool:
        """Whether the words may be shown at all."""
        return self.rule in (Rule.ON_THE_RECORD, Rule.ON_BACKGROUND)

    @property
    def is_anonymous(self) -> bool:
        """Whether the speaker may not be named."""
        return self.rule is not Rule.ON_THE_RECORD


ON_THE_RECORD: Final = GroundRule(Rule.ON_THE_RECORD)
GIVES_AWAY: Final = GroundRule(Rule.OFF_THE_RECORD, sentence="names somebody who speaks on background")
"""In force for words that stand in no file as such: see ``given_away``."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """Not before a time, or not before an event that a person must confirm.

    Exactly one of the two is set; ``until`` carries its zone.
    """

    until: datetime | None = None
    event: str | None = None

    def is_lifted(self, now: datetime) -> bool:
        """Whether the time has come; an event never lifts by itself."""
        return self.until is not None and now >= self.until


@dataclass(frozen=True, slots=True)
class Source:
    """Where the words were published."""

    publisher: str
    kind: SourceKind
    status: Status
    url: str | None = None
    retrieved: date | None = None
    sha256: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words, as the file held them.

    Attributes:
        number: As its document gave it, else its position, counted from 1.
        sha256: Hex digest of the text's UTF-8, taken when the file was read.
        line: Where the turn starts in its file, counted from 1.
        by: A speaker's id, or None where the file names none.
        printed: The label as the source prints it.
        partial: The words are a fragment that the source quoted.
        sentence: The source's whole sentence around a partial quotation.
        ground_rule: Overrides the briefing's, for this turn alone.
    """

    number: int
    kind: Kind
    text: str
    sha256: str
    line: int
    by: str | None = None
    printed: str | None = None
    partial: bool = False
    sentence: str | None = None
    marks: tuple[str, ...] = ()
    note: str | None = None
    ground_rule: GroundRule | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether the text is still, byte for byte, what the file held."""
        return sha256_of(self.text) == self.sha256


@dataclass(frozen=True, slots=True, eq=False)
class Briefing:
    """One occasion: what was said, when, where, on which terms.

    Attributes:
        started_at: With its zone; None where the source gives no time.
        audience: Channel ids that may see it; empty means everyone.
        path: The file it was read from, relative to the knowledge folder.
        sha256: Hex digest of that file's bytes.
    """

    id: str
    title: str
    held_on: date
    source: Source
    turns: Sequence[Turn]
    path: str
    sha256: str
    started_at: datetime | None = None
    time_zone: str | None = None
    venue: str | None = None
    ground_rule: GroundRule = ON_THE_RECORD
    embargo: Embargo | None = None
    audience: frozenset[str] = frozenset()

    def rule_for(self, turn: Turn) -> GroundRule:
        """The ground rule in force for one of its turns."""
        return turn.ground_rule or self.ground_rule


def sha256_of(text: str) -> str:
    """Hex sha256 of the text's UTF-8; a lone surrogate is hashed as it is."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
