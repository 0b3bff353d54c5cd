"""The turns of a briefing file: whose words, of which kind, on which terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.briefing.model import Kind, Source, SourceKind, Status, Turn, sha256_of
from bot.briefing.speakers import Register
from bot.store.problems import Problems, near, shown
from bot.store.schema.fields import Fields
from bot.store.schema.terms import read_ground_rule
from bot.store.yaml_nodes import Mapping, Node
from bot.store.yaml_nodes import Sequence as NodeSequence

KINDS: Final = tuple(kind.value for kind in Kind)
TURN_KEYS: Final = (*KINDS, "by", "printed", "number", "partial", "sentence", "marks", "note", "ground_rule")
TURNS_MAX: Final = 100_000

_ANSWER_KINDS: Final = (Kind.SPEECH, Kind.QUESTION)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a turn is checked against: its briefing's day and source, and who is known."""

    held_on: date | None
    source: Source | None
    register: Register | None


def read_turns(fields: Fields, setting: Setting, problems: Problems) -> tuple[Turn, ...]:
    """Read the list of turns, in order; a turn with a problem is left out."""
    node = fields.node("turns", required=True)
    if node is None:
        return ()
    if not isinstance(node, NodeSequence) or not node.items:
        fields.problem("turns", "must be a list of at least one turn; begin each with - speech: …")
        return ()
    if len(node.items) > TURNS_MAX:
        fields.problem("turns", f"{len(node.items):,} turns; at most {TURNS_MAX:,} are allowed in one file")
        return ()
    turns: list[Turn] = []
    for position, item in enumerate(node.items, start=1):
        if problems.is_full:
            break
        turn = _read_turn(item, position, setting, problems)
        if turn is not None:
            turns.append(turn)
    _check_numbers(turns, problems)
    return tuple(turns)


def _read_turn(node: Node, position: int, setting: Setting, problems: Problems) -> Turn | None:
    if not isinstance(node, Mapping):
        problems.add(node.line, f"a turn must be a mapping; write - speech: … (or {', '.join(KINDS[1:])})")
        return None
    fields = Fields(node, TURN_KEYS, problems)
    kind = _read_kind(fields, problems)
    by = _read_speaker_id(fields, setting)
    number = fields.number("number", least=0)
    text = fields.text(kind.value) if kind is not None else None
    partial, sentence = fields.flag("partial"), fields.text("sentence")
    printed, marks, note = fields.words("printed"), fields.list_of_words("marks"), fields.text("note")
    rule = read_ground_rule(fields)
    if kind is None or text is None:
        return None
    _check_kind(fields, kind, setting)
    if sentence is not None:
        _check_sentence(fields, text, sentence, partial)
    return Turn(
        number=position if number is None else number,
        kind=kind,
        text=text,
        sha256=sha256_of(text),
        line=node.values[kind.value].line,
        by=by,
        printed=printed,
        partial=partial,
        sentence=sentence,
        marks=marks,
        note=note,
        ground_rule=rule,
    )


def _read_kind(fields: Fields, problems: Problems) -> Kind | None:
    kinds = [kind for kind in Kind if fields.has(kind.value)]
    if len(kinds) == 1:
        return kinds[0]
    fault = "a turn holds only one of" if kinds else "a turn needs one of"
    problems.add(fields.line, f"{fault} {', '.join(KINDS)}")
    return None


def _read_speaker_id(fields: Fields, setting: Setting) -> str | None:
    speaker_id = fields.words("by")
    if speaker_id is None or setting.register is None:
        return speaker_id
    speaker = setting.register.get(speaker_id)
    if speaker is None:
        known = [speaker.id for speaker in setting.register.speakers]
        hint = near(speaker_id, known) or "; add the person there"
        fields.problem("by", f"{shown(speaker_id)} is not in speakers.yaml{hint}")
    elif setting.held_on and speaker.roles and speaker.role_on(setting.held_on) is None:
        fields.problem(
            "by",
            f"{speaker_id} holds no role on {setting.held_on} in speakers.yaml; "
            "mend the roles there, held_on, or who spoke",
        )
    return speaker_id


def _check_kind(fields: Fields, kind: Kind, setting: Setting) -> None:
    source = setting.source
    is_summary = source is not None and (source.kind is SourceKind.SUMMARY or source.status is Status.SUMMARY)
    if kind is Kind.SPEECH and is_summary:
        fields.problem("speech", "a summary holds nobody's own words; use reported")
    if kind is Kind.NARRATION:
        for key in ("by", "printed"):
            if fields.has(key):
                fields.problem(key, "a narration is the editors' own and has no speaker; take it out or use reported")
    if kind not in _ANSWER_KINDS and fields.has("partial"):
        fields.problem("partial", "only a speech or question can be a partial quotation; take it out")


def _check_sentence(fields: Fields, text: str, sentence: str, partial: bool) -> None:
    if not partial:
        fields.problem("sentence", "belongs to a partial quotation; add partial: true or take it out")
    elif text not in sentence:
        fields.problem("sentence", "does not hold the quoted words exactly as they stand; copy the source's sentence")


def _check_numbers(turns: Sequence[Turn], problems: Problems) -> None:
    first_lines: dict[int, int] = {}
    for turn in turns:
        if turn.number in first_lines:
            problems.add(
                turn.line,
                f"number: {turn.number} is taken by the turn on line {first_lines[turn.number]}; "
                "number every turn or none (a turn without a number takes its position)",
            )
        first_lines.setdefault(turn.number, turn.line)
