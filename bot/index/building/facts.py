"""Which turns are passages, and what is known of each besides its words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from bot.briefing.exchange import contexts_of, searchable_questions, speaker_of
from bot.briefing.model import Briefing, Kind, Turn
from bot.briefing.speakers import Register, Speaker
from bot.index.building.lines import Numbers, Places


@dataclass(slots=True)
class Names:
    """Values by number: the first seen is 0."""

    values: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._numbers = {value: number for number, value in enumerate(self.values)}

    def number_of(self, value: str | None) -> int:
        """The value's number, given on first sight; -1 for None."""
        if value is None:
            return -1
        number = self._numbers.setdefault(value, len(self._numbers))
        if number == len(self.values):
            self.values.append(value)
        return number

    def numbers_where(self, chosen: Iterable[bool]) -> Numbers:
        """The numbers whose value was chosen, given one truth a value."""
        return np.flatnonzero(np.fromiter(chosen, dtype=bool, count=len(self.values))).astype(np.int32)


class Column(IntEnum):
    """What stands in which row of ``Facts.columns``; -1 for none. Turns are told by their place in the briefing."""

    TURN = 0
    QUESTION = 1
    LEAD_IN = 2
    IS_WITHHELD = 3
    IS_QUESTION = 4
    SPEAKER = 5
    LABEL = 6
    ROLE = 7
    CALLED = 8


NAMED = (Column.SPEAKER, Column.LABEL, Column.ROLE, Column.CALLED)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of passages, in order of briefing and turn.

    Attributes:
        counts: For each briefing, how many passages it has.
        columns: A row for each ``Column``, with a number for each passage.
        words: For each passage a number, equal for the same words, case and spacing aside.
        names: What the numbers in the last four columns stand for: speaker ids; labels as printed, of
            unresolved speakers; roles; what a speaker is called.
    """

    counts: Places
    columns: Numbers
    words: Places
    names: tuple[Names, ...]

    @classmethod
    def empty(cls) -> "Facts":
        """No passage yet."""
        none = np.empty(0, dtype=np.int64)
        return cls(none, np.empty((len(Column), 0), dtype=np.int32), none, tuple(Names() for _ in NAMED))


def facts_of(briefings: Sequence[Briefing], register: Register, before: Facts, kept: Sequence[int | None]) -> Facts:
    """Look at every turn, except in briefings that were looked at before.

    Args:
        register: Of today; also of ``before``, where anything of it is kept.
        before: Facts of other briefings, some of which are the same.
        kept: For each briefing its number there, or None to look at it.
    """
    names = tuple(Names(list(known.values)) for known in before.names)
    ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(before.counts)])
    pieces = [(before.columns[:, :0], before.words[:0])]
    for briefing, number in zip(briefings, kept, strict=True):
        if number is None:
            pieces.append(_look_at(briefing, register, names))
        else:
            there = slice(ends[number], ends[number + 1])
            pieces.append((before.columns[:, there], before.words[there]))
    columns = np.concatenate([piece for piece, _ in pieces], axis=1)
    ordered = [_in_order_of_sight(columns[column], known) for column, known in zip(NAMED, names, strict=True)]
    columns[list(NAMED)] = np.array([numbers for numbers, _ in ordered], dtype=np.int32).reshape(len(NAMED), -1)
    return Facts(
        counts=np.array([len(words) for _, words in pieces[1:]], dtype=np.int64),
        columns=columns,
        words=np.concatenate([words for _, words in pieces]),
        names=tuple(known for _, known in ordered),
    )


def _look_at(briefing: Briefing, register: Register, names: tuple[Names, ...]) -> tuple[NDArray[np.int32], Places]:
    turns = tuple(briefing.turns)
    briefing = replace(briefing, turns=turns)  # Below a turn is one and the same object.
    places = {id(turn): place for place, turn in enumerate(turns)}
    questions = {id(turn) for turn in searchable_questions(briefing, register)}
    known_as = _teller(briefing, register)
    rows: list[tuple[int, ...]] = []
    words: list[bytes] = []
    for turn, context in zip(turns, contexts_of(briefing, register), strict=True):
        is_official = turn.kind in (Kind.SPEECH, Kind.REPORTED) and briefing.rule_for(turn).is_quotable
        if not is_official and id(turn) not in questions:
            continue
        exchange = [places[id(one)] if one else -1 for one in (turn, context.question, context.lead_in)]
        numbers = [known.number_of(value) for known, value in zip(names, known_as(turn), strict=True)]
        rows.append((*exchange, context.is_withheld, turn.kind is Kind.QUESTION, *numbers))
        words.append(_digest(turn.text))
    columns = np.array(rows, dtype=np.int32).reshape(len(rows), len(Column)).T
    return columns, np.frombuffer(b"".join(words), dtype=np.int64)


_NOBODY = (None, None, None, None)


def _teller(briefing: Briefing, register: Register) -> Callable[[Turn], tuple[str | None, ...]]:
    """For a turn of a briefing: speaker id, unresolved label, role, what the speaker is called; None where there is none."""

    @cache
    def role_of(speaker: Speaker) -> str | None:
        role = speaker.role_on(briefing.held_on, briefing.venue)
        return ", ".join(filter(None, (role.title, role.organization))) if role else None

    def known_as(turn: Turn) -> tuple[str | None, ...]:
        if turn.kind is Kind.QUESTION or briefing.rule_for(turn).is_anonymous:
            return _NOBODY
        speaker = speaker_of(briefing, turn, register)
        if speaker is not None:
            return speaker.id, None, role_of(speaker), speaker.name
        return None, turn.printed.strip().rstrip(":") if turn.printed else None, None, turn.printed

    return known_as


def _digest(text: str) -> bytes:
    words = " ".join(text.casefold().split())
    return sha256(words.encode("utf-8", "surrogatepass")).digest()[:8]


def _in_order_of_sight(numbers: NDArray[np.int32], names: Names) -> tuple[NDArray[np.int32], Names]:
    """The same values, numbered as they come; those that come no more are dropped."""
    used, firsts = np.unique(numbers, return_index=True)
    used = used[np.argsort(firsts)]
    used = used[used >= 0]
    new_numbers = np.full(len(names.values) + 1, -1, dtype=np.int32)
    new_numbers[used] = np.arange(len(used), dtype=np.int32)
    return new_numbers[numbers], Names([names.values[number] for number in used])
