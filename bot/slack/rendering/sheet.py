"""What one message shows, whatever asked for it: our own words around quotes."""

from dataclasses import dataclass
from datetime import UTC
from typing import Final, assert_never

from bot.answer.model import Answer, Coverage, Found, Misread, NothingFound, Quote
from bot.answer.sentences import briefings_in
from bot.query.filters import describe_filters
from bot.slack.payload.escape import shorten, tame, tame_lines

ASKED_MAX_CHARS: Final = 300
FILTERS_MAX_CHARS: Final = 300
EXPLAINED_MAX_CHARS: Final = 1_400
SAYS_MAX_CHARS: Final = 2_800
"""A section holds 3,000. Source: docs.slack.dev, section block, "text"; read 2026-11."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a message or modal, before it is laid out.

    Attributes:
        asked: What was asked, restated.
        says: Our own words before the quotes, or instead of them.
        quotes: In this order; as many as fit are shown.
        lead: How the text goes on after "2 quotes", where we say nothing else.
        matched: Of how many passages the quotes are the best; None where that says nothing.
        footer: What it all rests on, in pieces.
        links: Addresses of messages that are spoken of, in their order; None for one that has none.
        shared_by: Who put it where everybody sees it; empty where nobody did.
    """

    asked: str
    says: str = ""
    quotes: tuple[Quote, ...] = ()
    lead: str = ""
    matched: int | None = None
    footer: tuple[str, ...] = ()
    links: tuple[str | None, ...] = ()
    shared_by: str = ""


def sheet_of(answer: Answer) -> Sheet:
    """An answer as a sheet."""
    words, understood = shorten(tame(answer.question.text), ASKED_MAX_CHARS), _filters(answer)
    asked = f"Asked: {words}" if words else "Asked without words"
    return Sheet(
        asked=f"{asked} · Understood: {understood}" if understood else asked,
        says=_explained(answer),
        quotes=() if isinstance(answer, Misread) else answer.quotes,
        lead=f" on “{words}”{f' ({understood})' if understood else ''}:",
        matched=None if isinstance(answer, Misread) else answer.matched,
        footer=rests_on(answer.coverage),
    )


def own_sheet(
    asked: str, says: str, coverage: Coverage, quotes: tuple[Quote, ...] = (), matched: int | None = None
) -> Sheet:
    """A sheet of our own words and some quotes; both texts may hold anything."""
    return Sheet(
        asked=shorten(tame(asked), ASKED_MAX_CHARS) or "Asked without words",
        says=shorten(tame_lines(says), SAYS_MAX_CHARS),
        quotes=quotes,
        matched=matched,
        footer=rests_on(coverage),
    )


def bare_sheet(asked: str, says: str, links: tuple[str | None, ...] = ()) -> Sheet:
    """A sheet of our own words that rests on no archive; both texts may hold anything."""
    return Sheet(shorten(tame(asked), ASKED_MAX_CHARS), shorten(tame_lines(says), SAYS_MAX_CHARS), links=links)


def rests_on(coverage: Coverage) -> tuple[str, ...]:
    """How much there is, how fresh, in which version."""
    return (
        briefings_in(coverage),
        f"loaded {coverage.loaded_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        f"version {tame(coverage.snapshot)}",
    )


def _explained(answer: Answer) -> str:
    match answer:
        case Found():
            return ""
        case NothingFound():
            unsaid = [hint for hint in answer.suggestions if hint not in answer.message]
            says = answer.message + (f"\nDid you mean: {', '.join(unsaid)}?" if unsaid else "")
        case Misread():
            says = answer.problem
        case _:
            assert_never(answer)
    return shorten(tame_lines(says), EXPLAINED_MAX_CHARS) or "I have nothing to show."


def _filters(answer: Answer) -> str:
    if isinstance(answer, Misread):
        return ""
    return shorten(tame(" ".join(describe_filters(answer.query))), FILTERS_MAX_CHARS)
