"""Withdrawing, restoring, releasing: one entry of ``desk.yaml`` more or less, all else kept as it stands."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from bot.briefing.decisions import Decision, Decisions, turns_named
from bot.briefing.model import Briefing
from bot.briefing.passages import QuoteId
from bot.errors import KnowledgeError, Problem, QueryError
from bot.store.desk.editing import with_entry, without_entry
from bot.store.desk.watched import DESK_FILE, read_desk
from bot.store.files import write_whole
from bot.store.problems import near
from bot.store.snapshot import Knowledge

REASON_CHARS_MAX: Final = 300
List = Literal["withdrawn", "released"]


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, when, and why."""

    by: str
    at: datetime
    reason: str | None = None


def withdraw(folder: Path, knowledge: Knowledge, target: str, decider: Decider) -> bool:
    """Take a quote's whole turn, or a whole briefing, out of sight; False if it already is.

    Args:
        knowledge: As the folder holds it or held it when it was loaded, to see that the id leads somewhere.

    Raises:
        QueryError: The id leads nowhere.
        KnowledgeError: The decision cannot be written down.
    """
    quote = QuoteId.parse(target)
    briefing = _known(knowledge, quote.briefing if quote else target)
    if quote is not None and not turns_named(target, briefing):
        raise QueryError(
            f"{briefing.id} does not hold these words; `briefing where {target}` says what became of them."
        )
    return _decide(folder, "withdrawn", _decision(target, decider))


def restore(folder: Path, target: str) -> bool:
    """Show again what was withdrawn under this id; False if nothing was."""
    return _undo(folder, "withdrawn", target)


def release(folder: Path, knowledge: Knowledge, briefing_id: str, decider: Decider) -> bool:
    """Lift a briefing's embargo now; False if that was done before.

    Raises:
        QueryError: No briefing has that id, or it has no embargo that still holds.
        KnowledgeError: The decision cannot be written down.
    """
    briefing = _known(knowledge, briefing_id)
    if any(one.id == briefing_id for one in read_desk(folder)[0].released):
        return False
    if briefing.embargo is None:
        raise QueryError(f"{briefing_id} is under no embargo; everybody in its audience sees it.")
    if briefing.embargo.is_lifted(decider.at):
        raise QueryError(f"The embargo of {briefing_id} has ended by itself; everybody in its audience sees it.")
    return _decide(folder, "released", _decision(briefing_id, decider))


def hold_back(folder: Path, briefing_id: str) -> bool:
    """Take a release back; False if there was none."""
    return _undo(folder, "released", briefing_id)


def _known(knowledge: Knowledge, briefing_id: str) -> Briefing:
    briefing = knowledge.briefings.get(briefing_id)
    if briefing is None:
        hint = near(briefing_id, knowledge.briefings) or "; copy the id from under a quotation"
        raise QueryError(f"There is no briefing {briefing_id[:240]!r}{hint}.")
    return briefing


def _decision(target: str, decider: Decider) -> Decision:
    reason = " ".join((decider.reason or "").split())[:REASON_CHARS_MAX] or None
    return Decision(target.strip(), decider.at.isoformat(timespec="seconds"), decider.by, reason)


def _decide(folder: Path, key: List, decision: Decision) -> bool:
    def changed(text: str, decisions: Decisions) -> str | None:
        is_there = any(one.id == decision.id for one in _list(decisions, key))
        return None if is_there else with_entry(text, key, entry_of(decision))

    return _rewrite(folder, changed, f"{key}:\n  - {entry_of(decision)}")


def _undo(folder: Path, key: List, target: str) -> bool:
    def changed(text: str, decisions: Decisions) -> str | None:
        places = [n for n, one in enumerate(_list(decisions, key)) if one.id == target.strip()]
        return without_entry(text, key, places[0]) if places else None

    return _rewrite(folder, changed, None)


def _rewrite(folder: Path, change: Callable[[str, Decisions], str | None], entry: str | None) -> bool:
    """Change the file while nobody else does; False if there is nothing to change."""
    file = Path(os.path.realpath(folder / DESK_FILE))
    try:
        with _alone(folder):
            decisions, problems = read_desk(folder)
            if problems:
                raise KnowledgeError(problems)
            text = change(file.read_text(encoding="utf-8") if file.exists() else "", decisions)
            if text is None:
                return False
            write_whole(file, text.encode())
            return True
    except OSError as error:
        by_hand = f", or add this where the folder comes from: {entry}" if entry else ", or take the entry out by hand"
        says = f"cannot be written ({error.strerror}); let the program write to {folder}{by_hand}"
        raise KnowledgeError([Problem(DESK_FILE, 0, says)]) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def entry_of(decision: Decision) -> str:
    """The line for a decision, without the list's dash."""
    fields = (("id", decision.id), ("at", decision.at), ("by", decision.by), ("reason", decision.reason))
    shown = ((key, _one_line(value)) for key, value in fields if value)
    return "{" + ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in shown if value) + "}"


def _one_line(text: str) -> str:
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _list(decisions: Decisions, key: List) -> tuple[Decision, ...]:
    return decisions.withdrawn if key == "withdrawn" else decisions.released
