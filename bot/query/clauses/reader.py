"""A plain question → who, when, and the words that are left."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.query.clauses import lexicon
from bot.query.clauses.beside import END_WHEN_MAX_WORDS, after_verb, is_future, read_ending
from bot.query.clauses.counting import end_of_how_often, read_used
from bot.query.clauses.frames import read_frame, read_later_question
from bot.query.clauses.labels import Label, read_head, read_tail
from bot.query.clauses.ourselves import end_of_ourselves
from bot.query.clauses.reading import Frame, Reading, stands
from bot.query.clauses.subjects import Subject
from bot.query.clauses.when import When
from bot.query.dates.calendar import ALWAYS, Days
from bot.query.dates.expressions import read_point
from bot.query.people import People
from bot.query.tokens import Token

SHORT_SENTENCE_MAX_WORDS: Final = 40
KEYWORDS_MAX: Final = 8
SENTENCES_READ: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in the question."""

    first: int
    last: int
    is_first: bool
    is_only: bool

    @property
    def is_short(self) -> bool:
        """Whether it is as short as a question people type."""
        return self.last - self.first <= SHORT_SENTENCE_MAX_WORDS


@dataclass(slots=True)
class Clauses:
    """What the clauses say, and which tokens say it.

    Attributes:
        taken: Places of the tokens that are no longer words to search.
        counts: They ask how often it was said.
        sources: The podium at which, as typed.
    """

    subject: Subject = field(default_factory=Subject)
    days: Days = ALWAYS
    taken: set[int] = field(default_factory=set)
    counts: bool = False
    sources: tuple[str, ...] = ()

    def take(self, start: int, end: int) -> None:
        """Leave these tokens out of the words."""
        self.taken.update(range(start, end))

    def say(self, subject: Subject, when: When | None, podium: str | None = None) -> None:
        """Take in what a clause of saying says."""
        self.subject = self.subject.joined(subject)
        self.sources += (podium,) if podium is not None else ()
        if when is not None:
            self.narrow(when.days)

    def narrow(self, days: Days) -> None:
        """Keep to these days too, unless nothing would be left."""
        both = self.days.within(days)
        if not both.is_empty:
            self.days = both


def read_clauses(tokens: Sequence[Token], people: People, today: date, *, asks_newest: bool = False) -> Clauses:
    """Who spoke and when, from clauses that say so and from nothing else.

    Args:
        asks_newest: The words before the tokens asked for ``the latest on``.
    """
    reading = Reading(tokens, people, today)
    clauses = Clauses()
    start, end = _read_labels(reading, clauses)
    places = _sentences(tokens, start, end)
    for place in [*places[:SENTENCES_READ], *places[SENTENCES_READ:][-SENTENCES_READ:]]:
        _read_sentence(reading, clauses, place)
    if not clauses.taken:
        _read_keywords(reading, clauses, asks_newest)
    if not clauses.taken and places:
        _drop_opener(reading, clauses, places[0])
    if not clauses.taken and len(places) == 1:
        clauses.take(places[0].first, end_of_ourselves(reading, places[0].first, places[0].last))
    return clauses


def _read_labels(reading: Reading, clauses: Clauses) -> tuple[int, int]:
    head = read_head(reading)
    start = head.end if head is not None else 0
    if start and reading.bare(start) in lexicon.ABOUT:
        clauses.take(start, start + 1)
        start += 1
    tail = read_tail(reading, start)
    for label in (head, tail):
        if label is not None:
            _apply_label(clauses, label)
    return start, tail.start if tail is not None else len(reading.tokens)


def _apply_label(clauses: Clauses, label: Label) -> None:
    clauses.subject = clauses.subject.joined(label.subject)
    if label.days is not None:
        clauses.narrow(label.days)
    clauses.take(label.start, label.end)


def _sentences(tokens: Sequence[Token], start: int, end: int) -> list[Place]:
    ends = [at + 1 for at in range(start, end) if at == end - 1 or _ends_sentence(tokens[at], tokens[at + 1])]
    starts = [start, *ends[:-1]]
    return (
        [Place(first, last, first == start, len(ends) == 1) for first, last in zip(starts, ends, strict=True)]
        if ends
        else []
    )


def _ends_sentence(token: Token, following: Token) -> bool:
    is_asked_next = following.is_capital and following.bare in lexicon.QUESTION_WORDS
    return token.ends_sentence or (token.tail == "." and is_asked_next)


