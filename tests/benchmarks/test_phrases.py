from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.phrases import (
    CLOSED,
    UNQUOTABLE,
    UNRELEASED,
    Figures,
    differing,
    figures_of,
    figures_of_uses,
    holders_in,
    opens_what_it_counts,
    outcomes,
    reasons_in,
    section,
)
from bot.answer.model import TERMINAL
from bot.answer.timeline import Timeline, timeline_of
from bot.briefing.model import Embargo, GroundRule, Rule
from tests.answer.desk import Desk
from tests.answer.desk import briefing as file_of
from tests.briefings import REGISTER, briefing, question, speech

SAID = "{speech: 'The flood gate is a game changer for us.', by: vesna-okoro, printed: MS. OKORO}"
ASKED = "{question: 'Is the flood gate a game changer?', printed: Q}"
FILES = {
    "may.yaml": file_of(ASKED, SAID, held_on="2030-05-06"),
    "june.yaml": file_of(SAID, held_on="2030-06-03"),
    "call.yaml": file_of(SAID, held_on="2030-04-01", embargo="the end of the call"),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return Desk(folder, FILES)


def row_of(text: str, **more: Any) -> dict[str, Any]:
    return {"briefing_id": "a", "turn": 1, "date": "2030-05-06", "is_question": False, "text": text} | more


def flood_gate(desk: Desk) -> Timeline:
    sight = desk.responder.sight(TERMINAL)
    return timeline_of(sight, '"flood gate"', sight.people, desk.responder.today())


def dump_of(desk: Desk) -> list[dict[str, Any]]:
    return [
        row_of(
            turn.text,
            briefing_id=one.id,
            turn=turn.number,
            date=f"{one.held_on}",
            is_question=turn.kind.value == "question",
        )
        for one in desk.responder.sight(TERMINAL).index.briefings
        for turn in one.turns
    ]


def test_a_turn_holds_a_phrase_as_whole_words_in_any_case_and_with_any_apostrophe() -> None:
    texts = ("The Keepers’\n gate.", "the keepers' gates", "The keepers' gate-house", "no gate")
    turns = [row_of(text, turn=number) for number, text in enumerate(texts)]
    assert [one.id for one in holders_in(turns, ["keepers' gate"])["keepers' gate"]] == ["a#0", "a#2"]


def test_holders_stand_in_order_of_their_days() -> None:
    turns = [row_of("gate", turn=1, date="2031-01-01"), row_of("gate", turn=2, date="2030-01-01", is_question=True)]
    held = holders_in(turns, ["gate"])["gate"]
    assert figures_of(held) == Figures("a#2", "a#1", {"2030": 1, "2031": 1}, {"2031": 1})


def test_what_must_not_be_counted_is_told_by_the_briefing_itself() -> None:
    off = GroundRule(Rule.OFF_THE_RECORD)
    noon = datetime(2030, 3, 4, 12, tzinfo=UTC)
    found = reasons_in(
        [
            briefing(speech("Held back."), id="call", embargo=Embargo(event="the end of the call")),
            briefing(speech("Off."), speech("On."), id="mixed"),
            briefing(speech("Now off.", ground_rule=off), speech("On."), id="turn"),
            briefing(speech("Deep."), id="deep", ground_rule=GroundRule(Rule.DEEP_BACKGROUND)),
            briefing(speech("Background may be quoted."), id="background", ground_rule=GroundRule(Rule.ON_BACKGROUND)),
            briefing(
                question("Thanks, Vesna. Will it open?"),
                speech("Soon enough.", ground_rule=GroundRule(Rule.ON_BACKGROUND)),
                question("Will the gate open?"),
                speech("It will."),
                id="named",
            ),
            briefing(speech("Long past."), id="past", embargo=Embargo(until=noon)),
        ],
        REGISTER,
    )
    assert found == {"call#1": UNRELEASED, "turn#1": UNQUOTABLE, "deep#1": UNQUOTABLE, "named#1": CLOSED}


def test_a_timeline_is_right_of_what_may_be_counted_and_wrong_against_figures_that_count_the_embargoed(
    desk: Desk,
) -> None:
    sight = desk.responder.sight(TERMINAL)
    ids = {one.held_on.isoformat(): one.id for one in sight.index.briefings}
    turns = dump_of(desk)
    held = holders_in(turns, ["flood gate"])
    first = {"id": held["flood gate"][0].id}
    given = {
        "phrase": "flood gate",
        "first_any": first,
        "first_official": first,
        "turns_by_year": {"2030": 4},
        "official_turns_by_year": {"2030": 3},
        "total": 4,
    }
    assert first["id"].startswith(ids["2030-04-01"])
    (one,) = outcomes(desk.responder, [given], held)
    assert differing(one.ours, one.allowed) == []
    assert differing(one.ours, one.given) == [
        "first use by anybody",
        "first use by an official",
        "turns by year",
        "officials' turns by year",
        "all four",
    ]
    assert (one.barred, one.absent, one.opens) == ({UNRELEASED: 1}, 0, True)
    printed = "\n".join(section([one, one]))
    assert "| all four | 2 | 2 |" in printed
    assert "2 under an embargo that nobody has released" in printed


def test_a_turn_that_is_hidden_without_a_reason_is_a_miss(desk: Desk) -> None:
    """So that the product's own idea of what may be seen never excuses it."""
    allowed = figures_of(holders_in(dump_of(desk), ["flood gate"])["flood gate"][1:])
    found = flood_gate(desk)
    assert differing(figures_of_uses(found), allowed) == []
    fewer = replace(found, uses=found.uses[1:])
    assert differing(figures_of_uses(fewer), allowed) == ["first use by anybody", "turns by year", "all four"]


def test_a_count_that_opens_another_list_or_another_phrase_is_told(desk: Desk) -> None:
    sight, found = desk.responder.sight(TERMINAL), flood_gate(desk)
    assert opens_what_it_counts(sight, found, "flood gate")
    assert not opens_what_it_counts(sight, found, "flood gates")
    assert not opens_what_it_counts(sight, replace(found, uses=(*found.uses, found.uses[0])), "flood gate")
