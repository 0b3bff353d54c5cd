"""What the importer's user says about a document, in place of the document itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.briefing.model import GroundRule, SourceKind, Status


class LabelUse(StrEnum):
    """What the lines under a label are."""

    QUESTION = "q"
    SPEECH = "speech"
    NARRATION = "narration"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Answers from the command line; None and empty where nothing was said.

    Attributes:
        labels: What a printed label stands for.
        speakers: Whose a printed label is: an id of the register.
        opening: Whose the words above the first label are: an id of the register.
        opening_line: Where they begin, counted from 1; None for the first long line.
        accepted: Lines whose open doubts are settled as they were read; words of nobody there are left out.
        leave_out: All words of nobody are left out.
        replace: Files edited by hand may be overwritten, and what was settled before is forgotten.
        duplicates: Briefings whose words another one has may be written too.
    """

    id: str | None = None
    title: str | None = None
    held_on: date | None = None
    publisher: str | None = None
    venue: str | None = None
    url: str | None = None
    kind: SourceKind | None = None
    status: Status | None = None
    ground_rule: GroundRule | None = None
    embargo: str | None = None
    labels: Mapping[str, LabelUse] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)
    opening: str | None = None
    opening_line: int | None = None
    accepted: frozenset[int] = frozenset()
    leave_out: bool = False
    replace: bool = False
    duplicates: bool = False
