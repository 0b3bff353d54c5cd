"""Turns of any length and any number of matches: every reply fits, says what it left out, and reads its quotes aloud."""

import pytest

from bot.answer.model import Answer, Found, Misread
from bot.slack.payload.blocks import render
from bot.slack.payload.limits import problems_of
from bot.slack.payload.message import Message
from bot.slack.payload.proof import prove
from tests.answer.desk import Desk, briefing
from tests.slack.messages import footer_of, is_taken_by_slack, quotes_shown

SENTENCES = "The harbour fund pays for the {n}th pier. Nothing else was decided about the fund on that day. "
MATCHES = 60


def speech(text: str) -> str:
    return f'{{speech: "{text.strip()}", by: vesna-okoro, printed: MS. OKORO}}'


def long_turn(word: str, chars: int) -> str:
    sentences = (
        f"The {word} plan has a number of parts. " + "It is long and it has parts that follow each other. " * 1_200
    )
    return speech(sentences[:chars].rpartition(".")[0] + ".")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    many = [
        speech(f"The lantern number {n} was lit at the {n + 2}th hour, and the keeper said so.") for n in range(MATCHES)
    ]
    endless = speech("The granite " + "and endless " * 400 + "wall stands.")
    return Desk(
        tmp_path_factory.mktemp("sizes"),
        {
            "many.yaml": briefing(*many),
            "long.yaml": briefing(
                long_turn("marble", 3_000), long_turn("basalt", 50_000), endless, held_on="2030-06-09"
            ),
            "one.yaml": briefing(speech("The heron came back to the marsh."), held_on="2030-06-08"),
        },
    )


def replied(desk: Desk, text: str, limit: int = 3) -> tuple[Answer, Message]:
    answer = desk.ask(text, limit=limit)
    message = render(answer)
    prove(message, answer)
    assert problems_of(message) == []
    assert is_taken_by_slack(message)
    return answer, message


@pytest.mark.parametrize("word", ["marble plan", "basalt plan", "marble basalt plan parts"])
def test_turns_of_three_and_of_fifty_thousand_characters_are_cut_at_sentence_ends_and_say_so(
    desk: Desk, word: str
) -> None:
    answer, message = replied(desk, word)
    assert isinstance(answer, Found)
    for quote, shown in zip(answer.quotes, quotes_shown(message), strict=False):
        assert shown == quote.passage.text
        assert shown.endswith(".")
        assert len(shown) <= 3_000
        assert quote.passage.turn.text[quote.passage.start - 1 : quote.passage.start] in ("", " ")
    assert "excerpt of " in message.text


def test_a_sentence_too_long_for_any_message_is_named_and_not_cut(desk: Desk) -> None:
    answer, message = replied(desk, "granite wall")
    assert not isinstance(answer, Misread)
    assert quotes_shown(message) == []
    assert "1 quote did not fit: long#3:0-" in footer_of(message)
    assert "too long for one message" in message.text


@pytest.mark.parametrize(("text", "matched"), [("heron marsh", 1), ("lantern keeper", MATCHES)])
def test_one_match_and_sixty_are_counted_in_the_footer(desk: Desk, text: str, matched: int) -> None:
    answer, message = replied(desk, text)
    assert isinstance(answer, Found)
    assert answer.matched == matched
    shown = len(quotes_shown(message))
    assert shown == min(3, matched)
    assert f"Verbatim · {shown} of {matched} passage{'s' if matched > 1 else ''}" in footer_of(message)


def test_sixty_quotes_asked_for_at_once_leave_whole_ones_out_and_say_how_many(desk: Desk) -> None:
    answer, message = replied(desk, "lantern keeper", limit=MATCHES)
    assert isinstance(answer, Found)
    assert len(answer.quotes) == MATCHES
    shown = quotes_shown(message)
    assert 3 < len(shown) < MATCHES
    assert shown == [quote.passage.text for quote in answer.quotes[: len(shown)]]
    assert f"{MATCHES - len(shown)} more quotes did not fit: " in footer_of(message)


def test_no_match_shows_no_quote(desk: Desk) -> None:
    _, message = replied(desk, "zeppelin")
    assert quotes_shown(message) == []
    assert "no passage" in message.text
