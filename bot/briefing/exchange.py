"""The exchange around a turn: the question put, the lead-in, whose words they are.

What may be associated with words on background is decided here, once: an
anonymous speaker is never joined to a name, also not when a reporter says it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import Briefing, Kind, Turn
from bot.briefing.speakers import Register, Speaker, fold_name

STEPS_BACK_MAX: Final = 2
"""How many answering turns may stand between a question and a turn that still answers it."""

_VOCATIVE = re.compile(
    r"\b(?:[Tt]hanks|[Tt]hank you|[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening)),?\s+"
    r"(?:so much,?\s+|very much,?\s+|again,?\s+)?(?:(?:Mr|Mrs|Ms|Dr|Secretary|Ambassador|General|Admiral)\.?\s+)?[A-Z][a-z]+"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What stood before a turn: the question it answers, the editors' lead-in.

    Attributes:
        is_withheld: There was a question, and it may not be shown.
    """

    question: Turn | None = None
    lead_in: Turn | None = None
    is_withheld: bool = False


def speaker_of(briefing: Briefing, turn: Turn, register: Register) -> Speaker | None:
    """Who spoke, by the file or by the label on that day; None if unresolved or anonymous."""
    if briefing.rule_for(turn).is_anonymous:
        return None
    return known_speaker_of(briefing, turn, register)


def known_speaker_of(briefing: Briefing, turn: Turn, register: Register) -> Speaker | None:
    """Who spoke as the file knows it, also on background: for withholding, never for showing."""
    return register.get(turn.by) or register.resolve(turn.printed, briefing.held_on, briefing.venue)


def contexts_of(briefing: Briefing, register: Register) -> list[Context]:
    """For each turn of a briefing, what may be shown or searched as its context."""
    turns = briefing.turns
    usable = [_is_usable(briefing, number, register) for number in range(len(turns))]
    contexts: list[Context] = []
    for number, turn in enumerate(turns):
        if turn.kind not in (Kind.SPEECH, Kind.REPORTED):
            contexts.append(Context())
            continue
        question = _nearest(turns, number, Kind.QUESTION)
        lead_in = _nearest(turns, number, Kind.NARRATION)
        contexts.append(
            Context(
                question=turns[question] if question is not None and usable[question] else None,
                lead_in=turns[lead_in] if lead_in is not None and usable[lead_in] else None,
                is_withheld=question is not None and not usable[question],
            )
        )
    return contexts


def searchable_questions(briefing: Briefing, register: Register) -> list[Turn]:
    """The reporters' questions that may be shown on their own."""
    return [
        turn
        for number, turn in enumerate(briefing.turns)
        if turn.kind is Kind.QUESTION and _is_usable(briefing, number, register)
    ]


def _nearest(turns: Sequence[Turn], number: int, kind: Kind) -> int | None:
    answers_between = 0
    for before in range(number - 1, -1, -1):
        if turns[before].kind is kind:
            return before
        if turns[before].kind is Kind.QUESTION:
            return None
        answers_between += turns[before].kind in (Kind.SPEECH, Kind.REPORTED)
        if answers_between > STEPS_BACK_MAX:
            return None
    return None


def _is_usable(briefing: Briefing, number: int, register: Register) -> bool:
    """Whether a question or narration may be used: its own rule, and that of the answers it leads to."""
    turn = briefing.turns[number]
    if turn.kind not in (Kind.QUESTION, Kind.NARRATION):
        return False
    if not briefing.rule_for(turn).is_quotable:
        return False
    anonymous: list[Turn] = []
    for answer in _answers_to(briefing.turns, number):
        rule = briefing.rule_for(answer)
        if not rule.is_quotable:
            return False
        if rule.is_anonymous:
            anonymous.append(answer)
    return not anonymous or not _names_anybody(turn.text, briefing, anonymous, register)


def _answers_to(turns: Sequence[Turn], number: int) -> Iterable[Turn]:
    for turn in turns[number + 1 :]:
        if turn.kind is Kind.QUESTION:
            return
        if turn.kind in (Kind.SPEECH, Kind.REPORTED):
            yield turn


def _names_anybody(text: str, briefing: Briefing, anonymous: list[Turn], register: Register) -> bool:
    if _VOCATIVE.search(text):
        return True
    words = set(fold_name(text).replace("-", " ").split())
    known = [speaker for turn in anonymous if (speaker := known_speaker_of(briefing, turn, register))]
    return not words.isdisjoint(register.surnames(known))
