"""A text in a thread → a query: a new question, or the last one with a change."""

from datetime import date
from typing import Final

from bot.errors import QueryError
from bot.query.clauses.subjects import Subject
from bot.query.dates.calendar import ALWAYS
from bot.query.filters import Filters, read_filters
from bot.query.followups.antecedents import with_antecedents
from bot.query.followups.change import Change, combined
from bot.query.followups.fragments import read_fragment
from bot.query.followups.last import LastQuestion
from bot.query.followups.lexicon import START_OVER
from bot.query.model import Query
from bot.query.parse import QUESTION_MAX_CHARS, parse_query
from bot.query.people import People
from bot.query.scan import scan
from bot.query.tokens import clean, core_of, fold_word

_STARTED_OVER: Final = "I start over: this thread's last question no longer counts. Ask me what was said."
_PARTS: Final = ".:,;!?-–—"


def understand(text: str, last: LastQuestion, *, people: People, today: date) -> Query:
    """Understand a text that follows a question.

    What is not clearly elliptical is a question of its own.

    Raises:
        QueryError: As ``parse_query``; or the text asks to start over, and nothing else.
    """
    asked = clean(text)
    fresh = after_start_over(asked)
    if fresh == "":
        raise QueryError(_STARTED_OVER)
    if fresh is not None or len(asked) > QUESTION_MAX_CHARS:
        return parse_query(fresh or asked, people=people, today=today)
    filters = read_filters(scan(asked), people, today)
    typed = _typed(filters)
    is_filters_only = typed != Change() and not any(token.core for token in filters.rest)
    change = Change() if is_filters_only else read_fragment(filters.rest, last, people, today)
    if change is not None:
        return combined(asked, last, change.joined(typed), people)
    return with_antecedents(asked, last, people, today)


def after_start_over(text: str) -> str | None:
    """What follows the wish to start over; None if there is no such wish."""
    words = text.split()
    for phrase in START_OVER:
        begun = words[: len(phrase)]
        if tuple(fold_word(core_of(word)) for word in begun) == phrase:
            rest = words[len(phrase) :]
            if not rest or begun[-1][-1] in _PARTS or rest[0] in _PARTS:
                return " ".join(rest).lstrip(_PARTS + " ")
    return None


def _typed(filters: Filters) -> Change:
    """The typed filters: each replaces what the last question had of its kind."""
    names_somebody = filters.speakers or filters.roles or filters.unknown_speakers
    return Change(
        subject=Subject(filters.speakers, filters.roles, filters.unknown_speakers) if names_somebody else None,
        days=filters.days if filters.days != ALWAYS else None,
        sources=filters.sources or None,
    )
