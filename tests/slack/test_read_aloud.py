"""The top-level text alone: what a screen reader reads of thirty replies, and the words pasted back as a question."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.answer.model import TERMINAL, Found, Question, Quote
from bot.answer.responder import Responder
from bot.briefing.model import Status
from bot.slack.payload.blocks import render
from bot.store.live import KnowledgeStore
from tests.slack.conversations import NEWSROOM

ROOT: Final = Path(__file__).parents[2]
NOW: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHIPPED: Final = [
    case["ask"]
    for case in yaml.safe_load((ROOT / "tests/golden/questions.yaml").read_text(encoding="utf-8"))["answered"]
]
INVENTED: Final = [
    "was the Velm dam inspected?",
    "when do the grain barges sail",
    "fish ladders salmon",
    "night ferry pier",
    "pager code urgent",
    "hail cannon myth",
    "engineers' report on Friday",
]
CASES: Final = [*(("shipped", ask) for ask in SHIPPED), *(("invented", ask) for ask in INVENTED)]
_NUMBERED: Final = re.compile(r"\n(?=\d+\) )")


class Heard(NamedTuple):
    """A quote as the text reads it."""

    words: str
    credit: str


@pytest.fixture(scope="module")
def responders() -> dict[str, Responder]:
    folders = {"shipped": ROOT / "knowledge", "invented": NEWSROOM}
    return {
        name: Responder(KnowledgeStore(folder, lambda: NOW), clock=lambda: NOW, time_zone=ZoneInfo("UTC"))
        for name, folder in folders.items()
    }


def heard_in(text: str) -> list[Heard]:
    heard = []
    for part in _NUMBERED.split(text)[1:]:
        words, _, credit = part.rpartition("”\n— ")
        heard.append(Heard(html.unescape(words.rpartition("“")[2]), html.unescape(credit.partition("\n")[0])))
    return heard


def found(responder: Responder, ask: str) -> Found:
    answer = responder.respond(Question(ask), TERMINAL)
    assert isinstance(answer, Found)
    return answer


def facts_of(quote: Quote) -> tuple[str, ...]:
    """Speaker, role, day and status, from the files' own fields."""
    who, briefing = quote.attribution, quote.passage.briefing
    day = f"{briefing.held_on.day} {briefing.held_on:%B %Y}"
    status = {
        Status.OFFICIAL: "official transcript",
        Status.RUSH: "rush transcript",
        Status.AS_QUOTED: f"as quoted by {briefing.source.publisher}",
    }[briefing.source.status]
    return tuple(fact for fact in (who.name or who.printed, who.role, day, status) if fact)


def test_there_are_thirty_different_replies(responders: dict[str, Responder]) -> None:
    texts = {render(found(responders[name], ask)).text for name, ask in CASES}
    assert len(texts) >= 30


@pytest.mark.parametrize(("name", "ask"), CASES, ids=[ask for _, ask in CASES])
def test_the_text_alone_reads_every_quote_with_speaker_role_day_and_status(
    responders: dict[str, Responder], name: str, ask: str
) -> None:
    answer = found(responders[name], ask)
    heard = heard_in(render(answer).text)
    assert [one.words for one in heard] == [quote.passage.text for quote in answer.quotes]
    for one, quote in zip(heard, answer.quotes, strict=True):
        assert all(fact in one.credit for fact in facts_of(quote)), one.credit
        assert len(facts_of(quote)) >= 3


@pytest.mark.parametrize(("name", "ask"), CASES, ids=[ask for _, ask in CASES])
def test_a_quote_pasted_back_as_a_question_finds_its_own_turn_first(
    responders: dict[str, Responder], name: str, ask: str
) -> None:
    answer = found(responders[name], ask)
    for quote, heard in zip(answer.quotes, heard_in(render(answer).text), strict=True):
        for pasted in (heard.words, f"“{heard.words}”", f"> {heard.words}"):
            again = found(responders[name], pasted)
            first = again.quotes[0].passage
            assert (first.briefing.id, first.turn.number) == (quote.passage.briefing.id, quote.passage.turn.number)
