import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.answer.model import Answer, Found
from bot.briefing.model import GroundRule, Rule
from bot.slack.blocks import notice, render
from bot.slack.message import Message
from bot.slack.proof import ProofFailed, prove
from tests.briefings import briefing, speech
from tests.slack.answers import ANSWERS, FERRY, NO, SALT, found, quote_at

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
    """The message with one character changed, at every third place of every string of it."""
    count = len(list(strings_in(payload_of(message))))
    for string_no in range(count):
        length = len(list(strings_in(payload_of(message)))[string_no][0])
        for at in range(0, length, 3):
            payload = payload_of(message)
            text, put = list(strings_in(payload))[string_no]
            put(text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :])
            yield message_of(payload)


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
