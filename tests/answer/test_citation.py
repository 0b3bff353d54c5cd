from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.attribution import attribution_of
from bot.answer.citation import (
    LINK_MAX_CHARS,
    NOTE_MAX_CHARS,
    UNSHOWN_NOTE,
    asker_of,
    attribution_line,
    link_to_words,
    notes_on,
    source_line,
    web_address,
)
from bot.answer.model import Quote
from bot.briefing.model import Briefing, GroundRule, Rule, Source, SourceKind, Status
from bot.briefing.passages import Passage
from tests.briefings import REGISTER, SOURCE, briefing, narration, question, speech

BACKGROUND = GroundRule(Rule.ON_BACKGROUND, "a senior tides official")
TIDES = "The tide turns at dawn, not before, and the well-kept lamps stay lit."


def quote_of(said: Briefing, number: int = 1, **fields: Any) -> Quote:
    turn = said.turns[number - 1]
    passage = Passage(said, turn, 0, len(turn.text))
    rule = said.rule_for(turn)
    return Quote(passage, attribution_of(passage, REGISTER), rule if rule.is_anonymous else None, **fields)


@pytest.mark.parametrize(
    ("turn", "line"),
    [
        (speech("Yes."), "Vesna Okoro, Spokesperson, Ministry of Tides"),
        (speech("Yes.", by=None, printed="MR. GULL"), "MR. GULL (as printed; person not resolved)"),
        (speech("Yes.", by=None), "speaker not named in the source"),
        (speech("Yes.", printed="MS. OKORO", ground_rule=BACKGROUND), "a senior tides official"),
        ({"kind": "reported", "text": "She agreed.", "by": "vesna-okoro"},
         "Harbour Gazette, reporting what Vesna Okoro, Spokesperson, Ministry of Tides said"),
        ({"kind": "reported", "text": "Yes."}, "Harbour Gazette, reporting what a speaker it does not name said"),
        (question("Why?"), "A reporter"),
        (question("Why?") | {"printed": "JUNE MARROW:"}, "JUNE MARROW (reporter)"),
        (question("Why?", ground_rule=BACKGROUND), "A reporter"),
        (narration("The minister left."), "The editors (summary)"),
    ],
)  # fmt: skip
def test_words_are_attributed_as_the_trade_does_it(turn: dict[str, Any], line: str) -> None:
    assert attribution_line(quote_of(briefing(turn))) == line


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.OFFICIAL, "official transcript"),
        (Status.RUSH, "rush transcript"),
        (Status.CAPTIONS, "captions"),
        (Status.AS_QUOTED, "as quoted by Harbour Gazette"),
        (Status.INTERPRETED, "interpreted"),
        (Status.AS_PREPARED, "as prepared"),
        (Status.SUMMARY, "summary"),
    ],
)
def test_every_source_line_begins_with_its_status(status: Status, words: str) -> None:
    source = Source("Harbour Gazette", SourceKind.ARTICLE, status)
    line = source_line(quote_of(briefing(speech(TIDES), source=source)))
    assert line == f"{words} · Weekly Tides Briefing · 4 March 2030 · Ministry of Tides, Port Amber"


def test_a_partial_quotation_and_words_on_background_say_so() -> None:
    assert "· partial quotation ·" in source_line(quote_of(briefing(speech("salty", partial=True))))
    assert "· on background ·" in source_line(quote_of(briefing(speech(TIDES, ground_rule=BACKGROUND))))


def test_an_excerpt_and_repeats_are_noted() -> None:
    quote = quote_of(briefing(speech(TIDES)), also_said=1)
    assert notes_on(quote) == ("said 1 more time in the same words",)
    cut = replace(quote, passage=replace(quote.passage, end=24), also_said=0)
    assert notes_on(cut) == ("excerpt of 13 words",)


def test_a_note_of_the_source_reaches_whoever_reads_the_words_it_concerns() -> None:
    said = speech("Eleven, I think.* That is all we know of the old gauges.", note="*There are twelve\ngauges.")
    whole = quote_of(briefing(said))
    assert notes_on(whole) == ("note: *There are twelve gauges.",)
    signed, unsigned = (replace(whole, passage=replace(whole.passage, start=a, end=b)) for a, b in ((0, 17), (18, 56)))
    assert notes_on(signed) == ("excerpt of 12 words", "note: *There are twelve gauges.")
    assert notes_on(unsigned) == ("excerpt of 12 words",)


def test_an_answer_that_was_given_later_to_the_question_is_shown_with_it() -> None:
    said = briefing(question("Has she voted?*", note="*She has not."), speech("I do not know."))
    asked = Passage(said, said.turns[0], 0, len(said.turns[0].text))
    assert notes_on(quote_of(said, 2, asked=asked)) == ("note on the question: *She has not.",)


