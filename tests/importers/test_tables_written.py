import json
import time
from pathlib import Path
from typing import Any

import pytest

from bot.briefing.model import Kind
from bot.importers.model import Draft
from bot.importers.tables.drafts import drafts_of, open_table

TIME_MAX_S = 10


def drafts(tmp_path: Path, *rows: tuple[str, str], preamble: list[str] | None = None, **more: Any) -> Draft:
    """The draft of a table of labels and words; who is called Q asks."""
    table = [
        {"briefing_id": "tides-1", "date": "2030-05-14", "turn": number, "speaker": label, "is_question": label == "Q"}
        | {"text": text}
        | more
        for number, (label, text) in enumerate(rows)
    ]
    (tmp_path / "turns.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in table), encoding="utf-8")
    facts = {"briefing_id": "tides-1", "title": "Tides", "date": "2030-05-14", "preamble": preamble or []}
    (tmp_path / "briefings.jsonl").write_text(json.dumps(facts), encoding="utf-8")
    (draft,) = drafts_of(open_table(tmp_path / "turns.jsonl", "turns.jsonl"))
    return draft


def told(draft: Draft) -> list[tuple[str | None, str, str | None]]:
    return [(turn.printed, turn.text, turn.note) for turn in draft.turns]


def test_an_answer_above_the_table_goes_to_the_row_with_its_asterisk(tmp_path: Path) -> None:
    draft = drafts(
        tmp_path,
        ("MS. OKORO", "Let me check.*"),
        ("Q", "Thanks."),
        preamble=["See below for an answer (marked with an asterisk).", "*The gate has twelve locks.", "1:40 P.M. EDT"],
    )
    assert told(draft) == [("MS. OKORO", "Let me check.*", "*The gate has twelve locks."), ("Q", "Thanks.", None)]
    assert draft.started_at == "13:40"


def test_a_notice_above_the_table_goes_to_the_words_with_an_asterisk(tmp_path: Path) -> None:
    notice = "**Please see below for a correction, marked with an asterisk."
    draft = drafts(tmp_path, ("MS. OKORO", "It costs *ten eleven crowns."), ("Q", "Thanks."), preamble=[notice])
    assert [turn.note for turn in draft.turns] == [notice, None]


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        ("I do not know.**\n** She met him on Monday.\nRosa.", "I do not know.**\nRosa.", "** She met him on Monday."),
        ("I do not know.\n**[She met him on Monday, and on Tuesday she met him again.]\nRosa.",
         "I do not know.\nRosa.", "**[She met him on Monday, and on Tuesday she met him again.]"),
        ("Yes.\n*Given the storm of Monday, the harbour will be closed for a week.", "Yes.",
         "*Given the storm of Monday, the harbour will be closed for a week."),
        ("It has voted so far*, and well. *The other one voted too.\nRosa.", "It has voted so far*, and well.\nRosa.",
         "*The other one voted too."),
    ],
)  # fmt: skip
def test_what_was_written_later_is_no_word_of_the_speaker(tmp_path: Path, text: str, words: str, note: str) -> None:
    assert told(drafts(tmp_path, ("MS. OKORO", text), ("Q", "Thanks."))) == [
        ("MS. OKORO", words, note),
        ("Q", "Thanks.", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Three things.\n* The gate, which is old and has been old for years.\n* The gauge, which is not so old at all.",
        "He wrote, and I quote:\n*“The gate is old and has been old for many years.\nIt will not hold.”*",
        "It is ours.\n* That is true of Sundby Norrhamn, and of every other town upon the coast.\nIt stays ours.",
        "*Slava vode.* (Applause.)",
        "We\n(Laughter.)\ngo.",
        "End of the story.\nThat is all.",
    ],
)
def test_lists_emphasis_and_mended_paragraphs_stay_the_speakers(tmp_path: Path, text: str) -> None:
    assert [turn.text for turn in drafts(tmp_path, ("MS. OKORO", text), ("Q", "Thanks.")).turns] == [text, "Thanks."]


def test_nothing_below_the_end_is_anybodys_words(tmp_path: Path) -> None:
    draft = drafts(
        tmp_path,
        ("Q", "Who came?"),
        ("MS. OKORO", "I will get you the list.**\nEND 2:20 P.M. EDT\n**Those who came:\nPer Ek, Tidal Post\nRosa Delgado"),
    )  # fmt: skip
    assert told(draft)[1] == (
        "MS. OKORO",
        "I will get you the list.**",
        "**Those who came:\nPer Ek, Tidal Post\nRosa Delgado",
    )


@pytest.mark.parametrize("end", ["END 2:20 P.M. EDT", "END2:20 P.M. EDT", "END\n2:20 P.M. EDT", "2:20 P.M. EDT", "(The briefing was concluded at 2:20 p.m.)"])  # fmt: skip
def test_the_end_is_no_word_of_whoever_spoke_last(tmp_path: Path, end: str) -> None:
    draft = drafts(tmp_path, ("Q", "Who came?"), ("MS. OKORO", f"Thanks, all.\n{end}"))
    assert [turn.text for turn in draft.turns] == ["Who came?", "Thanks, all."]


def test_questions_that_a_crawler_left_with_the_official_are_questions(tmp_path: Path) -> None:
    draft = drafts(
        tmp_path,
        ("MS. OKORO", "We cannot hear you.\n*Q Can you hear me?*"),
        ("Q", "No."),
        ("MS. OKORO", "Yes.\nQ And us?"),
    )
    assert [(turn.kind, turn.text.strip("*")) for turn in draft.turns] == [
        (Kind.SPEECH, "We cannot hear you."),
        (Kind.QUESTION, "Can you hear me?"),
        (Kind.QUESTION, "No."),
        (Kind.SPEECH, "Yes."),
        (Kind.QUESTION, "And us?"),
    ]


def test_words_struck_out_in_a_table_stay_as_they_are_with_a_note(tmp_path: Path) -> None:
    said = "It is <s>18 of 24</s> *[16 of 21], I think."
    draft = drafts(tmp_path, ("MS. OKORO", said), ("Q", "Thanks."))
    assert told(draft)[0] == (
        "MS. OKORO",
        said,
        "The document corrects itself: struck out: “18 of 24”; in its place: [16 of 21].",
    )


def test_turns_and_labels_of_parted_rows_are_slices_of_the_text(tmp_path: Path) -> None:
    draft = drafts(
        tmp_path,
        ("MS. OKORO", "I do not know.**\n** She met him on Monday.\nRosa.\nQ Who?\nEND\n* Corrected."),
        ("Q", "Thanks."),
        preamble=["Tide House"],
    )
    for turn in draft.turns:
        assert draft.extract.text[turn.start : turn.end] == turn.text
        assert draft.extract.text[turn.printed_start : turn.printed_end] == turn.printed
    assert "** She met him on Monday." in draft.extract.text


@pytest.mark.parametrize("line", ["*abc abc abc abc abc abc abc abc abc\n", "*a b\n", "END\n", "So. *A "])
def test_a_row_of_many_asterisks_is_read_in_time(tmp_path: Path, line: str) -> None:
    start = time.perf_counter()
    drafts(tmp_path, ("MS. OKORO", f"Hi.*\n{line * 50_000}end"), ("Q", "Thanks."))
    assert time.perf_counter() - start < TIME_MAX_S
