"""What importing makes on the way from a file to a briefing."""

from dataclasses import dataclass, field
from datetime import date

from bot.briefing.model import GroundRule, Kind, SourceKind, Status


@dataclass(frozen=True, slots=True)
class Extract:
    """A document's readable text, and what its format said about it.

    Attributes:
        text: Paragraphs parted by line breaks, as a person would read them; every
            offset in a draft counts characters of this text.
        title, url, publisher, author: As the format names them (meta tags, front matter, feed entry).
        published_on: The day of posting, which need not be the day of the event.
        held_on: The day of the event, where the format itself says so (front matter ``date`` of a briefing, a CSV column).
        kind, status: Where the format alone decides them: captions are captions.
        name: The file's or feed entry's name, for messages and ids.
    """

    text: str
    name: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    held_on: date | None = None
    kind: SourceKind | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class DraftTurn:
    """A turn as found in the text, not yet quotable.

    Attributes:
        start, end: Of the words in ``Extract.text``; the words are exactly that slice (``text``), or
            its pieces ``pieces`` joined by single spaces or line breaks where page furniture, clock times
            or marks of captions had to be left out.
        printed: The label as the document prints it, without its colon; with ``printed_start`` and ``printed_end``.
        speaker: A register id; None where unresolved.
        name, role: As the document or the register has them; None where nobody is named.
        confidence: From 0 to 1, that the speaker is right; 1.0 for a known label.
        sentence_start, sentence_end: The whole sentence around a partial quotation.
    """

    kind: Kind
    text: str
    start: int
    end: int
    printed: str | None = None
    printed_start: int | None = None
    printed_end: int | None = None
    speaker: str | None = None
    name: str | None = None
    role: str | None = None
    confidence: float = 1.0
    partial: bool = False
    sentence_start: int | None = None
    sentence_end: int | None = None
    marks: tuple[str, ...] = ()
    note: str | None = None
    ground_rule: GroundRule | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Something a person should look at before the words become quotable.

    Attributes:
        line: In ``Extract.text``, counted from 1; 0 for the whole document.
        says: What is doubtful and what to do.
        is_open: It has to be settled first (an unknown label), and is no mere notice.
    """

    line: int
    says: str
    is_open: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A briefing as read from a document; every field None where the document does not say.

    Attributes:
        unassigned: Lines (start, end) that belong to nobody: never part of a turn.
        embargo: ISO time with zone, or the event in the document's own words.
        officials: Names and roles the header announces.
    """

    extract: Extract
    turns: tuple[DraftTurn, ...]
    doubts: tuple[Doubt, ...] = ()
    unassigned: tuple[tuple[int, int], ...] = ()
    id: str | None = None
    title: str | None = None
    held_on: date | None = None
    started_at: str | None = None
    time_zone: str | None = None
    venue: str | None = None
    publisher: str | None = None
    kind: SourceKind | None = None
    status: Status | None = None
    url: str | None = None
    ground_rule: GroundRule | None = None
    embargo: str | None = None
    officials: tuple[tuple[str, str | None], ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """Whether somebody's words in it are on terms that forbid the name."""
        rules = (self.ground_rule, *(turn.ground_rule for turn in self.turns))
        return any(rule is not None and rule.is_anonymous for rule in rules)
