"""Clauses that ask how often something was said."""

from typing import Final

from bot.query.clauses.reading import Frame, Reading
from bot.query.clauses.subjects import Subject

_OPENERS: Final = (("how", "often"), ("how", "frequently"), ("how", "many", "times"))
_AUXILIARIES: Final = frozenset("was were is are has have had did does do".split())
_USED: Final = frozenset(
    "said mentioned used uttered raised invoked repeated cited heard discussed appear appeared occur occurred".split()
)
_COMES_UP: Final = frozenset("come came comes".split())
TOPIC_MAX_WORDS: Final = 12


def end_of_how_often(reading: Reading, start: int) -> int | None:
    """Where the words after ``how often`` begin; None where the sentence asks something else."""
    for words in _OPENERS:
        if all(reading.bare(start + n) == word for n, word in enumerate(words)):
            return start + len(words)
    return None


def read_used(reading: Reading, start: int, last: int) -> tuple[range, Frame] | None:
    """``was “red line” mentioned [by Price] [in 2013]``, ``has the red line come up``: a topic that somebody used.

    Args:
        start: Where the words after ``how often`` begin.
        last: Where the sentence ends.

    Returns:
        The places of the topic and the clause around it; None where the sentence goes on otherwise.
    """
    if reading.bare(start) not in _AUXILIARIES:
        return None
    for at in range(start + 2, min(start + 2 + TOPIC_MAX_WORDS, last)):
        end = _end_of_use(reading, at)
        if end is None:
            continue
        found = reading.known(end + 1) if reading.bare(end) == "by" else None
        subject, end = found if found is not None else (Subject(), end)
        when = reading.when(end) if end < last else None
        if (when.end if when is not None else end) == last:
            topic = range(start + 1, at - (reading.bare(at - 1) == "been"))
            return (topic, Frame(subject, start, last, when)) if topic else None
    return None


def _end_of_use(reading: Reading, at: int) -> int | None:
    """Where the words after the verb begin: ``mentioned``, ``come up``."""
    if reading.bare(at) in _COMES_UP and reading.bare(at + 1) == "up":
        return at + 2
    return at + 1 if reading.bare(at) in _USED else None
