"""What an import would bring, before it is quotable: for a person, and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import click

from bot.answer.sentences import counted
from bot.briefing.model import GroundRule, Kind
from bot.importers.importing import Reviewed, State
from bot.importers.model import Draft, DraftTurn
from bot.importers.versions import Changes, Piece, TurnChange

SAMPLE_TURNS: Final = 6
SAMPLE_CHARS: Final = 220
LISTED_MAX: Final = 40
MOVED_MAX: Final = 8
CONTEXT_WORDS: Final = 6
SURE: Final = 0.8

_COLOURS: Final = {"-": "red", "+": "green"}


def json_of(reviewed: Reviewed) -> dict[str, Any]:
    """The preview as other programs read it; offsets count characters of the extracted text."""
    draft = reviewed.draft
    return {
        "briefing": _briefing_json(reviewed),
        "turns": [_turn_json(turn) for turn in draft.turns],
        "problems": [{"line": doubt.line, "says": doubt.says} for doubt in draft.doubts]
        + ([{"line": 0, "says": reviewed.says}] if reviewed.state in (State.REFUSED, State.EDITED) else []),
    }


def _briefing_json(reviewed: Reviewed) -> dict[str, Any]:
    draft = reviewed.draft
    return {
        "id": draft.id,
        "title": draft.title,
        "held_on": str(draft.held_on) if draft.held_on else None,
        "started_at": draft.started_at,
        "time_zone": draft.time_zone,
        "venue": draft.venue,
        "source": {
            "publisher": draft.publisher,
            "kind": draft.kind and draft.kind.value,
            "status": draft.status and draft.status.value,
            "url": draft.url,
            "sha256": reviewed.digest,
            "version": reviewed.version,
        },
        "ground_rule": _rule_json(draft.ground_rule),
        "embargo": draft.embargo,
    }


def _turn_json(turn: DraftTurn) -> dict[str, Any]:
    return {
        "kind": turn.kind.value,
        "text": turn.text,
        "start": turn.start,
        "end": turn.end,
        "printed": turn.printed,
        "printed_start": turn.printed_start,
        "printed_end": turn.printed_end,
        "speaker": turn.speaker,
        "name": turn.name,
        "role": turn.role,
        "confidence": turn.confidence,
        "partial": turn.partial,
        "sentence_start": turn.sentence_start,
        "sentence_end": turn.sentence_end,
        "ground_rule": _rule_json(turn.ground_rule),
    }


def _rule_json(rule: GroundRule | None) -> dict[str, str | None] | None:
    if rule is None:
        return None
    return {"rule": rule.rule.value, "attribution": rule.attribution, "sentence": rule.sentence}


def preview_of(reviewed: Reviewed) -> str:
    """The preview for a person; colours are dropped later where the output is no terminal."""
    draft = reviewed.draft
    lines = [click.style(f"{draft.title or draft.extract.name}", bold=True), *_facts(reviewed), ""]
    lines += _counts(draft)
    lines += _listed("Open questions", [_place(d.line, d.says) for d in draft.doubts if d.is_open], "red")
    lines += _listed("To look at", [_place(d.line, d.says) for d in draft.doubts if not d.is_open], "yellow")
    lines += _listed("Restricted", list(_restricted(draft)), "magenta")
    if reviewed.changes is not None:
        lines += changes_shown(reviewed.changes)
    return "\n".join([*lines, "", *_sample(draft)])


def _facts(reviewed: Reviewed) -> Iterator[str]:
    draft = reviewed.draft
    when = " ".join(filter(None, (str(draft.held_on or "day unknown"), draft.started_at, draft.time_zone)))
    source = " · ".join(
        filter(None, (draft.publisher, draft.kind and draft.kind.value, draft.status and draft.status.value))
    )
    yield "  " + " · ".join(filter(None, (when, draft.venue)))
    yield f"  {source}" + (f" · {draft.url}" if draft.url else "")
    yield f"  {reviewed.state.value}: {draft.id}" + (f" (version {reviewed.version})" if reviewed.version > 1 else "")
    if reviewed.says and reviewed.state is not State.OPEN:
        yield click.style(f"  {reviewed.says}", fg="red")


def _counts(draft: Draft) -> Iterator[str]:
    kinds = Counter(turn.kind for turn in draft.turns)
    told = [f"{count} {kind.value}" for kind, count in kinds.items()]
    of_nobody = f", {counted(len(draft.unassigned), 'line')} unassigned" if draft.unassigned else ""
    yield counted(len(draft.turns), "turn") + (f" ({', '.join(told)})" if told else "") + of_nobody
    for name, role in draft.officials:
        yield f"  announced: {name}" + (f", {role}" if role else "")
    labels = Counter(
        (turn.printed or "(no label)", turn.name, turn.role, turn.confidence >= SURE)
        for turn in draft.turns
        if turn.kind in (Kind.SPEECH, Kind.REPORTED)
    )
    for (printed, person, title, is_sure), count in labels.most_common(LISTED_MAX):
        who = ", ".join(filter(None, (person, title))) or click.style("not resolved", fg="yellow")
        yield f"  {printed} × {count}: {who}{'' if is_sure else click.style(' (doubtful)', fg='yellow')}"


def _listed(title: str, items: list[str], colour: str) -> Iterator[str]:
    if not items:
        return
    yield click.style(f"{title} ({len(items)})", fg=colour)
    yield from (f"  {item}" for item in items[:LISTED_MAX])
    if len(items) > LISTED_MAX:
        yield f"  … and {len(items) - LISTED_MAX} more"


def _place(line: int, says: str) -> str:
    return f"line {line}: {says}" if line else says


def _restricted(draft: Draft) -> Iterator[str]:
    if draft.embargo:
        yield f"embargo: {draft.embargo}"
    if draft.ground_rule:
        yield f"all of it: {_told(draft.ground_rule)}"
    rules = Counter(replace(turn.ground_rule, sentence=None) for turn in draft.turns if turn.ground_rule)
    for rule, count in rules.items():
        yield f"{counted(count, 'turn')}: {_told(rule)}"


def _told(rule: GroundRule) -> str:
    agreed = f", attributable to “{rule.attribution}”" if rule.attribution else ""
    return f"{rule.rule.value.replace('_', ' ')}{agreed}"


def _sample(draft: Draft) -> Iterator[str]:
    for turn in draft.turns[:SAMPLE_TURNS]:
        label = turn.printed or turn.name or turn.kind.value
        colour = "cyan" if turn.kind is Kind.QUESTION else "green" if turn.kind is Kind.SPEECH else "white"
        words = " ".join(turn.text.split())
        yield f"{click.style(label, fg=colour, bold=True)}  {words[:SAMPLE_CHARS]}{'…' if len(words) > SAMPLE_CHARS else ''}"
    if len(draft.turns) > SAMPLE_TURNS:
        yield click.style(f"… {counted(len(draft.turns) - SAMPLE_TURNS, 'more turn')}", dim=True)


def changes_shown(changes: Changes) -> Iterator[str]:
    """What a new version changes: a word diff a turn, then the quote ids it touches."""
    for change in changes.turns:
        yield f"  {_whose(change)}: {_diff(change.pieces)}"
    for pieces in changes.around:
        yield f"  outside the turns: {_diff(pieces)}"
    yield from (f"  moved {old} → {new}" for old, new in changes.moved[:MOVED_MAX])
    if len(changes.moved) > MOVED_MAX:
        yield f"  … and {len(changes.moved) - MOVED_MAX} more moved; `briefing quote ID` says where an old id leads"
    yield from (f"  changed {old}" for old in changes.changed)


def _whose(change: TurnChange) -> str:
    turn = change.after or change.before
    numbers = {turn.number for turn in (change.before, change.after) if turn is not None}
    labels = dict.fromkeys(
        turn.printed or turn.kind.value for turn in (change.before, change.after) if turn is not None
    )
    return f"turn {'→'.join(map(str, sorted(numbers)))} ({' → '.join(labels)})" if turn else ""


def _diff(pieces: Sequence[Piece]) -> str:
    shown = []
    for sign, words in pieces:
        if sign == "=":
            shown.append(_shortened(words))
        else:
            shown.append(
                click.style(f"[{sign}{words}{sign}]" if sign == "-" else f"{{{sign}{words}{sign}}}", fg=_COLOURS[sign])
            )
    return " ".join(shown)


def _shortened(words: str) -> str:
    kept = words.split()
    if len(kept) <= 2 * CONTEXT_WORDS:
        return words
    return f"{' '.join(kept[:CONTEXT_WORDS])} … {' '.join(kept[-CONTEXT_WORDS:])}"
