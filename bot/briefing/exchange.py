"""The exchange around a turn: the question put, the lead-in, whose words they are.

What may be associated with words on background is decided here, once: an
anonymous speaker is never joined to a name, also not when a reporter says it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.briefing.model import GIVES_AWAY, Briefing, Kind, Turn
from bot.briefing.naming import HiddenNames, hidden_names
from bot.briefing.speakers import Register, Speaker
from bot.briefing.suspects import may_name_the_speaker

STEPS_BACK_MAX: Final = 2
"""How many answering turns may stand between a question and a turn that still answers it."""
TURNS_BACK_MAX: Final = 12
ANONYMOUS_MAX: Final = 50
"""More answers to one question than this are not told apart by name."""

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
    """Who spoke as the file knows it, also on background: for withholding, never for showing.

    The label of a question is a reporter's: whoever of the register is called so has not asked.
    """
    if turn.kind is Kind.QUESTION:
        return register.get(turn.by)
    by_label = register.resolve(turn.printed, briefing.held_on, briefing.venue, briefing.source.publisher)
    return register.get(turn.by) or by_label


def contexts_of(briefing: Briefing, register: Register) -> list[Context]:
    """For each turn of a briefing, what may be shown or searched as its context."""
    turns, usable = briefing.turns, _usable(briefing, register)
    contexts: list[Context] = []
    has_questions = False
    for number, turn in enumerate(turns):
        has_questions = has_questions or turn.kind is Kind.QUESTION
        if turn.kind not in (Kind.SPEECH, Kind.REPORTED):
            contexts.append(Context())
            continue
        question = _nearest(turns, number, Kind.QUESTION)
        lead_in = _nearest(turns, number, Kind.NARRATION)
        is_asked, is_led = question is not None and usable[question], lead_in is not None and usable[lead_in]
        contexts.append(
            Context(
                question=turns[question] if question is not None and is_asked else None,
                lead_in=turns[lead_in] if lead_in is not None and is_led else None,
                is_withheld=(has_questions and not is_asked) or (lead_in is not None and not is_led),
            )
        )
    return contexts


def searchable_questions(briefing: Briefing, register: Register) -> list[Turn]:
    """The reporters' questions that may be shown on their own."""
    usable = _usable(briefing, register)
    return [
        turn for turn, is_usable in zip(briefing.turns, usable, strict=True) if is_usable and turn.kind is Kind.QUESTION
    ]


def _nearest(turns: Sequence[Turn], number: int, kind: Kind) -> int | None:
    answers_between = 0
    for before in range(number - 1, max(number - 1 - TURNS_BACK_MAX, -1), -1):
        if turns[before].kind is kind:
            return before
        is_other = (turns[before].by, turns[before].printed) != (turns[number].by, turns[number].printed)
        if turns[before].kind is Kind.QUESTION or (kind is Kind.NARRATION and is_other):
            return None
        answers_between += turns[before].kind in (Kind.SPEECH, Kind.REPORTED)
        if answers_between > STEPS_BACK_MAX:
            return None
    return None


def _usable(briefing: Briefing, register: Register) -> list[bool]:
    """For each turn, whether it is a question or narration that may be used.

    That depends on its own rule and on those of the answers it leads to, up to the
    next question: one read from the end, however long the briefing.
    """
    usable = [False] * len(briefing.turns)
    is_barred, anonymous, hidden = False, list[Turn](), None
    for number in range(len(briefing.turns) - 1, -1, -1):
        turn = briefing.turns[number]
        rule = briefing.rule_for(turn)
        if turn.kind in (Kind.SPEECH, Kind.REPORTED):
            is_barred = is_barred or not (rule.is_quotable or rule == GIVES_AWAY)
            if rule.is_anonymous:
                anonymous, hidden = [*anonymous[:ANONYMOUS_MAX], turn], None
            continue
        if anonymous and hidden is None:
            hidden = _hidden(briefing, anonymous, register)
        shown = f"{turn.printed or ''} {turn.text}"
        usable[number] = rule.is_quotable and not is_barred and not (hidden and hidden.stand_in(shown))
        if turn.kind is Kind.QUESTION:
            is_barred, anonymous, hidden = False, [], None
    return usable


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What no question may hold that leads to these answers.

    Attributes:
        names: Of those who answer, and of everybody the briefing names, where the file does not know who answers.
        day: Of the briefing, if the file does not know who answers: then it may be anybody.
    """

    names: HiddenNames
    register: Register
    day: date | None

    def stand_in(self, text: str) -> bool:
        if _VOCATIVE.search(text) or self.names.stand_in(text):
            return True
        return self.day is not None and may_name_the_speaker(text, self.register, self.day)


def _hidden(briefing: Briefing, anonymous: Sequence[Turn], register: Register) -> _Hidden:
    known = [known_speaker_of(briefing, turn, register) for turn in anonymous]
    is_anybody = None in known
    if is_anybody:
        anonymous = list(
            {(t.by, t.printed): t for t in briefing.turns if t.kind in (Kind.SPEECH, Kind.REPORTED)}.values()
        )
        known = [known_speaker_of(briefing, turn, register) for turn in anonymous]
    names = hidden_names([speaker for speaker in known if speaker], [turn.printed for turn in anonymous])
    return _Hidden(names, register, briefing.held_on if is_anybody else None)
