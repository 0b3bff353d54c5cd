"""A phrase that stands nearly everywhere is found as quickly and as exactly as a rare one."""

from pathlib import Path

import pytest

from bot.answer.finding import LOOKED_THROUGH
from bot.answer.model import Found
from tests.answer.desk import Desk, briefing

NO = [
    f"{{speech: 'No, sir. Tide table {n} is not the one we keep in the harbour house.', by: vesna-okoro}}"
    for n in range(LOOKED_THROUGH)
]
LATE = "{speech: 'No, sir. The lighthouse is dark.', by: tariq-lindqvist}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return Desk(
        folder, {"may.yaml": briefing(*NO, held_on="2030-05-06"), "june.yaml": briefing(LATE, held_on="2030-06-03")}
    )


def test_all_passages_with_the_words_are_counted_though_only_the_likeliest_are_read(desk: Desk) -> None:
    answer = desk.ask('"no, sir"')
    assert isinstance(answer, Found)
    assert answer.matched == LOOKED_THROUGH + 1


def test_the_newest_are_among_those_that_are_read_where_the_newest_are_wanted(desk: Desk) -> None:
    assert desk.texts('the latest on "no, sir"')[0] == "No, sir. The lighthouse is dark."


def test_a_filter_is_heeded_before_the_likeliest_are_chosen(desk: Desk) -> None:
    assert desk.texts('"no, sir" speaker:"Tariq Lindqvist"') == ["No, sir. The lighthouse is dark."]


def test_words_that_are_never_scored_are_found_where_little_else_is_said(tmp_path: Path) -> None:
    long = [
        f"{{speech: 'I do think that table {n} is not the one we keep in the harbour house.', by: vesna-okoro}}"
        for n in range(LOOKED_THROUGH + 1)
    ]
    asked = "{question: 'Do you know the keeper of the light?', printed: Q}"
    desk = Desk(tmp_path, {"a.yaml": briefing(*long, asked, "{speech: I do., by: tariq-lindqvist}")})
    answer = desk.ask('"I do."')
    assert isinstance(answer, Found)
    assert answer.quotes[0].passage.text == "I do."
    assert answer.matched == LOOKED_THROUGH + 2


def test_of_two_phrases_the_one_that_stands_nowhere_is_told(desk: Desk) -> None:
    assert "“harbour lantern” exactly" in desk.json('"no, sir" "harbour lantern"')["message"]
