import csv
import io
from pathlib import Path

import pytest

from bot.answer.export import COLUMNS, csv_of, markdown_of
from tests.answer.desk import Desk, briefing

FILES = {
    "a.yaml": briefing(
        "{question: 'Is it *true*, [yes] or no?', printed: Q}",
        '{speech: "=1+1 is \\"two\\", they say, and the ferry_line * runs <on>.\\n- And on.", by: vesna-okoro}',
        "{reported: 'Okoro told reporters that the ferry was late.', by: vesna-okoro}",
    )
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, FILES)


def test_csv_holds_the_exact_words_and_a_citation(desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(desk.ask("ferry", limit=10)))))
    assert list(rows[0]) == list(COLUMNS)
    spoken = next(row for row in rows if row["kind"] == "speech")
    assert spoken["words"] == '=1+1 is "two", they say, and the ferry_line * runs <on>.\n- And on.'
    assert (spoken["speaker"], spoken["role"], spoken["date"]) == ("Vesna Okoro", "Spokesperson", "2030-06-10")
    assert spoken["question"] == "Is it *true*, [yes] or no?"
    assert spoken["url"].startswith("https://gazette.example/1")


def test_markdown_shows_markup_in_the_words_as_it_was_said(desk: Desk) -> None:
    said = markdown_of(desk.ask("ferry line", limit=10))
    assert r"ferry\_line \* runs \<on\>." in said
    assert "\n> \\- And on.”" in said
    assert r"Question: “Is it \*true\*, \[yes\] or no?”" in said


def test_a_report_gets_no_quotation_marks(desk: Desk) -> None:
    assert "> Okoro told reporters that the ferry was late.\n" in markdown_of(desk.ask("ferry late", limit=10))


def test_nothing_found_is_a_file_without_quotes(desk: Desk) -> None:
    assert csv_of(desk.ask("zeppelins")).splitlines() == [",".join(COLUMNS)]