def test_a_long_note_is_cut_between_words() -> None:
    (note,) = notes_on(quote_of(briefing(speech(TIDES, note="tides " * 100))))
    assert note.endswith("tides …")
    assert len(note) <= NOTE_MAX_CHARS + len("note:  …")


def test_a_note_is_not_shown_where_anybody_speaks_on_background() -> None:
    said = briefing(speech(TIDES, ground_rule=BACKGROUND, note="Ms. Okoro misspoke."), question("Why?", note="Okoro."))
    assert notes_on(quote_of(said, 1)) == (f"note: {UNSHOWN_NOTE}",)
    assert notes_on(quote_of(said, 2)) == (f"note: {UNSHOWN_NOTE}",)


@pytest.mark.parametrize("label", [None, "", "Q", "Q:", "QUESTION:", "Reporter 2", "UNIDENTIFIED REPORTER:"])
def test_a_label_that_names_nobody_is_any_reporter(label: str | None) -> None:
    assert asker_of(label) == "reporter"


def test_a_reporter_is_named_as_printed() -> None:
    assert asker_of("MS. MARROW (Gull Wire):") == "reporter, MS. MARROW (Gull Wire)"


def link(text: str, url: str | None = "https://g.example/t", *others: str) -> str | None:
    said = briefing(speech(text), *(speech(other) for other in others), source=replace(SOURCE, url=url))
    return link_to_words(quote_of(said))


def test_a_link_leads_to_a_quote_by_all_of_its_words_with_commas_and_dashes_encoded() -> None:
    assert link("Lit, well-kept & dry.") == "https://g.example/t#:~:text=Lit%2C%20well%2Dkept%20%26%20dry."


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    words = [f"w{number}" for number in range(40)]
    ends = "%20".join(words[:8]), "%20".join(words[-8:])
    assert link(" ".join(words)) == f"https://g.example/t#:~:text={ends[0]},{ends[1]}"


def test_a_quote_of_several_lines_is_named_by_the_first_and_the_last() -> None:
    assert link("One two.\nThree.\n\nFour five.") == "https://g.example/t#:~:text=One%20two.,Four%20five."


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://g.example/t?a=1&b=2#day-2", "https://g.example/t?a=1&b=2#day-2:~:text="),
        ("https://g.example/t#", "https://g.example/t#:~:text="),
        ("https://g.example/t#day:~:text=old,words", "https://g.example/t#day:~:text="),
        ("http://g.example/뉴스", "http://g.example/%EB%89%B4%EC%8A%A4#:~:text="),
        ("https://g.example:8443/o'brien", "https://g.example:8443/o'brien#:~:text="),
    ],
)
def test_the_address_keeps_what_it_had(url: str, begins: str) -> None:
    assert link("Salt.", url) == f"{begins}Salt."


def test_a_few_words_that_others_say_too_are_not_linked_to_the_wrong_place() -> None:
    assert link("No.", "https://g.example/t", "Oh no. We stay.") == "https://g.example/t"


def test_a_statement_that_is_repeated_is_linked_where_it_stands_first() -> None:
    assert ":~:text=The%20tide" in (link(TIDES, "https://g.example/t", TIDES) or "")


def test_a_link_that_grows_too_long_leads_to_the_page() -> None:
    assert link("汐" * 600) == "https://g.example/t"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://g.example/t",
        "//g.example/t",
        "https://",
        "https:///t",
        "https://g.example/a b",
        "https://g.example/a|b",
        "https://g.example/<!channel>",
        "https://g.example/a\u202eb",
        "https://g.example/a\nb",
        "https://g.example/a\x00b",
        "https://g.example:port/",
        "https://[g.example/",
        "https://gazette.example@evil.example/",
        "https://gаzette.example/",
        "https://g.example/" + "a" * LINK_MAX_CHARS,
    ],
)
def test_an_address_that_could_mislead_or_break_out_is_no_link(url: str | None) -> None:
    assert link(TIDES, url) is None


@given(st.text(max_size=60), st.text(st.characters(exclude_categories=()), min_size=1, max_size=300))
def test_any_link_is_plain_ascii_that_ends_where_it_ends(path: str, words: str) -> None:
    found = link(words, f"https://g.example/{path}")
    assert found is None or (found.isascii() and found.isprintable() and not set(found) & set(' |<>"`\\'))
    assert found is None or len(found) <= LINK_MAX_CHARS
    directive = (found or "").partition(":~:text=")[2]
    if found and not set(path) & {"#", ":"} and directive and "," not in directive:
        assert unquote(directive) == " ".join(words.encode("utf-8", "replace").decode().split())


def test_a_safe_address_is_kept_as_it_is() -> None:
    assert web_address("https://g.example/a?b=%20&c=(1)#d") == "https://g.example/a?b=%20&c=(1)#d"
