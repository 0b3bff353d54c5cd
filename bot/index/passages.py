"""Every passage that may ever be shown, numbered, with its facts and its postings."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.briefing.exchange import Context
from bot.briefing.model import Briefing, Turn
from bot.briefing.passages import Passage
from bot.briefing.speakers import Register
from bot.briefing.views import View
from bot.index.amended import AmendedField
from bot.index.building.facts import NAMED, Column, Facts, Names, facts_of
from bot.index.building.lines import Lines, LinesBuilder
from bot.index.postings import Postings, postings_of
from bot.index.vocabulary import Vocabulary

LINES_A_TURN: Final = 2
"""Its words, then the source's sentence around them."""

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PassageIndex:
    """Passages in order of day, briefing, turn and start; all arrays run beside them.

    Attributes:
        passages, contexts: Each made when it is looked at; a context is what stood before a
            passage's turn, as far as it may be shown.
        own, context, names: Postings of three fields: the passage's words; the question and
            lead-in before it; its speaker's name or label, nothing where anonymous.
        lines: The analysed texts of all turns, each with the sentence around it, then what the speakers are called.
        quotable: For each briefing, whether anything an official said in it may be quoted by now.
        restricted: Positions of the briefings that are not for everybody at any time.
        briefing_nos: For each passage, the position of its briefing in ``briefings``.
        days: Proleptic ordinal of ``held_on``.
        is_question: A reporter's words, not an official's.
        speaker_nos, label_nos, role_nos: Into ``speakers``, ``labels`` (printed, of unresolved
            speakers) and ``roles``; -1 where there is none or the speaker is anonymous.
        words_nos: Equal for passages of the same words, case and spacing aside.
        hidden: Passages that exist for nobody by now, although they are indexed.
    """

    briefings: tuple[Briefing, ...]
    passages: Sequence[Passage]
    contexts: Sequence[Context]
    hidden: Mask
    own: Postings
    context: Postings | AmendedField
    names: Postings
    vocabulary: Vocabulary
    lines: Lines
    facts: Facts
    quotable: Mask
    restricted: tuple[int, ...]
    briefing_nos: Numbers
    days: Numbers
    is_question: Mask
    speakers: Names
    labels: Names
    roles: Names
    speaker_nos: Numbers
    label_nos: Numbers
    role_nos: Numbers
    words_nos: NDArray[np.int64]

    @classmethod
    def build(
        cls,
        briefings: Sequence[Briefing],
        register: Register,
        vocabulary: Vocabulary,
        before: "PassageIndex | None" = None,
        same_people: bool = False,
    ) -> "PassageIndex":
        """Index briefings, a passage for each turn; deep background and off the record never enter.

        Whole turns are ranked, because cutting them first loses words that a question shares with the rest;
        what is shown of a long one is cut afterwards. A passage is found by its own words, by the question it answers and by the
        editors' lead-in, as far as ground rules let them be joined.

        Args:
            before: An index of briefings some of which are these very ones: they are not analysed again.
            same_people: Whether ``before`` was built with the same register.
        """
        ordered = tuple(sorted(briefings, key=lambda briefing: (briefing.held_on, briefing.id)))
        if before is not None and same_people and ordered == before.briefings:
            return replace(before, vocabulary=vocabulary)
        numbers = {briefing: number for number, briefing in enumerate(before.briefings if before else ())}
        kept = [numbers.get(briefing) for briefing in ordered]
        nothing: list[int | None] = [None] * len(ordered)
        facts = facts_of(ordered, register, before.facts if before else Facts.empty(), kept if same_people else nothing)
        lines = _lines_of(ordered, facts, before, kept)
        return cls.of(ordered, facts, lines, _fields_of(ordered, facts, lines), vocabulary)

    @classmethod
    def of(
        cls,
        briefings: tuple[Briefing, ...],
        facts: Facts,
        lines: Lines,
        fields: tuple[Postings, Postings, Postings],
        vocabulary: Vocabulary,
    ) -> "PassageIndex":
        """Join what was built, now or earlier: briefings in order, and all that runs beside their passages."""
        own, context, names = fields
        columns = facts.columns
        speakers, labels, roles, _ = facts.names
        briefing_nos = np.repeat(np.arange(len(briefings), dtype=np.int32), facts.counts)
        days = np.array([briefing.held_on.toordinal() for briefing in briefings], dtype=np.int32)
        is_question = columns[Column.IS_QUESTION].astype(bool)
        return cls(
            briefings=briefings,
            passages=_passages(briefings, briefing_nos, columns),
            contexts=_contexts(briefings, briefing_nos, columns),
            hidden=np.zeros(len(briefing_nos), dtype=bool),
            own=own,
            context=context,
            names=names,
            vocabulary=vocabulary,
            lines=lines,
            facts=facts,
            quotable=quotable_briefings(len(briefings), briefing_nos[~is_question]),
            restricted=restricted_briefings(briefings),
            briefing_nos=briefing_nos,
            days=days[briefing_nos],
            is_question=is_question,
            speakers=speakers,
            labels=labels,
            roles=roles,
            speaker_nos=columns[Column.SPEAKER],
            label_nos=columns[Column.LABEL],
            role_nos=columns[Column.ROLE],
            words_nos=facts.words,
        )

    def __len__(self) -> int:
        return len(self.passages)


