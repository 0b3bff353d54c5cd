from datetime import date

import pytest

from bot.errors import QueryError
from bot.query.filters import describe_filters
from bot.query.parse import QUESTION_MAX_CHARS, parse_query
from bot.query.people import People
from tests.briefings import REGISTER
from tests.query.asking import ask


def complaint(text: str) -> str:
    with pytest.raises(QueryError) as caught:
        ask(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown", "words"),
    [
        ("speaker:Price tides", 'speaker:"Ada Price"', "tides"),
        ('SPEAKER:"Ada Price" tides', 'speaker:"Ada Price"', "tides"),
        ("speaker:“Ada Price” tides", 'speaker:"Ada Price"', "tides"),
        ("speaker: «Ada Price», tides", 'speaker:"Ada Price"', "tides"),
        ("tides speaker:Ada Price high", 'speaker:"Ada Price"', "tides high"),
        ("speaker:Price speaker:Velden", 'speaker:"Ada Price" speaker:"Marta Velden"', ""),
        ('speaker:Zzy"zx tides', 'speaker:"Zzy zx"', "tides"),
        ("speaker:Zzyzx tides", 'speaker:"Zzyzx"', "tides"),
        ("role:spokesman role:press secretary tides", 'role:spokesperson role:"press secretary"', "tides"),
        ('source:Herald source:"Tidal Times"', 'source:Herald source:"Tidal Times"', ""),
        ("on:2024-05-02 tides", "on:2024-05-02", "tides"),
        ("tides (on:2024-05-02)", "on:2024-05-02", "tides"),
        ("on:2024-05", "after:2024-05-01 before:2024-05-31", ""),
        ("after:2024-05", "after:2024-05-01", ""),
        ("before:2024-05", "before:2024-05-31", ""),
        ("after:2023 before:2024", "after:2023-01-01 before:2024-12-31", ""),
        ("on: 2 May 2024 tides", "on:2024-05-02", "tides"),
        ('on:"May 2, 2024" tides', "on:2024-05-02", "tides"),
        ("on:yesterday tides", "on:2026-11-24", "tides"),
        ("after:last week tides", "after:2026-11-16", "tides"),
        ("on:2024-05 on:2024-05-02", "on:2024-05-02", ""),
        ("after:2027-01-01", "after:2027-01-01", ""),
    ],
)
def test_a_typed_filter_is_taken_out_of_the_words(text: str, shown: str, words: str) -> None:
    query = ask(text)
    assert (" ".join(describe_filters(query)), query.words) == (shown, words)


def test_a_date_that_is_none_is_told_with_an_example() -> None:
    assert complaint("tides on:2024-13-01") == (
        "I could not read `on:2024-13-01` as a date. Write YYYY-MM-DD, for example `on:2024-05-02`."
    )
    assert "`after:soon`" in complaint("after: soon")
    assert '`before:"the flood"`' in complaint('before:"the flood"')


@pytest.mark.parametrize(
    ("text", "meant"),
    [("from:Price", "speaker"), ("By:Price", "speaker"), ("speeker:Price", "speaker"), ("date:2024-05-02", "on"),
     ("when:today", "on"), ("since:2024", "after"), ("until:2024", "before"), ("publisher:Herald", "source"),
     ('outlet:"Tidal Times"', "source"), ("-speaker:Price", "speaker"), ("befor:2024", "before")],
)  # fmt: skip
def test_an_unknown_filter_is_told_with_the_one_meant(text: str, meant: str) -> None:
    key = text.split(":")[0]
    assert complaint(f"tides {text}") == f"I know no filter `{key}:`. Did you mean `{meant}:`?"


def test_an_unknown_filter_like_none_brings_the_list() -> None:
    assert complaint("topic:tides").endswith(
        "The filters are `speaker:`, `role:`, `on:`, `after:`, `before:` and `source:`."
    )


@pytest.mark.parametrize(
    "text",
    ["see https://tides.example/a:b", "at 12:30 today", "Price: North Island", "Re:fees", 'he said:"late"', ":smile:",
     "Let me be clear: late", "std::string", "Fees:tides", "from: the harbour", "question:why"],
)  # fmt: skip
def test_an_ordinary_colon_is_no_filter(text: str) -> None:
    assert ask(text).sources == ()


@pytest.mark.parametrize("text", ["speaker:", 'speaker:""', "on: ", "role: ?", 'source:"…"', "after:"])
def test_a_filter_without_value_is_told(text: str) -> None:
    assert "needs a value, for example" in complaint(f"tides {text}")


@pytest.mark.parametrize("text", ["after:2022 before:2021", "on:2024-05-02 on:2024-05-03", "on:2024 after:2025"])
def test_dates_that_leave_no_day_are_told(text: str) -> None:
    assert complaint(text).startswith("No day fits")


@pytest.mark.parametrize("text", ["", "   ", "???", "…", "\x00", '""', "—"])
def test_nothing_asked_brings_an_example(text: str) -> None:
    assert complaint(text).startswith("Ask me what was said")


def test_a_question_may_be_a_thousand_characters_long() -> None:
    assert ask("a" * QUESTION_MAX_CHARS).words == "a" * QUESTION_MAX_CHARS
    assert "1,000 characters" in complaint("a" * (QUESTION_MAX_CHARS + 1))
    assert "1,000 characters" in complaint("\u0958" * 600)  # two characters each, once composed


def test_characters_nobody_sees_are_removed() -> None:
    assert ask("\u202eti\x00des\ud800 \u200bhigh\u2066").text == "tides high"


def test_a_sentence_may_hold_the_word_on_before_a_colon() -> None:
    query = parse_query("Statements by Okoro on: ferries", people=People(REGISTER), today=date(2030, 6, 12))
    assert ([speaker.name for speaker in query.speakers], query.words) == (["Vesna Okoro"], "ferries")
