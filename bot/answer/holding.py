"""How much there is to quote, for one asker."""

from dataclasses import dataclass

import numpy as np

from bot.answer.model import Coverage
from bot.answer.sight import Sight, met


@dataclass(frozen=True, slots=True)
class Holding:
    """What this asker could be shown, in numbers.

    Attributes:
        statements: Turns of officials that may be quoted.
        speakers: People of the register whose words those are.
    """

    coverage: Coverage
    statements: int
    speakers: int


def holding_of(sight: Sight) -> Holding:
    """Count what exists for this asker."""
    statements = int(np.count_nonzero(sight.seen & ~sight.index.is_question))
    return Holding(sight.coverage, statements, len(quoted(sight)))


def quoted(sight: Sight) -> list[str]:
    """Who is quoted in anything this asker can see."""
    numbers = met(sight.index.speaker_nos[sight.seen])
    speakers = (sight.register.get(sight.index.speakers.values[n]) for n in numbers)
    return sorted(speaker.name for speaker in speakers if speaker)
