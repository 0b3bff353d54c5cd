from datetime import date

import pytest

from bot.query.filters import describe_filters
from tests.query.asking import ask

PRICE = 'speaker:"Ada Price"'
VELDEN = 'speaker:"Marta Velden"'
LAST_WEEK = "after:2026-11-16 before:2026-11-22"
LONG = "Does the President, who met Mr. Hart in June, still think the ferry plan will pass? And if not, what then?"


def understood(text: str) -> str:
    return " ".join(describe_filters(ask(text)))


@pytest.mark.parametrize(
    ("text", "filters", "words"),
    [
        ("what did Price say about harbour fees?", PRICE, "harbour fees"),
        ("What did Secretary Velden say about Iceland last week?", f"{VELDEN} {LAST_WEEK}", "Iceland"),
        ("did Secretary Velden comment on the ferry", VELDEN, "the ferry"),
        ("Did Price mention the ferry?", PRICE, "the ferry"),
        ("has Price said anything about tides", PRICE, "tides"),
        ("what has Price ever said on tides", PRICE, "tides"),
        ("what was Price asked about tides?", PRICE, "tides"),
        ("What does Velden say about tides", VELDEN, "tides"),
        ("how did Price respond to the strike", PRICE, "to the strike"),
        ("When did Price first mention the strike?", PRICE, "the strike"),
        ("when was the last time Price mentioned the strike?", PRICE, "the strike"),
        ("what did Price have to say about tides", PRICE, "tides"),
        ("what statements did Price make on tides", PRICE, "tides"),
        ("Did Price make any comment on tides?", PRICE, "tides"),
        ("Price said the ferry would run", PRICE, "the ferry would run"),
        ("Yesterday Price said the ferry would run", f"{PRICE} on:2026-11-24", "the ferry would run"),
        ('Price said "too soon" on 9 February 2021', f'{PRICE} on:2021-02-09 "too soon"', "too soon"),
        ("according to Price, the ferry is late", PRICE, "the ferry is late"),
        ("statements by Price on tides", PRICE, "tides"),
        ("latest remarks of Velden about tides", VELDEN, "tides"),
        ("is there anything from Price on tides since January 2021", f"{PRICE} after:2021-01-01", "tides"),
        ("from Price on tides", PRICE, "tides"),
        ("Price's comments on tides", PRICE, "tides"),
        ("What’s Price’s position on tides?", PRICE, "tides"),
        ("quote Price on tides", PRICE, "tides"),
        ("Price on North Island", PRICE, "North Island"),
        ("can you tell me what Price said about tides last month?", f"{PRICE} after:2026-10-01 before:2026-10-31", "tides"),
        ("everything Price has said on tides", PRICE, "tides"),
        ("what did price say about tides", PRICE, "tides"),
        ("What did Ada B. Price say about tides?", PRICE, "tides"),
        ("What did Price and Velden say about tides?", f"{PRICE} {VELDEN}", "tides"),
        ("statements by Price or Velden on tides", f"{PRICE} {VELDEN}", "tides"),
        ("what did Okri say about tides", 'speaker:"Okri"', "tides"),
        ("On the ferry, what did Price say last week?", f"{PRICE} {LAST_WEEK}", "On the ferry"),
        ("who said the ferry was late last week?", LAST_WEEK, "the ferry was late"),
        ("what did the spokeswoman say yesterday about tides?", "role:spokesperson on:2026-11-24", "tides"),
        ("what has the press secretary said about tides", 'role:"press secretary"', "tides"),
        ("what did the State Department's spokesman say about tides", "role:spokesperson", "tides"),
        ("what did the secretary of state say about tides", 'role:"secretary of state"', "tides"),
        ("what did the president say about tides", "role:president", "tides"),
        ("what did the senior ministry officials say about tides", 'speaker:"SENIOR MINISTRY OFFICIAL"', "tides"),
        ("what did they say about tides yesterday", "on:2026-11-24", "tides"),
        ("What did the State Department say about tides in February 2021?", "after:2021-02-01 before:2021-02-28", "tides"),
        ("what was said at the February 9, 2021 briefing about tides?", "on:2021-02-09", "tides"),
        ("At yesterday's briefing, what did they say about tides?", "on:2026-11-24", "tides"),
        ("What did Price say at the 9 February briefing about tides?", f"{PRICE} on:2026-02-09", "tides"),
        ("What did Price say on Tuesday about tides", f"{PRICE} on:2026-11-24", "tides"),
        ("What did Price say about tides between May and June 2023?", f"{PRICE} after:2023-05-01 before:2023-06-30", "tides"),
        ("What did Price say about tides from 3 to 9 May 2023", f"{PRICE} after:2023-05-03 before:2023-05-09", "tides"),
        ("What did Price say about tides from December to January 2023", f"{PRICE} after:2022-12-01 before:2023-01-31", "tides"),
        ("What did Price say about tides after 3 March 2021", f"{PRICE} after:2021-03-03", "tides"),
        ("What did Price say about tides after March 2021", f"{PRICE} after:2021-04-01", "tides"),
        ("What did Price say about tides before March 2021", f"{PRICE} before:2021-02-28", "tides"),
        ("What did Price say about tides until March 2021", f"{PRICE} before:2021-03-31", "tides"),
        ("what did Price say on 9 February about the 3 March vote?", f"{PRICE} on:2026-02-09", "the 3 March vote"),
        ("What did Price say last week", f"{PRICE} {LAST_WEEK}", ""),
        ("Price, last week", f"{PRICE} {LAST_WEEK}", ""),
        ("What did Zzyzx say about tides?", 'speaker:"Zzyzx"', "tides"),
        ("what did zzyzx say about tides", 'speaker:"zzyzx"', "tides"),
        ("what did Secretary Zzyzx and Price say", f'{PRICE} speaker:"Secretary Zzyzx"', ""),
    ],
)  # fmt: skip
def test_who_and_when_are_taken_from_the_clause_that_says_so(text: str, filters: str, words: str) -> None:
    assert (understood(text), ask(text).words) == (filters, words)


