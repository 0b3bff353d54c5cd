"""A question's text → Query."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from bot.errors import QueryError
from bot.query.clauses.reader import Clauses, read_clauses
from bot.query.filters import read_filters
from bot.query.model import Order, Query, SpeakerFilter
from bot.query.order import read_order
from bot.query.people import People
from bot.query.scan import scan
from bot.query.tokens import Kind, Token, clean

QUESTION_MAX_CHARS: Final = 1000
_SENTENCE_ENDS: Final = "?!.,;:…"
_NOTHING_ASKED: Final = "Ask me what was said, for example: what did Price say about North Korea last week?"


def parse_query(text: str, *, people: People, today: date, words_only: bool = False) -> Query:
    """Understand a question: typed filters, quoted phrases, and who and when in plain language.

    Dates in plain language narrow nothing where a date filter is typed.

    Args:
        words_only: Take a plain sentence as words to search; typed filters and phrases still count.

    Raises:
        QueryError: The question is empty or too long, or a typed filter cannot be read.
    """
    query, left, whole = read_apart(text, people=people, today=today, words_only=words_only)
    words = left if left or _is_filtered(query) else whole
    if not words and not _is_filtered(query):
        raise QueryError(_NOTHING_ASKED)
    return replace(query, words=words)


def read_apart(text: str, *, people: People, today: date, words_only: bool = False) -> tuple[Query, str, str]:
    """A query without words yet, the words that no clause has taken, and all words.

    Raises:
        QueryError: The question is too long, or a typed filter cannot be read.
    """
    if max(len(text), len(unicodedata.normalize("NFC", text[: QUESTION_MAX_CHARS + 1]))) > QUESTION_MAX_CHARS:
        raise QueryError(f"Your question is longer than {QUESTION_MAX_CHARS:,} characters. Please shorten it.")
    asked = clean(text)
    filters = read_filters(scan(asked), people, today)
    order, rest = (Order.BEST, list(filters.rest)) if words_only else read_order(filters.rest)
    clauses = Clauses() if words_only else read_clauses(rest, people, today, asks_newest=order is Order.NEWEST)
    days = filters.days if filters.days.first or filters.days.last else clauses.days
    query = Query(
        text=asked,
        words="",
        phrases=_unique(token.text for token in rest if token.kind is Kind.PHRASE and token.core),
        speakers=_unique_speakers((*filters.speakers, *clauses.subject.speakers)),
        roles=_unique((*filters.roles, *clauses.subject.roles)),
        after=days.first,
        before=days.last,
        sources=_unique((*filters.sources, *clauses.sources)),
        unknown_speakers=_unique((*filters.unknown_speakers, *clauses.subject.unknown)),
        order=order,
        counts=clauses.counts,
    )
    left = _joined(token for at, token in enumerate(rest) if at not in clauses.taken)
    return query, left, _joined(rest)


def _is_filtered(query: Query) -> bool:
    narrowed = (query.speakers, query.roles, query.sources, query.unknown_speakers, query.after, query.before)
    return any(one for one in narrowed)


def _joined(tokens: Iterable[Token]) -> str:
    """The words as typed, with single spaces; the end of the last sentence is no part of them."""
    kept = [token for token in tokens if token.core]
    words = " ".join(token.text for token in kept)
    if not kept or kept[-1].kind is Kind.PHRASE:
        return words
    ends = kept[-1].tail.lstrip(".") if "." in kept[-1].core else kept[-1].tail
    return words[: len(words) - len(ends)] if not set(ends) - set(_SENTENCE_ENDS) else words


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _unique_speakers(speakers: Iterable[SpeakerFilter]) -> tuple[SpeakerFilter, ...]:
    return tuple({(speaker.ids, speaker.labels): speaker for speaker in reversed(list(speakers))}.values())[::-1]
