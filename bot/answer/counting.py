"""What an answer adds where the question asks how often, or who first: the count of the very words."""

from typing import Final

from bot.answer.sight import Sight
from bot.answer.timeline import summary, uses_of
from bot.errors import QueryError
from bot.index.phrases import words_of
from bot.query.filters import describe_filters
from bot.query.model import Order, Query

PHRASE_MAX_WORDS: Final = 6
"""Longer words without quotation marks are a subject, and no wording that somebody repeats."""
_BEFORE_PHRASE: Final = frozenset("the a an word words phrase term expression".split())


def how_often(sight: Sight, query: Query) -> str:
    """First and last use and how often, officials apart from reporters; empty where nobody asked for it.

    Who said a phrase first may be a reporter, whom the quotes of an answer leave out.
    """
    phrases = _counted_phrases(query)
    if not phrases or query.skip or sight.only is not None:
        return ""
    counted = Query("", "", phrases, query.speakers, query.roles, query.after, query.before, query.sources)
    try:
        found = uses_of(sight, counted, phrases)
    except QueryError:
        return ""
    opens = f" Each count opens with: timeline {' '.join(_filters(counted))}" if found.uses else ""
    return f"{summary(found)}{opens}"


def _counted_phrases(query: Query) -> tuple[str, ...]:
    if query.phrases:
        return query.phrases if query.counts or query.order is Order.OLDEST else ()
    words = query.words.split() if query.counts else []
    while words and words[0].casefold() in _BEFORE_PHRASE:
        words.pop(0)
    phrase = " ".join(words)
    return (phrase,) if words_of(phrase) and len(words) <= PHRASE_MAX_WORDS else ()


def _filters(counted: Query) -> tuple[str, ...]:
    """The phrase first, then the rest, as they are typed."""
    shown = describe_filters(counted)
    quoted = tuple(f'"{phrase}"' for phrase in counted.phrases)
    return (*quoted, *(one for one in shown if one not in quoted))
