"""All briefings and the index built from exactly them, loaded whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.briefing.decisions import NOTHING_DECIDED, Decisions
from bot.briefing.model import Briefing
from bot.briefing.speakers import Register
from bot.index.passages import PassageIndex
from bot.index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """What the folder holds, read and checked.

    Attributes:
        briefings: By id, ordered by day, then id.
        version: The first 12 hex digits of a digest over the path and bytes of every file but ``desk.yaml``.
        decisions: What the desk withdrew and released.
    """

    briefings: Mapping[str, Briefing]
    register: Register
    vocabulary: Vocabulary
    version: str
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


def build_snapshot(knowledge: Knowledge, loaded_at: datetime) -> Snapshot:
    """Index knowledge; the costly part of loading."""
    briefings = tuple(knowledge.briefings.values())
    return Snapshot(knowledge, PassageIndex.build(briefings, knowledge.register, knowledge.vocabulary), loaded_at)
