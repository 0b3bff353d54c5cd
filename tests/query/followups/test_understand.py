from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query.filters import describe_filters
from bot.query.followups.last import LastQuestion, last_question
from bot.query.followups.understand import understand
from bot.query.model import Order, Query
from tests.query.asking import PEOPLE, TODAY, ask

FIRST = "What did Price say about the grain corridor in February 2025?"
IN_FEBRUARY = 'speaker:"Ada Price" after:2025-02-01 before:2025-02-28'
TOPIC = "the grain corridor"


def after(first: str = FIRST, voice: str | None = None) -> LastQuestion:
    """The last question, answered with three quotes of 3 February to 9 April 2025."""
    return last_question(ask(first), 3, date(2025, 2, 3), date(2025, 4, 9), voice)


def then(text: str, last: LastQuestion | None = None) -> Query:
    return understand(text, last or after(), people=PEOPLE, today=TODAY)


def understood(text: str, last: LastQuestion | None = None) -> str:
    """What the asker is shown."""
    return " ".join(describe_filters(then(text, last)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("only Okri", 'speaker:"Okri" after:2025-02-01 before:2025-02-28'),
        ("Only velden, please", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("Velden only", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("and Velden?", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("ok and velden?", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("what about Secretary Velden?", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("Velden?", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("from velden or Okri", 'speaker:"Marta Velden" speaker:"Okri" after:2025-02-01 before:2025-02-28'),
        ("and the spokesperson?", "role:spokesperson after:2025-02-01 before:2025-02-28"),
        ("speaker:Velden", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("and in March?", 'speaker:"Ada Price" after:2025-03-01 before:2025-03-31'),
        ("and March?", 'speaker:"Ada Price" after:2025-03-01 before:2025-03-31'),
        ("in March 2024?", 'speaker:"Ada Price" after:2024-03-01 before:2024-03-31'),
        ("only velden in June", 'speaker:"Marta Velden" after:2025-06-01 before:2025-06-30'),
        ("yesterday", 'speaker:"Ada Price" on:2026-11-24'),
        ("and 2024?", 'speaker:"Ada Price" after:2024-01-01 before:2024-12-31'),
        ("after that?", 'speaker:"Ada Price" after:2025-03-01'),
        ("and before that?", 'speaker:"Ada Price" before:2025-01-31'),
        ("since then", 'speaker:"Ada Price" after:2025-02-01'),
        ("the month before", 'speaker:"Ada Price" after:2025-01-01 before:2025-01-31'),
        ("and the week after that", 'speaker:"Ada Price" after:2025-03-03 before:2025-03-09'),
        ("after:2025-05-01", 'speaker:"Ada Price" after:2025-05-01'),
        ("any time", 'speaker:"Ada Price"'),
        ("any speaker", "after:2025-02-01 before:2025-02-28"),
        ("any speaker, any time", ""),
        ("on the record only", f"{IN_FEBRUARY} on the record only"),
        ("without reporters' questions", f"{IN_FEBRUARY} without reporters' questions"),
        ("only officials", f"{IN_FEBRUARY} without reporters' questions"),
        ("What did Velden say about that?", 'speaker:"Marta Velden"'),
        ("what did he say about it?", 'speaker:"Ada Price"'),
        ("did she say that in 2024?", 'speaker:"Ada Price" after:2024-01-01 before:2024-12-31'),
        ("who said that?", ""),
        ("and what did Velden say?", 'speaker:"Marta Velden"'),
    ],
)
def test_the_topic_stays_and_what_is_named_is_changed(text: str, shown: str) -> None:
    assert understood(text) == f"{shown} {TOPIC}".strip()
    assert then(text).words == TOPIC


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("what about Iran?", "Iran", IN_FEBRUARY),
        ("and the hostages?", "the hostages", IN_FEBRUARY),
        ("about the eels", "the eels", IN_FEBRUARY),
        ("and price?", "price", IN_FEBRUARY),
        ("and Iran last week?", "Iran", 'speaker:"Ada Price" after:2026-11-16 before:2026-11-22'),
        ("and the talks on Sunday?", "the talks on Sunday", IN_FEBRUARY),
        ("what about “no deal at all”?", "no deal at all", f'{IN_FEBRUARY} "no deal at all"'),
        ("only Velden on eels", "eels", 'speaker:"Marta Velden" after:2025-02-01 before:2025-02-28'),
        ("only about sanctions", "the grain corridor sanctions", f"{IN_FEBRUARY} the grain corridor sanctions"),
        ("what did she say about eels?", "eels", 'speaker:"Ada Price"'),
    ],
)
def test_another_topic_keeps_the_filters_and_they_are_shown(text: str, words: str, shown: str) -> None:
    assert (then(text).words, understood(text)) == (words, shown)


@pytest.mark.parametrize(
    "text",
    [
        "What did Velden say about Iran?",
        "And what did Velden say about Iran?",
        "Iran sanctions",
        "What did Velden say this week?",
        "what was said about allies last month",
        "Will the President meet Prime Minister May in June?",
        "And will he resign?",
        "what is the latest on Iran",
        "only if the corridor opens will the ships sail, he said",
        "only the strong survive and why was that said",
        "more sanctions on Iran",
        "the first ferry after the storm",
        "when did Velden first say eels",
        "“no deal at all”",
        "and not Velden",
        "velden",
        "price",
        "what will they do after that storm has passed?",
        "reset the clock",
        "And so when he says the eels are back, what does that mean?",
        "when he says the eels are back",
        "any speaker of the house who resigned?",
    ],
)
def test_a_question_of_its_own_carries_nothing_over(text: str) -> None:
    assert then(text) == ask(text)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("the latest", Order.NEWEST),
        ("and the latest?", Order.NEWEST),
        ("newest first please", Order.NEWEST),
        ("the first time?", Order.OLDEST),
        ("when did she first say that?", Order.OLDEST),
    ],
)
def test_the_order_alone_can_be_changed(text: str, order: Order) -> None:
    query = then(text)
    assert (query.order, query.words) == (order, TOPIC)


@pytest.mark.parametrize("text", ["more", "More, please", "show me more", "anything else?", "what else did she say?"])
def test_more_goes_on_behind_what_was_shown(text: str) -> None:
    again = then(text)
    assert (again.skip, again.words) == (3, TOPIC)
    further = last_question(again, 3, date(2025, 2, 3), date(2025, 2, 3), None)
    assert then("more", further).skip == 6


def test_after_that_counts_from_the_days_shown_where_none_was_asked_for() -> None:
    last = after("grain corridor")
    assert then("after that?", last).after == date(2025, 4, 10)
    assert then("before that?", last).before == date(2025, 2, 2)
    assert then("after that?", LastQuestion(words="eels")) == ask("after that?")


def test_a_bare_month_is_a_time_only_where_the_last_question_had_one() -> None:
    assert understood("and March?", after("grain corridor")) == ""
    assert then("and March?", after("grain corridor")).words == "March"
    assert understood("and in March?", after("grain corridor")) == "after:2025-03-01 before:2025-03-31 grain corridor"


def test_a_title_is_a_speaker_only_where_the_last_question_had_one() -> None:
    assert then("what about the president?").roles == ("president",)
    assert then("what about the president?", after("grain corridor")).words == "the president"
    assert then("only the president", after("grain corridor")).roles == ("president",)


def test_he_is_whoever_was_quoted_alone() -> None:
    last = after("grain corridor", voice="Marta Velden")
    assert understood("what did he say about eels?", last) == 'speaker:"Marta Velden"'
    assert then("what did he say about eels?", after("grain corridor")) == ask("what did he say about eels?")


def test_starting_over_forgets_the_last_question() -> None:
    with pytest.raises(QueryError, match="start over"):
        then("start over")
    assert then("Start over: what did Velden say about eels?") == ask("what did Velden say about eels?")


def test_everything_can_follow_everything() -> None:
    last = after()
    for text in ("only Velden", "and in March?", "the latest", "what about eels?", "any time"):
        last = last_question(then(text, last), 1, date(2025, 3, 3), date(2025, 3, 3), None)
    assert (last.speakers, last.words, last.order, last.has_days) == (("Marta Velden",), "eels", Order.NEWEST, False)


@pytest.mark.parametrize("text", ["only Okri", "and in March?", "and Velden?", "after that?", "any speaker"])
def test_what_is_shown_as_understood_asks_the_same_when_it_is_typed(text: str) -> None:
    query, typed = then(text), ask(understood(text))
    meant, again = ([(one.ids, one.labels) for one in each.speakers] for each in (query, typed))
    assert (typed.words, again, typed.after, typed.before) == (query.words, meant, query.after, query.before)


PIECES = st.sampled_from(
    "only just and what about the in after that before more latest Price velden Okri March may 2025 any speaker time "
    "he she it said say did does who “no deal” on record without reporters' questions start over spokesperson not "
    "speaker:Velden after:2025-01 x: : — , ? “ iran week next last first since then day and".split(" ")
)


@given(st.one_of(st.lists(PIECES, max_size=18).map(" ".join), st.text(max_size=60)))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    try:
        query = then(text)
    except QueryError:
        return
    assert query.words or describe_filters(query)
    assert query.carried in ("", TOPIC) or query.carried.startswith(TOPIC)
    shown = describe_filters(query)
    assert not query.carried or shown[-1] == query.carried


@given(
    st.lists(st.sampled_from("what did the ferry carry when storms came and why were eels sold".split()), min_size=15)
)
def test_a_long_text_is_always_a_question_of_its_own(words: list[str]) -> None:
    assert then(" ".join(words)) == ask(" ".join(words))
