"""Who and when written as a label before or after the question: ``Price, May 2021: …``, ``… (May 2021)``."""

from dataclasses import dataclass
from typing import Final

from bot.query.clauses.reading import Reading
from bot.query.clauses.subjects import NAME_MAX_WORDS, Subject, read_subject
from bot.query.clauses.when import When
from bot.query.dates.calendar import Days
from bot.query.dates.expressions import read_point

LABEL_MAX_WORDS: Final = 14
_CONNECTS: Final = frozenset(
    "by from with to in on at the of during and briefing briefings press conference gaggle answer answers answered "
    "asked question questions said says statement statements remarks quote quotes dated date speaker".split()
)
_BEFORE_DATES: Final = frozenset(("in", "on", "at", "during", "from", "between", "since"))


@dataclass(frozen=True, slots=True)
class Label:
    """Who and when, as a label says it, from a token on until before another."""

    subject: Subject
    days: Days | None
    start: int
    end: int


def read_head(reading: Reading) -> Label | None:
    """The label the question begins with, or None."""
    if not reading.tokens:
        return None
    whole = _filled(reading, 0, len(reading.tokens)) if len(reading.tokens) <= LABEL_MAX_WORDS else None
    if whole is not None and whole.subject.speakers and whole.days is not None:
        return whole
    if set(reading.tokens[0].head) & set("(["):
        end = next((at + 1 for at in _first_few(reading) if set(reading.tokens[at].tail) & set(")]")), None)
        return _filled(reading, 0, end) if end is not None else None
    ends = [at + 1 for at in _first_few(reading) if _separates(reading, at)]
    for end in ends:
        label = _filled(reading, 0, end)
        if label is not None and _is_head(reading, label):
            return label
    return _who_and_when(reading)


def read_tail(reading: Reading, start: int) -> Label | None:
    """The label the question ends with, not before a token; None if there is none."""
    end = len(reading.tokens)
    first = max(start + 1, end - LABEL_MAX_WORDS)
    if end > first and set(reading.tokens[-1].tail) & set(")]"):
        opening = [at for at in range(first, end) if set(reading.tokens[at].head) & set("([")]
        return _filled(reading, opening[-1], end) if opening else None
    for at in range(first, end):
        if reading.tokens[at - 1].ends_sentence or _is_dash(reading, at - 1):
            label = _filled(reading, at, end)
            if label is not None and label.days is not None and (label.subject.speakers or _is_dated(reading, at)):
                return label
    return None


def _is_head(reading: Reading, label: Label) -> bool:
    """Whether it is set apart on purpose: a dash may be a mere interruption."""
    if ":" in reading.tokens[label.end - 1].tail:
        return True
    return bool(label.subject.speakers) and label.days is not None and reading.bare(0) not in _BEFORE_DATES


def _is_dated(reading: Reading, at: int) -> bool:
    """Whether ``in August 2009`` stands there, rather than a mere ``yesterday``."""
    when = reading.when(at)
    return when is not None and when.is_clear and when.has_year and reading.bare(at) in _BEFORE_DATES


def _first_few(reading: Reading) -> range:
    return range(min(LABEL_MAX_WORDS, len(reading.tokens) - 1))


def _separates(reading: Reading, at: int) -> bool:
    return ":" in reading.tokens[at].tail or _is_dash(reading, at)


def _is_dash(reading: Reading, at: int) -> bool:
    text = reading.tokens[at].text
    return bool(text) and not text.strip("—–-|")


def _filled(reading: Reading, start: int, end: int) -> Label | None:
    """The label that fills the tokens wholly; None if a word is left over."""
    subject, days, at, needs_days = Subject(), None, start, False
    while at < end:
        when = _when(reading, at)
        if when is not None and days is None and when.end <= end:
            days, at = when.days, when.end
            continue
        known = reading.known(at, in_any_case=True)
        if known is not None and known[1] <= end:
            subject, at = subject.joined(known[0]), known[1]
        elif reading.bare(at) in _CONNECTS or not reading.tokens[at].core:
            at += 1
        elif (named := _role_or_misspelt(reading, at, end)) is not None:
            subject, at, needs_days = subject.joined(named[0]), named[1], True
        else:
            return None
    if days is None and (subject.is_generic or needs_days):
        return None
    return Label(subject, days, start, end)


def _role_or_misspelt(reading: Reading, start: int, end: int) -> tuple[Subject, int] | None:
    """``President``, ``Official``, ``Paski``: in a label that has its day too, these stand for whoever spoke."""
    for last in range(min(start + NAME_MAX_WORDS, end), start, -1):
        tokens = reading.tokens[start:last]
        if tokens[0].is_capital and not any(token.ends_clause for token in tokens[:-1]):
            subject = read_subject(tokens, reading.people)
            if subject is not None and not subject.unknown:
                return subject, last
    return None


def _when(reading: Reading, at: int) -> When | None:
    when = reading.when(at)
    if when is not None:
        return when
    point = read_point([token.bare for token in reading.tokens[at : at + 1]], 0, reading.today)
    return When(point.days, at + 1, True, True) if point is not None and point.has_year else None


def _who_and_when(reading: Reading) -> Label | None:
    """``Price May 2021 …`` and ``May 2021 Price …``: both, side by side, with the year."""
    known = reading.known(0)
    if known is not None:
        when = reading.when(known[1])
        is_label = when is not None and when.has_year
        return Label(known[0], when.days, 0, when.end) if when is not None and is_label else None
    when = reading.when(0)
    if when is None or not when.has_year or reading.bare(0) in _BEFORE_DATES:
        return None
    known = reading.known(when.end)
    return Label(known[0], when.days, 0, known[1]) if known is not None else None
