"""Who may see what: decided here, before anything is ranked or counted."""

from collections.abc import Sequence
from datetime import date, datetime

import numpy as np

from bot.answer.model import Asker, Coverage
from bot.briefing.model import Briefing, Kind
from bot.index.passages import Mask, PassageIndex
from bot.store.snapshot import Snapshot


def may_see(briefing: Briefing, asker: Asker, now: datetime) -> bool:
    """Whether a briefing exists for this asker: embargo lifted, asker in its audience."""
    if briefing.embargo is not None and not briefing.embargo.is_lifted(now):
        return False
    return not briefing.audience or asker.channel in briefing.audience


def is_listed(briefing: Briefing, asker: Asker, now: datetime) -> bool:
    """Whether a list may name a briefing: it exists for this asker, and something said in it may be quoted."""
    officials = (turn for turn in briefing.turns if turn.kind in (Kind.SPEECH, Kind.REPORTED))
    return may_see(briefing, asker, now) and any(briefing.rule_for(turn).is_quotable for turn in officials)


def seen_briefings(index: PassageIndex, asker: Asker, now: datetime) -> Mask:
    """For each briefing of the index, whether it exists for this asker."""
    seen = index.quotable.copy()
    for number in index.restricted:
        seen[number] &= may_see(index.briefings[number], asker, now)
    return seen


def passages_of(index: PassageIndex, briefings: Mask) -> Mask:
    """The passages of these briefings, those that may never be shown left out."""
    if not len(index):
        return np.empty(0, dtype=bool)
    seen: Mask = briefings[index.briefing_nos] & ~index.hidden
    return seen


def coverage_for(snapshot: Snapshot, visible: Mask) -> Coverage:
    """What somebody can be shown who sees these briefings, and no other counts."""
    briefings = snapshot.index.briefings
    seen = np.flatnonzero(visible)
    return Coverage(
        briefings=len(seen),
        first=briefings[seen[0]].held_on if len(seen) else None,
        last=briefings[seen[-1]].held_on if len(seen) else None,
        snapshot=snapshot.knowledge.version,
        loaded_at=snapshot.loaded_at,
    )


def nearest_days(days: Sequence[date], after: date | None, before: date | None) -> tuple[date, ...]:
    """The days closest to a range that holds none: the last before it, the first after it."""
    earlier = [day for day in days if after is not None and day < after]
    later = [day for day in days if before is not None and day > before]
    return tuple(day for day in (max(earlier, default=None), min(later, default=None)) if day is not None)
