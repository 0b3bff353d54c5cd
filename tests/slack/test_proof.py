import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.model import Answer, Found
from bot.briefing.model import GroundRule, Rule
from bot.slack.payload.blocks import notice, render
from bot.slack.payload.message import Message
from bot.slack.payload.proof import ProofFailed, Proved, prove
from tests.briefings import briefing, speech
from tests.slack.answers import ANSWERS, FERRY, NO, SALT, found, quote_at
from tests.slack.any_answers import any_answers

WHOLE = found(FERRY, NO, SALT)


def strings_in(part: Any, put: Callable[[Any], None] | None = None) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """Every string of a payload with a way to replace it."""
    if isinstance(part, str) and put is not None:
        yield part, put
    elif isinstance(part, dict):
        for key in part:
            yield from strings_in(part[key], lambda value, key=key: part.__setitem__(key, value))  # type: ignore[misc]
    elif isinstance(part, list):
        for number in range(len(part)):
            yield from strings_in(part[number], lambda value, n=number: part.__setitem__(n, value))  # type: ignore[misc]


def payload_of(message: Message) -> list[Any]:
    return [message.text, *copy.deepcopy(message.blocks)]


def message_of(payload: list[Any]) -> Message:
    return Message(payload[0], tuple(payload[1:]))


def changed_characters(message: Message) -> Iterator[Message]:
    """The message with one character changed, at each place of each string of it."""
    payload = payload_of(message)
    for text, put in list(strings_in(payload)):
        for at in range(len(text)):
            put(text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :])
            yield message_of(payload)
        put(text)


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_the_renderer_makes_is_proved_and_kept_as_it_will_be_posted(answer: Answer) -> None:
    message = render(answer)
    proved = prove(message, answer)
    assert proved.text == message.text
    assert json.loads(proved.blocks_json or "") == list(message.blocks)


@pytest.mark.parametrize("answer", ANSWERS)
def test_one_changed_character_anywhere_is_never_proved(answer: Answer) -> None:
    count = 0
    for changed in changed_characters(render(answer)):
        count += 1
        with pytest.raises(ProofFailed):
            prove(changed, answer)
    assert count > 50


@pytest.mark.parametrize("place", range(5))
def test_a_block_left_out_doubled_or_moved_is_never_proved(place: int) -> None:
    blocks = list(render(WHOLE).blocks)
    text = render(WHOLE).text
    for other in (blocks[:place] + blocks[place + 1 :], [*blocks, blocks[place]], blocks[::-1]):
        with pytest.raises(ProofFailed):
            prove(Message(text, tuple(other)), WHOLE)


def test_a_text_changed_in_memory_behind_the_file_is_never_proved() -> None:
    said = briefing(speech("The ferry will run all winter long between both islands."))
    answer = found(quote_at(said, 1))
    object.__setattr__(said.turns[0], "text", said.turns[0].text.replace("will", "won't"))
    with pytest.raises(ProofFailed, match="what the file held"):
        prove(render(answer), answer)


def test_a_question_changed_in_memory_behind_the_file_is_never_proved() -> None:
    said = briefing({"kind": "question", "text": "Will you go?"}, speech("No."))
    turn = said.turns[0]
    answer = found(replace(quote_at(said, 2), asked=replace(quote_at(said, 1).passage)))
    object.__setattr__(turn, "text", "Will you stay")
    with pytest.raises(ProofFailed):
        prove(render(answer), answer)


def test_words_credited_to_somebody_else_are_never_proved() -> None:
    swapped = found(replace(FERRY, attribution=NO.attribution), NO)
    with pytest.raises(ProofFailed):
        prove(render(found(FERRY, NO)), swapped)


def test_words_nobody_said_are_never_proved_even_if_the_renderer_would_write_them() -> None:
    message = render(WHOLE)
    blocks = copy.deepcopy(message.blocks)
    blocks[1]["elements"][1]["elements"][0]["text"] = "We will stop the ferry."
    with pytest.raises(ProofFailed, match="not what the file holds"):
        prove(Message(message.text, blocks), WHOLE)


@pytest.mark.parametrize("rule", [Rule.DEEP_BACKGROUND, Rule.OFF_THE_RECORD])
def test_words_that_may_not_be_used_are_never_proved(rule: Rule) -> None:
    said = briefing(speech("The ferry will run all winter long between both islands."), ground_rule=GroundRule(rule))
    answer = found(quote_at(said, 1))
    with pytest.raises(ProofFailed, match="ground rule"):
        prove(render(answer), answer)


def test_a_name_on_background_is_never_proved() -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a ministry official")
    said = briefing(speech("The ferry will run all winter long between both islands."), ground_rule=rule)
    honest = found(quote_at(said, 1))
    assert "a ministry official" in prove(render(honest), honest).text
    leaking = found(replace(quote_at(said, 1), attribution=FERRY.attribution))
    with pytest.raises(ProofFailed, match="anonymous"):
        prove(render(leaking), leaking)


