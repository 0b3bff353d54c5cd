"""Clauses that say at which podium: ``at the White House``, ``from the State Department podium``."""

from dataclasses import dataclass
from typing import Final

from bot.briefing.labels import place_words
from bot.briefing.speakers import fold_name
from bot.query.clauses.reading import Reading

PODIUM_MAX_WORDS: Final = 5
_PLACES: Final = frozenset("podium lectern briefing briefings press room".split())


@dataclass(frozen=True, slots=True)
class Podium:
    """An organization of the register as the place of speaking.

    Attributes:
        name: As typed.
        end: Where the words after it begin.
    """

    name: str
    end: int


def read_podium(reading: Reading, at: int) -> Podium | None:
    """The place that a clause names from this token on; None where it names no organization of the register."""
    if reading.bare(at) not in ("at", "from"):
        return None
    start = at + 2 if reading.bare(at + 1) == "the" else at + 1
    for end in range(min(start + PODIUM_MAX_WORDS, len(reading.tokens)), start, -1):
        cores = [token.core for token in reading.tokens[start:end]]
        is_one = not any(token.ends_clause for token in reading.tokens[start : end - 1])
        if is_one and place_words(fold_name(" ".join(cores))) in reading.people.organizations:
            name = " ".join(cores)
            while reading.bare(end) in _PLACES and not reading.ends_clause(end):
                end += 1
            return Podium(name, end)
    return None
