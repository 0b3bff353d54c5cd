"""Filters to passages: who spoke, in which role, when, in which source."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from bot.briefing.labels import place_words
from bot.briefing.model import Briefing
from bot.briefing.speakers import fold_label, fold_name
from bot.index.passages import Mask, PassageIndex
from bot.query.model import Query, SpeakerFilter

_RANKS = frozenset({"deputy", "vice", "assistant", "under", "associate", "former"})
_SPEAKS_FOR = frozenset({"spokesperson", "spokesman", "spokeswoman", "press secretary"})
"""One job under several names; which one is printed differs by house and year."""


def selected(index: PassageIndex, query: Query) -> Mask:
    """The passages a query's filters leave: an official's, by whom, when and where it says."""
    masks = [dated(index, query)]
    if query.speakers:
        masks.append(spoken_by(index, query.speakers))
    if query.roles:
        masks.append(_spoken_as(index, query.roles))
    if query.on_the_record:
        masks.append(_on_the_record(index))
    return reduce(np.logical_and, masks)


def _on_the_record(index: PassageIndex) -> Mask:
    """The passages that may be quoted by name; on background neither speaker nor label has a number."""
    mask = np.ones(len(index), dtype=bool)
    for number in np.flatnonzero((index.speaker_nos < 0) & (index.label_nos < 0) & ~index.is_question).tolist():
        passage = index.passages[number]
        mask[number] = not passage.briefing.rule_for(passage.turn).is_anonymous
    return mask


def dated(index: PassageIndex, query: Query) -> Mask:
    """The passages of the days and sources a query asks for, whoever spoke."""
    mask = np.ones(len(index), dtype=bool)
    if query.after:
        mask &= index.days >= query.after.toordinal()
    if query.before:
        mask &= index.days <= query.before.toordinal()
    if query.sources:
        fits = [any(_is_from(briefing, source) for source in query.sources) for briefing in index.briefings]
        mask &= np.array(fits, dtype=bool)[index.briefing_nos]
    return mask


def spoken_by(index: PassageIndex, wanted: Iterable[SpeakerFilter]) -> Mask:
    """The passages of these people, by register or by printed label."""
    ids = frozenset().union(*(speaker.ids for speaker in wanted))
    labels = frozenset().union(*(speaker.labels for speaker in wanted))
    speakers = index.speakers.numbers_where(value in ids for value in index.speakers.values)
    printed = index.labels.numbers_where(fold_label(value) in labels for value in index.labels.values)
    mask: Mask = np.isin(index.speaker_nos, speakers) | np.isin(index.label_nos, printed)
    return mask


def _spoken_as(index: PassageIndex, asked: Iterable[str]) -> Mask:
    """By the role held on that day, or by a printed label that names the role and nobody."""
    wanted = [_forms(fold_name(role)) for role in asked]

    def fits(value: str) -> bool:
        return any(_holds(fold_name(value), forms) for forms in wanted)

    roles = index.roles.numbers_where(map(fits, index.roles.values))
    labels = index.labels.numbers_where(map(fits, index.labels.values))
    mask: Mask = np.isin(index.role_nos, roles) | np.isin(index.label_nos, labels)
    return mask


def _forms(role: str) -> frozenset[str]:
    return _SPEAKS_FOR if role in _SPEAKS_FOR else frozenset({role})


def _holds(held: str, forms: frozenset[str]) -> bool:
    """Whether a title is the one asked for: no deputy is the minister."""
    words = set(held.split())
    return any(set(form.split()) <= words and words & _RANKS <= set(form.split()) for form in forms)


def _is_from(briefing: Briefing, asked: str) -> bool:
    source = briefing.source
    words, place = set(fold_name(asked).split()), place_words(fold_name(asked))
    named = [fold_name(name) for name in (source.publisher, source.kind, source.status.replace("_", " "))]
    venue = fold_name(briefing.venue or "")
    is_named = bool(words) and any(words <= set(name.split()) for name in (*named, venue))
    return is_named or (bool(place) and any(place <= place_words(name) for name in (named[0], venue)))