def test_a_sentence_of_our_own_quotes_nobody() -> None:
    assert prove(notice("Nothing was changed."), None).blocks_json is None
    with pytest.raises(ProofFailed):
        prove(render(WHOLE), None)


def test_the_alarm_holds_no_word_of_what_it_stopped() -> None:
    said = briefing(speech("Zanthorium is finished, and so is the ferry line, I tell you."))
    answer: Found = found(quote_at(said, 1))
    object.__setattr__(said.turns[0], "text", "Zanthorium is safe")
    with pytest.raises(ProofFailed) as failed:
        prove(render(answer), answer)
    assert "Zanthorium" not in str(failed.value)


@given(any_answers())
@settings(max_examples=100)
def test_any_answer_is_proved_as_it_is_rendered(answer: Answer) -> None:
    message = render(answer)
    proved = prove(message, answer)
    assert proved.text == message.text
    assert json.loads(proved.blocks_json or "") == list(message.blocks)


@given(any_answers(), st.data())
@settings(max_examples=100)
def test_one_changed_character_of_any_answer_is_never_proved(answer: Answer, data: st.DataObject) -> None:
    payload = payload_of(render(answer))
    text, put = data.draw(st.sampled_from([place for place in strings_in(payload) if place[0]]))
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda character: character != text[at]))
    put(text[:at] + data.draw(st.sampled_from(["", other, other + text[at]])) + text[at + 1 :])
    with pytest.raises(ProofFailed):
        prove(message_of(payload), answer)


def test_a_payload_is_proved_by_prove_alone() -> None:
    with pytest.raises(TypeError):
        Proved("We resign.", None, object())
    with pytest.raises(ValueError, match="seal"):
        replace(prove(render(WHOLE), WHOLE), text="We resign.")  # type: ignore[call-arg]


def test_what_is_proved_does_not_change_with_the_message() -> None:
    message = render(WHOLE)
    proved = prove(message, WHOLE)
    message.blocks[1]["elements"][1]["elements"][0]["text"] = "We resign."
    assert "We resign." not in (proved.blocks_json or "")


def test_quotes_in_another_order_or_twice_are_never_proved() -> None:
    with pytest.raises(ProofFailed, match="out of order"):
        prove(render(found(NO, FERRY)), found(FERRY, NO))
    message = render(WHOLE)
    with pytest.raises(ProofFailed, match="repeated"):
        prove(replace(message, blocks=(*message.blocks, message.blocks[1])), WHOLE)


def test_a_text_that_credits_somebody_else_is_never_proved() -> None:
    message = render(found(NO))
    with pytest.raises(ProofFailed, match="in full"):
        prove(replace(message, text=message.text.replace("Lindqvist", "Okoro")), found(NO))


@pytest.mark.parametrize(
    "part",
    [
        {"type": "broadcast", "range": "channel"},
        {"type": "user", "user_id": "U0ADMIN"},
        {"type": "emoji", "name": "tada"},
        {"type": "text", "text": "x", "style": {"italic": True}},
    ],
)
def test_an_element_that_is_more_than_text_is_never_proved(part: dict[str, Any]) -> None:
    message = render(WHOLE)
    message.blocks[1]["elements"][0]["elements"].append(part)
    with pytest.raises(ProofFailed, match="markup"):
        prove(message, WHOLE)


@pytest.mark.parametrize("live", ["<!channel>", "<@U1>", "<#C1>", "<!subteam^S1>"])
def test_a_sentence_of_our_own_that_would_ping_is_never_proved(live: str) -> None:
    assert prove(notice(f"Reloaded {live}."), None).blocks_json is None
    with pytest.raises(ProofFailed, match="ping"):
        prove(Message(f"Reloaded {live}."), None)


def test_a_sentence_of_our_own_has_no_blocks() -> None:
    plain = {"type": "section", "text": {"type": "plain_text", "text": "Reloaded.", "emoji": False}}
    with pytest.raises(ProofFailed, match="has blocks"):
        prove(Message("Reloaded.", (plain,)), None)


def test_a_partial_quotation_stands_under_its_sentence_and_the_sentence_is_proved_too() -> None:
    said = briefing(
        speech("far too early", partial=True, sentence='Any talk of a canal, said Okoro, was "far too early".'),
    )
    answer = found(quote_at(said, 1))
    message = render(answer)
    assert "Any talk of a canal, said Okoro, was" in message.text
    assert "Any talk of a canal, said Okoro, was" in json.dumps(message.blocks)
    prove(message, answer)
    payload = json.loads(json.dumps(message.blocks).replace("canal", "tunnel"))
    with pytest.raises(ProofFailed):
        prove(Message(message.text, tuple(payload)), answer)
