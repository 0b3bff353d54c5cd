"""``desk.yaml``: what the desk has withdrawn and released."""

from collections.abc import Mapping as Mapped
from datetime import datetime
from typing import Final

from bot.briefing.decisions import Decision, Decisions, turns_named
from bot.briefing.model import Briefing
from bot.briefing.passages import QuoteId
from bot.store.problems import Problems, near, shown
from bot.store.schema.fields import Fields
from bot.store.yaml_nodes import Mapping, Node

DESK_KEYS: Final = ("withdrawn", "released")
DECISION_KEYS: Final = ("id", "at", "by", "reason")


def read_decisions(root: Node, problems: Problems) -> Decisions:
    """Read both lists; whether the ids still lead anywhere is for ``check_decisions``."""
    if not isinstance(root, Mapping):
        problems.add(root.line, "must have the lists withdrawn and released; write withdrawn: and below it - {id: …}")
        return Decisions()
    fields = Fields(root, DESK_KEYS, problems)
    return Decisions(_read_list(fields, "withdrawn", problems), _read_list(fields, "released", problems))


def check_decisions(decisions: Decisions, briefings: Mapped[str, Briefing], problems: Problems) -> None:
    """Note every id that leads to no briefing or to words that are gone."""
    for decision in decisions.withdrawn:
        quote = QuoteId.parse(decision.id)
        briefing = _known(decision, quote.briefing if quote else decision.id, briefings, problems)
        if briefing is not None and quote is not None and not turns_named(decision.id, briefing):
            problems.add(
                decision.line,
                f"id: {briefing.id} no longer holds the words of {shown(decision.id)}, so nothing hides what they became; "
                f"withdraw the new words if they are wrong too, then `briefing restore {decision.id}`",
            )
    for decision in decisions.released:
        _known(decision, decision.id, briefings, problems)


def _known(
    decision: Decision, briefing_id: str, briefings: Mapped[str, Briefing], problems: Problems
) -> Briefing | None:
    briefing = briefings.get(briefing_id)
    if briefing is None:
        hint = near(briefing_id, briefings) or "; take the entry out, or bring the briefing's file back"
        problems.add(decision.line, f"id: there is no briefing {shown(briefing_id)}{hint}")
    return briefing


def _read_list(fields: Fields, key: str, problems: Problems) -> tuple[Decision, ...]:
    decisions: dict[str, Decision] = {}
    for node in fields.items(key):
        decision = _read_decision(node, key, problems)
        if decision is None:
            continue
        if decision.id in decisions:
            problems.add(node.line, f"{key}: {shown(decision.id)} stands here twice; keep one")
        decisions.setdefault(decision.id, decision)
    return tuple(decisions.values())


def _read_decision(node: Node, key: str, problems: Problems) -> Decision | None:
    if not isinstance(node, Mapping):
        problems.add(node.line, f"{key}: each must be a mapping; write - {{id: …, at: …, by: …, reason: …}}")
        return None
    fields = Fields(node, DECISION_KEYS, problems)
    decided, at = fields.words("id", required=True), fields.words("at")
    if decided is None:
        return None
    if "#" in decided and (key == "released" or QuoteId.parse(decided) is None):
        what = "a briefing's" if key == "released" else "a quote's or a briefing's"
        fields.problem("id", f"{shown(decided)} is not {what} id; copy it from under the quotation")
    if at is not None and not _is_moment(at):
        fields.problem("at", f"{shown(at)} is not a time with its zone; write 2030-05-14T17:00+01:00")
    return Decision(decided, at, fields.words("by"), fields.words("reason"), node.line)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
