import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from bot.answer.citation import attribution_line, speaker_and_role, status_words
from bot.answer.model import Answer, Misread, Quote, Reason
from bot.answer.sentences import day
from bot.briefing.model import GroundRule, Kind, Rule, Source, SourceKind, Status
from bot.slack.payload.blocks import notice, render
from bot.slack.payload.escape import tame
from bot.slack.payload.limits import problems_of, texts_in
from bot.slack.payload.message import Message
from bot.slack.payload.plain import unescape
from tests.briefings import SOURCE, briefing, narration, question, speech
from tests.slack.answers import ANSWERS, COVERAGE, FERRY, NO, SALT, asked_at, found, misread, nothing, quote_at
from tests.slack.any_answers import HOSTILE, TEXTS, any_answers
from tests.slack.messages import footer_of, is_taken_by_slack, quotes_shown, sections_of

LIVE = re.compile("<[!@#]")
TIDES = "The tide turns at dawn and at dusk, and nobody at the ministry can change that."


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_shape_of_answer_keeps_within_slacks_limits(answer: Answer) -> None:
    message = render(answer)
    assert problems_of(message) == []
    assert is_taken_by_slack(message)


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


def test_a_named_reporter_stands_in_the_label_of_the_question() -> None:
    said = briefing(question("Will it rain?") | {"printed": "JUNE MARROW"}, speech(TIDES))
    assert sections_of(render(found(quote_at(said, 2, asked=asked_at(said, 1)))))[0].startswith(
        "Question (reporter, JUNE MARROW): “Will it rain?”"
    )


def test_a_partial_quotation_stands_alone_and_its_summary_outside_of_any_marks() -> None:
    said = briefing(narration("The minister spoke of tides."), speech("deeply salty", partial=True))
    message = render(found(replace(quote_at(said, 2), lead_in=asked_at(said, 1))))
    before, words, credit = sections_of(message)
    assert before == "Summary by the editors: The minister spoke of tides.\n"
    assert words == "deeply salty"
    assert "partial quotation" in credit
    assert "“The minister" not in message.text


def test_a_publishers_own_sentence_is_no_quotation() -> None:
    source = Source("Harbour Gazette", SourceKind.ARTICLE, Status.AS_QUOTED, "https://gazette.example/a")
    said = briefing({"kind": "reported", "text": TIDES, "by": "vesna-okoro"}, source=source)
    message = render(found(quote_at(said, 1)))
    words, credit = sections_of(message)
    assert quotes_shown(message) == []
    assert words == f"Reported by Harbour Gazette, no quotation: {TIDES}\n"
    assert credit.startswith("Harbour Gazette, reporting what Vesna Okoro, Spokesperson, Ministry of Tides said · ")
    assert "Article" in credit
    assert f"“{TIDES}" not in message.text


def test_words_on_background_are_attributed_exactly_as_agreed() -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a senior tides official")
    message = render(found(quote_at(briefing(speech(TIDES, printed="MS. OKORO"), ground_rule=rule), 1)))
    assert sections_of(message)[1].startswith("a senior tides official · official transcript · on background · ")
    assert "okoro" not in json.dumps([message.text, message.blocks]).casefold()


def test_who_spoke_is_bold_and_the_link_is_our_word() -> None:
    credit = render(found(SALT)).blocks[1]["elements"][-1]["elements"]
    assert credit[0] == {"type": "text", "text": "Vesna Okoro", "style": {"bold": True}}
    (link,) = [leaf for leaf in credit if leaf["type"] == "link"]
    assert link["text"] == "Transcript"
    assert link["url"].startswith("https://gazette.example/tides#:~:text=Salt%20%26%20tides")
    assert credit[-1]["text"] == f" · {SALT.passage.id}"


def test_the_question_is_restated_with_the_filters_it_was_understood_as() -> None:
    answer = found(SALT, text="salt since <March>")
    query = replace(answer.query, after=SALT.passage.briefing.held_on)
    message = render(replace(answer, query=query))
    assert "".join(texts_in(message.blocks[0])) == "Asked: salt since <March> · Understood: after:2030-03-04"
    assert message.text.startswith("1 quote on “salt since &lt;March&gt;” (after:2030-03-04):\n")


def test_the_time_of_loading_is_told_in_utc() -> None:
    loaded_at = datetime(2030, 7, 1, 1, 2, tzinfo=timezone(timedelta(hours=9)))
    message = render(replace(misread(), coverage=replace(COVERAGE, loaded_at=loaded_at)))
    assert "loaded 2030-06-30 16:02 UTC" in footer_of(message)


def test_a_hint_that_the_sentence_gives_already_is_not_repeated() -> None:
    message = render(nothing(Reason.UNKNOWN_SPEAKER, message="I know no Ferry. Did you mean ferries?"))
    assert message.text.count("ferries") == 1


def test_weak_matches_follow_the_sentence_that_calls_them_weak() -> None:
    message = render(nothing(Reason.WEAK_ONLY, SALT, message="No passage answers this closely (weak matches):"))
    assert [block["type"] for block in message.blocks] == ["context", "section", "rich_text", "context"]
    assert "weak matches" in "".join(texts_in(message.blocks[1]))
    assert message.text.startswith("No passage answers this closely (weak matches):")


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


def spoken_of(quote: Quote) -> list[str]:
    """What the text has to carry of a quote."""
    briefing = quote.passage.briefing
    return [
        quote.passage.text,
        *map(tame, speaker_and_role(quote)),
        tame(status_words(quote)),
        day(briefing.held_on),
    ]


@given(any_answers())
@settings(max_examples=200)
def test_any_answer_is_taken_by_slack_pings_nobody_and_is_read_aloud_in_full(answer: Answer) -> None:
    message = render(answer)
    assert problems_of(message) == []
    assert is_taken_by_slack(message)
    assert not LIVE.search(message.text)
    assert not any("mrkdwn" in (part.get("type"), part.get("text")) for part in parts_of(list(message.blocks)))
    quotes = () if isinstance(answer, Misread) else answer.quotes
    officials = [quote.passage.text for quote in quotes if quote.passage.turn.kind is Kind.SPEECH]
    assert [words for words in officials if words in quotes_shown(message)] == quotes_shown(message)
    ids = [block["elements"][-1]["elements"][-1]["text"].rpartition(" · ")[2] for block in rich_in(message)]
    for quote in quotes:
        if quote.passage.id in ids:
            assert [piece for piece in spoken_of(quote) if piece not in unescape(message.text)] == []


def rich_in(message: Message) -> list[dict[str, Any]]:
    return [block for block in message.blocks if block["type"] == "rich_text"]


def parts_of(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(part for inner in value.values() for part in parts_of(inner))]
    return [part for inner in value for part in parts_of(inner)] if isinstance(value, list) else []


@given(TEXTS)
def test_a_notice_of_any_words_fits_and_pings_nobody(text: str) -> None:
    message = notice(f"Reloaded. {text * 20}")
    assert problems_of(message) == []
    assert message.blocks == ()
    assert not LIVE.search(message.text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_every_place(words: str) -> None:
    source = replace(SOURCE, publisher=words, url=f"https://gazette.example/{words}")
    said = briefing(question(words) | {"printed": words}, speech(words), title=words, venue=words, source=source)
    message = render(found(quote_at(said, 2, asked=asked_at(said, 1)), text=words))
    assert quotes_shown(message) == [words]
    assert not LIVE.search(message.text)
    assert is_taken_by_slack(message)
