"""A window of citations is proved like every message: the very words, whose they are, and nothing else."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from bot.answer.model import Answer, Misread
from bot.briefing.model import GroundRule, Rule
from bot.slack.payload.limits import chars_in
from bot.slack.payload.proof import ProofFailed
from bot.slack.proving.citations import check_citations
from bot.slack.rendering.citations import CITED_MAX_CHARS, citation_blocks
from tests.briefings import briefing, question, speech
from tests.slack.answers import FERRY, NO, SALT, quote_at
from tests.slack.any_answers import any_answers

QUOTES = (FERRY, NO, SALT)
SAYS = "The archive was reloaded since this answer."


def leaf(blocks: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """The text of one box."""
    boxes = [block for block in blocks if block["type"] == "rich_text"]
    found: dict[str, Any] = boxes[number]["elements"][0]["elements"][0]
    return found


def test_every_form_of_every_quote_is_proved() -> None:
    check_citations(citation_blocks(QUOTES, SAYS), QUOTES, SAYS)


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        (lambda blocks: leaf(blocks, 0).update(text=leaf(blocks, 0)["text"].replace("not", "now")), "what the file"),
        (lambda blocks: leaf(blocks, 1).update(text=leaf(blocks, 1)["text"] + " "), "what the file holds"),
        (lambda blocks: leaf(blocks, 2).update(text=leaf(blocks, 2)["text"].replace("winter", "summer")), "what the"),
        (lambda blocks: leaf(blocks, 3).update(text=leaf(blocks, 6)["text"]), "what the file holds"),
        (lambda blocks: leaf(blocks, 0).update(text=leaf(blocks, 0)["text"].replace("2030", "2031")), "in full"),
        (lambda blocks: leaf(blocks, 4).update(text=leaf(blocks, 4)["text"].replace("Lindqvist", "Lind")), "else"),
        (lambda blocks: leaf(blocks, 4).update(text=leaf(blocks, 4)["text"].replace("2030", "2031")), "another day"),
        (lambda blocks: leaf(blocks, 0).update(style={"bold": True}), "something unknown"),
        (lambda blocks: blocks.pop(), "lacks a form"),
        (lambda blocks: blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}), "render to"),
        (lambda blocks: blocks.pop(0), "render to"),
    ],
)
def test_a_changed_window_of_citations_is_never_proved(change: Callable[[Any], Any], alarm: str) -> None:
    blocks = copy.deepcopy(citation_blocks(QUOTES, SAYS))
    change(blocks)
    with pytest.raises(ProofFailed, match=alarm):
        check_citations(blocks, QUOTES, SAYS)


def test_one_changed_character_of_a_box_is_never_proved() -> None:
    text = leaf(citation_blocks((NO,)), 0)["text"]
    for at in range(len(text)):
        blocks = copy.deepcopy(citation_blocks((NO,)))
        leaf(blocks, 0)["text"] = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        with pytest.raises(ProofFailed):
            check_citations(blocks, (NO,))


def test_words_of_somebody_without_a_name_are_not_cited_with_one() -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a senior official")
    said = briefing(question("Q?"), speech("The barges sail.", by="tariq-lindqvist", ground_rule=rule))
    quote = quote_at(said, 2)
    check_citations(citation_blocks((quote,)), (quote,))
    named = replace(quote, attribution=NO.attribution)
    with pytest.raises(ProofFailed):
        check_citations(citation_blocks((named,)), (named,))


def test_what_does_not_fit_is_told_with_the_ids_it_can_be_looked_up_by() -> None:
    said = briefing(
        *(speech(f"Number {n}: " + "the barges sail in April and the ferry does not. " * 30) for n in range(4))
    )
    quotes = tuple(quote_at(said, n) for n in range(1, 5))
    blocks = citation_blocks(quotes)
    check_citations(blocks, quotes)
    assert chars_in(blocks) <= CITED_MAX_CHARS + 500
    told = json.dumps(blocks[-1])
    assert "3 more quotes did not fit: " in told
    assert all(quote.passage.id in told for quote in quotes[1:])


@settings(max_examples=60)
@given(any_answers())
def test_citations_of_any_quote_are_proved_or_refused_and_never_raise_anything_else(answer: Answer) -> None:
    quotes = () if isinstance(answer, Misread) else answer.quotes
    for quote in quotes:
        check_citations(citation_blocks((quote,)), (quote,))
