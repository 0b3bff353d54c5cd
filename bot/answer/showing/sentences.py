"""What is said of a quote id that was looked up."""

from typing import Final, assert_never

from bot.answer.sentences import day
from bot.answer.showing.lookup import ChangedSince, Lookup, MovedTo, NotAnId, Unchanged, Unknown, Withdrawn

EXAMPLE: Final = "2021-02-09-state-department#6:0-133~1a2b3c4d"


def told(found: Lookup) -> str:
    """What has become of the words that an id names."""
    match found:
        case Unchanged():
            return "The id names these words, unchanged."
        case MovedTo(quotes):
            ids = ", ".join(quote.passage.id for quote in quotes)
            return f"Moved: the same words now stand under {ids}."
        case ChangedSince(briefing, now):
            version = f"version {briefing.source.version} of " if briefing.source.version else ""
            there = "At their place stands now" if now else "Ask for its subject to see what stands there now"
            return (
                f"Changed: {version}“{briefing.title}” of {day(briefing.held_on)} no longer holds the words of this id. "
                f"{there}{f': {now.passage.id}' if now else ''}."
            )
        case Withdrawn():
            return "Withdrawn: the desk has taken these words back. Ask an admin of this bot why."
        case Unknown(near):
            hint = f" Did you mean a quote of {' or '.join(near)}?" if near else ""
            return f"I hold no quote with this id.{hint}"
        case NotAnId():
            return f"That is no quote id. One looks like {EXAMPLE}."
        case _:
            assert_never(found)
