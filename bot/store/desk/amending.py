"""A snapshot on the terms the desk decided, without reading or indexing it again."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from bot.briefing.decisions import Decisions
from bot.briefing.model import Briefing
from bot.index.amended import AmendedField, Overlaid
from bot.index.passages import PassageIndex, quotable_briefings, restricted_briefings
from bot.store.snapshot import Knowledge, Snapshot


def amend(snapshot: Snapshot, decisions: Decisions) -> Snapshot:
    """The snapshot as if every briefing stood in its file on the terms now in force.

    Whoever walks briefings or asks the index meets the amended ones: a withdrawn
    briefing is gone, a withdrawn turn is off the record, a released embargo is none.
    """
    touched = decisions.touched()
    if snapshot.knowledge.decisions != decisions:
        snapshot = replace(snapshot, knowledge=replace(snapshot.knowledge, decisions=decisions))
    positions = [n for n, briefing in enumerate(snapshot.index.briefings) if briefing.id in touched]
    if not positions:
        return snapshot
    briefings = {n: decisions.in_force(snapshot.index.briefings[n]) for n in positions}
    index = _index(snapshot, decisions, briefings)
    return replace(snapshot, knowledge=known_by_now(snapshot.knowledge, decisions), index=index)


def known_by_now(knowledge: Knowledge, decisions: Decisions) -> Knowledge:
    """The same without what is withdrawn: briefings that are gone, turns that are off the record."""
    touched = decisions.touched()
    briefings = {
        key: decisions.in_force(briefing) if key in touched else briefing
        for key, briefing in knowledge.briefings.items()
        if key not in touched or decisions.on_briefing(key) is None
    }
    return replace(knowledge, briefings=briefings, decisions=decisions)


def _index(snapshot: Snapshot, decisions: Decisions, briefings: Mapping[int, Briefing]) -> PassageIndex:
    index = snapshot.index
    usable = tuple(briefing for briefing in briefings.values() if not decisions.on_briefing(briefing.id))
    anew = PassageIndex.build(usable, snapshot.knowledge.register, index.vocabulary)
    places = {(p.briefing.id, p.turn.number): number for number, p in enumerate(anew.passages)}
    passages, hidden = dict[int, int](), np.zeros(len(index), dtype=bool)
    for number in _passages_of(index, briefings):
        passage = index.passages[number]
        place = places.get((passage.briefing.id, passage.turn.number))
        if place is None:
            hidden[number] = True
        else:
            passages[number] = place
    numbers, places_anew = np.array(list(passages), dtype=np.int32), np.array(list(passages.values()), dtype=np.int64)
    amended = tuple(briefings.get(n, briefing) for n, briefing in enumerate(index.briefings))
    return replace(
        index,
        briefings=amended,
        quotable=quotable_briefings(len(amended), index.briefing_nos[~index.is_question & ~hidden]),
        restricted=restricted_briefings(amended),
        passages=Overlaid(index.passages, {n: anew.passages[at] for n, at in passages.items()}),
        contexts=Overlaid(index.contexts, {n: anew.contexts[at] for n, at in passages.items()}),
        context=AmendedField(index.context, anew.context, numbers, places_anew),
        hidden=hidden,
    )


def _passages_of(index: PassageIndex, briefings: Mapping[int, Briefing]) -> list[int]:
    numbers: list[int] = np.flatnonzero(np.isin(index.briefing_nos, list(briefings))).tolist()
    return numbers
