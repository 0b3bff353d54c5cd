"""Every passage that may ever be shown, numbered, with its facts and its postings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.briefing.exchange import Context, contexts_of, searchable_questions, speaker_of
from bot.briefing.model import Briefing, Kind, sha256_of
from bot.briefing.passages import Passage
from bot.briefing.speakers import Register
from bot.index.amended import AmendedField
from bot.index.postings import Postings, PostingsBuilder
from bot.index.vocabulary import Vocabulary

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]


@dataclass(slots=True)
class Names:
    """Values by number: the first seen is 0."""

    values: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

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


@dataclass(frozen=True, slots=True, eq=False)
class PassageIndex:
    """Passages in order of day, briefing, turn and start; all arrays run beside them.

    Attributes:
        briefing_nos: For each passage, the position of its briefing in ``briefings``.
        days: Proleptic ordinal of ``held_on``.
        is_question: A reporter's words, not an official's.
        speaker_nos, label_nos, role_nos: Into ``speakers``, ``labels`` (printed, of unresolved
            speakers) and ``roles``; -1 where there is none or the speaker is anonymous.
        words_nos: Equal for passages of the same words, case and spacing aside.
        contexts: What stood before each passage's turn, as far as it may be shown.
        hidden: Passages that exist for nobody by now, although they are indexed.
        own, context, names: Postings of three fields: the passage's words; the question and
            lead-in before it; its speaker's name or label, nothing where anonymous.
    """

    briefings: tuple[Briefing, ...]
    passages: Sequence[Passage]
    contexts: Sequence[Context]
    hidden: Mask
    own: Postings
    context: Postings | AmendedField
    names: Postings
    vocabulary: Vocabulary
    briefing_nos: Numbers
    days: Numbers
    is_question: Mask
    speakers: Names
    labels: Names
    roles: Names
    speaker_nos: Numbers
    label_nos: Numbers
    role_nos: Numbers
    words_nos: Numbers

    @classmethod
    def build(cls, briefings: Sequence[Briefing], register: Register, vocabulary: Vocabulary) -> "PassageIndex":
        """Index briefings, a passage for each turn; deep background and off the record never enter.

        Whole turns are ranked, because cutting them first loses words that a question shares with the rest;
        what is shown of a long one is cut afterwards. A passage is found by its own words, by the question it answers and by the
        editors' lead-in, as far as ground rules let them be joined.
        """
        ordered = tuple(sorted(briefings, key=lambda briefing: (briefing.held_on, briefing.id)))
        entries = [entry for number, briefing in enumerate(ordered) for entry in _entries(number, briefing, register)]
        speakers, labels, roles, words = Names(), Names(), Names(), Names()
        facts = [_facts(entry, register, speakers, labels, roles, words) for entry in entries]
        columns = np.array(facts, dtype=np.int32).reshape(len(facts), 6)
        return cls(
            briefings=ordered,
            passages=tuple(entry.passage for entry in entries),
            contexts=tuple(entry.context for entry in entries),
            hidden=np.zeros(len(entries), dtype=bool),
            own=_postings([[entry.passage.text] for entry in entries]),
            context=_postings([_context_of(entry) for entry in entries]),
            names=_postings([_name_of(entry, register) for entry in entries]),
            vocabulary=vocabulary,
            briefing_nos=np.array([entry.briefing_no for entry in entries], dtype=np.int32),
            days=columns[:, 4],
            is_question=columns[:, 5].astype(bool),
            speakers=speakers,
            labels=labels,
            roles=roles,
            speaker_nos=columns[:, 0],
            label_nos=columns[:, 1],
            role_nos=columns[:, 2],
            words_nos=columns[:, 3],
        )

    def quotable_briefings(self) -> Mask:
        """For each briefing, whether anything an official said in it may ever be quoted."""
        has = np.zeros(len(self.briefings), dtype=bool)
        has[self.briefing_nos[~self.is_question & ~self.hidden]] = True
        return has

    def __len__(self) -> int:
        return len(self.passages)


@dataclass(frozen=True, slots=True)
class _Entry:
    briefing_no: int
    passage: Passage
    context: Context


def _entries(number: int, briefing: Briefing, register: Register) -> Iterable[_Entry]:
    questions = {id(turn) for turn in searchable_questions(briefing, register)}
    for turn, context in zip(briefing.turns, contexts_of(briefing, register), strict=True):
        is_official = turn.kind in (Kind.SPEECH, Kind.REPORTED) and briefing.rule_for(turn).is_quotable
        if is_official or id(turn) in questions:
            yield _Entry(number, Passage(briefing, turn, 0, len(turn.text)), context)


def _facts(
    entry: _Entry, register: Register, speakers: Names, labels: Names, roles: Names, words: Names
) -> tuple[int, int, int, int, int, int]:
    briefing, turn = entry.passage.briefing, entry.passage.turn
    is_question = turn.kind is Kind.QUESTION
    speaker = None if is_question else speaker_of(briefing, turn, register)
    role = speaker.role_on(briefing.held_on, briefing.venue) if speaker else None
    is_nameless = is_question or speaker is not None or briefing.rule_for(turn).is_anonymous
    return (
        speakers.number_of(speaker.id if speaker else None),
        labels.number_of(None if is_nameless or not turn.printed else turn.printed.strip().rstrip(":")),
        roles.number_of(", ".join(filter(None, (role.title, role.organization))) if role else None),
        words.number_of(sha256_of(" ".join(entry.passage.text.casefold().split()))),
        briefing.held_on.toordinal(),
        int(is_question),
    )


def _context_of(entry: _Entry) -> list[str]:
    turns = (entry.context.question, entry.context.lead_in)
    return [*(turn.text for turn in turns if turn is not None), *sentence_around(entry.passage)]


def sentence_around(passage: Passage) -> list[str]:
    """The source's sentence around a partial quotation; none on background, where it may name the speaker."""
    turn = passage.turn
    is_shown = turn.sentence is not None and not passage.briefing.rule_for(turn).is_anonymous
    return [turn.sentence or ""] if is_shown else []


def _name_of(entry: _Entry, register: Register) -> list[str]:
    briefing, turn = entry.passage.briefing, entry.passage.turn
    if turn.kind is Kind.QUESTION or briefing.rule_for(turn).is_anonymous:
        return []
    speaker = speaker_of(briefing, turn, register)
    return [speaker.name] if speaker else [turn.printed] if turn.printed else []


def _postings(texts: Sequence[Sequence[str]]) -> Postings:
    """One field of all passages, in order; each may hold several texts or none."""
    builder = PostingsBuilder()
    for number, of_passage in enumerate(texts):
        for text in of_passage:
            builder.add(text, number)
    return builder.finish(len(texts))
