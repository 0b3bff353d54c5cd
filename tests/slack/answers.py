"""Invented answers for the renderer and the proof."""

from datetime import UTC, date, datetime
from typing import Any

from bot.answer.attribution import attribution_of
from bot.answer.model import Answer, Coverage, Found, Misread, NothingFound, Question, Quote, Reason
from bot.briefing.model import Briefing
from bot.briefing.passages import Passage
from bot.query.model import Query
from tests.briefings import REGISTER, briefing, question, speech

COVERAGE = Coverage(412, date(2021, 1, 4), date(2030, 6, 28), "9f3c00aa11bb", datetime(2030, 7, 1, 14, 2, tzinfo=UTC))
SAID = briefing(
    question("Will the ferry run in winter & spring?"),
    speech("The ferry will <not> stop; we *will* run it :tada: all winter & spring long."),
    question("Will you resign?"),
    speech("No.", by="tariq-lindqvist"),
    speech("Salt & tides rule us all, whatever <!channel> may say about it today."),
)


def quote_at(said: Briefing, number: int, **fields: Any) -> Quote:
    """The whole turn of that number as a quote."""
    turn = next(turn for turn in said.turns if turn.number == number)
    passage = Passage(said, turn, 0, len(turn.text))
    rule = said.rule_for(turn)
    return Quote(passage, attribution_of(passage, REGISTER), rule if rule.is_anonymous else None, **fields)


def asked_at(said: Briefing, number: int) -> Passage:
    """The question of that number, whole."""
    turn = next(turn for turn in said.turns if turn.number == number)
    return Passage(said, turn, 0, len(turn.text))


def found(*quotes: Quote, text: str = "ferry", matched: int = 41) -> Found:
    return Found(Question(text), Query(text, text), quotes, matched, "Found.", COVERAGE, "UTC")


def nothing(reason: Reason, *quotes: Quote, message: str = "I found no passage.", text: str = "ferry") -> NothingFound:
    return NothingFound(
        Question(text), Query(text, text), reason, message, ("ferries",), COVERAGE, "UTC", quotes, len(quotes)
    )


def misread(problem: str = "I could not read `on:soon` as a date.", text: str = "on:soon") -> Misread:
    return Misread(Question(text), problem, COVERAGE, "UTC")


FERRY = quote_at(SAID, 2, asked=asked_at(SAID, 1), also_said=2)
NO = quote_at(SAID, 4, asked=asked_at(SAID, 3))
SALT = quote_at(SAID, 5)
ANSWERS: tuple[Answer, ...] = (
    found(FERRY, NO, SALT),
    nothing(Reason.NO_MATCH),
    nothing(Reason.WEAK_ONLY, SALT),
    nothing(Reason.REPORTER_ONLY, quote_at(SAID, 1)),
    misread(),
)
