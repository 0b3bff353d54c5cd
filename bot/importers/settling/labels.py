"""Labels the user has settled: lines that belonged to nobody become turns."""

from dataclasses import replace
from typing import Final

from bot.briefing.model import Kind
from bot.briefing.speakers import Register, Speaker, fold_label
from bot.importers.model import Doubt, Draft, DraftTurn
from bot.importers.settling.wishes import LabelUse, Wishes

_KINDS: Final = {
    LabelUse.QUESTION: Kind.QUESTION,
    LabelUse.SPEECH: Kind.SPEECH,
    LabelUse.NARRATION: Kind.NARRATION,
}
_LABEL_ENDS: Final = ":.—–-"


def with_labels(draft: Draft, wishes: Wishes, register: Register) -> Draft:
    """Apply ``--label`` and ``--speaker`` to a draft's turns and to its unassigned lines."""
    uses = {fold_label(label): use for label, use in wishes.labels.items()}
    people = {fold_label(label): register.get(key) for label, key in wishes.speakers.items()}
    if not uses and not people:
        return draft
    for label in people:
        uses.setdefault(label, LabelUse.SPEECH)
    turns = [turn for turn in draft.turns if uses.get(fold_label(turn.printed or "")) is not LabelUse.SKIP]
    unassigned, settled = list[tuple[int, int]](), list[tuple[int, int]]()
    for span in draft.unassigned:
        found = _label_at(draft.extract.text, span, wishes)
        if found is None:
            unassigned.append(span)
            continue
        settled.append(span)
        if uses[fold_label(found[0])] is not LabelUse.SKIP:
            turns.append(_turn(draft.extract.text, span, *found))
    turns.sort(key=lambda turn: turn.start)
    told = tuple(_told(turn, uses, people) for turn in turns)
    doubts = tuple(doubt for doubt in draft.doubts if not _is_settled(doubt, draft.extract.text, settled, uses))
    return replace(draft, turns=told, unassigned=tuple(unassigned), doubts=doubts)


def labels_met(draft: Draft, wishes: Wishes) -> set[str]:
    """Those of the settled labels that a turn of the draft has, or a line of nobody."""
    printed = {fold_label(turn.printed or "") for turn in draft.turns}
    met = {label for label in (*wishes.labels, *wishes.speakers) if fold_label(label) in printed}
    found = (_label_at(draft.extract.text, span, wishes) for span in draft.unassigned)
    lines = {fold_label(label) for label, _ in filter(None, found)}
    return met | {label for label in (*wishes.labels, *wishes.speakers) if fold_label(label) in lines}


def with_accepted(draft: Draft, wishes: Wishes) -> Draft:
    """Apply ``--accept`` and ``--leave-out``: open doubts that the user has looked at."""
    line_of = {span: draft.extract.text.count("\n", 0, span[0]) + 1 for span in draft.unassigned}
    left_out = {line for line in line_of.values() if wishes.leave_out or line in wishes.accepted}
    settled = left_out | wishes.accepted
    return replace(
        draft,
        unassigned=tuple(span for span, line in line_of.items() if line not in left_out),
        doubts=tuple(doubt for doubt in draft.doubts if not (doubt.is_open and doubt.line in settled)),
    )


def _label_at(text: str, span: tuple[int, int], wishes: Wishes) -> tuple[str, int] | None:
    """The settled label the lines begin with, as printed, and where their words begin."""
    line = text[span[0] : span[1]]
    lead = len(line) - len(line.lstrip())
    for label in sorted({*wishes.labels, *wishes.speakers}, key=len, reverse=True):
        rest = line[lead + len(label) :]
        if line[lead : lead + len(label)].casefold() != label.casefold():
            continue
        after = rest.lstrip()
        if not after or after[0] in _LABEL_ENDS:
            words = after[1:].lstrip()
            return line[lead : lead + len(label)], span[0] + len(line) - len(words)
    return None


def _turn(text: str, span: tuple[int, int], label: str, start: int) -> DraftTurn:
    end = start + len(text[start : span[1]].rstrip())
    at = text.index(label, span[0])
    return DraftTurn(Kind.SPEECH, text[start:end], start, end, label, at, at + len(label))


def _told(turn: DraftTurn, uses: dict[str, LabelUse], people: dict[str, Speaker | None]) -> DraftTurn:
    label = fold_label(turn.printed or "")
    if label in uses:
        turn = replace(turn, kind=_KINDS.get(uses[label], turn.kind), confidence=1.0)
    person = people.get(label)
    if person is not None:
        turn = replace(turn, speaker=person.id, name=person.name, confidence=1.0)
    return replace(turn, printed=None) if turn.kind is Kind.NARRATION else turn


def _is_settled(doubt: Doubt, text: str, settled: list[tuple[int, int]], uses: dict[str, LabelUse]) -> bool:
    """Whether a doubt was about settled lines."""
    if not doubt.is_open or not doubt.line:
        return False
    for start, end in settled:
        first = text.count("\n", 0, start) + 1
        if first <= doubt.line <= first + text.count("\n", start, end):
            return True
    return False
