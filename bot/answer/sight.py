"""What exists for an asker in one snapshot, worked out once for all who may see the same."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

import numpy as np

from bot.answer.access import coverage_for, passages_of, seen_briefings
from bot.answer.model import Asker, Coverage, Quote
from bot.answer.quotes import Cut, quotes_of
from bot.answer.selecting import selected
from bot.briefing.speakers import Register
from bot.index.passages import Mask, Numbers, PassageIndex
from bot.index.statistics import Statistics
from bot.query.model import Query
from bot.query.people import People
from bot.store.snapshot import Snapshot

KEPT_MAX: Final = 8
"""Sights kept of one snapshot: audiences and embargoes make few that differ."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What exists for this asker; the same for all who may see the same.

    Attributes:
        briefings: Which briefings of the index do.
        seen: Which passages of the index do.
        only: The passages among which is looked; None for all. Statistics are taken over all in any case.
    """

    index: PassageIndex
    register: Register
    briefings: Mask
    seen: Mask
    coverage: Coverage
    only: Mask | None = None

    @property
    def officials(self) -> Mask:
        """The visible passages that are no reporter's question."""
        return self.spoken.seen

    @cached_property
    def spoken(self) -> Statistics:
        """What is computed once over ``officials``."""
        return Statistics.of(self.index, self.seen & ~self.index.is_question)

    @cached_property
    def asked(self) -> Statistics:
        """The same over the visible questions of reporters."""
        return Statistics.of(self.index, self.seen & self.index.is_question)

    @cached_property
    def people(self) -> People:
        """Everybody a question may name: the register, and labels this asker can see."""
        index = self.index
        names = [index.labels.values[n] for n in met(index.label_nos[self.seen])]
        heard = frozenset(index.speakers.values[n] for n in met(index.speaker_nos[self.seen]))
        return People(self.register, names, heard)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which something was held that this asker can see, ascending."""
        shown = zip(self.index.briefings, self.briefings, strict=True)
        return tuple(sorted({briefing.held_on for briefing, is_seen in shown if is_seen}))

    def among(self, only: Mask) -> "Sight":
        """The same, looked at among some passages; what is worked out over all is not worked out again."""
        _ = self.people, self.spoken, self.asked, self.days
        narrow = copy(self)
        object.__setattr__(narrow, "only", only)
        return narrow

    def chosen(self, query: Query) -> Mask:
        """The passages among which a query looks, seen or not."""
        chosen = selected(self.index, query)
        return chosen if self.only is None else chosen & self.only

    def quotes(
        self, numbers: Iterable[int], cut: Cut, limit: int, explained: Callable[[int], bool] = lambda number: False
    ) -> tuple[Quote, ...]:
        """Quotes of these passages, in this order; some with the lead-in that explains them."""
        return tuple(quotes_of(self.index, self.register, map(int, numbers), cut, explained, self.seen, limit))


class Sights:
    """The sights of the snapshot in use."""

    def __init__(self) -> None:
        self._kept: tuple[Snapshot, dict[bytes, Sight]] | None = None

    def of(self, snapshot: Snapshot, asker: Asker, now: datetime) -> Sight:
        """What exists for this asker at this moment."""
        kept = self._kept
        if kept is None or kept[0] is not snapshot:
            kept = self._kept = (snapshot, {})
        briefings = seen_briefings(snapshot.index, asker, now)
        key = briefings.tobytes()
        found = kept[1].get(key)
        if found is None:
            if len(kept[1]) >= KEPT_MAX:
                kept[1].clear()
            seen = passages_of(snapshot.index, briefings)
            coverage = coverage_for(snapshot, briefings)
            found = kept[1][key] = Sight(snapshot.index, snapshot.knowledge.register, briefings, seen, coverage)
        return found


def met(numbers: Numbers) -> Numbers:
    """The numbers that occur, ascending, without -1; many times faster than sorting them."""
    return np.flatnonzero(np.bincount(numbers[numbers >= 0])).astype(np.int32)
