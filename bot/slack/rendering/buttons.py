"""The buttons under an answer: each carries the answer's opaque id and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.answer.citation import link_to_words
from bot.slack.payload.message import Block
from bot.slack.rendering.sheet import Sheet

ROW: Final = "answer"
OPINION: Final = "opinion"
PERIODS: Final = "periods"
PAGES: Final = "pages"
URL_MAX_CHARS: Final = 3_000
"""Source: docs.slack.dev, Block Kit reference, button, "url"; read 2026-11."""
ALERT: Final = "alert"
ROW_MAX: Final = 25
"""Buttons in a row. Source: docs.slack.dev, Block Kit reference, actions block, "elements"; read 2026-11."""


class Action(StrEnum):
    """What a press asks for; the value is the ``action_id``."""

    SHARE = "share"
    EXCHANGE = "exchange"
    MORE = "more"
    CITATION = "citation"
    TRANSCRIPT = "transcript"
    FEEDBACK = "feedback"
    DELETE = "delete"
    PERIOD = "period"
    CORRECT = "correct"
    REPLY = "reply"
    ALERT_OFF = "alert_off"
    IMPORT_ADD = "import_add"
    IMPORT_EMBARGO = "import_embargo"
    IMPORT_ANSWER = "import_answer"
    IMPORT_CANCEL = "import_cancel"


class Opinion(StrEnum):
    """What somebody thinks of an answer; the value ends a feedback button's value."""

    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Buttons:
    """Which buttons an answer has.

    Attributes:
        answer_id: Of the stored answer; empty where none is stored.
        may_share: Only its asker sees it: it may be put into the channel.
        has_quotes: There is an exchange to show and a citation to copy.
        has_more: More passages matched than are shown.
        url: The source of the first quote; None where it has no address.
        may_delete: It stands in a channel, where its asker may take it away.
        periods: Months or years with their counts; each opens the passages it counts.
        alerts: Ids of the alerts that can be turned off here, in the order in which they are named.
        may_judge: What one thinks of it can be said here: in messages alone, windows take no such buttons.
    """

    answer_id: str
    may_share: bool = False
    has_quotes: bool = False
    has_more: bool = False
    url: str | None = None
    may_delete: bool = False
    periods: tuple[tuple[str, int], ...] = ()
    alerts: tuple[str, ...] = ()
    may_judge: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of an offer.

    Attributes:
        asks: What is asked once more before the press counts; empty for nothing.
    """

    action: Action
    label: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The buttons under something that may be done; they carry the offer's opaque id."""

    offer_id: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A button that shows another page of what a count opens.

    Attributes:
        begins: How many passages stand on the pages before it.
    """

    name: str
    label: str
    begins: int


Pressable = Buttons | Choices


def buttons_under(
    sheet: Sheet, answer_id: str, *, is_question: bool, may_share: bool = False, may_delete: bool = False
) -> Buttons:
    """The buttons that fit what is shown.

    Args:
        is_question: More of it can be asked for, as of a question and of no command.
    """
    url = link_to_words(sheet.quotes[0]) if sheet.quotes else None
    return Buttons(
        answer_id=answer_id,
        may_share=may_share,
        has_quotes=bool(sheet.quotes),
        has_more=is_question and sheet.matched is not None and sheet.matched > len(sheet.quotes) > 0,
        url=url if url is not None and len(url) <= URL_MAX_CHARS else None,
        may_delete=may_delete,
    )


def buttons_in_window(sheet: Sheet, answer_id: str, *, is_question: bool) -> Buttons:
    """The buttons of an answer that stands in a window: each opens another one on top of it."""
    return replace(buttons_under(sheet, answer_id, is_question=is_question), may_judge=False)


def button_blocks(buttons: Pressable | None) -> list[Block]:
    """A row of buttons, then what one thinks of the answer; nothing where there are no buttons."""
    if buttons is None:
        return []
    if isinstance(buttons, Choices):
        row = [_choice(choice, buttons.offer_id) for choice in buttons.choices]
        return [{"type": "actions", "block_id": ROW, "elements": row}]
    row = [
        *([_share(buttons)] if buttons.may_share else []),
        *([_button(Action.EXCHANGE, "Show exchange", buttons)] if buttons.has_quotes else []),
        *([_button(Action.MORE, "More quotes", buttons)] if buttons.has_more else []),
        *([_button(Action.CITATION, "Copy citation", buttons)] if buttons.has_quotes else []),
        *([{**_button(Action.TRANSCRIPT, "Open transcript", buttons), "url": buttons.url}] if buttons.url else []),
    ]
    blocks: list[Block] = [{"type": "actions", "block_id": ROW, "elements": row}] if row else []
    blocks += _counts(buttons)
    blocks += _turn_off(buttons.alerts)
    if not buttons.answer_id or not buttons.may_judge:
        return blocks
    return [*blocks, {"type": "context_actions", "block_id": OPINION, "elements": _opinion(buttons)}]


def _turn_off(alerts: Sequence[str]) -> list[Block]:
    """Each in a row of its own: in one row, Slack wants every action's id only once."""
    labels = ["Turn off"] if len(alerts) == 1 else [f"Turn off {number}" for number in range(1, len(alerts) + 1)]
    presses = (
        {"type": "button", "action_id": Action.ALERT_OFF.value, "text": _plain(label), "value": alert}
        for label, alert in zip(labels, alerts, strict=True)
    )
    return [{"type": "actions", "block_id": f"{ALERT}.{n}", "elements": [press]} for n, press in enumerate(presses, 1)]


