"""Words above the first label, given to the speaker whom the user names."""

from dataclasses import replace

from bot.briefing.model import Kind
from bot.briefing.speakers import Register, Speaker
from bot.importers.model import Draft, DraftTurn
from bot.importers.settling.wishes import Wishes
from bot.importers.transcripts.lines import Line, furniture_of, is_clock, lines_of
from bot.importers.transcripts.turns.unlabelled import (
    NOBODY_BEFORE_LABEL,
    NOBODY_INTRODUCED,
    OPENING_WORDS_LEAST,
    Introduced,
    opening_turns,
)


def with_opening(draft: Draft, wishes: Wishes, register: Register) -> Draft:
    """Apply ``--opening``: what stands above the first label, from the line given or from the first long one.

    A document without any label has no opening, and stays as it is.
    """
    person = register.get(wishes.opening)
    labels = [turn.printed_start for turn in draft.turns if turn.printed_start is not None]
    if person is None or not labels:
        return draft
    first = min(labels + [start for start, _ in draft.unassigned])
    lines = _lines_above(draft.extract.text, first, wishes.opening_line)
    if not lines:
        return draft
    before = Introduced(person.name, "", lines[0].number - 1)
    turns = [_by(person, turn, draft) for turn in opening_turns(lines, before, draft.extract.text)]
    rest = [turn for turn in draft.turns if turn.start >= first]
    settled = (NOBODY_INTRODUCED, NOBODY_BEFORE_LABEL)
    doubts = tuple(doubt for doubt in draft.doubts if not doubt.says.startswith(settled))
    return replace(draft, turns=(*turns, *rest), doubts=doubts)


def _lines_above(text: str, first: int, from_line: int | None) -> list[Line]:
    """The lines of the opening; none where no line is long enough to be one."""
    furniture = furniture_of(lines_of(text))
    above = [line for line in lines_of(text[:first]) if line.number not in furniture and not is_clock(line)]
    if from_line is None:
        spoken = (line.number for line in above if len(line.text[:2_000].split()) >= OPENING_WORDS_LEAST)
        from_line = next(spoken, None)
    return [line for line in above if from_line is not None and line.number >= from_line]


def _by(person: Speaker, turn: DraftTurn, draft: Draft) -> DraftTurn:
    """The turn as this speaker's, on the terms of the turn after it, and unnamed where those say so."""
    own = next((one.ground_rule for one in draft.turns if one.kind is Kind.SPEECH), None)
    turn = replace(turn, speaker=person.id, role=None, confidence=1.0, ground_rule=own)
    rule = own or draft.ground_rule
    return replace(turn, speaker=None, name=None) if rule is not None and rule.is_anonymous else turn
