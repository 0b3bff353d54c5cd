"""Whether the buttons of a payload are our own: our labels, opaque ids, links to the sources of what is shown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.answer.citation import link_to_words, web_address
from bot.answer.model import Quote
from bot.slack.payload.message import Block
from bot.slack.proving.failed import require

_LABELS: Final[Mapping[str, str]] = {
    "share": "Share",
    "exchange": "Show exchange",
    "more": "More quotes",
    "citation": "Copy citation",
    "transcript": "Open transcript",
    "import_add": "Add",
    "import_embargo": "Add with embargo",
    "import_answer": "Answer questions",
    "import_cancel": "Cancel",
    "correct": r"Correct (?:this message|these \d+ messages)",
}
"""From the id of each button to the pattern of its label."""
_ASKS_FIRST: Final = frozenset(("share", "correct", "import_add"))
_PERIOD: Final = re.compile(r"\d{4}(?:-\d{2})?", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,3}(?:,\d{3})*", re.ASCII)
_TURN_OFF: Final = re.compile(r"Turn off(?: [1-9][0-9]?)?")
_PAGES: Final[Mapping[str, str]] = {"period:first": "Back to the first", "period:next": "Next"}
_PAGE: Final = re.compile(r"(?P<id>[0-9a-f]{32})\.\d{4}(?:-\d{2})?\.\d{1,6}", re.ASCII)
_ID: Final = re.compile(r"[0-9a-f]{32}")
_BUTTON: Final = {"type", "action_id", "text", "value"}
_OPINIONS: Final = (("positive_button", "good"), ("negative_button", "bad"))


def check_buttons(blocks: Sequence[Block], quotes: Sequence[Quote]) -> None:
    """Check every row of buttons; what a press carries is an id that means nothing to anybody else.

    Raises:
        ProofFailed: A button says, carries or leads to anything else than it may.
    """
    links = {link for quote in quotes for link in _links_of(quote)}
    ids: set[str] = set()
    for block in blocks:
        for part in block.get("elements", ()) if block.get("type") in ("actions", "context_actions") else ():
            ids |= _checked(part, links)
    require(len(ids) <= 1, "buttons carry the ids of several answers")


def _links_of(quote: Quote) -> set[str]:
    return {link for link in (link_to_words(quote), web_address(quote.passage.briefing.source.url or "")) if link}


def _checked(part: Block, links: set[str]) -> set[str]:
    """The ids of answers that one element carries, once it is found to be ours."""
    kind, action = part.get("type"), part.get("action_id")
    if kind == "feedback_buttons":
        require(action == "feedback", "the opinion is not ours")
        sides = [part.get(side) or {} for side, _ in _OPINIONS]
        carried = [str(side.get("value")).partition(".") for side in sides]
        require([end for _, _, end in carried] == [end for _, end in _OPINIONS], "an opinion carries something unknown")
        return {_id(value) for value, _, _ in carried}
    if kind == "icon_button":
        require((action, part.get("icon")) == ("delete", "trash"), "an icon is not ours")
        return {_id(part.get("value"))}
    if str(action) in _PAGES:
        return {_checked_page(part, _PAGES[str(action)])}
    if str(action).startswith("period:"):
        return {_checked_period(part, str(action).removeprefix("period:"))}
    require(kind == "button" and set(part) - {"url", "confirm"} == _BUTTON, "a button holds something unknown")
    value = _id(part.get("value"))
    if action == "alert_off":
        label = str((part.get("text") or {}).get("text"))
        require(set(part) == _BUTTON and bool(_TURN_OFF.fullmatch(label)), "an alert's button has another label")
        require(part["text"] == {"type": "plain_text", "text": label, "emoji": False}, "a label is no plain text")
        return set()
    _check_button(part, str(action), links)
    return {value}


def _checked_period(part: Block, period: str) -> str:
    """The id that a count of a timeline carries; its label says the period and a number, and nothing else."""
    require(
        part.get("type") == "button" and set(part) == {*_BUTTON, "accessibility_label"},
        "a count holds something unknown",
    )
    require(bool(_PERIOD.fullmatch(period)), "a count is of no month and no year")
    label, (answer_id, _, end) = part["text"], str(part["value"]).partition(".")
    require(set(label) == {"type", "text", "emoji"} and label["type"] == "plain_text", "a count's label is markup")
    count = str(label["text"]).removeprefix(f"{period}: ")
    require(count != label["text"] and bool(_COUNT.fullmatch(count)), "a count's label is no count")
    require(end == period, "a count carries another period")
    require(part["accessibility_label"] == f"Show what was said in {period}", "a count is read aloud as something else")
    return _id(answer_id)


def _checked_page(part: Block, label: str) -> str:
    """The id that a button to another page carries, with a period and a number and nothing else."""
    require(part.get("type") == "button" and set(part) == _BUTTON, "a page's button holds something unknown")
    require(part["text"] == {"type": "plain_text", "text": label, "emoji": False}, "a page's button has another label")
    found = _PAGE.fullmatch(str(part["value"]))
    require(found is not None, "a page's button carries something unknown")
    return found["id"] if found else ""


def _check_button(part: Block, action: str, links: set[str]) -> None:
    label, pattern = part["text"], _LABELS.get(action)
    require(set(label) == {"type", "text", "emoji"} and label["type"] == "plain_text", "a button has another label")
    require(label["emoji"] is False and pattern is not None, "a button has another label")
    require(bool(re.fullmatch(str(pattern), str(label["text"]), re.ASCII)), "a button has another label")
    require(("url" in part) == (action == "transcript"), "a button is a link and should not be, or the reverse")
    require("url" not in part or part["url"] in links, "a button leads to no source of what is shown")
    require(("confirm" in part) == (action in _ASKS_FIRST), "a button asks first and should not, or the reverse")


def _id(value: Any) -> str:
    require(isinstance(value, str) and bool(_ID.fullmatch(value)), "a button carries no opaque id")
    return str(value)
