"""A phrase over time as a sheet: first, last, how often; every count opens its passages."""

from typing import Final

from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.answer.sentences import counted
from bot.answer.sight import Sight
from bot.answer.timeline import Count, Timeline, bar, quotes_in, summary, timeline_of
from bot.errors import QueryError
from bot.slack.rendering.sheet import Sheet, own_sheet
from bot.slack.showing.content import Content

MONTHS_MAX: Final = 24
"""More months than that are counted by year."""
LINES_MAX: Final = 30
"""Counts that are told in words as well; of more, all are on buttons, and the quotes beside them keep their room."""
BAR_CHARS: Final = 12


def timeline(responder: Responder, text: str, asker: Asker) -> Content:
    """When a phrase was used and by whom."""
    sight = responder.sight(asker)
    snapshot = sight.coverage.snapshot
    try:
        found = timeline_of(sight, text, sight.people, responder.today())
    except QueryError as error:
        sheet = own_sheet(f"Timeline: {text}", str(error), sight.coverage)
        return Content(sheet, "misread", is_public=False, snapshot=snapshot)
    counts = _counts(found)
    says = "\n\n".join(part for part in (summary(found), "\n".join(_lines(counts))) if part)
    quotes = quotes_in(sight, found.ends)
    sheet = own_sheet(f"Timeline: {text}", says, sight.coverage, quotes)
    periods = tuple((count.period, count.all) for count in counts)
    outcome = "found" if found.uses else "nothing_found"
    return Content(sheet, outcome, is_public=True, snapshot=snapshot, periods=periods)


def uses_in(responder: Responder, sight: Sight, text: str, period: str) -> Sheet:
    """The passages that a count of a timeline counts, oldest first."""
    found = timeline_of(sight, text, sight.people, responder.today())
    uses = found.within(period)
    turns = counted(len(uses), "turn")
    return own_sheet(f"Timeline: {text} · {period}", f"{period}: {turns}.", sight.coverage, quotes_in(sight, uses))


def _counts(found: Timeline) -> tuple[Count, ...]:
    months = found.months()
    return months if len(months) <= MONTHS_MAX else found.years()


def _lines(counts: tuple[Count, ...]) -> list[str]:
    most = max((count.all for count in counts), default=0)
    earlier = len(counts) - LINES_MAX
    before = [f"{counts[0].period} to {counts[earlier - 1].period}: on the buttons below"] if earlier > 0 else []
    return before + [
        f"{count.period}: officials {count.officials:,}, reporters {count.reporters:,}  {bar(count.all, most, BAR_CHARS)}"
        for count in counts[max(0, earlier) :]
    ]
