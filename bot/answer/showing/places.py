"""Where briefings and turns stand in the index."""

import numpy as np

from bot.answer.sight import Sight
from bot.index.passages import PassageIndex


def position_of(index: PassageIndex, briefing_id: str) -> int | None:
    """The position of a briefing in the index; None if there is none of that id."""
    return next((n for n, briefing in enumerate(index.briefings) if briefing.id == briefing_id), None)


def numbers_in(index: PassageIndex, position: int) -> dict[int, int]:
    """A briefing's passages: from the number of the turn to that of the passage, in spoken order."""
    first, last = np.searchsorted(index.briefing_nos, (position, position + 1)).tolist()
    return {index.passages[number].turn.number: number for number in range(first, last)}


def seen_in(sight: Sight, position: int) -> bool:
    """Whether anything of a briefing exists for this asker."""
    first, last = np.searchsorted(sight.index.briefing_nos, (position, position + 1)).tolist()
    return bool(sight.seen[first:last].any())
