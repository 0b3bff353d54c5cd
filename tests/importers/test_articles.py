import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import Kind, SourceKind, Status
from bot.briefing.speakers import Register, Role, Speaker
from bot.importers.articles import read_article
from bot.importers.model import Draft, Extract

SAMPLES = sorted((Path(__file__).parent / "samples" / "articles").glob("*.txt"))
POSTED = date(2024, 3, 6)
TUESDAY = date(2024, 3, 5)
OKORO = Speaker("vesna-okoro", "Vesna Okoro", roles=(Role("Spokesperson", "Ministry of Tides", date(2020, 1, 1)),))
REGISTER = Register((OKORO,))
NOBODY = Register()

PIECES = st.sampled_from(
    [
        *"“ ” \" ' ‘ ’ '' « » „ , . ? : — ( ) said Price she told who Monday words calling".split(),
        "\n",
        "\n\n",
        " ",
        "Ned Price",
        "according to",
        "a spokesman",
    ],
)
NEWS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)


def read(text: str, register: Register = NOBODY, **known: Any) -> Draft:
    return read_article(Extract(text, "article.txt", **known), register)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_the_turns_beside_it(sample: Path) -> None:
    draft = read(sample.read_text(encoding="utf-8"), REGISTER, published_on=POSTED)
    expected = yaml.safe_load(sample.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    found = [
        {field: getattr(turn, field) for field in wanted} for turn, wanted in zip(draft.turns, expected, strict=True)
    ]
    assert found == expected


@given(NEWS | st.text(max_size=300))
def test_every_speech_is_a_slice_and_none_overlaps_another(text: str) -> None:
    draft = read(text, published_on=POSTED)
    before = 0
    for turn in draft.turns:
        assert turn.text == text[turn.start : turn.end]
        assert turn.text.strip()
        assert before <= turn.start < turn.end
        before = turn.end


@given(NEWS)
def test_what_is_printed_and_the_sentence_are_slices_too(text: str) -> None:
    for turn in read(text).turns:
        if turn.printed is not None:
            assert turn.printed == text[turn.printed_start : turn.printed_end]
        if turn.partial or turn.name is None:
            assert turn.sentence_start is not None
            assert turn.sentence_end is not None
            assert turn.text in text[turn.sentence_start : turn.sentence_end]


@given(NEWS)
def test_a_name_is_given_only_with_what_the_article_prints(text: str) -> None:
    assert all(turn.printed is not None for turn in read(text, REGISTER).turns if turn.name is not None)


@pytest.mark.parametrize("piece", ["“", '"', '"a" ', "“a ", "‘a ", "“a” said, ", 'A, "x" B ', "“a\n", "She said “x.” "])
def test_a_text_of_marks_takes_no_more_than_in_proportion(piece: str) -> None:
    times = []
    for copies in (300, 1_200):
        started = time.process_time()
        read(piece * copies)
        times.append(time.process_time() - started)
    assert times[1] < 0.2 + 8 * times[0]


def test_forty_thousand_opening_marks_are_one_stray_mark() -> None:
    draft = read("“" * 40_000)
    assert draft.turns == ()
    assert any("without its partner" in doubt.says for doubt in draft.doubts)


def test_a_stray_mark_costs_its_paragraph_only_and_is_told_with_its_line() -> None:
    draft = read("“Lost words.\n\nA gap.\n\n“Kept words,” said Rosa Delgado.\n")
    assert [turn.text for turn in draft.turns] == ["Kept words,"]
    assert [doubt.line for doubt in draft.doubts if "partner" in doubt.says] == [1]


def test_the_dateline_gives_place_and_agency_and_the_weekday_the_day() -> None:
    text = "Tides.\n\nEASTPORT, Ruritania, March 6 (Harbour Wire) -- Nothing.\n\n“Noon,” Vesna Okoro said Tuesday.\n"
    draft = read(text, REGISTER, published_on=POSTED)
    assert (draft.venue, draft.publisher, draft.held_on) == ("EASTPORT, Ruritania", "Harbour Wire", TUESDAY)
    assert (draft.title, draft.kind, draft.status) == ("Tides.", SourceKind.ARTICLE, Status.AS_QUOTED)


def test_a_day_given_from_outside_is_taken_as_it_is() -> None:
    text = "“Noon,” Vesna Okoro said Tuesday."
    assert read_article(Extract(text, "x", published_on=POSTED), REGISTER, held_on=POSTED).held_on == POSTED


@pytest.mark.parametrize(
    "text",
    ["“Noon,” Okoro said.", "“Noon,” Okoro said Tuesday. “One,” Okoro said Monday.", "“Noon,” Okoro said Tuesday."],
)
def test_a_day_the_text_does_not_settle_is_an_open_doubt(text: str) -> None:
    posted = None if text.endswith("Tuesday.") and "Monday" not in text else POSTED
    draft = read(text, published_on=posted)
    assert draft.held_on is None
    assert any(doubt.is_open for doubt in draft.doubts)


def test_the_register_names_a_lone_surname_on_its_day_and_not_on_another() -> None:
    text = "“Noon,” Okoro said."
    named = read_article(Extract(text, "x"), REGISTER, held_on=TUESDAY).turns[0]
    assert (named.speaker, named.name, named.role) == ("vesna-okoro", "Vesna Okoro", "Spokesperson")
    early = read_article(Extract(text, "x"), REGISTER, held_on=date(2001, 1, 1)).turns[0]
    assert (early.speaker, early.name, early.printed) == (None, None, "Okoro")


def test_another_person_with_the_surname_of_a_registered_one_keeps_their_own_name() -> None:
    text = "“Noon,” said Piet Okoro, a fisherman.\n\n“One,” Okoro said."
    draft = read_article(Extract(text, "x"), REGISTER, held_on=TUESDAY)
    assert [(turn.name, turn.speaker) for turn in draft.turns] == [("Piet Okoro", None), ("Piet Okoro", None)]


def test_a_name_that_is_not_certain_keeps_its_sentence_and_says_so() -> None:
    draft = read("Aldo Ferrante met Bruno Ferrante.\n\n“It blocks the view,” Ferrante said.")
    turn = draft.turns[0]
    assert (turn.name, turn.printed) == (None, "Ferrante")
    assert turn.confidence < 0.9
    assert draft.extract.text[turn.sentence_start : turn.sentence_end] == "“It blocks the view,” Ferrante said."
    assert any("not certain" in doubt.says for doubt in draft.doubts)


def test_an_anonymous_official_is_never_joined_to_a_name_elsewhere_in_the_article() -> None:
    text = (
        "Vesna Okoro, a ministry official, opened the quay.\n\n“We are late,” said a ministry official, who asked not "
        "to be named.\n\n“Very late,” the official said.\n"
    )
    turns = read_article(Extract(text, "x"), REGISTER, held_on=TUESDAY).turns
    assert [(turn.name, turn.speaker) for turn in turns] == [(None, None), (None, None)]


def test_the_paper_s_own_sentences_make_no_turns() -> None:
    draft = read("The minister said the quay would open. “It opens,” Rosa Delgado said.\n")
    assert [(turn.kind, turn.text) for turn in draft.turns] == [(Kind.SPEECH, "It opens,")]


def test_a_text_longer_than_any_article_is_refused_with_an_open_doubt() -> None:
    draft = read("“Noon,” Okoro said. " * 60_000)
    assert draft.turns == ()
    assert [doubt.is_open for doubt in draft.doubts] == [True]


def test_a_closing_mark_that_is_missing_gives_nobody_the_paper_s_words() -> None:
    draft = read("“We will not say, Rosa Delgado told reporters.\n\n“The lamp is lit,” Delgado said.\n")
    assert [turn.text for turn in draft.turns] == ["The lamp is lit,"]


def test_words_at_second_hand_keep_both_sources_and_name_neither() -> None:
    turn = read("“It is shut,” Rosa Delgado said, according to the Harbour Wire.").turns[0]
    assert (turn.name, turn.printed, turn.note) == (None, "Rosa Delgado", "according to the Harbour Wire")


def test_words_on_a_sign_are_the_sign_s_and_not_its_bearer_s() -> None:
    turn = read("Rosa Delgado held up a sign saying “Keep the lamp lit.”").turns[0]
    assert (turn.name, turn.printed) == (None, "a sign")


def test_a_name_that_only_one_of_the_two_ways_finds_is_not_given() -> None:
    turn = read("Mara Lund keeps the map Jon Abel described as “too old by far.”").turns[0]
    assert (turn.name, turn.printed) == (None, "Jon Abel")


def test_a_town_at_the_head_of_a_sentence_is_no_part_of_the_speaker() -> None:
    turn = read("Speaking to Mara Lund in Eastport, Jon Abel called it “too late by far.”").turns[0]
    assert turn.printed == "Jon Abel"


def test_a_town_after_a_name_is_not_the_speaker() -> None:
    turn = read("Mara Lund of Eastport, North Ruritania said it was “too late by far.”").turns[0]
    assert turn.printed == "Mara Lund"


def test_a_word_in_marks_that_nobody_says_is_no_speech() -> None:
    assert read("Once a small fringe, this “alternative” harbour has a wall.").turns == ()


def test_the_role_of_whoever_spoke_last_names_them_and_that_of_somebody_does_not() -> None:
    said = "“Open it,” said Rosa Delgado, a surveyor.\n\n“We are late,” {} said.\n"
    assert read(said.format("the surveyor")).turns[1].name == "Rosa Delgado"
    assert read(said.format("a surveyor")).turns[1].name is None
    assert read(said.format("an inspector")).turns[1].name is None
