import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.answer.citation import attribution_line, status_words
from bot.answer.model import Answer, Quote, Reason
from bot.answer.sentences import day
from bot.slack.blocks import notice, render
from bot.slack.escape import escape, shorten, tame, unescape
from bot.slack.limits import problems_of, texts_in
from bot.slack.message import Message
from tests.briefings import SOURCE, briefing, question, speech
from tests.slack.answers import ANSWERS, FERRY, NO, SALT, asked_at, found, misread, nothing, quote_at

LIVE = re.compile(r"<(?:!|@[UW]|#C)")


def quotes_shown(message: Message) -> list[str]:
    return [
        part["text"]
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for part in element["elements"]
    ]


def passes_slacks_own_models(message: Message) -> bool:
    return all(Block.parse(json.loads(json.dumps(block))).to_dict() for block in message.blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_shape_of_answer_keeps_within_slacks_limits(answer: Answer) -> None:
    message = render(answer)
    assert problems_of(message) == []
    assert passes_slacks_own_models(message)


def test_a_quote_holds_the_exact_words_and_nothing_else() -> None:
    message = render(found(FERRY, NO, SALT))
    assert quotes_shown(message) == [FERRY.passage.text, NO.passage.text, SALT.passage.text]


def test_the_text_alone_carries_every_quote_with_speaker_role_day_and_status() -> None:
    text = unescape(render(found(FERRY, NO, SALT)).text)
    for quote in (FERRY, NO, SALT):
        for piece in (
            quote.passage.text,
            attribution_line(quote),
            day(quote.passage.briefing.held_on),
            status_words(quote),
        ):
            assert piece in text


def test_a_short_answer_stands_with_its_question_in_text_and_blocks() -> None:
    message = render(found(NO))
    assert "Will you resign?" in message.text
    assert "Will you resign?" in " ".join(texts_in(message.blocks))


def test_markup_in_a_transcript_is_data() -> None:
    message = render(found(FERRY, SALT, text="<!channel> <@U1> *a* `b`"))
    assert not LIVE.search(message.text)
    assert {block["type"] for block in message.blocks} == {"context", "rich_text"}
    assert not any("mrkdwn" in json.dumps(block) for block in message.blocks)


@pytest.mark.parametrize("reason", [Reason.NO_MATCH, Reason.OUTSIDE_COVERAGE, Reason.UNKNOWN_SPEAKER])
def test_nothing_found_shows_its_sentence_and_no_quote(reason: Reason) -> None:
    message = render(nothing(reason, message="I know no speaker called “<@U1>”."))
    assert quotes_shown(message) == []
    assert "Did you mean: ferries?" in message.text
    assert not LIVE.search(message.text)


def test_a_reporters_words_are_never_in_a_quote_block() -> None:
    (_, _, _, reporter_only, _) = ANSWERS
    message = render(reporter_only)
    assert quotes_shown(message) == []
    assert "Will the ferry run" in message.text


def test_the_footer_says_coverage_and_version() -> None:
    (words,) = [element["text"] for element in render(found(SALT)).blocks[-1]["elements"]]
    for piece in (
        "Verbatim · 1 of 41 passages",
        "412 briefings",
        "4 January 2021 – 28 June 2030",
        "2030-07-01 14:02 UTC",
        "9f3c00aa11bb",
    ):
        assert piece in words


def test_an_excerpt_says_of_how_many_words() -> None:
    long = quote_at(briefing(speech("One two three. Four five six. ")), 1)
    cut = replace(long, passage=replace(long.passage, end=14))
    assert "excerpt of 6 words" in render(found(cut)).text


def long_quotes(count: int, chars: int) -> list[Quote]:
    said = briefing(*(speech(f"{n} " + "word " * (chars // 5)) for n in range(count)))
    return [quote_at(said, number) for number in range(1, count + 1)]


@pytest.mark.parametrize(("count", "chars"), [(60, 80), (5, 900), (3, 2_900), (2, 3_000), (1, 50_000)])
def test_quotes_that_do_not_fit_are_left_out_whole_and_said_to_be(count: int, chars: int) -> None:
    quotes = long_quotes(count, chars)
    message = render(found(*quotes))
    shown = quotes_shown(message)
    assert problems_of(message) == []
    assert shown == [quote.passage.text for quote in quotes[: len(shown)]]
    left_out = count - len(shown)
    assert left_out > 0
    assert f"{left_out} more quote" in message.text
    assert f"{left_out} more quote" in message.blocks[-1]["elements"][0]["text"]


def test_a_long_question_is_left_out_before_an_answer_is_but_never_before_a_short_one() -> None:
    said = briefing(
        question("why " * 900),
        speech("It is a long story of lamps and ferries and of salt."),
        question("how " * 900),
        speech("No."),
    )
    explained = quote_at(said, 2, asked=asked_at(said, 1))
    short = quote_at(said, 4, asked=asked_at(said, 3))
    message = render(found(explained, short))
    assert quotes_shown(message) == [explained.passage.text]
    assert "why why" not in message.text


def test_an_unsafe_address_is_no_link() -> None:
    for url in (
        "javascript:alert(1)",
        "https://a.example/x|y",
        "https://a.example/ x",
        "https://a.example/<!here>",
        None,
    ):
        said = briefing(speech("The ferry will run all winter long, they said."), source=replace(SOURCE, url=url))
        message = render(found(quote_at(said, 1)))
        assert '"link"' not in json.dumps(message.blocks)
        assert not LIVE.search(message.text)


TEXTS = st.text(min_size=1, max_size=400).map(lambda text: text.replace("\x00", "")).filter(str.strip)


@given(words=TEXTS, asked=TEXTS, title=TEXTS, venue=TEXTS, text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_words_render_within_the_limits_and_ping_nobody(
    words: str, asked: str, title: str, venue: str, text: str
) -> None:
    said = briefing(question(asked), speech(words), title=title, venue=venue)
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1)), text=text))
    assert problems_of(message) == []
    assert not LIVE.search(message.text)
    assert all(part in (words,) for part in quotes_shown(message))
    for other in (nothing(Reason.NO_MATCH, message=text), misread(text)):
        assert problems_of(render(other)) == []
        assert not LIVE.search(render(other).text)


@given(st.text(max_size=9_000))
def test_a_notice_of_any_length_fits_and_pings_nobody(text: str) -> None:
    message = notice(f"Reloaded. {text}")
    assert problems_of(message) == []
    assert not LIVE.search(message.text)


@given(st.text(max_size=200), st.integers(1, 50))
def test_what_stands_around_a_quote_is_tame_and_short(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length
    assert not set(tame(text)) & set("\n\r\t\x00\u202e\u2066\u200f\u2028\u0085")
    assert unescape(escape(text)) == text
