"""How much there is to quote: what is hidden from an asker is not counted."""

from pathlib import Path

import pytest

from bot.answer.holding import holding_of
from bot.answer.model import Asker
from tests.answer.desk import Desk, briefing

GATES = "{speech: The tide gates open at noon on every second day., by: vesna-okoro}"
WALL = "{speech: The harbour wall will be raised by a metre., by: tariq-lindqvist}"
QUESTION = '{question: "When do the gates open?", printed: Q}'


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({}, (2, 2, 2)),
        ({"audience": "[C0SECRET]"}, (1, 1, 1)),
        ({"embargo": "2031-06-12T18:00:00Z"}, (1, 1, 1)),
        ({"ground_rule": "off_the_record"}, (1, 1, 1)),
        ({"ground_rule": "deep_background"}, (1, 1, 1)),
        ({"ground_rule": "{rule: on_background, attribution: a ministry official}"}, (2, 2, 1)),
    ],
)
def test_what_is_kept_back_is_counted_nowhere(
    tmp_path: Path, terms: dict[str, str], expected: tuple[int, int, int]
) -> None:
    files = {"open.yaml": briefing(QUESTION, GATES), "kept.yaml": briefing(WALL, held_on="2030-06-11", **terms)}
    held = holding_of(Desk(tmp_path, files).responder.sight(Asker("C1", "U1")))
    assert (held.coverage.briefings, held.statements, held.speakers) == expected
