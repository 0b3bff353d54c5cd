"""What an answer says around its quotes: what was asked, what was not found, what it rests on."""

from collections.abc import Sequence
from datetime import UTC
from typing import Final, assert_never

from bot.answer.model import Answer, Found, Misread, NothingFound, Quote
from bot.answer.sentences import briefings_in
from bot.query.filters import describe_filters
from bot.slack.escape import shorten, tame, tame_lines

ASKED_MAX_CHARS: Final = 300
FILTERS_MAX_CHARS: Final = 300
EXPLAINED_MAX_CHARS: Final = 1_400
NAMED_MAX: Final = 3
"""Quotes that did not fit are named up to this many; each can be looked up by its id."""


def asked(answer: Answer) -> str:
    """The question as it was read: the words, and the filters they were understood as."""
    words = shorten(tame(answer.question.text), ASKED_MAX_CHARS)
    line = f"Asked: {words}" if words else "Asked without words"
    understood = _filters(answer)
    return f"{line} · Understood: {understood}" if understood else line


def explained(answer: Answer, shown: int) -> str:
    """What has to be said before the quotes, or instead of them; empty where they speak for themselves."""
    match answer:
        case Found():
            return "" if shown else "What I found is too long for one message."
        case NothingFound():
            unsaid = [hint for hint in answer.suggestions if hint not in answer.message]
            says = answer.message + (f"\nDid you mean: {', '.join(unsaid)}?" if unsaid else "")
        case Misread():
            says = answer.problem
        case _:
            assert_never(answer)
    return shorten(tame_lines(says), EXPLAINED_MAX_CHARS) or "I have nothing to show."


def headline(answer: Answer, shown: int) -> str:
    """How the text begins."""
    says = explained(answer, shown)
    if says:
        return says
    understood = _filters(answer)
    count = "1 quote" if shown == 1 else f"{shown} quotes"
    words = shorten(tame(answer.question.text), ASKED_MAX_CHARS)
    return f"{count} on “{words}”{f' ({understood})' if understood else ''}:"


def footer(answer: Answer, shown: int, left_out: Sequence[Quote]) -> str:
    """What was left out, and how much there is, how fresh, in which version."""
    coverage = answer.coverage
    parts = [
        *_omissions(shown, left_out),
        *_counted(answer, shown),
        briefings_in(coverage),
        f"loaded {coverage.loaded_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        f"version {tame(coverage.snapshot)}",
    ]
    return " · ".join(parts)


def _filters(answer: Answer) -> str:
    if isinstance(answer, Misread):
        return ""
    return shorten(tame(" ".join(describe_filters(answer.query))), FILTERS_MAX_CHARS)


def _counted(answer: Answer, shown: int) -> list[str]:
    if isinstance(answer, Misread) or not shown:
        return []
    return [f"Verbatim · {shown} of {answer.matched:,} passage{'' if answer.matched == 1 else 's'}"]


def _omissions(shown: int, left_out: Sequence[Quote]) -> list[str]:
    if not left_out:
        return []
    more = "more " if shown else ""
    count = f"1 {more}quote" if len(left_out) == 1 else f"{len(left_out)} {more}quotes"
    names = ", ".join(tame(quote.passage.id) for quote in left_out[:NAMED_MAX])
    return [f"{count} did not fit: {names}{', …' if len(left_out) > NAMED_MAX else ''}"]
