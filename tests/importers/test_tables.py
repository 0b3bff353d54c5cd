import csv
import gzip
import io
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from bot.briefing.model import Kind, Rule
from bot.errors import UnreadableFileError
from bot.importers.model import Draft
from bot.importers.tables.columns import Shape, columns_of, day_of
from bot.importers.tables.drafts import drafts_of, extracts_of_rows, open_table
from bot.importers.tables.rows import BLANK_LINES_MAX, LINE_BYTES_MAX, rows_of, table_format

ROWS: list[dict[str, Any]] = [
    {"briefing_id": "tides-1", "date": "2030-05-14", "venue": "Tide House", "turn": 0, "speaker": "MS. OKORO",
     "is_question": False, "text": "Good morning.\nThe gauges are new."},
    {"briefing_id": "tides-1", "date": "2030-05-14", "venue": "Tide House", "turn": 1, "speaker": "Q",
     "is_question": True, "text": "Who pays?"},
    {"briefing_id": "tides-2", "date": "2030-05-15", "venue": "Tide House", "turn": 7, "speaker": "MR. LINDQVIST",
     "is_question": False, "text": "We do."},
]  # fmt: skip


def jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def csv_of(rows: list[dict[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def drafts(content: bytes | Path, name: str) -> list[Draft]:
    return list(drafts_of(open_table(content, name)))


def told(draft: Draft) -> list[tuple[Any, ...]]:
    return [(turn.number, turn.kind, turn.printed, turn.text) for turn in draft.turns]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (jsonl(ROWS), "turns.jsonl"),
        (lzma.compress(jsonl(ROWS)), "turns.jsonl.xz"),
        (gzip.compress(csv_of(ROWS)), "turns.csv.gz"),
        (csv_of(ROWS), "turns.csv"),
        (b"\xef\xbb\xbf" + csv_of(ROWS).replace(b"\r\n", b"\n"), "turns.csv"),
        (json.dumps(ROWS, indent=1).encode(), "turns.json"),
        (json.dumps({"rows": ROWS}).encode(), "turns.json"),
    ],
)
def test_one_briefing_an_id_with_numbers_labels_kinds_and_exact_text(content: bytes, name: str) -> None:
    first, second = drafts(content, name)

    assert (first.id, second.id) == ("tides-1", "tides-2")
    assert str(first.held_on) == "2030-05-14"
    assert first.venue == "Tide House"
    assert told(first) == [
        (0, Kind.SPEECH, "MS. OKORO", "Good morning.\nThe gauges are new."),
        (1, Kind.QUESTION, "Q", "Who pays?"),
    ]
    assert told(second) == [(7, Kind.SPEECH, "MR. LINDQVIST", "We do.")]


def test_turns_and_labels_are_slices_of_the_extracted_text() -> None:
    for draft in drafts(jsonl(ROWS), "turns.jsonl"):
        for turn in draft.turns:
            assert draft.extract.text[turn.start : turn.end] == turn.text
            assert draft.extract.text[turn.printed_start : turn.printed_end] == turn.printed


def test_columns_are_known_by_what_they_mean() -> None:
    rows = [
        {
            "transcriptId": "a",
            "Label": "Q",
            "content": "Who?",
            "Link": "https://tides.example",
            "eventDate": "2030-05-14",
        }
    ]
    columns = columns_of(rows)

    assert columns.shape is Shape.TURNS
    assert columns.keys == {
        "briefing": "transcriptId",
        "speaker": "Label",
        "text": "content",
        "url": "Link",
        "held_on": "eventDate",
    }


def test_an_id_that_no_two_turns_share_numbers_the_rows() -> None:
    rows = [{"id": str(n), "speaker": "Q", "text": f"Why {n}?"} for n in range(3)]

    assert len(drafts(jsonl(rows), "talk.jsonl")) == 1


def test_sentences_of_one_speaker_in_a_row_are_one_turn() -> None:
    content = b",speaker,sentence\n0,CHAIR OKORO,Good afternoon.\n1,CHAIR OKORO,Rates rise.\n2,TARIQ VALE,Why now?\n"
    (draft,) = drafts(content, "press.csv")

    assert told(draft) == [
        (None, Kind.SPEECH, "CHAIR OKORO", "Good afternoon. Rates rise."),
        (None, Kind.QUESTION, "TARIQ VALE", "Why now?"),
    ]


def test_rows_of_a_briefing_that_stand_apart_are_brought_together() -> None:
    first, second = drafts(jsonl([ROWS[0], ROWS[2], ROWS[1]]), "turns.jsonl")

    assert [len(first.turns), len(second.turns)] == [2, 1]


def test_a_file_of_briefings_beside_the_table_gives_titles_and_addresses(tmp_path: Path) -> None:
    table = tmp_path / "turns.jsonl"
    table.write_bytes(jsonl(ROWS))
    facts = {
        "briefing_id": "tides-1",
        "title": "Tide Briefing",
        "url": "https://tides.example/1",
        "preamble": ["2:05 P.M. EDT"],
    }
    (tmp_path / "briefings.jsonl").write_bytes(jsonl([facts]))
    first, second = drafts(table, table.name)

    assert (first.title, first.url) == ("Tide Briefing", "https://tides.example/1")
    assert (first.started_at, first.time_zone) == ("14:05", "America/New_York")
    assert second.title is None


def test_a_background_call_in_a_table_gets_its_ground_rule() -> None:
    says = "This call is on background, attributable to a senior tide official."
    rows = [
        {**ROWS[0], "speaker": "MODERATOR", "text": says},
        {**ROWS[1]},
        {**ROWS[2], "briefing_id": "tides-1", "speaker": "SENIOR TIDE OFFICIAL"},
    ]
    (draft,) = drafts(jsonl(rows), "turns.jsonl")

    rules = [turn.ground_rule or draft.ground_rule for turn in draft.turns if turn.printed == "SENIOR TIDE OFFICIAL"]
    assert [rule.rule for rule in rules if rule] == [Rule.ON_BACKGROUND]


def test_a_table_of_whole_documents_gives_one_text_a_row() -> None:
    content = b'title,date,text\nTide talk,"May 14, 2030","MS. OKORO: Good morning.  Q: Why?"\n'
    table = open_table(content, "talks.csv")
    (extract,) = extracts_of_rows(table)

    assert table.columns.shape is Shape.DOCUMENTS
    assert (extract.title, str(extract.held_on)) == ("Tide talk", "2030-05-14")
    assert extract.text == "MS. OKORO: Good morning.\nQ: Why?"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2030-05-14", "2030-05-14"),
        ("2030-05-14T09:00:00Z", "2030-05-14"),
        ("May 14, 2030", "2030-05-14"),
        ("05/14/2030", "2030-05-14"),
        ("14/05/2030", "2030-05-14"),
        ("2030-02-30", "None"),
        ("soon", "None"),
    ],
)
def test_days_are_read_as_tables_write_them(text: str, day: str) -> None:
    assert str(day_of(text)) == day


