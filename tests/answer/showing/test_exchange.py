from pathlib import Path

import pytest

from bot.answer.model import TERMINAL, Asker
from bot.answer.showing.exchange import Exchange, exchange_of
from bot.answer.showing.lookup import Unchanged, look_up
from tests.answer.desk import Desk, briefing

BACKGROUND = "ground_rule: {rule: on_background, attribution: a senior tides official}"


def q(text: str, extra: str = "") -> str:
    return f"{{question: '{text}', printed: Q{extra}}}"


def a(text: str, extra: str = "printed: MS. OKORO") -> str:
    return f"{{speech: '{text}', {extra}}}"


def exchange(tmp_path: Path, *turns: str, of: int, asker: Asker = TERMINAL) -> Exchange:
    desk = Desk(tmp_path, {"tides.yaml": briefing(*turns, id="tides")})
    sight = desk.responder.sight(asker)
    (passage,) = [p for p in sight.index.passages if p.turn.number == of]
    found = look_up(sight, passage.id)
    assert isinstance(found, Unchanged)
    return exchange_of(sight, found.quote)


def numbers(found: Exchange) -> list[int]:
    return [quote.passage.turn.number for quote in found.turns]


def test_an_exchange_is_the_question_and_its_answers_without_the_next_question(tmp_path: Path) -> None:
    found = exchange(
        tmp_path,
        q("When does the ferry sail from Port Amber this winter?"),
        a("It sails at nine in the morning on every day of the week."),
        q("And will the fare for the ferry go up again this year?"),
        a("We have made no decision on fares, and none is planned."),
        a("The deputy minister will speak to that tomorrow at length.", "printed: MR. LINDQVIST"),
        q("Who pays for the new lamps along the harbour wall then?"),
        of=4,
    )
    assert numbers(found) == [3, 4, 5]
    assert found.at == 1
    assert not found.goes_on


def test_a_few_words_that_break_in_do_not_part_the_answer(tmp_path: Path) -> None:
    turns = (
        q("When does the ferry sail from Port Amber this winter?"),
        a("It sails at nine in the morning on every day --"),
        q("But --"),
        a("Let me finish: of the week, ice or no ice on the water."),
        q("Thank you."),
    )
    assert numbers(exchange(tmp_path, *turns, of=4)) == [1, 2, 3, 4]
    assert numbers(exchange(tmp_path, *turns, of=1)) == [1, 2, 3, 4]


@pytest.mark.parametrize("rule", ["off_the_record", "deep_background"])
def test_an_exchange_ends_where_something_may_not_be_shown(tmp_path: Path, rule: str) -> None:
    found = exchange(
        tmp_path,
        q("When does the ferry sail from Port Amber this winter?"),
        a("Between us it will hardly sail at all this winter.", f"ground_rule: {{rule: {rule}}}"),
        a("It sails at nine in the morning on every day of the week."),
        of=3,
    )
    assert numbers(found) == [3]


def test_terms_are_not_mixed_in_one_exchange(tmp_path: Path) -> None:
    turns = (
        q("When does the ferry sail from Port Amber this winter?"),
        a("It sails at nine in the morning on every day --"),
        q("Right."),
        a("The minister is against the plan for the winter ferry.", BACKGROUND),
        a("I would only add that the harbour wall is safe and sound."),
    )
    assert numbers(exchange(tmp_path, *turns, of=2)) == [1, 2]
    found = exchange(tmp_path, *turns, of=4)
    assert numbers(found) == [3, 4]
    assert [quote.attribution.name for quote in found.turns] == [None, None]


def test_an_opening_statement_is_the_speakers_own_turns(tmp_path: Path) -> None:
    found = exchange(
        tmp_path,
        a("Good morning and welcome to this weekly briefing on tides.", "printed: MR. LINDQVIST"),
        a("I have three things to say before I take your questions."),
        a("The first of them is about the ferry and its new lamps."),
        q("When does the ferry sail from Port Amber this winter?"),
        of=3,
    )
    assert numbers(found) == [2, 3]


def test_the_editors_words_are_neither_part_nor_border(tmp_path: Path) -> None:
    found = exchange(
        tmp_path,
        q("When does the ferry sail from Port Amber this winter?"),
        "{narration: Laughter in the hall.}",
        a("It sails at nine in the morning on every day of the week."),
        of=3,
    )
    assert numbers(found) == [1, 3]


def test_an_endless_exchange_is_cut_and_says_so(tmp_path: Path) -> None:
    asked = q("When does the ferry sail from Port Amber this winter?")
    found = exchange(tmp_path, asked, *(a(f"Answer {n} about the winter ferry of the port.") for n in range(60)), of=30)
    assert found.goes_on
    assert len(found.turns) == 41
    assert found.turns[found.at].passage.turn.number == 30