def quotable_briefings(count: int, briefing_nos: Numbers) -> Mask:
    """For each of so many briefings whether it is among these numbers: those of what officials said."""
    has = np.zeros(count, dtype=bool)
    has[briefing_nos] = True
    return has


def restricted_briefings(briefings: Sequence[Briefing]) -> tuple[int, ...]:
    """Positions of those that are not for everybody at any time."""
    return tuple(number for number, one in enumerate(briefings) if one.embargo is not None or one.audience)


def _passages(briefings: tuple[Briefing, ...], briefing_nos: Numbers, columns: Numbers) -> View[Passage]:
    def passage(number: int) -> Passage:
        briefing = briefings[briefing_nos[number]]
        turn = briefing.turns[columns[Column.TURN, number]]
        return Passage(briefing, turn, 0, len(turn.text))

    return View(len(briefing_nos), passage)


def _contexts(briefings: tuple[Briefing, ...], briefing_nos: Numbers, columns: Numbers) -> View[Context]:
    def context(number: int) -> Context:
        turns = briefings[briefing_nos[number]].turns

        def turn_in(column: Column) -> Turn | None:
            place = int(columns[column, number])
            return turns[place] if place >= 0 else None

        return Context(turn_in(Column.QUESTION), turn_in(Column.LEAD_IN), bool(columns[Column.IS_WITHHELD, number]))

    return View(len(briefing_nos), context)


def _lines_of(
    briefings: Sequence[Briefing], facts: Facts, before: PassageIndex | None, kept: Sequence[int | None]
) -> Lines:
    """For every turn its words, empty where they may never be shown, and the sentence around them; then every name."""
    builder = LinesBuilder(before.lines if before else Lines.empty())
    begins = _first_lines(before.briefings if before else ())
    for briefing, number in zip(briefings, kept, strict=True):
        if number is not None:
            builder.take(int(begins[number]), int(begins[number + 1]))
            continue
        for turn in briefing.turns:
            builder.add(turn.text if briefing.rule_for(turn).is_quotable else "")
            builder.add(_shown_sentence(briefing, turn))
    for called in facts.names[NAMED.index(Column.CALLED)].values:
        builder.add(called)
    return builder.finish()


def _fields_of(briefings: Sequence[Briefing], facts: Facts, lines: Lines) -> tuple[Postings, Postings, Postings]:
    """Own words, context and names of all passages."""
    size = len(facts.words)
    every = np.arange(size, dtype=np.int64)
    begins = _first_lines(briefings)
    begin = np.repeat(begins[:-1], facts.counts)
    own = begin + LINES_A_TURN * facts.columns[Column.TURN].astype(np.int64)
    before = facts.columns[[Column.QUESTION, Column.LEAD_IN]].T.astype(np.int64)
    around = np.column_stack([begin[:, None] + LINES_A_TURN * before, own + 1])
    sizes = np.diff(lines.starts)
    is_there = np.column_stack([before >= 0, sizes[own + 1] > 0])
    called = facts.columns[Column.CALLED]
    fields = (
        (own, every),
        (around[is_there], np.repeat(every, is_there.sum(axis=1))),
        (begins[-1] + called[called >= 0].astype(np.int64), every[called >= 0]),
    )
    with ThreadPoolExecutor(2) as threads:
        own, context, names = threads.map(lambda field: postings_of(lines, field[0], field[1], size), fields)
    return own, context, names


def sentence_around(passage: Passage) -> list[str]:
    """The source's sentence around a partial quotation; none on background, where it may name the speaker."""
    sentence = _shown_sentence(passage.briefing, passage.turn)
    return [sentence] if sentence else []


def _shown_sentence(briefing: Briefing, turn: Turn) -> str:
    return turn.sentence or "" if not briefing.rule_for(turn).is_anonymous else ""


def _first_lines(briefings: Sequence[Briefing]) -> NDArray[np.int64]:
    """For each briefing the number of its first turn's line; one more at the end."""
    counts = [LINES_A_TURN * len(briefing.turns) for briefing in briefings]
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])