@pytest.mark.parametrize(
    "content",
    [
        jsonl(ROWS)[:-20],
        lzma.compress(jsonl(ROWS))[:-40],
        jsonl(ROWS) + b"[1, 2]\n",
        jsonl(ROWS) + b"[" * 100_000,
        jsonl(ROWS) + b'{"text": "' + b"x" * (LINE_BYTES_MAX + 1_100_000),
        jsonl(ROWS) + b"\n" * (BLANK_LINES_MAX + 2),
        jsonl(ROWS) + b'{"text": "\xff"}\n',
    ],
)
def test_a_damaged_table_gives_nothing_at_all(content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        open_table(content, "turns.jsonl")


def test_a_table_that_unpacks_to_more_turns_than_a_briefing_has_is_refused_before_they_are_gathered() -> None:
    bomb = lzma.compress(b'{"speaker": "Q", "text": "Why?"}\n' * 3_000_000, preset=0)
    with pytest.raises(UnreadableFileError, match="more than 100,000 turns"):
        open_table(bomb, "turns.jsonl.xz")


def test_control_characters_are_left_out_and_told() -> None:
    (draft,) = drafts(jsonl([{**ROWS[0], "text": "Good\u0007 morning\u202e."}]), "turns.jsonl")

    assert draft.turns[0].text == "Good morning."
    assert any("control characters" in doubt.says for doubt in draft.doubts)


def test_two_turns_with_one_number_are_an_open_doubt() -> None:
    (draft,) = drafts(jsonl([ROWS[0], {**ROWS[1], "turn": 0}]), "turns.jsonl")

    assert any(doubt.is_open and "one number" in doubt.says for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b'{"a": 1}\n{"a": 2}\n', "x.txt", "jsonl"),
        (b'{\n "a": 1}\n', "x.txt", "json"),
        (b"[1]", "x", None),
        (b"[Applause.] Thank you.", "x.txt", None),
        (b"a,b\n1,2\n", "x.tsv", "csv"),
        (b"a,b\n1,2\n", "x.txt", None),
        (b"", "x.csv", "csv"),
    ],
)
def test_a_table_is_known_by_its_content_and_csv_by_its_name(content: bytes, name: str, found: str | None) -> None:
    assert table_format(content, name) == found


def test_a_row_with_more_values_than_columns_is_told_with_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="line 3"):
        list(rows_of(b"speaker,text\nQ,Why?\nQ,Well, why?\n", "x.csv"))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("9" * 5_000, "too many digits; write it between quotation marks"),
        ("[" * 100_000, "too deep; export it as a list"),
        ('"a', "cut off; export it again"),
    ],
)
def test_json_that_cannot_be_read_says_what_to_do(value: str, says: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"x.json: .*{says}"):
        list(rows_of(f'[{{"text": {value}'.encode() + b"}]", "x.json"))
