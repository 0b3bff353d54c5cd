"""What the answer says besides quotes: what was found, why not, what to try.

Neutral words only, at most a few sentences, and never that something was not
said: absence from these briefings is not denial.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.answer.model import Coverage
from bot.answer.wording import ALIKE, Wording
from bot.query.model import Order, Query

_ORDER: Final = {Order.BEST: "", Order.NEWEST: ", newest first", Order.OLDEST: ", oldest first"}
NO_BRIEFINGS: Final = "I have no briefing to show yet: add one to the knowledge folder and reload."
LISTED_MAX: Final = 5
"""More names than this are not a hint."""


def day(held_on: date) -> str:
    """A calendar day in words: 9 February 2021."""
    return f"{held_on.day} {held_on:%B %Y}"


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 turn, 2,000 turns."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def span(after: date | None, before: date | None) -> str:
    """A range of days in words; a whole month or year by its name."""
    if after and before:
        return _whole(after, before) or (day(after) if after == before else f"{day(after)} – {day(before)}")
    return f"since {day(after)}" if after else f"until {day(before)}" if before else "any day"


def _whole(after: date, before: date) -> str | None:
    ends_month = before.day == monthrange(before.year, before.month)[1]
    if after.day != 1 or not ends_month or after.year != before.year:
        return None
    if after.month == before.month:
        return f"{after:%B %Y}"
    return str(after.year) if (after.month, before.month) == (1, 12) else None


def briefings_in(coverage: Coverage) -> str:
    """How much there is: 412 briefings (January 2021 – June 2024)."""
    if coverage.first is None or coverage.last is None:
        return "0 briefings"
    count = counted(coverage.briefings, "briefing")
    return f"{count} ({span(coverage.first, coverage.last)})"


def found(quotes: int, matched: int, order: Order = Order.BEST) -> str:
    """How many are shown, of how many passages that share words with the question; the order where one was asked for."""
    shown = "1 quote" if quotes == 1 else f"{quotes} quotes"
    if quotes == matched:
        return f"{shown}{_ORDER[order]}."
    return f"{shown}{_ORDER[order]}, the best of {matched:,} passages that share words with your question."


def more(first: int, last: int, matched: int, order: Order = Order.BEST) -> str:
    """Which quotes these are, after those that were shown."""
    which = f"Quote {first}" if first == last else f"Quotes {first} to {last}"
    return f"{which}{_ORDER[order]}, of {matched:,} passages that share words with your question."


def no_more(shown: int) -> str:
    """All quotes have been shown."""
    those = "That was the only quote" if shown == 1 else f"Those were all {shown:,} quotes"
    return f"{those} I found for this question. Ask with other words, or write “any speaker” or “any time” to widen it."


def no_match(query: Query, absent: Sequence[str], coverage: Coverage) -> str:
    """Nothing shares a word with the question."""
    if coverage.first is None:
        return NO_BRIEFINGS
    about = f" about “{query.words}”" if query.words else ""
    whose = f" by {' or '.join(speaker.name for speaker in query.speakers)}" if query.speakers else ""
    role = f" by anyone who was {' or '.join(query.roles)}" if query.roles else ""
    sentence = f"I found no passage{about}{whose}{role} in {briefings_in(coverage)}."
    if absent and not whose and not role:
        listed = ", ".join(f"“{word}”" for word in absent[:5])
        sentence += f" Not among the words I can search: {listed}."
    return sentence + " Try fewer or other words."


def unheard(only: Query, coverage: Coverage) -> str:
    """A filter that leaves nothing by itself: no other words will help."""
    if coverage.first is None:
        return NO_BRIEFINGS
    if only.speakers:
        who = " or ".join(speaker.name for speaker in only.speakers)
        return f"I hold no words by {who} in {briefings_in(coverage)}. Ask without the name to search everybody."
    if only.roles:
        return f"I hold no words by anybody whose role was “{' or '.join(only.roles)}” in {briefings_in(coverage)}."
    return f"I hold nothing from “{' or '.join(only.sources)}” in {briefings_in(coverage)}."


def weak(query: Query, absent: Sequence[str]) -> str:
    """Some passages share some of the words; which words none does."""
    missing = f" Not among the words I can search: {', '.join(f'“{word}”' for word in absent[:5])}." if absent else ""
    asked = query.words or query.text
    return f"No passage answers “{asked}” closely.{missing} These share some of your words (weak matches)."


def outside(query: Query, coverage: Coverage, nearest: Sequence[date]) -> str:
    """The days asked for hold no briefing."""
    if coverage.first is None:
        return NO_BRIEFINGS
    asked = (
        f"for {span(query.after, query.before)}" if query.after and query.before else span(query.after, query.before)
    )
    near = " or ".join(day(held_on) for held_on in nearest)
    hint = f" The nearest briefing is of {near}." if near else ""
    return f"I have no briefing {asked}. I hold {briefings_in(coverage)}.{hint}"


def unknown_speaker(names: Sequence[str], near: Sequence[str], quoted: Sequence[str]) -> str:
    """A name that nobody here has; who is quoted at all, where they are few."""
    sentence = f"I know no speaker called {' or '.join(f'“{name}”' for name in names)}."
    if near:
        return f"{sentence} Did you mean {' or '.join(near)}?"
    if 0 < len(quoted) <= LISTED_MAX:
        return f"{sentence} Quoted here: {', '.join(quoted)}."
    return f"{sentence} Ask without the name to search everybody."


def reporter_only(held_on: date, exact: bool) -> str:
    """Only a reporter used the words."""
    if exact:
        return f"I found these words only in a reporter's question, on {day(held_on)}, and in no answer that I hold."
    return f"I found this only in a reporter's question, on {day(held_on)}; no answer that I can show holds it."


def elsewhere(query: Query) -> str:
    """The exact words are there, but not where the filters look."""
    whose = f" by {' or '.join(speaker.name for speaker in query.speakers)}" if query.speakers else ""
    return (
        f"I hold no passage{whose} with exactly these words within your filters. "
        "Exactly these words stand here, said by somebody else or at another time."
    )


def closest(phrase: str, wording: Wording) -> str:
    """A quoted phrase stands nowhere word for word; which words differ in the closest one."""
    opening = f"No passage I hold has the words “{phrase}” exactly as typed."
    if not wording.differing:
        return f"{opening} Here is the closest wording I have."
    if wording.likeness < ALIKE:
        return f"{opening} The closest I have shares only some of them."
    if wording.is_reordered:
        return f"{opening} The closest wording has the same words in another order."
    changes = "; ".join(_change(asked, real) for asked, real in wording.differing[:4])
    more = "" if len(wording.differing) <= 4 else f"; and {len(wording.differing) - 4} more"
    return f"{opening} The closest wording differs: {changes}{more}."


def _change(asked: str, real: str) -> str:
    if asked and real:
        return f"you have “{asked}”, the source has “{real}”"
    return f"you have “{asked}”, the source does not" if asked else f"the source also has “{real}”"
