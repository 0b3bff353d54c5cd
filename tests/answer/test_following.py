from dataclasses import replace
from datetime import date

import pytest

from bot.answer.following import last_of
from bot.answer.model import TERMINAL, Answer, Asker, Found, Misread, NothingFound, Question
from bot.query.followups.last import LastQuestion
from tests.answer.desk import Desk, briefing

FERRY = "What was said about the ferry?"
FILES = {
    "2030-06-10-tides.yaml": briefing(
        "{question: Will the ferry run in winter?, printed: Q}",
        "{speech: The ferry will run all winter long between both of our islands., by: vesna-okoro}",
        "{question: And who pays for the ferry?, printed: Q}",
        "{speech: The harbour pays for the ferry out of its own pocket this year., by: tariq-lindqvist}",
    ),
    "2030-03-11-tides.yaml": briefing(
        "{speech: In March the old ferry was painted by volunteers from the harbour school., by: vesna-okoro}",
        "{speech: Somebody told us that the ferry would be sold to the islanders soon., printed: MR. STEEN, "
        "ground_rule: {rule: on_background, attribution: a harbour official}}",
        held_on="2030-03-11",
    ),
    "2030-05-02-tides.yaml": briefing(
        "{speech: A ferry for the inner circle alone will be named on Friday at noon., by: tariq-lindqvist}",
        held_on="2030-05-02",
        audience="[C0INNER]",
    ),
    "2030-01-15-tides.yaml": briefing(
        "{speech: Salt prices rose by four percent in the last quarter alone., by: vesna-okoro}", held_on="2030-01-15"
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("knowledge"), FILES)


def thread(desk: Desk, *texts: str, asker: Asker = TERMINAL, limit: int = 3) -> Answer:
    """The last answer of questions asked in one thread."""
    last: LastQuestion | None = None
    answer: Answer | None = None
    for text in texts:
        answer = desk.ask(text, asker, last=last, limit=limit)
        last = last_of(answer)
    assert answer is not None
    return answer


def words(answer: Answer) -> list[str]:
    assert not isinstance(answer, Misread)
    return [quote.passage.text.split()[0] + " " + quote.passage.text.split()[1] for quote in answer.quotes]


def test_a_follow_up_asks_for_the_same_topic_of_another_speaker(desk: Desk) -> None:
    answer = thread(desk, FERRY, "only Okoro")
    assert isinstance(answer, Found)
    assert {quote.attribution.name for quote in answer.quotes} == {"Vesna Okoro"}
    assert all("ferry" in quote.passage.text.casefold() for quote in answer.quotes)


def test_a_follow_up_asks_for_another_time(desk: Desk) -> None:
    answer = thread(desk, FERRY, "and in March?")
    assert (
        {quote.passage.briefing.held_on for quote in answer.quotes} == {date(2030, 3, 11)}
        if isinstance(answer, Found)
        else False
    )
    assert isinstance(thread(desk, FERRY, "and in March?", "after that?"), Found)


def test_the_latest_puts_the_newest_first(desk: Desk) -> None:
    answer = thread(desk, FERRY, "the latest")
    assert isinstance(answer, Found)
    days = [quote.passage.briefing.held_on for quote in answer.quotes]
    assert days == sorted(days, reverse=True)
    assert "newest first" in answer.message


def test_more_shows_what_was_not_shown_and_then_says_that_there_is_nothing_left(desk: Desk) -> None:
    first = thread(desk, FERRY, limit=2)
    second = thread(desk, FERRY, "more", limit=2)
    assert isinstance(first, Found)
    assert isinstance(second, Found)
    shown = [quote.passage.id for quote in (*first.quotes, *second.quotes)]
    assert len(set(shown)) == len(shown) == 4
    assert second.message == "Quotes 3 to 4, of 4 passages that share words with your question."
    nothing = thread(desk, FERRY, "more", "more", limit=2)
    assert isinstance(nothing, NothingFound)
    assert nothing.message.startswith("Those were all 4 quotes I found for this question.")


def test_only_what_was_really_shown_counts_as_shown(desk: Desk) -> None:
    answer = desk.ask(FERRY)
    assert last_of(answer, shown=1) == replace(last_of(answer, shown=1) or LastQuestion(), shown=1)
    more = desk.ask("more", last=last_of(answer, shown=1))
    assert isinstance(answer, Found)
    assert isinstance(more, Found)
    assert more.quotes[0].passage.id == answer.quotes[1].passage.id


def test_on_the_record_leaves_out_what_was_said_on_background(desk: Desk) -> None:
    assert any("harbour official" in (quote["attribution"]) for quote in desk.json(FERRY, limit=9)["quotes"])
    answer = thread(desk, FERRY, "on the record only", limit=9)
    assert isinstance(answer, Found)
    assert all(quote.ground_rule is None for quote in answer.quotes)
    assert answer.matched == 3


def test_reporters_questions_are_left_out_where_the_answer_can_stand_alone(desk: Desk) -> None:
    before, after = thread(desk, FERRY), thread(desk, FERRY, "without reporters' questions")
    assert isinstance(before, Found)
    assert isinstance(after, Found)
    assert any(quote.asked for quote in before.quotes)
    assert not any(quote.asked for quote in after.quotes)


def test_a_follow_up_sees_what_its_own_reader_may_see(desk: Desk) -> None:
    inner = desk.ask(FERRY, Asker("C0INNER", "U1"), limit=9)
    last = last_of(inner)
    outside = desk.ask("only Lindqvist", Asker("C0OTHER", "U2"), last=last, limit=9)
    assert isinstance(inner, Found)
    assert isinstance(outside, Found)
    assert "2030-05-02-tides" in {quote.passage.briefing.id for quote in inner.quotes}
    assert {quote.passage.briefing.id for quote in outside.quotes} == {"2030-06-10-tides"}


def test_what_cannot_be_read_leaves_the_last_question_in_place(desk: Desk) -> None:
    answer = thread(desk, FERRY, "on:2030-13-01", "only Okoro")
    assert isinstance(answer, Found)
    assert answer.query.words == "the ferry"


def test_what_found_nothing_leaves_the_days_that_were_shown(desk: Desk) -> None:
    nothing = thread(desk, "what was said about salt prices?", "only Lindqvist")
    assert isinstance(nothing, NothingFound)
    last = last_of(nothing)
    assert last is not None
    assert (last.shown, last.last_shown) == (0, date(2030, 1, 15))


def test_starting_over_leaves_nothing(desk: Desk) -> None:
    answer = desk.ask("start over", last=last_of(desk.ask(FERRY)))
    assert isinstance(answer, Misread)
    assert last_of(answer) is None


def test_without_a_last_question_the_same_words_are_a_question(desk: Desk) -> None:
    assert desk.ask("salt prices", last=None) == desk.responder.respond(Question("salt prices"), TERMINAL)
    assert words(thread(desk, FERRY, "salt prices")) == words(desk.ask("salt prices")) == ["Salt prices"]