@pytest.mark.parametrize(
    "text",
    [
        f"What did Gable say in August 2019: {LONG}",
        f"What did MR. GABLE say in August 2019 about {LONG}",
        f"In August 2019, what did Robert Gable say about {LONG}",
        f"Robert Gable on {LONG} (August 2019)",
        f"August 2019 Gable {LONG}",
        f"Gable August 2019 {LONG}",
        f"Gable, August 2019: {LONG}",
        f"gable, august 2019: {LONG}",
        f"Gable (August 2019): {LONG}",
        f"[Gable, August 2019] {LONG}",
        f"{LONG} (Gable, August 2019)",
        f"{LONG} — Gable, August 2019",
        f"{LONG} What did Gable say about this in August 2019?",
        f"How did Gable respond in August 2019 to: {LONG}",
        f"In August 2019 Gable was asked: {LONG}",
        f"In August 2019 a reporter asked Gable: {LONG}",
        f"What was Gable's answer in August 2019 to: {LONG}",
        f"What did Gable say about {LONG} in August 2019?",
        f"what did gable tell reporters in Aug. 2019 when asked {LONG}",
    ],
)
def test_who_and_when_stand_beside_a_long_question(text: str) -> None:
    query = ask(text)
    assert [one.labels for one in query.speakers] == [{"mr gable", "chair gable"}]
    assert (query.after, query.before) == (date(2019, 8, 1), date(2019, 8, 31))
    assert not query.unknown_speakers


@pytest.mark.parametrize(
    "text",
    [
        "will the President meet Prime Minister May in June?",
        LONG,
        "what was the price of oil",
        "did the price say anything",
        "what did the price say about oil",
        "second Sunday talks",
        "march on the capital",
        "May I ask about Price in June",
        "Thanks, Velden. On Monday, Secretary Velden said the ferry was late. Is that so? Will it change by March?",
        "Did Secretary Velden speak with Price before yesterday's vote?",
        "What is the President's view of the vote in March?",
        "Secretary Velden, what do you say to those who left in November?",
        "the last 3 days were hard for Price, were they not",
        "Let me be clear: the ferry is late",
        "Price",
        "What did Price? Say it",
        "statements by the harbour wall",
        "Price's on the phone",
        "Price and Zzyzx on fees",
        "what did Zzyzx's say",
        "ferries from May to the harbour",
        "ferries since the storm",
        "ferries in Sunday",
        "What did they say yesterday about fees? Nobody here had heard of them",
    ],
)
def test_names_and_dates_of_the_topic_change_nothing(text: str) -> None:
    query = ask(text)
    assert (describe_filters(query), query.words) == ((), text.rstrip("?"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What did they say about Velden?", "Velden"),
        ("anything on Velden's trip", "Velden's trip"),
        ("did anyone mention Price?", "Price"),
        ("tell me about the ferry", "the ferry"),
        ("quotes on the ferry", "the ferry"),
        ("I'd like to know about North-Island ferries", "North-Island ferries"),
        ("can you tell me about the ferry", "the ferry"),
        ("tell me", "tell me"),
        ("What do you say to people who will stay home in November?", "to people who will stay home in November"),
    ],
)
def test_words_that_frame_a_question_are_not_searched(text: str, words: str) -> None:
    query = ask(text)
    assert (describe_filters(query), query.words) == ((), words)


