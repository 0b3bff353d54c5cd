"""Whole transcripts of every layout: each turn whose it is, nothing merged, nothing lost."""

from datetime import date
from pathlib import Path

import pytest

from bot.briefing.model import Kind, SourceKind, Status
from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.transcripts import looks_like_transcript, read_transcript
from bot.importers.transcripts.labels.forms import Form, form_of

SAMPLES = Path(__file__).parent / "samples" / "transcripts"


def draft_of(name: str) -> Draft:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    return read_transcript(Extract(text, name), Register())


def turns_of(name: str) -> list[tuple[str, str | None, str]]:
    return [(turn.kind.value[0], turn.printed, turn.text) for turn in draft_of(name).turns]


def test_a_podium_transcript_is_cut_at_every_form_of_label() -> None:
    assert turns_of("ministry_podium") == [
        (
            "s",
            "MS. LIND",
            "Good afternoon, everyone.  (Laughter.)  I have two things at the top.\n"
            "First, the gate.  Let me be clear: the gate stays open.\nNumber Two: the bridge.",
        ),
        ("q", "Q", "Thank you, Oda.  How many locks does it have —"),
        ("s", "MS. LIND", "Twelve.*"),
        ("q", "Q", "— and who holds the keys?"),
        ("s", "COMMISSIONER PERROW", "I do.  [struck: All] [Most] of them."),
        ("q", "Q", "And the spare ones?"),
        ("s", "MR. PERROW", "In a drawer."),
        ("s", "MS. LNID", "He means the safe."),
        ("q", "Q", "Which safe?"),
        ("s", "MS. LIND", "Ours."),
        ("s", "MS. LIND", "I will take one more."),
        ("q", "Q", "Is it true, as the paper says: “Nobody knows”?"),
        ("s", "MS. LIND", "It is not."),
    ]


def test_an_unknown_label_is_an_open_question_and_its_lines_are_nobodys() -> None:
    draft = draft_of("ministry_podium")
    assert [draft.extract.text[start:end] for start, end in draft.unassigned] == [
        "TOWN CRIER:  Make way for the mayor!\nThe mayor is late."
    ]
    assert [doubt.line for doubt in draft.doubts if doubt.is_open] == [18]
    assert "TOWN CRIER" in next(doubt.says for doubt in draft.doubts if doubt.is_open)


def test_notes_and_struck_out_words_are_shown_with_the_turn_they_correct() -> None:
    notes = {turn.text: turn.note for turn in draft_of("ministry_podium").turns if turn.note}
    assert notes == {
        "Twelve.*": "*The gate has eleven locks.",
        "I do.  [struck: All] [Most] of them.": "The document corrects itself: struck out: “All”; in its place: [Most].",
    }


def test_a_note_below_a_raised_number_is_told_with_the_words_that_bear_it_and_is_nobodys() -> None:
    draft = read_transcript(
        Extract(
            "MS. LIND:  Twelve.¹\nQ    Are they open, all 12?\nMS. LIND:  Some. 1,200 m² are dry.²\nQ    Thanks.\n"
            "1 Ms. Lind meant to say eleven.\n2 See the table on page 4.",
            "t",
        ),
        Register(),
    )
    assert [(turn.text, turn.note) for turn in draft.turns] == [
        ("Twelve.¹", "1 Ms. Lind meant to say eleven."),
        ("Are they open, all 12?", None),
        ("Some. 1,200 m² are dry.²", "2 See the table on page 4."),
        ("Thanks.", None),
    ]
    assert not any("no turn refers to" in doubt.says for doubt in draft.doubts)


def test_a_right_word_in_a_footnote_below_the_end_is_told_with_the_wrong_one() -> None:
    text = "MS. LIND:  We act intersectionally¹.\nQ    Thanks.\nMS. LIND:  Bye.\n# # #\n1 internationally"
    assert [turn.note for turn in read_transcript(Extract(text, "t"), Register()).turns] == [
        "1 internationally",
        None,
        None,
    ]


def test_offsets_give_the_words_and_the_label() -> None:
    draft = draft_of("embassy_hub")
    for turn in draft.turns:
        assert draft.extract.text[turn.start : turn.end] == turn.text
        assert draft.extract.text[turn.printed_start : turn.printed_end] == turn.printed


def test_labels_in_mixed_case_are_labels_where_no_others_are() -> None:
    assert [turn[:2] for turn in turns_of("embassy_hub")] == [
        ("s", "Moderator"),
        ("s", "Ms. Tarrow"),
        ("q", "Question"),
        ("s", "Ms. Tarrow"),
    ]
    assert turns_of("embassy_hub")[1][2].endswith("One more thing: bring a coat.")


