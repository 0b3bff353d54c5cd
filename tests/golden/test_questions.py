from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.answer.model import TERMINAL, Found, NothingFound, Question, Reason
from bot.answer.responder import Responder
from bot.store.live import KnowledgeStore

HERE = Path(__file__).parent
GOLDEN: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8"))
ASKED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DENIALS = ("did not say", "didn't say", "never said", "not said", "denied", "false", "wrong", "misquot")


@pytest.fixture(scope="module")
def responder() -> Responder:
    store = KnowledgeStore(HERE.parent.parent / "knowledge", lambda: ASKED_AT)
    return Responder(store, clock=lambda: ASKED_AT, time_zone=ZoneInfo("UTC"))


@pytest.mark.parametrize("case", GOLDEN["answered"], ids=lambda case: case["ask"])
def test_a_question_finds_its_answer_on_top(responder: Responder, case: dict[str, Any]) -> None:
    answer = responder.respond(Question(case["ask"]), TERMINAL)
    assert isinstance(answer, Found)
    assert answer.quotes[0].passage.turn.number in case["turn"]


@pytest.mark.parametrize("case", GOLDEN["unanswered"], ids=lambda case: case["ask"])
def test_a_question_without_an_answer_is_told_why(responder: Responder, case: dict[str, Any]) -> None:
    answer = responder.respond(Question(case["ask"]), TERMINAL)
    assert isinstance(answer, NothingFound)
    assert answer.reason is Reason(case["reason"])


@pytest.mark.parametrize("case", GOLDEN["altered"], ids=lambda case: case["ask"])
def test_an_altered_quote_shows_the_real_wording_and_denies_nothing(responder: Responder, case: dict[str, Any]) -> None:
    answer = responder.respond(Question(case["ask"]), TERMINAL)
    assert isinstance(answer, NothingFound)
    assert answer.reason is Reason.WEAK_ONLY
    assert answer.quotes[0].passage.turn.number == case["turn"]
    assert all(f"“{word}”" in answer.message for word in case["differs"]), answer.message
    assert not any(denial in answer.message.casefold() for denial in DENIALS)
