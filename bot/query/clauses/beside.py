"""What stands beside a clause of saying: when and at which podium, next to its verb or at the sentence's end."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.query.clauses import lexicon
from bot.query.clauses.podium import PODIUM_MAX_WORDS, read_podium
from bot.query.clauses.reading import Frame, Reading, stands
from bot.query.clauses.when import When
from bot.query.dates.expressions import EARLY
from bot.query.tokens import Kind

END_WHEN_MAX_WORDS: Final = 10
PLACES_MAX_WORDS: Final = 4
"""Words around an organization's name: ``at the … press briefing``."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a sentence ends: its places, the day it names, and the podium after it."""

    when: When
    start: int
    end: int
    podium: str | None


def after_verb(reading: Reading, start: int, last: int) -> tuple[When | None, str | None, int]:
    """The when-clause and the podium next to the verb, and where the topic begins."""
    when, podium, at = None, None, start
    while at < last and ":" not in reading.tokens[at - 1].tail:
        found = reading.when(at) if when is None else None
        passed = next((words for words in lexicon.AFTER_VERB if stands(reading, at, words)), None)
        here = read_podium(reading, at) if podium is None else None
        if found is not None and found.end <= last and (found.is_clear or _goes_on(reading, found.end)):
            when, at = found, found.end
        elif here is not None and here.end <= last and _goes_on(reading, here.end):
            podium, at = here.name, here.end
        elif passed is not None:
            at += len(passed)
        else:
            break
    names_topic = reading.bare(at) in lexicon.BEFORE_TOPIC and ":" not in reading.tokens[at - 1].tail
    return when, podium, min(at + names_topic, last)


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether a when-clause may end before this token: ``on Sunday about``, not ``on Sunday talks``."""
    return reading.ends_clause(at) or reading.bare(at) in lexicon.CONTINUES


def read_ending(reading: Reading, frame: Frame, start: int, last: int) -> Ending | None:
    """The when-clause that ends the sentence, a podium after it; a day to come is part of the topic.

    A podium without a day before it may be where the topic took place. In a sentence
    that reports, the end belongs to what was said, unless that is quoted.
    """
    for end in (last, *range(last - 2, max(start, last - PODIUM_MAX_WORDS - PLACES_MAX_WORDS), -1)):
        podium = read_podium(reading, end) if end < last else None
        is_place = podium is not None and podium.end == last
        if end != last and not is_place and not (end >= last - 4 and stands(reading, end, ("at", "the"))):
            continue
        for at in range(max(start, end - END_WHEN_MAX_WORDS), end):
            when = reading.when(at)
            if when is None or when.end != end or reading.bare(at) in EARLY or is_future(when, reading.today):
                continue
            if frame.is_asked or reading.tokens[at - 1].kind is Kind.PHRASE:
                return Ending(when, at, last if is_place else end, podium.name if podium and is_place else None)
    return None


def is_future(when: When, today: date) -> bool:
    """Whether a day is still to come: nothing was said on it yet."""
    return when.days.first is not None and when.days.first > today