def test_bare_names_are_reporters_where_only_the_chair_has_a_title() -> None:
    turns = turns_of("central_bank")
    assert [printed for kind, printed, _ in turns if kind == "q"] == [
        "TAM BREWER",
        "LIO STAMM",
        "PIA DORN",
        "ADA FINCH",
    ]
    assert ("s", "CHAIMRAN WEXLEY", "In time.") in turns
    assert ("s", "NORA QUILL", "Goodbye.") in turns


def test_page_numbers_and_running_titles_are_no_words() -> None:
    assert turns_of("central_bank")[3][2] == "Tam Brewer, River Gazette. Why not lower? You said in May that you might."


def test_an_opening_without_a_label_is_the_introduced_spokespersons_and_doubtful() -> None:
    draft = draft_of("noon_briefing")
    assert [(turn.printed, turn.name, turn.text) for turn in draft.turns[:3]] == [
        (None, "Ansel Brook", "All right, good afternoon."),
        (None, "Ansel Brook", "The water is rising in the Delta.\nWe are sending boats."),
        (None, "Ansel Brook", "The snow has gone.\nQuestions, please."),
    ]
    assert draft.turns[1].note == "Under the head: Delta"
    assert [turn.kind for turn in draft.turns[3:]] == [Kind.QUESTION, Kind.SPEECH, Kind.QUESTION, Kind.SPEECH]
    assert draft.turns[4].name == "Ansel Brook"
    assert [doubt.line for doubt in draft.doubts if doubt.is_open] == [4]
    assert draft.started_at is None


def test_cable_labels_name_people_once_in_full_and_then_by_surname() -> None:
    draft = draft_of("cable_rush")
    assert [(turn.kind.value[0], turn.printed, turn.name) for turn in draft.turns] == [
        ("s", "ODA LIND, MINISTRY PRESS SECRETARY", "ODA LIND"),
        ("q", "BEN HOLT, RIVER NEWS NETWORK", None),
        ("s", "LIND", "ODA LIND"),
        ("q", "HOLT", None),
        ("s", "LIND", "ODA LIND"),
        ("q", "QUESTION", None),
    ]
    assert draft.turns[0].text == "Good afternoon.\nLet's begin."
    assert draft.status is Status.RUSH
    assert draft.held_on == date(2017, 5, 3)


def test_clock_times_beside_and_inside_the_words_are_left_out() -> None:
    assert turns_of("machine_timed") == [
        ("s", "Oda Lind", "Welcome, everyone. We open the dam at nine."),
        ("s", "Speaker 2", "Why nine?"),
        ("s", "Oda Lind", "It is light by then."),
    ]


def test_a_label_again_inside_a_statement_begins_a_turn_of_the_same_person() -> None:
    draft = draft_of("defense_podium")
    assert [(turn.printed, turn.name) for turn in draft.turns if turn.kind is Kind.SPEECH] == [
        ("PRESS SECRETARY ANSEL F. BROOK", "Ansel F. Brook"),
        ("PRESS SECRETARY ANSEL F. BROOK", "Ansel F. Brook"),
        ("MR. BROOK", "Ansel F. Brook"),
        ("STAFF", None),
    ]


def test_a_summary_in_the_third_person_is_nobodys_own_words() -> None:
    draft = draft_of("lobby_notes")
    assert (draft.kind, draft.status) == (SourceKind.SUMMARY, Status.SUMMARY)
    assert [turn.kind for turn in draft.turns] == [Kind.REPORTED] * 4


def test_captions_are_turns_of_nobody() -> None:
    draft = read_transcript(Extract(">> Good afternoon.\nThe dam is open.", "c", kind=SourceKind.CAPTIONS), Register())
    assert [(turn.text, turn.printed, turn.name) for turn in draft.turns] == [
        ("Good afternoon.", None, None),
        ("The dam is open.", None, None),
    ]
    assert (draft.kind, draft.status) == (SourceKind.CAPTIONS, Status.CAPTIONS)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_sample_looks_like_a_transcript(path: Path) -> None:
    assert looks_like_transcript(Extract(path.read_text(encoding="utf-8"), path.name))


def test_an_article_with_colons_and_capitals_does_not_look_like_a_transcript() -> None:
    text = (
        "RIVERTON — The dam will open, the ministry said on Monday.\n"
        "“It is time,” said Oda Lind, the press secretary.\nHere is what to know: it is large.\n"
        "THE COST\nThe ministry put it this way: nobody pays.\nContact: desk@example.org\n"
    )
    assert not looks_like_transcript(Extract(text, "a"))


def test_a_speech_under_one_label_looks_like_a_transcript() -> None:
    assert looks_like_transcript(Extract("River Hall\nTHE PRESIDENT:  Good evening.\nIt is late.", "a"))


@pytest.mark.parametrize("label", ["MS. HOUSE", "MR. EXAMPLE", "Dr. Rule"])
def test_what_stands_after_an_honorific_is_a_name_whatever_else_the_word_may_mean(label: str) -> None:
    assert form_of(label) is Form.TITLED
