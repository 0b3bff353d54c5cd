"""Buttons are data: our own labels, one opaque id, links to the sources of what is shown; the renderer is not asked."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.answer.citation import link_to_words
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.proving.buttons import check_buttons
from bot.slack.rendering.buttons import Buttons, Leaf, page_block
from tests.slack.answers import FERRY, NO, SALT, found

ID = "0123456789abcdef" * 2
BUTTONS = Buttons(ID, may_share=True, has_quotes=True, has_more=True, url=link_to_words(FERRY), may_delete=True)
ANSWER = found(FERRY, NO, SALT)
QUOTES = (FERRY, NO, SALT)


def rows() -> list[dict[str, Any]]:
    blocks = json.loads(json.dumps(render(ANSWER, BUTTONS).blocks))
    return [block for block in blocks if block["type"] in ("actions", "context_actions")]


def test_the_buttons_as_they_are_rendered_pass_the_check() -> None:
    check_buttons(rows(), QUOTES)
    prove(render(ANSWER, BUTTONS), ANSWER, BUTTONS)


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        (lambda rows: rows[0]["elements"][0].update(value="was the dam inspected?"), "no opaque id"),
        (lambda rows: rows[0]["elements"][0].update(value="f" * 32), "several answers"),
        (lambda rows: rows[0]["elements"][0]["text"].update(text="Click here"), "another label"),
        (lambda rows: rows[0]["elements"][0]["text"].update(emoji=True), "another label"),
        (lambda rows: rows[0]["elements"][0]["text"].update(type="mrkdwn"), "another label"),
        (lambda rows: rows[0]["elements"][0].pop("confirm"), "asks first"),
        (lambda rows: rows[0]["elements"][1].update(confirm={}), "asks first"),
        (lambda rows: rows[0]["elements"][0].update(url="https://evil.example/"), "is a link"),
        (lambda rows: rows[0]["elements"][4].update(url="https://evil.example/"), "no source"),
        (lambda rows: rows[0]["elements"][4].pop("url"), "is a link"),
        (lambda rows: rows[0]["elements"][0].update(style="danger"), "something unknown"),
        (lambda rows: rows[0]["elements"][0].update(action_id="exchange"), "another label"),
        (lambda rows: rows[1]["elements"][0].update(action_id="share"), "opinion is not ours"),
        (lambda rows: rows[1]["elements"][0]["positive_button"].update(value="<!here>"), "something unknown"),
        (lambda rows: rows[1]["elements"][0]["positive_button"].update(value=f"{ID}.bad"), "something unknown"),
        (lambda rows: rows[1]["elements"][1].update(icon="bomb"), "icon is not ours"),
        (lambda rows: rows[1]["elements"][1].update(value=None), "no opaque id"),
        (lambda rows: rows[1]["elements"][1].update(type="button"), "something unknown"),
    ],
)
def test_a_button_that_is_more_than_data_is_never_proved(change: Callable[[Any], Any], alarm: str) -> None:
    changed = copy.deepcopy(rows())
    change(changed)
    with pytest.raises(ProofFailed, match=alarm):
        check_buttons(changed, QUOTES)


def test_a_link_to_the_source_of_another_answer_is_never_proved() -> None:
    with pytest.raises(ProofFailed, match="no source"):
        check_buttons(rows(), ())


def counts() -> list[dict[str, Any]]:
    blocks = json.loads(json.dumps(render(ANSWER, Buttons(ID, periods=(("2024-03", 1_204), ("2025", 3)))).blocks))
    return [block for block in blocks if block["type"] == "actions"]


def pages() -> list[dict[str, Any]]:
    leaves = (Leaf("first", "Back to the first", 0), Leaf("next", "Next", 40))
    return [json.loads(json.dumps(page_block(ID, "2024-03", leaves)))]


def test_the_buttons_to_other_pages_pass_the_check() -> None:
    check_buttons(pages(), ())


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        ({"value": ID}, "carries something unknown"),
        ({"value": f"{ID}.2024-03"}, "carries something unknown"),
        ({"value": f"{ID}.2024-03.dam"}, "carries something unknown"),
        ({"value": "0" * 32 + ".2024-03.0"}, "several answers"),
        ({"text": {"type": "plain_text", "text": "Next", "emoji": False}}, "another label"),
        ({"text": {"type": "mrkdwn", "text": "Back to the first", "emoji": False}}, "another label"),
        ({"url": "https://evil.example/"}, "something unknown"),
    ],
)
def test_a_page_button_that_is_more_than_that_is_never_proved(change: dict[str, Any], alarm: str) -> None:
    changed = pages()
    changed[0]["elements"][0].update(change)
    with pytest.raises(ProofFailed, match=alarm):
        check_buttons(changed, ())


def test_the_counts_of_a_timeline_pass_the_check() -> None:
    check_buttons(counts(), QUOTES)


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        ({"value": ID}, "another period"),
        ({"value": f"{ID}.2024-04"}, "another period"),
        ({"value": "dam.2024-03"}, "no opaque id"),
        ({"action_id": "period:today"}, "no month"),
        ({"text": {"type": "plain_text", "text": "2024-03: many", "emoji": False}}, "no count"),
        ({"text": {"type": "mrkdwn", "text": "2024-03: 1", "emoji": False}}, "markup"),
        ({"accessibility_label": "Click here"}, "read aloud"),
        ({"url": "https://evil.example/"}, "something unknown"),
    ],
)
def test_a_count_that_is_more_than_data_is_never_proved(change: dict[str, Any], alarm: str) -> None:
    changed = counts()
    changed[0]["elements"][0].update(change)
    with pytest.raises(ProofFailed, match=alarm):
        check_buttons(changed, QUOTES)
