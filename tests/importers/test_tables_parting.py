"""Turns that whoever made a table left together: labels inside a row's words."""

import json
from typing import Any

import pytest

from bot.briefing.model import Kind
from bot.importers.model import Draft
from bot.importers.tables.drafts import drafts_of, open_table

FIRST = [("MS. LIND", False, "Hello."), ("Q", True, "Who pays?"), ("COMMISSIONER ORM", False, "We do.")]


def read(*more: tuple[str, bool, str], **without: None) -> Draft:
    rows: list[dict[str, Any]] = [
        {"briefing_id": "tides", "turn": number, "speaker": label, "is_question": asks, "text": text}
        for number, (label, asks, text) in enumerate((*FIRST, *more))
    ]
    table = "".join(json.dumps({k: v for k, v in row.items() if k not in without}) + "\n" for row in rows)
    (draft,) = drafts_of(open_table(table.encode(), "turns.jsonl"))
    return draft


def later(draft: Draft) -> list[tuple[int | None, str, str | None, str]]:
    return [(turn.number, turn.kind.value[0], turn.printed, turn.text) for turn in draft.turns[len(FIRST) :]]


def test_another_label_inside_the_words_begins_a_turn_of_its_own_with_the_first_free_number() -> None:
    draft = read(("Q", True, "And the tolls? MS. LIND: They stay. Next. Q Why?"), ("MS. LIND", False, "Law."))
    assert later(draft) == [
        (3, "q", "Q", "And the tolls?"),
        (5, "s", "MS. LIND", "They stay. Next."),
        (6, "q", "Q", "Why?"),
        (4, "s", "MS. LIND", "Law."),
    ]
    assert any("cut there: 3" in doubt.says and not doubt.is_open for doubt in draft.doubts)
    for turn in draft.turns:
        assert draft.extract.text[turn.start : turn.end] == turn.text


def test_words_cut_off_may_stand_before_a_label_with_a_full_stop() -> None:
    draft = read(("Q", True, "So the locks— COMMISSIONER ORM. Ah, the locks."), ("Q", True, "—are open?"))
    assert later(draft)[:2] == [(3, "q", "Q", "So the locks—"), (5, "s", "COMMISSIONER ORM", "Ah, the locks.")]


def test_a_table_without_numbers_and_kinds_is_cut_as_well() -> None:
    draft = read(("Q", True, "And mine? MS. LIND: Yours too."), turn=None, is_question=None)
    assert [(turn.number, turn.kind, turn.text) for turn in draft.turns[3:]] == [
        (None, Kind.QUESTION, "And mine?"),
        (None, Kind.SPEECH, "Yours too."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The sign said MS. LIND: go.",
        "I read: MS. LIND: go.",
        "He has one. Q Clearance is rare.",
        "Ask somebody. MR. PENN: who is he?",
        "MS. LIND: I said so.",
    ],
)
def test_a_label_that_no_sentence_ends_before_or_that_the_table_has_not_stays_among_the_words(words: str) -> None:
    assert later(read(("MS. LIND", False, words))) == [(3, "s", "MS. LIND", words)]