@pytest.mark.parametrize(
    ("text", "filters", "words"),
    [
        ("North Island February 2021", "after:2021-02-01 before:2021-02-28", "North Island"),
        ("Price North Island yesterday", "on:2026-11-24", "Price North Island"),
        ("yesterday North Island", "on:2026-11-24", "North Island"),
        ("ferries last week", LAST_WEEK, "ferries"),
        ("ferries on 9 February 2021", "on:2021-02-09", "ferries"),
        ("ferries in 2021", "after:2021-01-01 before:2021-12-31", "ferries"),
        ("ferries in March", "", "ferries in March"),
        ("ferries 2021", "after:2021-01-01 before:2021-12-31", "ferries"),
        ("North Island 2020", "after:2020-01-01 before:2020-12-31", "North Island"),
        ("ferries 2/9/2021", "on:2021-02-09", "ferries"),
        ("election 2020", "", "election 2020"),
        ("ferries by 2020", "", "ferries by 2020"),
        ("ferries 2030", "", "ferries 2030"),
        ("chapter 2020 rules", "", "chapter 2020 rules"),
        ("will ferries run 2020", "", "will ferries run 2020"),
        ("ferries in March 2027", "", "ferries in March 2027"),
        ("will ferries run in March 2021", "", "will ferries run in March 2021"),
        ("ferries 2021-02-09", "on:2021-02-09", "ferries"),
    ],
)
def test_a_few_keywords_may_carry_an_unmistakable_date(text: str, filters: str, words: str) -> None:
    assert (understood(text), ask(text).words) == (filters, words)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("What did Price say about Tessa May?", PRICE),
        ("What did Price say about the march?", PRICE),
        ("What did Price say on Sunday talks", PRICE),
        ("What did Price say about the 9 February strike?", PRICE),
        ("what did Price say about yesterday's strike", PRICE),
        ("What did Price say about fees in 2030?", PRICE),
        ("What did Price say about the 2/9/2021 strike", PRICE),
        ("Price said the ferry would run on 9 February 2021", PRICE),
        ('what did Price say about "the strike in March 2021"', f'{PRICE} "the strike in March 2021"'),
    ],
)
def test_a_date_of_the_topic_is_no_filter(text: str, filters: str) -> None:
    assert understood(text) == filters


def test_of_two_labels_that_contradict_the_first_counts() -> None:
    query = ask("Gable, August 2019: fees? (May 2020)")
    assert (query.after, query.before) == (date(2019, 8, 1), date(2019, 8, 31))


def test_a_label_may_go_on_with_about() -> None:
    assert ask("Gable August 2019 on fees").words == "fees"


def test_words_only_reads_no_clause() -> None:
    query = ask('what did Price say last week about "tides" role:spokesperson', words_only=True)
    assert describe_filters(query) == ("role:spokesperson", '"tides"')
    assert query.words == "what did Price say last week about tides"


def test_typed_dates_come_before_plain_ones() -> None:
    assert understood("what did Price say last week on:2021-02-09") == f"{PRICE} on:2021-02-09"


@pytest.mark.parametrize(
    ("text", "filters", "words"),
    [
        ("the latest on ferries from Price", PRICE, "ferries"),
        ("What's the latest on ferries from Price?", PRICE, "ferries"),
        ("the latest on ferries from Price 2021", f"{PRICE} after:2021-01-01 before:2021-12-31", "ferries"),
        ("the latest on ferries from Tides", "", "ferries from Tides"),
        ("a letter from Price", "", "a letter from Price"),
        ("ferries from Price", "", "ferries from Price"),
        ("did they take salt from Price?", "", "did they take salt from Price"),
    ],
)
def test_the_latest_may_end_with_who_said_it(text: str, filters: str, words: str) -> None:
    assert (understood(text), ask(text).words) == (filters, words)