def _read_sentence(reading: Reading, clauses: Clauses, place: Place) -> None:
    start = _after_lead_ins(reading, place.first)
    often = end_of_how_often(reading, start)
    if often is not None and _read_used(reading, clauses, place, often):
        return
    opening = reading.when(start)
    frame = read_frame(reading, opening.end) if opening is not None else None
    if frame is None:
        opening, frame = None, read_frame(reading, start)
    if frame is None and place.is_short:
        frame = read_later_question(reading, start, place.last)
    if frame is None or frame.end > place.last:
        return
    inner, podium, end = after_verb(reading, frame.end, place.last)
    when = inner or frame.when or opening
    if not _is_meant(reading, frame, place, end, when):
        return
    clauses.take(place.first if opening is not None or frame.start == start else frame.start, end)
    clauses.counts = clauses.counts or often is not None
    is_of_now = frame.subject.is_generic and any(token.bare in lexicon.PRESENT for token in reading.tokens[start:end])
    if when is None and place.is_short and not is_of_now:
        ending = read_ending(reading, frame, end, place.last)
        if ending is not None:
            clauses.take(ending.start, ending.end)
            podium, when = podium or ending.podium, ending.when
    clauses.say(frame.subject, when, podium)


def _read_used(reading: Reading, clauses: Clauses, place: Place, start: int) -> bool:
    """Take what stands around the topic of ``how often was … mentioned``; whether it stands so."""
    found = read_used(reading, start, place.last) if place.is_only else None
    if found is None:
        return False
    topic, frame = found
    clauses.take(place.first, topic.start)
    clauses.take(topic.stop, frame.end)
    clauses.counts = True
    clauses.say(frame.subject, frame.when)
    return True


def _is_meant(reading: Reading, frame: Frame, place: Place, end: int, when: When | None) -> bool:
    """Whether the asker asks us, rather than repeating what reporters ask each other."""
    is_dated = when is not None and when.has_year
    if place.is_only:
        return place.is_short or is_dated or not frame.subject.is_generic
    if not frame.is_asked:
        return place.is_first and (":" in reading.tokens[end - 1].tail or reading.bare(end - 1) in lexicon.ABOUT)
    is_aside = bool(set(reading.tokens[place.first].head) & set("([")) and is_dated
    if (frame.subject.speakers or is_aside) and not place.is_first:
        return place.is_short and reading.bare(frame.start) not in lexicon.AUXILIARIES
    return place.is_first and (is_dated or not frame.subject.is_generic)


def _after_lead_ins(reading: Reading, start: int) -> int:
    """Where the question begins after ``please tell me`` and the like."""
    at = start
    while True:
        lead_in = next((words for words in lexicon.LEAD_INS if stands(reading, at, words)), None)
        if lead_in is None:
            return at
        at += len(lead_in)


def _read_keywords(reading: Reading, clauses: Clauses, asks_newest: bool) -> None:
    """``denuclearization last week``: a date that ends or begins a few words without a verb."""
    words = [token.bare for token in reading.tokens if token.bare]
    if len(words) > KEYWORDS_MAX or any(word in lexicon.NOT_IN_KEYWORDS for word in words):
        return
    opening = reading.when(0)
    if opening is not None and _is_unmistakable(opening, reading.today):
        clauses.take(0, opening.end)
        clauses.narrow(opening.days)
        return
    end = _read_end(reading, clauses, len(reading.tokens))
    if asks_newest:
        _read_last_speaker(reading, clauses, end)


def _read_end(reading: Reading, clauses: Clauses, end: int) -> int:
    """Where the words before a date at the end are over."""
    for at in range(max(0, end - END_WHEN_MAX_WORDS), end):
        when = reading.when(at) or _bare_year(reading, at)
        if when is not None and when.end == end and _is_unmistakable(when, reading.today):
            clauses.take(at, when.end)
            clauses.narrow(when.days)
            return at
    return end


def _read_last_speaker(reading: Reading, clauses: Clauses, end: int) -> None:
    """``the latest on ferries from Price``: not without ``the latest``, for ``a letter from Price`` is a topic."""
    for at in range(1, end):
        found = reading.known(at + 1) if reading.bare(at) in ("from", "by") else None
        if found is not None and found[1] == end:
            clauses.subject = clauses.subject.joined(found[0])
            clauses.take(at, end)


def _bare_year(reading: Reading, at: int) -> When | None:
    """``north korea 2020``; not ``election 2020``, which is the name of something."""
    point = read_point([reading.bare(at)], 0, reading.today) if at else None
    if point is None or not point.has_year or point.is_clear or reading.bare(at - 1) in lexicon.BEARS_YEAR:
        return None
    return When(point.days, at + 1, is_clear=False, has_year=True)


def _is_unmistakable(when: When, today: date) -> bool:
    return (when.is_clear or when.has_year) and not is_future(when, today)


def _drop_opener(reading: Reading, clauses: Clauses, place: Place) -> None:
    """Leave out ``is there anything on`` and ``quotes on``."""
    start = _after_lead_ins(reading, place.first)
    opener = next((words for words in lexicon.TOPIC_OPENERS if stands(reading, start, words)), None)
    noun = start
    while reading.bare(noun) in lexicon.NOUN_OPENERS:
        noun += 1
    if opener is not None:
        start += len(opener)
    elif reading.bare(noun) in lexicon.STATEMENTS and reading.bare(noun + 1) in lexicon.ABOUT:
        start = noun + 2
    elif start > place.first and reading.bare(start - 1) not in ("me", "know", "remember", "please", "for", "see"):
        return
    if start < place.last:
        clauses.take(place.first, start)
