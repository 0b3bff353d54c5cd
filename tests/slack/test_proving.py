"""The proof's own checks: what they find out without asking the renderer."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.briefing.model import Embargo, GroundRule, Rule
from bot.slack.payload.blocks import render
from bot.slack.payload.proof import ProofFailed, prove
from bot.slack.proving.quotes import check_quote, check_spoken
from bot.slack.proving.terms import check_terms
from tests.briefings import briefing, question, speech
from tests.slack.answers import FERRY, NO, SALT, asked_at, found, quote_at

WHOLE = found(FERRY, NO, SALT)
BLOCK = render(WHOLE).blocks[1]
Leaves = list[dict[str, Any]]


def block_with(change: Callable[[list[dict[str, Any]]], Any]) -> dict[str, Any]:
    """The first quote's block with its parts changed; the renderer does not see it."""
    block = copy.deepcopy(BLOCK)
    change(block["elements"])
    return block


def test_a_block_as_rendered_passes_the_checks_that_do_not_ask_the_renderer() -> None:
    check_quote(BLOCK, FERRY)


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        (lambda parts: parts[1]["elements"][0].update(text="We stop."), "not what the file holds"),
        (lambda parts: parts[1]["elements"].append({"type": "text", "text": "!"}), "not what the file holds"),
        (lambda parts: parts[1]["elements"][0].update(style={"italic": True}), "not what the file holds"),
        (lambda parts: parts.insert(1, copy.deepcopy(parts[1])), "unknown stands before"),
        (lambda parts: parts[0]["elements"][2].update(text="“Will you resign?”"), "stands before a quote"),
        (lambda parts: parts[0]["elements"][2].update(text="Will the ferry run in winter & spring?"), "not marked"),
        (lambda parts: parts[0]["elements"][0].update(text="Answer:"), "a label is wrong"),
        (lambda parts: parts[0].update(type="rich_text_quote"), "a label is wrong"),
        (lambda parts: parts.pop(0), "unknown stands before"),
        (lambda parts: parts[2]["elements"][0].update(text="Tariq Lindqvist"), "credited to somebody else"),
        (lambda parts: parts[2]["elements"][1].update(text=", Minister · official transcript"), "not credited in full"),
        (lambda parts: parts[2]["elements"].pop(), "not credited in full"),
        (lambda parts: parts.clear(), "no attribution"),
    ],
)
def test_a_renderer_that_errs_is_found_out_without_asking_it(change: Callable[[Leaves], Any], alarm: str) -> None:
    with pytest.raises(ProofFailed, match=alarm):
        check_quote(block_with(change), FERRY)


def test_a_short_answer_is_never_proved_with_less_than_its_question() -> None:
    parts = copy.deepcopy(render(found(NO)).blocks[1])
    parts["elements"][0]["elements"][2]["text"] = "“resign?”"
    with pytest.raises(ProofFailed, match="stands before"):
        check_quote(parts, NO)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("No.", "No,"),
        ("Tariq Lindqvist", "Vesna Okoro"),
        ("Deputy Minister", "Minister"),
        ("official transcript", "rush transcript"),
        ("4 March 2030", "5 March 2030"),
        ("“No.”", "No."),
    ],
)
def test_a_text_that_errs_is_found_out_without_asking_the_renderer(old: str, new: str) -> None:
    text = render(found(NO)).text
    check_spoken(text, [NO])
    with pytest.raises(ProofFailed, match="in full"):
        check_spoken(text.replace(old, new), [NO])


def test_words_credited_to_another_speaker_than_the_file_names_are_never_proved() -> None:
    answer = found(replace(FERRY, attribution=NO.attribution))
    with pytest.raises(ProofFailed, match="somebody else"):
        prove(render(answer), answer)


def test_words_credited_to_another_label_than_the_file_prints_are_never_proved() -> None:
    quote = quote_at(briefing(speech("The ferry will run.", by=None, printed="MR. GULL")), 1)
    answer = found(replace(quote, attribution=replace(quote.attribution, printed="MR. TERN")))
    with pytest.raises(ProofFailed, match="another label"):
        prove(render(answer), answer)


BACKGROUND = GroundRule(Rule.ON_BACKGROUND, "a ministry official")


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("Thank you, Ms. Okoro. And the ferry?", {"by": None, "printed": "MS. OKORO"}),
        ("You said it, Vesna Okoro, did you not?", {"by": "vesna-okoro"}),
        ("What does Lars Tern say to that?", {"by": None, "printed": "LARS TERN"}),
    ],
)
def test_a_question_that_names_the_speaker_on_background_is_never_proved(asked: str, fields: dict[str, Any]) -> None:
    said = briefing(question(asked), speech("The ferry will run all winter.", **fields, ground_rule=BACKGROUND))
    answer = found(quote_at(said, 2, asked=asked_at(said, 1)))
    with pytest.raises(ProofFailed, match="anonymous"):
        prove(render(answer), answer)


def test_a_label_that_says_no_more_than_was_agreed_may_stand() -> None:
    said = briefing(
        speech("The ferry will run all winter.", by=None, printed="MINISTRY OFFICIAL", ground_rule=BACKGROUND)
    )
    answer = found(quote_at(said, 1))
    assert "a ministry official" in prove(render(answer), answer).text


def test_words_on_background_that_do_not_say_so_are_never_proved() -> None:
    said = briefing(speech("The ferry will run all winter."), ground_rule=BACKGROUND)
    with pytest.raises(ProofFailed, match="hides its ground rule"):
        check_terms(replace(quote_at(said, 1), ground_rule=None))


@pytest.mark.parametrize("place", ["asked", "lead_in"])
def test_a_question_off_the_record_is_never_proved(place: str) -> None:
    rule = GroundRule(Rule.OFF_THE_RECORD)
    said = briefing(question("Between us: why?", ground_rule=rule), speech("The ferry will run all winter."))
    answer = found(replace(quote_at(said, 2), **{place: asked_at(said, 1)}))  # type: ignore[arg-type]
    with pytest.raises(ProofFailed, match="ground rule"):
        prove(render(answer), answer)


def test_words_under_an_embargo_that_only_a_person_can_lift_are_never_proved() -> None:
    said = briefing(speech("The ferry will run all winter."), embargo=Embargo(event="the launch"))
    answer = found(quote_at(said, 1))
    with pytest.raises(ProofFailed, match="embargo"):
        prove(render(answer), answer)


def test_a_question_from_another_briefing_is_never_proved() -> None:
    other = briefing(question("Will you resign?"), id="2030-03-05-other")
    answer = found(replace(NO, asked=asked_at(other, 1)))
    with pytest.raises(ProofFailed, match="two briefings"):
        prove(render(answer), answer)
