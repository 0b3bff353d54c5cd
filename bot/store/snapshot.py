"""All briefings and the index built from exactly them, loaded whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.briefing.decisions import NOTHING_DECIDED, Decisions
from bot.briefing.model import Briefing
from bot.briefing.speakers import Register
from bot.index.passages import PassageIndex
from bot.index.vocabulary import Vocabulary

PEOPLE_FILE: Final = "speakers.yaml"
VOCABULARY_FILE: Final = "vocabulary.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What the folder holds, read and checked.

    Attributes:
        briefings: By id, ordered by day, then id.
        version: The first 12 hex digits of a digest over the path and bytes of every file but ``desk.yaml``.
        files: The path and the sha256 of each of these files.
        decisions: What the desk withdrew and released.
    """

    briefings: Mapping[str, Briefing]
    register: Register
    vocabulary: Vocabulary
    version: str
    files: Mapping[str, str]
    decisions: Decisions = NOTHING_DECIDED

    @property
    def turn_count(self) -> int:
        """How many turns all briefings have."""
        return sum(len(briefing.turns) for briefing in self.briefings.values())


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Knowledge plus its index; immutable, replaced whole."""

    knowledge: Knowledge
    index: PassageIndex
    loaded_at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What was read earlier: what still stands in the folder is not read and analysed again.

    Attributes:
        files: The path and the sha256 of every file there was.
        briefings: By path.
        index: Built from exactly these briefings and the people of that time.
    """

    files: Mapping[str, str]
    briefings: Mapping[str, Briefing]
    index: PassageIndex

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Kept":
        """What a snapshot holds."""
        knowledge = snapshot.knowledge
        briefings = {briefing.path: briefing for briefing in knowledge.briefings.values()}
        return cls(knowledge.files, briefings, snapshot.index)

    def has_people_of(self, files: Mapping[str, str]) -> bool:
        """Whether ``speakers.yaml`` is the same among other files."""
        return self.files.get(PEOPLE_FILE) == files.get(PEOPLE_FILE)


def build_snapshot(knowledge: Knowledge, loaded_at: datetime, kept: Kept | None = None) -> Snapshot:
    """Index knowledge; the costly part of loading, except for what was kept."""
    index = PassageIndex.build(
        tuple(knowledge.briefings.values()),
        knowledge.register,
        knowledge.vocabulary,
        before=kept.index if kept else None,
        same_people=kept is not None and kept.has_people_of(knowledge.files),
    )
    return Snapshot(knowledge, index, loaded_at)
