"""What was settled about a document, kept in its briefing's file, so that importing it again need not be told again.

It stands there as a comment under the seal: a label, a ground rule or an
embargo that a person has settled holds for the next version too.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.briefing.model import GroundRule, Rule, SourceKind, Status
from bot.briefing.speakers import fold_label
from bot.importers.settling.wishes import LabelUse, Wishes

SETTLED: Final = "# Settled when it was imported: "
LINE_BYTES_MAX: Final = 100_000

_ANY_VERSION: Final = ("title", "held_on", "publisher", "venue", "url", "kind", "status", "ground_rule", "embargo")
_THIS_VERSION: Final = ("opening", "opening_line", "accepted", "leave_out")
"""What is about lines: it holds for the very same document alone."""


def settled_line(wishes: Wishes, *, names: bool = True) -> str | None:
    """The comment that keeps what was settled; None if nothing was.

    Args:
        names: Whether it may say whose words are whose; on background a file names nobody.
    """
    if not names:
        wishes = replace(wishes, speakers={}, opening=None, opening_line=None)
    kept = {name: value for name in (*_ANY_VERSION, *_THIS_VERSION) if (value := _plain(getattr(wishes, name)))}
    for name in ("labels", "speakers"):
        if mapping := dict(sorted(getattr(wishes, name).items())):
            kept[name] = mapping
    return SETTLED + json.dumps(kept) if kept else None


def with_remembered(wishes: Wishes, file: Path, *, is_same_document: bool) -> Wishes:
    """What is wished now, and where nothing is, what was settled when the file was written."""
    kept = _settled_in(file)
    before = Wishes(
        **{name: kept[name] for name in _ANY_VERSION if name in kept},
        **{name: kept[name] for name in _THIS_VERSION if name in kept and is_same_document},
    )
    now = {name: value for name in (*_ANY_VERSION, *_THIS_VERSION) if (value := getattr(wishes, name))}
    told = {fold_label(label) for label in (*wishes.labels, *wishes.speakers)}
    labels, speakers = (
        {label: use for label, use in kept.get(name, {}).items() if fold_label(label) not in told}
        for name in ("labels", "speakers")
    )
    return replace(
        before,
        **now,
        id=wishes.id,
        labels={**labels, **wishes.labels},
        speakers={**speakers, **wishes.speakers},
        replace=wishes.replace,
        duplicates=wishes.duplicates,
    )


def is_remembered(wishes: Wishes, file: Path) -> bool:
    """Whether a file was written with all that is wished now."""
    before, now = (with_remembered(one, file, is_same_document=True) for one in (Wishes(), wishes))
    return settled_line(before) == settled_line(now)


def _plain(value: Any) -> Any:
    match value:
        case GroundRule():
            return {"rule": value.rule, "attribution": value.attribution}
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case _:
            return value


def _settled_in(file: Path) -> dict[str, Any]:
    """What the comment of a file says; empty where there is none."""
    with file.open("rb") as lines:
        lines.readline(LINE_BYTES_MAX)
        line = lines.readline(LINE_BYTES_MAX).decode("utf-8", "replace")
    kept: dict[str, Any] = json.loads(line.removeprefix(SETTLED)) if line.startswith(SETTLED) else {}
    return {name: _read(name, value) for name, value in kept.items()}


def _read(name: str, value: Any) -> Any:
    match name:
        case "held_on":
            return date.fromisoformat(value)
        case "kind":
            return SourceKind(value)
        case "status":
            return Status(value)
        case "ground_rule":
            return GroundRule(Rule(value["rule"]), value["attribution"])
        case "labels":
            return {label: LabelUse(use) for label, use in value.items()}
        case "accepted":
            return frozenset(value)
        case _:
            return value
