"""What is asked, by whom, and the three shapes an answer can take."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.briefing.model import GroundRule
from bot.briefing.passages import Passage
from bot.query.followups.last import LastQuestion
from bot.query.model import Query

QUOTES_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know.

    Attributes:
        text: As typed, at most 1,000 characters.
        limit: The most quotes wanted.
        speakers, after, before, phrases: Filters given beside the text.
        last: The question that this one may refer to; None where it stands alone.
    """

    text: str
    limit: int = QUOTES_SHOWN
    speakers: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    phrases: tuple[str, ...] = ()
    last: LastQuestion | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom the answer is: decides what may be seen.

    Attributes:
        channel: The channel that will read the answer; None in a terminal.
        user: Who asked; None in a terminal.
    """

    channel: str | None = None
    user: str | None = None


TERMINAL = Asker()


class Reason(StrEnum):
    """Why nothing was found; each has a sentence of its own."""

    NO_MATCH = "no_match"
    WEAK_ONLY = "weak_only"
    OUTSIDE_COVERAGE = "outside_coverage"
    UNKNOWN_SPEAKER = "unknown_speaker"
    REPORTER_ONLY = "reporter_only"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words they are, as far as that may be said.

    Attributes:
        speaker_id, name: None where unresolved or on background.
        printed: The label in the source; None on background.
        role, organization: What the person was on that date.
        agreed: The attribution agreed on for words on background.
    """

    speaker_id: str | None
    name: str | None
    printed: str | None
    role: str | None
    organization: str | None
    agreed: str | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether a person is named."""
        return self.name is not None


@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous slice of one turn, and everything needed to print it.

    Attributes:
        ground_rule: None on the record.
        asked: The reporter's question, as a slice of its own turn.
        lead_in: The editors' summary just before a partial quotation; never quoted.
        also_said: How many other turns hold the same words by the same speaker.
    """

    passage: Passage
    attribution: Attribution
    ground_rule: GroundRule | None = None
    asked: Passage | None = None
    lead_in: Passage | None = None
    also_said: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What this asker could have been shown: counts and days of visible briefings only.

    Attributes:
        snapshot: The knowledge's version: the first hex digits of a digest over all files.
    """

    briefings: int
    first: date | None
    last: date | None
    snapshot: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """Quotes that answer the question, best first."""

    question: Question
    query: Query
    quotes: tuple[Quote, ...]
    matched: int
    message: str
    coverage: Coverage
    time_zone: str


@dataclass(frozen=True, slots=True)
class NothingFound:
    """No answer, why, and what may help.

    Attributes:
        quotes: Weak matches for ``weak_only``; one question for ``reporter_only``.
    """

    question: Question
    query: Query
    reason: Reason
    message: str
    suggestions: tuple[str, ...]
    coverage: Coverage
    time_zone: str
    quotes: tuple[Quote, ...] = ()
    matched: int = 0


@dataclass(frozen=True, slots=True)
class Misread:
    """The question could not be read; the problem says how to write it."""

    question: Question
    problem: str
    coverage: Coverage
    time_zone: str


Answer = Found | NothingFound | Misread
