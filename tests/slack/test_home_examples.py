"""Questions to begin with: each finds something, and none names what is hidden from whoever opens the Home."""

from pathlib import Path

import pytest

from bot.answer.model import Asker, Found
from bot.slack.home.examples import EXAMPLES_MAX, examples_for
from tests.answer.desk import Desk, briefing

OPEN = briefing("{speech: The tide gates open at noon on every second day., by: vesna-okoro}")
WALL = "{speech: The harbour wall will be raised by a metre., by: tariq-lindqvist}"
SOMEBODY = Asker(None, "U1")


def test_every_example_finds_something(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"open.yaml": OPEN, "wall.yaml": briefing(WALL, held_on="2030-06-11")})
    examples = examples_for(desk.responder, SOMEBODY)
    assert 2 <= len(examples) <= EXAMPLES_MAX
    assert "What did Tariq Lindqvist say in June 2030?" in examples
    assert all(isinstance(desk.ask(text, SOMEBODY), Found) for text in examples)


@pytest.mark.parametrize(
    "terms",
    [
        {"audience": "[C0SECRET]"},
        {"embargo": "2031-06-12T18:00:00Z"},
        {"ground_rule": "off_the_record"},
        {"ground_rule": "deep_background"},
        {"ground_rule": "{rule: on_background, attribution: a ministry official}"},
    ],
)
def test_no_example_names_whoever_is_kept_back(tmp_path: Path, terms: dict[str, str]) -> None:
    desk = Desk(tmp_path, {"open.yaml": OPEN, "kept.yaml": briefing(WALL, held_on="2030-05-30", **terms)})
    examples = examples_for(desk.responder, SOMEBODY)
    assert examples
    assert not any("Lindqvist" in text or "May" in text for text in examples)


def test_where_nothing_can_be_seen_there_are_no_examples(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"kept.yaml": briefing(WALL, audience="[C0SECRET]")})
    assert examples_for(desk.responder, SOMEBODY) == ()
