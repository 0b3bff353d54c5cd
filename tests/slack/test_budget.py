import re
from dataclasses import replace

import pytest

from bot.answer.model import Quote
from bot.slack.payload.blocks import render
from bot.slack.payload.escape import tame
from bot.slack.payload.limits import problems_of
from bot.slack.payload.proof import prove
from bot.slack.rendering.layout import WINDOW
from tests.briefings import SOURCE, briefing, question, speech
from tests.slack.answers import FERRY, SALT, asked_at, found, quote_at
from tests.slack.messages import footer_of, is_taken_by_slack, quotes_shown, sections_of

TIDES = "The tide turns at dawn and at dusk, and nobody at the ministry can change that."


def long_quotes(count: int, chars: int) -> list[Quote]:
    said = briefing(*(speech(f"{n} " + "word " * (chars // 5 - 1)) for n in range(count)))
    return [quote_at(said, number) for number in range(1, count + 1)]


@pytest.mark.parametrize(("count", "chars"), [(60, 80), (60, 5), (5, 900), (3, 2_900), (2, 3_000)])
def test_quotes_that_do_not_fit_are_left_out_whole_from_the_end_and_said_to_be(count: int, chars: int) -> None:
    quotes = long_quotes(count, chars)
    message = render(found(*quotes))
    shown = quotes_shown(message)
    assert problems_of(message) == []
    assert is_taken_by_slack(message)
    assert 0 < len(shown) < count
    assert shown == [quote.passage.text for quote in quotes[: len(shown)]]
    for words in (message.text, footer_of(message)):
        assert f"{count - len(shown)} more quote" in words
        assert quotes[len(shown)].passage.id in words
    assert message.text.startswith(f"{len(shown)} quote")


@pytest.mark.parametrize(("count", "chars"), [(1, 3_010), (2, 50_000)])
def test_quotes_too_long_for_any_message_are_named_instead(count: int, chars: int) -> None:
    quotes = long_quotes(count, chars)
    message = render(found(*quotes))
    assert problems_of(message) == []
    assert quotes_shown(message) == []
    assert message.text.startswith("What I found is too long for one message.")
    for quote in quotes:
        assert quote.passage.id in message.text
        assert quote.passage.id in footer_of(message)


def test_a_quote_too_long_for_any_message_does_not_hide_the_next_ones() -> None:
    (giant,) = long_quotes(1, 50_000)
    message = render(found(giant, SALT))
    assert quotes_shown(message) == [SALT.passage.text]
    assert f"1 more quote did not fit: {giant.passage.id}" in footer_of(message)


def test_three_readable_quotes_with_their_questions_fit_one_message() -> None:
    said = briefing(*(turn for n in range(3) for turn in (question(f"{n} why? " * 40), speech(f"{n} word " * 120))))
    quotes = [quote_at(said, number, asked=asked_at(said, number - 1)) for number in (2, 4, 6)]
    message = render(found(*quotes))
    assert quotes_shown(message) == [quote.passage.text for quote in quotes]
    assert quotes[0].asked is not None
    assert quotes[0].asked.text in sections_of(message)[0]


def test_no_message_has_more_blocks_than_slack_takes() -> None:
    tiny = briefing(
        *(speech("a", by=None) for _ in range(60)), id="b", title="T", venue=None, source=replace(SOURCE, url=None)
    )
    quotes = [
        replace(quote_at(tiny, n), attribution=replace(FERRY.attribution, name="X", role=None, organization=None))
        for n in range(1, 61)
    ]
    message = render(found(*quotes))
    assert problems_of(message) == []
    assert len(quotes_shown(message)) == 47
    assert "13 more quotes did not fit" in message.text


def test_titles_and_places_are_shortened_before_a_quote_is_left_out() -> None:
    said = briefing(speech("word " * 580), title="Title " * 150, venue="Hall " * 190)
    message = render(found(quote_at(said, 1)))
    assert quotes_shown(message) == [said.turns[0].text]
    assert re.search(r" · Title[Title ]+… · 4 March 2030 · Hall[Hall ]+… · ", message.text)
    assert "Title " * 149 in sections_of(message)[1]


def test_speaker_role_and_day_are_never_shortened() -> None:
    quote = quote_at(briefing(speech("word " * 400)), 1)
    who = replace(quote.attribution, name="Very Long Name " * 30, role="Very Long Role " * 30)
    message = render(found(replace(quote, attribution=who)))
    for words in (message.text, sections_of(message)[-1]):
        assert tame("Very Long Name " * 30) in words
        assert tame("Very Long Role " * 30) in words
        assert "4 March 2030" in words


def test_a_long_question_is_cut_where_its_sentences_end_and_says_so() -> None:
    said = briefing(question("We heard this before. " * 400 + "Will the ferry run?"), speech(TIDES))
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1))))
    asked, words, _ = sections_of(message)
    cut = r"Question \(reporter, excerpt\): “(We heard this before\. )+Will the ferry run\?”\n"
    assert re.fullmatch(cut, asked)
    assert words == TIDES
    assert re.search(cut, message.text)


@pytest.mark.parametrize("chars", range(7_000, 8_000, 100))
def test_a_question_of_any_length_leaves_room_for_what_stands_around(chars: int) -> None:
    said = briefing(question("Why is that so? " * (chars // 16)), speech(TIDES))
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1)), text="tides " * 60))
    assert problems_of(message) == []
    assert quotes_shown(message) == [TIDES]


def test_a_question_without_a_place_to_cut_is_left_out_and_that_is_said() -> None:
    said = briefing(question("why " * 2_000), speech(TIDES))
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1))))
    assert quotes_shown(message) == [TIDES]
    assert sections_of(message)[0] == "Question left out here: too long.\n"
    assert "Question left out here: too long." in message.text
    assert "why why" not in message.text


def test_a_short_answer_is_left_out_with_the_question_it_needs() -> None:
    said = briefing(question("how " * 1_500), speech("No."), speech(TIDES))
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1)), quote_at(said, 3)))
    assert quotes_shown(message) == [TIDES]
    assert "1 more quote did not fit" in message.text


def test_a_window_shows_what_a_message_has_no_room_to_read_aloud() -> None:
    answer = found(*long_quotes(5, 1_200))
    assert len(quotes_shown(render(answer))) == 2
    message = render(answer, room=WINDOW)
    assert quotes_shown(message) == [quote.passage.text for quote in answer.quotes]
    prove(message, answer, room=WINDOW)
