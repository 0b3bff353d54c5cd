"""Briefings as JSON and back: a line for each turn, read when somebody looks at it."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from bot.briefing.model import Briefing, Embargo, GroundRule, Kind, Rule, Source, SourceKind, Status, Turn
from bot.briefing.views import View
from bot.store.kept.parts import Array, Buffer, DamagedError, Part, array_part, json_of, json_part

Json = Any


class KeptTurns(View[Turn]):
    """The turns of a kept briefing.

    Attributes:
        lines: The JSON of all kept turns.
        starts: For each of these turns, where its line begins; one more at the end.
    """

    def __init__(self, lines: memoryview, starts: Array) -> None:
        """Begin with no turn read."""
        self.lines, self.starts = lines, starts

        def turn(number: int) -> Turn:
            return _turn_of(
                json.loads(str(lines[int(starts[number]) : int(starts[number + 1])], "utf-8", "surrogatepass"))
            )

        super().__init__(len(starts) - 1, turn)


def briefing_parts(briefings: Sequence[Briefing]) -> Iterator[Part]:
    """Briefings as parts of a file; the lines of turns that came from one are copied as they are."""
    turns = [_lines_of(briefing.turns) for briefing in briefings]
    yield json_part("briefings", [_head_of(briefing) for briefing in briefings])
    yield array_part("turn_sizes", np.concatenate([np.empty(0, dtype=np.int64), *(sizes for _, sizes in turns)]))
    yield "turns", "uint8", [lines for lines, _ in turns]


def briefings_of(parts: dict[str, Array]) -> tuple[Briefing, ...]:
    """The briefings of a file.

    Raises:
        DamagedError: Numbers do not fit together.
    """
    heads: list[Json] = json_of(parts["briefings"])
    sizes, lines = parts["turn_sizes"], parts["turns"].data
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    counts = [int(head["turns"]) for head in heads]
    if sum(counts) != len(sizes) or min(counts, default=0) < 0 or sizes.min(initial=0) < 0 or starts[-1] != len(lines):
        raise DamagedError("turns do not fit their briefings")
    ends = np.cumsum(counts).tolist()
    return tuple(
        _briefing_of(head, KeptTurns(lines, starts[end - count : end + 1]))
        for head, count, end in zip(heads, counts, ends, strict=True)
    )


def _lines_of(turns: Sequence[Turn]) -> tuple[Buffer, Array]:
    if isinstance(turns, KeptTurns):
        return turns.lines[int(turns.starts[0]) : int(turns.starts[-1])], np.diff(turns.starts)
    lines = [json.dumps(_row_of(turn), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n" for turn in turns]
    return b"".join(lines), np.array([len(line) for line in lines], dtype=np.int64)


def _row_of(turn: Turn) -> list[Json]:
    seldom = [turn.partial, turn.sentence, turn.marks, turn.note, _rule_row(turn.ground_rule)]
    often = [turn.number, turn.kind, turn.text, turn.sha256, turn.line, turn.by, turn.printed]
    return often + seldom if any(seldom) else often


def _turn_of(row: list[Json]) -> Turn:
    number, kind, text, sha256, line, by, printed, *seldom = row
    if not seldom:
        return Turn(number, Kind(kind), text, sha256, line, by, printed)
    partial, sentence, marks, note, rule = seldom
    return Turn(
        number, Kind(kind), text, sha256, line, by, printed, partial, sentence, tuple(marks), note, _rule_of(rule)
    )


def _rule_row(rule: GroundRule | None) -> Json:
    return [rule.rule, rule.attribution, rule.sentence] if rule else None


def _rule_of(row: Json) -> GroundRule | None:
    return GroundRule(Rule(row[0]), row[1], row[2]) if row else None


def _head_of(briefing: Briefing) -> dict[str, Json]:
    source, embargo = briefing.source, briefing.embargo
    return {
        "id": briefing.id,
        "title": briefing.title,
        "held_on": briefing.held_on.isoformat(),
        "source": [source.publisher, source.kind, source.status, source.url, source.sha256, source.version],
        "retrieved": source.retrieved.isoformat() if source.retrieved else None,
        "path": briefing.path,
        "sha256": briefing.sha256,
        "started_at": briefing.started_at.strftime("%H:%M") if briefing.started_at else None,
        "time_zone": briefing.time_zone,
        "venue": briefing.venue,
        "ground_rule": _rule_row(briefing.ground_rule),
        "embargo": [embargo.until.isoformat() if embargo.until else None, embargo.event] if embargo else None,
        "audience": sorted(briefing.audience),
        "turns": len(briefing.turns),
    }


def _briefing_of(head: dict[str, Json], turns: KeptTurns) -> Briefing:
    publisher, kind, status, url, sha256, version = head["source"]
    held_on = date.fromisoformat(head["held_on"])
    retrieved = date.fromisoformat(head["retrieved"]) if head["retrieved"] else None
    rule = _rule_of(head["ground_rule"])
    if rule is None:
        raise DamagedError("no ground rule")
    return Briefing(
        id=head["id"],
        title=head["title"],
        held_on=held_on,
        source=Source(publisher, SourceKind(kind), Status(status), url, retrieved, sha256, version),
        turns=turns,
        path=head["path"],
        sha256=head["sha256"],
        started_at=_moment(held_on, head["started_at"], head["time_zone"]),
        time_zone=head["time_zone"],
        venue=head["venue"],
        ground_rule=rule,
        embargo=_embargo_of(head["embargo"]),
        audience=frozenset(head["audience"]),
    )


def _moment(held_on: date, clock: str | None, zone: str | None) -> datetime | None:
    return datetime.combine(held_on, time.fromisoformat(clock), ZoneInfo(zone)) if clock and zone else None


def _embargo_of(pair: Json) -> Embargo | None:
    return Embargo(datetime.fromisoformat(pair[0]) if pair[0] else None, pair[1]) if pair else None
