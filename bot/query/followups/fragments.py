"""Texts that are no question of their own: "only Kirby", "and in March?", "what about Iran?".

Nothing is read as one unless the whole text is: a lead such as "and", then
filters, an order or a few words without a verb, and no word more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.query.clauses.lexicon import ABOUT as ON
from bot.query.clauses.lexicon import ARTICLES, NOT_IN_KEYWORDS
from bot.query.clauses.reading import Reading
from bot.query.clauses.subjects import Subject, read_subject
from bot.query.followups import lexicon
from bot.query.followups.change import Change
from bot.query.followups.last import LastQuestion
from bot.query.followups.relative import RELATIVE_MAX_WORDS, days_meant
from bot.query.followups.times import days_at
from bot.query.people import People
from bot.query.tokens import Kind, Token

FRAGMENT_MAX_WORDS: Final = 14
TOPIC_MAX_WORDS: Final = 6
NAME_MAX_WORDS: Final = 5
_JOINS: Final = frozenset(("and", "but", "or", "by", "from", "for", "with"))
_NO_TOPIC: Final = NOT_IN_KEYWORDS | frozenset("not except without never but".split())
_BY: Final = frozenset(("by", "from"))


@dataclass(frozen=True, slots=True)
class _Fragment:
    """What is read: the tokens between lead and trail, and how firm the lead is."""

    reading: Reading
    last: LastQuestion
    lead: str | None
    start: int
    end: int

    def words(self, at: int, end: int) -> tuple[str, ...]:
        return tuple(self.reading.bare(n) for n in range(at, end))


def read_fragment(tokens: Sequence[Token], last: LastQuestion, people: People, today: date) -> Change | None:
    """What a text without a question of its own changes; None if it is a question of its own."""
    spoken = [token for token in tokens if token.core]
    if not 0 < len(spoken) <= FRAGMENT_MAX_WORDS:
        return None
    fragment = _framed(Reading(spoken, people, today), last)
    if fragment.start >= fragment.end:
        return None
    read = _elements(fragment)
    if read is None:
        return None
    change, at = read
    return change if at == fragment.end else _with_topic(fragment, change, at)


def _framed(reading: Reading, last: LastQuestion) -> _Fragment:
    start, end, lead = 0, len(reading.tokens), None
    while found := _lead_at(reading, start):
        start += len(found)
        lead = _firmer(lead, lexicon.LEADS[found])
    while end > start and (trail := _trail_before(reading, start, end)):
        end -= len(trail)
        lead = lexicon.ONLY if trail == ("only",) else lead
    return _Fragment(reading, last, lead, start, end)


def _lead_at(reading: Reading, at: int) -> tuple[str, ...] | None:
    for count in (4, 3, 2, 1):
        words = tuple(reading.bare(at + n) for n in range(count))
        if words in lexicon.LEADS:
            return words
    return None


def _firmer(lead: str | None, found: str) -> str:
    """Of several leads the one that says most: "and only", "ok and"."""
    order = (None, lexicon.OTHER, lexicon.AND, lexicon.ABOUT, lexicon.ONLY)
    return found if order.index(found) > order.index(lead) else lead or found


def _trail_before(reading: Reading, start: int, end: int) -> tuple[str, ...] | None:
    for trail in (*lexicon.TRAILS, ("only",)):
        first = end - len(trail)
        if first > start and tuple(reading.bare(n) for n in range(first, end)) == trail:
            return trail
    return None


def _elements(fragment: _Fragment) -> tuple[Change, int] | None:
    """The filters from the start on, and where the words after them begin; None if a name stands where none can."""
    change, at = Change(), fragment.start
    while at < fragment.end:
        found = _element(fragment, at)
        if found is None and at > fragment.start and fragment.reading.bare(at) in _JOINS:
            found = _element(fragment, at + 1)
        if found is None:
            break
        change, at = change.joined(found[0]), found[1]
    return change, at


def _element(fragment: _Fragment, at: int) -> tuple[Change, int] | None:
    return _fixed(fragment, at) or _relative(fragment, at) or _time(fragment, at) or _somebody(fragment, at)


def _fixed(fragment: _Fragment, at: int) -> tuple[Change, int] | None:
    for end in range(min(fragment.end, at + lexicon.FIXED_MAX_WORDS), at, -1):
        words = fragment.words(at, end)
        if words in lexicon.FIXED and (words not in lexicon.NEEDS_ONLY or fragment.lead == lexicon.ONLY):
            return lexicon.FIXED[words], end
    return None


def _relative(fragment: _Fragment, at: int) -> tuple[Change, int] | None:
    for end in range(min(fragment.end, at + RELATIVE_MAX_WORDS), at, -1):
        days = days_meant(fragment.words(at, end), fragment.last)
        if days is not None:
            return Change(days=days), end
    return None


def _time(fragment: _Fragment, at: int) -> tuple[Change, int] | None:
    is_parallel = fragment.last.has_days and fragment.lead is not None
    found = days_at(fragment.reading, at, fragment.last, is_parallel=is_parallel)
    return (Change(days=found[0]), found[1]) if found is not None and found[1] <= fragment.end else None


def _somebody(fragment: _Fragment, at: int) -> tuple[Change, int] | None:
    """A person or a role, up to where something else begins."""
    start = at + 1 if fragment.reading.bare(at) in _BY else at
    for end in range(min(fragment.end, start + NAME_MAX_WORDS), start, -1):
        if end < fragment.end and not _begins(fragment, end):
            continue
        subject = read_subject(fragment.reading.tokens[start:end], fragment.reading.people)
        if subject is not None and _is_meant(fragment, subject, start, end, is_said=start > at):
            return Change(subject=replace(subject, unknown=())), end
    return None


def _begins(fragment: _Fragment, at: int) -> bool:
    """Whether something that is no name can begin here."""
    if fragment.reading.bare(at) in ON or _fixed(fragment, at) or _relative(fragment, at):
        return True
    return _time(fragment, at) is not None


def _is_meant(fragment: _Fragment, subject: Subject, start: int, end: int, *, is_said: bool) -> bool:
    """Whether who is named is to be heard, and not the topic.

    A title is a speaker where the last question had one; so is a lower-case
    name that is a word. "Only" and "by" leave no doubt.
    """
    if subject.is_generic or subject.unknown:
        return False
    tokens = fragment.reading.tokens[start:end]
    if is_said or fragment.lead == lexicon.ONLY:
        return True
    if fragment.lead in (None, lexicon.OTHER) and not all(token.is_capital for token in tokens):
        return False
    if not subject.speakers:
        return fragment.last.is_about_people
    return len(tokens) > 1 or tokens[0].is_capital or tokens[0].bare not in lexicon.ALSO_WORDS


def _with_topic(fragment: _Fragment, change: Change, at: int) -> Change | None:
    """The change, with the words left as another topic or as narrowing words; None if they are no such thing."""
    reading, is_first = fragment.reading, at == fragment.start
    says_about, is_narrowing = reading.bare(at) in ON, fragment.lead == lexicon.ONLY
    if not says_about and not (is_first and fragment.lead in (lexicon.AND, lexicon.ABOUT, lexicon.ONLY)):
        return None
    start = at + 1 if says_about else at
    time = _time_at_end(fragment, start)
    end = time[1] if time is not None else fragment.end
    tokens = reading.tokens[start:end]
    if not tokens or not _is_topic(tokens):
        return None
    change = change.joined(time[0]) if time is not None else change
    words = " ".join(token.text if token.kind is Kind.PHRASE else token.core for token in tokens)
    if is_narrowing and is_first:
        return replace(change, narrowing=words)
    phrases = tuple(token.text for token in tokens if token.kind is Kind.PHRASE)
    return replace(change, words=words, phrases=phrases)


def _time_at_end(fragment: _Fragment, start: int) -> tuple[Change, int] | None:
    """The time that ends a topic, where it can be nothing else, and where it begins."""
    for at in range(start + 1, fragment.end):
        when = fragment.reading.when(at)
        if when is not None and when.end == fragment.end and (when.is_clear or when.has_year):
            found = _time(fragment, at)
            return (found[0], at) if found is not None else None
    return None


def _is_topic(tokens: Sequence[Token]) -> bool:
    """A few words without a verb; a sentence is a question of its own."""
    bare = [token.bare for token in tokens if token.kind is Kind.WORD]
    is_short = sum(len(token.text.split()) for token in tokens if token.kind is Kind.WORD) <= TOPIC_MAX_WORDS
    says_something = any(word not in ARTICLES and word not in lexicon.IT for word in bare) or len(bare) < len(tokens)
    inside = any(token.ends_sentence for token in tokens[:-1])
    return is_short and says_something and not inside and not any(word in _NO_TOPIC for word in bare)
