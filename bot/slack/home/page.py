"""The Home as blocks: what there is to quote, ways to ask, what is kept, and what admins may do."""

from dataclasses import dataclass
from datetime import UTC, date
from enum import StrEnum
from typing import Any, Final

from bot.answer.holding import Holding
from bot.answer.sentences import counted
from bot.slack.payload.escape import shorten, tame
from bot.slack.payload.message import Block
from bot.slack.pressing.windows import plain, section

LABEL_MAX_CHARS: Final = 75
"""Of a button. Source: docs.slack.dev, button element, "text"; read 2026-11."""

PROMISE: Final = "I only quote briefings, word for word, and say who spoke, in which role, when and where."
HOW_TO_ASK: Final = """In a channel or a thread: mention me with your question.
In a direct message: just ask; in its thread, “and in March?” or “only Price” goes on.
Only for you: /briefing and your question. It cannot be typed in threads: mention me there.
From any message: its menu has “Find briefing quote” and “Verify this quote”."""


class HomeAction(StrEnum):
    """What a press on the Home asks for; the value is the ``action_id``."""

    SEARCH = "home_search"
    EXAMPLE = "home_example"
    RECENT = "home_recent"
    REMEMBER = "home_remember"
    FORGET = "home_forget"
    RELOAD = "home_reload"
    DRY_RUN = "home_dry_run"
    REPORT = "home_report"
    GAPS = "home_gaps"
    FEEDBACK = "home_feedback"


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What one person's Home shows.

    Attributes:
        examples: Questions with the values of their buttons.
        recent: This person's last questions with the values of their buttons; None while they are not wanted here.
    """

    held: Holding
    examples: tuple[tuple[str, str], ...]
    recent: tuple[tuple[str, str], ...] | None
    keep_days: int
    is_admin: bool


def home_view(facts: HomeFacts) -> dict[str, Any]:
    """One person's Home."""
    blocks = [
        _head("Briefing Bot"),
        section(PROMISE),
        *_coverage(facts.held),
        _row("home_ask", _button(HomeAction.SEARCH, "Search briefings", style="primary")),
        *_questions("Questions to begin with", HomeAction.EXAMPLE, facts.examples),
        _head("How to ask"),
        section(HOW_TO_ASK),
        {"type": "divider"},
        *_recent(facts.recent),
        _small(_kept(facts.keep_days)),
        *(_for_admins() if facts.is_admin else ()),
    ]
    return {"type": "home", "blocks": blocks}


def closed_view(says: str) -> dict[str, Any]:
    """A Home that shows nothing but a sentence."""
    return {"type": "home", "blocks": [section(says)]}


def _coverage(held: Holding) -> list[Block]:
    coverage = held.coverage
    if not coverage.briefings:
        return [section("There is no briefing that I can show you yet.")]
    first, last = (_day(one) if one else "" for one in (coverage.first, coverage.last))
    days = f", {first} to {last}" if first != last else f", {first}" if first else ""
    loaded = f"Loaded at {coverage.loaded_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC, version {tame(coverage.snapshot)}."
    counts = f"{counted(held.statements, 'statement')} of {counted(held.speakers, 'speaker')}"
    return [section(f"{counted(coverage.briefings, 'briefing')}{days}: {counts}."), _small(loaded)]


def _questions(head: str, action: HomeAction, questions: tuple[tuple[str, str], ...]) -> list[Block]:
    if not questions:
        return []
    buttons = [
        _button(action, shorten(tame(text), LABEL_MAX_CHARS) or "…", value, number)
        for number, (text, value) in enumerate(questions, start=1)
    ]
    return [_head(head), _row(f"{action.value}s", *buttons)]


def _recent(recent: tuple[tuple[str, str], ...] | None) -> list[Block]:
    if recent is None:
        wish = _button(HomeAction.REMEMBER, "Show my recent questions here")
        return [section("Your recent questions are not shown here unless you want it."), _row("home_recall", wish)]
    shown = _questions("Your recent questions", HomeAction.RECENT, recent)
    none_yet = [] if shown else [section("Your recent questions will stand here.")]
    return [*shown, *none_yet, _row("home_recall", _button(HomeAction.FORGET, "Do not show them here"))]


def _kept(keep_days: int) -> str:
    return (
        f"What is stored: your questions and which quotes answered them, for {counted(keep_days, 'day')}, for the buttons "
        "and follow-ups. I read only what you send me."
    )


def _for_admins() -> list[Block]:
    asks = {
        "title": plain("Reload the archive?"),
        "text": plain("The knowledge folder is read again. On any problem the archive stays as it is."),
        "confirm": plain("Reload"),
        "deny": plain("Cancel"),
    }
    row = _row(
        "home_admin",
        {**_button(HomeAction.RELOAD, "Reload"), "confirm": asks},
        _button(HomeAction.DRY_RUN, "Dry run"),
        _button(HomeAction.REPORT, "Last reload report"),
        _button(HomeAction.GAPS, "Unanswered"),
        _button(HomeAction.FEEDBACK, "Feedback"),
    )
    return [{"type": "divider"}, _head("For admins"), row]


def _head(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def _small(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def _row(block_id: str, *elements: Block) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def _button(action: HomeAction, label: str, value: str = "", number: int = 0, style: str = "") -> Block:
    action_id = f"{action.value}:{number}" if number else action.value
    button: Block = {"type": "button", "action_id": action_id, "text": plain(label)}
    return button | ({"value": value} if value else {}) | ({"style": style} if style else {})


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
