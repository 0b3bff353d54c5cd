"""The windows of the shortcuts: fields to fill in, and what was found under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from bot.query.parse import QUESTION_MAX_CHARS
from bot.query.scan import without_marks
from bot.slack.payload.escape import tame
from bot.slack.payload.message import Block
from bot.slack.payload.plain import TEXT_MAX_CHARS
from bot.slack.pressing.windows import Blocks, plain, view
from bot.slack.rendering.buttons import Action

NAME_MAX_CHARS: Final = 75
"""Source: docs.slack.dev, Block Kit reference, option object, "text"; read 2026-11."""
OPTIONS_MAX: Final = 100
"""Source: docs.slack.dev, Block Kit reference, external select, "options"; read 2026-11."""
WORDS: Final = "words"
SPEAKER: Final = "speaker"
AFTER: Final = "after"
BEFORE: Final = "before"


class Shortcut(StrEnum):
    """What a shortcut asks for; the value is its ``callback_id`` and that of its window."""

    FIND = "find_quote"
    VERIFY = "verify_quote"
    SEARCH = "search_briefings"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a window is called, asks for and may be given.

    Attributes:
        kind: What is shown, by its name in the stored answer.
        asks: Over its field.
        most_chars: Of its field.
    """

    title: str
    kind: str
    asks: str
    most_chars: int


KINDS: Final[Mapping[str, Kind]] = {
    Shortcut.FIND: Kind("Find briefing quote", "ask", "What to look for", QUESTION_MAX_CHARS),
    Shortcut.VERIFY: Kind("Verify this quote", "verify", "Text with the quotation", TEXT_MAX_CHARS),
    Shortcut.SEARCH: Kind("Search briefings", "ask", "Words", QUESTION_MAX_CHARS),
}


def form(shortcut: str, filled: Mapping[str, str], origin: str, found: Blocks, reply_id: str | None) -> dict[str, Any]:
    """A window with its fields, what was found, and a way to put that into the thread.

    Args:
        origin: The stored answer that tells in which thread the shortcut was used; empty for none.
        reply_id: Of the stored answer that may be put into the thread.
    """
    kind = KINDS[shortcut]
    fields = [_field(WORDS, kind.asks, _text(kind, filled), is_optional=shortcut == Shortcut.SEARCH)]
    if shortcut == Shortcut.SEARCH:
        fields += [
            _field(SPEAKER, "Speaker", _speaker(filled)),
            _field(AFTER, "From this day", _day(AFTER, filled)),
            _field(BEFORE, "Up to this day", _day(BEFORE, filled)),
        ]
    blocks = [*fields, *found, *([_reply_row(reply_id)] if reply_id is not None else [])]
    submit = plain("Verify" if shortcut == Shortcut.VERIFY else "Search")
    return {**view(kind.title, blocks), "callback_id": shortcut, "private_metadata": origin, "submit": submit}


def question_in(filled: Mapping[str, str]) -> str:
    """What was filled in, as somebody would type it."""
    speaker = without_marks(filled.get(SPEAKER, ""))
    named = [f'speaker:"{speaker}"'] if speaker else []
    days = [f"{name}:{filled[name]}" for name in (AFTER, BEFORE) if filled.get(name)]
    return " ".join([filled.get(WORDS, "").strip(), *named, *days]).strip()


def day_in(text: str) -> date | None:
    """A day as a date picker sends it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def options_of(names: Sequence[str]) -> list[Block]:
    """Speakers to choose from; a name too long for Slack is found by typing it."""
    unique = dict.fromkeys(name for name in map(tame, names) if _is_choosable(name))
    return [_option(name) for name in [*unique][:OPTIONS_MAX]]


def _is_choosable(name: str) -> bool:
    return 0 < len(name) <= NAME_MAX_CHARS


def _field(name: str, label: str, element: Block, *, is_optional: bool = True) -> Block:
    element = {"action_id": name, **element}
    return {"type": "input", "block_id": name, "optional": is_optional, "label": plain(label), "element": element}


def _text(kind: Kind, filled: Mapping[str, str]) -> Block:
    asked = {"type": "plain_text_input", "multiline": True, "max_length": kind.most_chars}
    words = filled.get(WORDS, "")[: kind.most_chars]
    return {**asked, "initial_value": words} if words else asked


def _speaker(filled: Mapping[str, str]) -> Block:
    asked: Block = {"type": "external_select", "min_query_length": 1, "placeholder": plain("Begin to type a name")}
    name = tame(filled.get(SPEAKER, ""))
    return {**asked, "initial_option": _option(name)} if _is_choosable(name) else asked


def _day(name: str, filled: Mapping[str, str]) -> Block:
    day = day_in(filled.get(name, ""))
    return {"type": "datepicker", **({"initial_date": day.isoformat()} if day else {})}


def _option(name: str) -> Block:
    return {"text": plain(name), "value": name}


def _reply_row(answer_id: str) -> Block:
    asks = {
        "title": plain("Reply in the thread?"),
        "text": plain("Everybody in this channel will see the question and the answer, and that you shared them."),
        "confirm": plain("Reply"),
        "deny": plain("Cancel"),
    }
    button = {"type": "button", "action_id": Action.REPLY.value, "text": plain("Reply in thread"), "value": answer_id}
    return {"type": "actions", "block_id": "reply", "elements": [{**button, "confirm": asks}]}