def _button(action: Action, label: str, buttons: Buttons) -> Block:
    return {"type": "button", "action_id": action.value, "text": _plain(label), "value": buttons.answer_id}


def page_block(answer_id: str, period: str, leaves: Sequence[Leaf]) -> Block:
    """The row of a window whose passages go on."""
    buttons = [
        {
            "type": "button",
            "action_id": f"{Action.PERIOD.value}:{leaf.name}",
            "text": _plain(leaf.label),
            "value": f"{answer_id}.{period}.{leaf.begins}",
        }
        for leaf in leaves
    ]
    return {"type": "actions", "block_id": PAGES, "elements": buttons}


def _counts(buttons: Buttons) -> list[Block]:
    """Every count, in as many rows as it takes."""
    periods = [_period(period, count, buttons) for period, count in buttons.periods]
    rows = [periods[begin : begin + ROW_MAX] for begin in range(0, len(periods), ROW_MAX)]
    names = [PERIODS, *(f"{PERIODS}.{number}" for number in range(2, len(rows) + 1))]
    return [{"type": "actions", "block_id": name, "elements": row} for name, row in zip(names, rows, strict=False)]


def _period(period: str, count: int, buttons: Buttons) -> Block:
    """A count that opens its passages; ids have to differ within a row, so the period is a part of it."""
    return {
        "type": "button",
        "action_id": f"{Action.PERIOD.value}:{period}",
        "text": _plain(f"{period}: {count:,}"),
        "value": f"{buttons.answer_id}.{period}",
        "accessibility_label": f"Show what was said in {period}",
    }


def _share(buttons: Buttons) -> Block:
    text = "Everybody in this channel will see the question and the answer, and that you shared them."
    return {**_button(Action.SHARE, "Share", buttons), "confirm": _asked("Share this answer?", text, "Share")}


def _choice(choice: Choice, offer_id: str) -> Block:
    label = _plain(choice.label)
    button = {"type": "button", "action_id": choice.action.value, "text": label, "value": offer_id}
    return {**button, "confirm": _asked("Are you sure?", choice.asks, choice.label)} if choice.asks else button


def _asked(title: str, text: str, confirm: str) -> Block:
    return {"title": _plain(title), "text": _plain(text), "confirm": _plain(confirm), "deny": _plain("Cancel")}


def _opinion(buttons: Buttons) -> list[Block]:
    thumbs = {
        "type": "feedback_buttons",
        "action_id": Action.FEEDBACK.value,
        "positive_button": _thumb("Helpful", "This answer helped", buttons, Opinion.GOOD),
        "negative_button": _thumb("Not helpful", "This answer did not help; say why", buttons, Opinion.BAD),
    }
    trash = {
        "type": "icon_button",
        "icon": "trash",
        "action_id": Action.DELETE.value,
        "text": _plain("Delete"),
        "value": buttons.answer_id,
        "accessibility_label": "Delete this answer",
    }
    return [thumbs, trash] if buttons.may_delete else [thumbs]


def _thumb(label: str, heard: str, buttons: Buttons, opinion: Opinion) -> Block:
    return {"text": _plain(label), "value": f"{buttons.answer_id}.{opinion.value}", "accessibility_label": heard}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
