"""What is held: who speaks, on which days, and what one briefing is; as far as this asker may see it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.answer.attribution import attribution_of
from bot.answer.showing.places import numbers_in, position_of, seen_in
from bot.answer.sight import Sight
from bot.briefing.model import Briefing, Kind
from bot.briefing.speakers import Speaker, fold_name
from bot.query.dates.expressions import read_date
from bot.query.tokens import core_of, fold_word


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks here.

    Attributes:
        turns: Of the speaker, on the record.
        first, last: Days with one of them.
    """

    speaker: Speaker
    turns: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Outline:
    """One briefing: what may be seen of it.

    Attributes:
        answers, questions: Turns.
        people: Those who speak, as each would be credited, with their turns; the most first.
    """

    briefing: Briefing
    answers: int
    questions: int
    people: tuple[tuple[str, int], ...]


def voices(sight: Sight, prefix: str = "") -> tuple[Voice, ...]:
    """Who speaks, the most turns first; only those whom the beginning of a name means."""
    index = sight.index
    spoken = np.flatnonzero(sight.officials & (index.speaker_nos >= 0))
    numbers, days = index.speaker_nos[spoken], index.days[spoken]
    counts = np.bincount(numbers, minlength=len(index.speakers.values))
    asked, found = fold_name(prefix), []
    for number in np.flatnonzero(counts):
        speaker = sight.register.get(index.speakers.values[number])
        if speaker is not None and any(f" {asked}" in f" {fold_name(name)}" for name in speaker.names):
            own = days[numbers == number]
            first, last = date.fromordinal(int(own.min())), date.fromordinal(int(own.max()))
            found.append(Voice(speaker, int(counts[number]), first, last))
    return tuple(sorted(found, key=lambda voice: (-voice.turns, voice.speaker.name)))


def days_held(sight: Sight) -> dict[date, list[Briefing]]:
    """The days with a briefing of which something may be seen, in order."""
    held: defaultdict[date, list[Briefing]] = defaultdict(list)
    for position, briefing in enumerate(sight.index.briefings):
        if seen_in(sight, position):
            held[briefing.held_on].append(briefing)
    return dict(sorted(held.items()))


def briefings_called(sight: Sight, text: str, today: date) -> tuple[Briefing, ...]:
    """The briefing with this id, or those of a day; none if nothing that may be seen is meant."""
    position = position_of(sight.index, text.strip())
    if position is not None and seen_in(sight, position):
        return (sight.index.briefings[position],)
    days = read_date([fold_word(core_of(word)) for word in text.split()], today)
    if days is None or not days.is_one_day or days.first is None:
        return ()
    return tuple(days_held(sight).get(days.first, ()))


def outline_of(sight: Sight, briefing: Briefing) -> Outline:
    """What may be seen of a briefing."""
    position = position_of(sight.index, briefing.id)
    numbers = [] if position is None else [n for n in numbers_in(sight.index, position).values() if sight.seen[n]]
    people: Counter[str] = Counter()
    questions = 0
    for number in numbers:
        passage = sight.index.passages[number]
        if passage.turn.kind is Kind.QUESTION:
            questions += 1
            continue
        who = attribution_of(passage, sight.register)
        people[who.agreed or who.name or who.printed or "speaker not named in the source"] += 1
    by_turns: Sequence[tuple[str, int]] = sorted(people.items(), key=lambda one: (-one[1], one[0]))
    return Outline(briefing, len(numbers) - questions, questions, tuple(by_turns))
