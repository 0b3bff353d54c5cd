from pathlib import Path

import pytest

from bot.answer.model import TERMINAL, Asker
from bot.answer.showing.lookup import ChangedSince, MovedTo, NotAnId, Unchanged, Unknown, Withdrawn, look_up
from bot.store.desk.deciding import Decider, withdraw
from tests.answer.desk import NOON, Desk, briefing

SAID = "The ferry sails at nine in the morning on every day of the week."
LATER = "The harbour wall is closed to walkers until the end of the month."


def desk(folder: Path, *turns: str, **fields: str) -> Desk:
    return Desk(folder, {"tides.yaml": briefing(*turns, id="2030-06-10-tides", **fields)})


def speech(text: str, extra: str = "printed: MS. OKORO") -> str:
    return f"{{speech: '{text}', {extra}}}"


def the_id(asked: Desk, asker: Asker = TERMINAL) -> str:
    return asked.responder.sight(asker).index.passages[0].id


def test_an_id_finds_its_words_with_their_attribution(tmp_path: Path) -> None:
    here = desk(tmp_path, speech(SAID))
    found = look_up(here.responder.sight(TERMINAL), f" {the_id(here)}\n")
    assert isinstance(found, Unchanged)
    assert found.quote.passage.text == SAID
    assert found.quote.attribution.name == "Vesna Okoro"


def test_words_that_moved_are_found_under_their_new_id(tmp_path: Path) -> None:
    old = the_id(desk(tmp_path, speech(SAID)))
    here = desk(tmp_path, speech(LATER), speech(SAID))
    found = look_up(here.responder.sight(TERMINAL), old)
    assert isinstance(found, MovedTo)
    assert [quote.passage.turn.number for quote in found.quotes] == [2]
    assert found.quotes[0].passage.text == SAID


def test_words_that_are_gone_were_changed(tmp_path: Path) -> None:
    old = the_id(desk(tmp_path, speech(SAID)))
    found = look_up(desk(tmp_path, speech(LATER)).responder.sight(TERMINAL), old)
    assert isinstance(found, ChangedSince)


def test_a_near_briefing_is_named_and_no_other_text_is_an_id(tmp_path: Path) -> None:
    here = desk(tmp_path, speech(SAID))
    sight = here.responder.sight(TERMINAL)
    assert look_up(sight, the_id(here).replace("-10-", "-11-")) == Unknown(("2030-06-10-tides",))
    assert look_up(sight, "moving too soon") == NotAnId()


def test_what_may_not_be_seen_is_unknown(tmp_path: Path) -> None:
    embargoed = desk(tmp_path, speech(SAID), embargo="2031-01-01T00:00Z")
    sight = embargoed.responder.sight(TERMINAL)
    assert look_up(sight, the_id(embargoed)) == Unknown()
    assert look_up(sight, the_id(embargoed).replace("-10-", "-11-")) == Unknown()

    off = desk(tmp_path, speech(LATER), speech(SAID, "ground_rule: {rule: off_the_record}"))
    briefing_of = off.store.current().knowledge.briefings["2030-06-10-tides"]
    hidden = briefing_of.turns[1]
    old = f"2030-06-10-tides#2:0-{len(SAID)}~{hidden.sha256[:8]}"
    assert look_up(off.responder.sight(TERMINAL), old) == Unknown()
    assert look_up(off.responder.sight(TERMINAL), old.replace("#2:", "#1:")) == Unknown()


@pytest.mark.parametrize("whole", [True, False])
def test_withdrawn_words_are_said_to_be_withdrawn_unless_they_were_hidden_before(tmp_path: Path, whole: bool) -> None:
    here = desk(tmp_path, speech(SAID), speech(LATER))
    asked = the_id(here)
    withdraw(tmp_path, here.store.as_read(), "2030-06-10-tides" if whole else asked, Decider("ada", NOON))
    assert look_up(here.responder.sight(TERMINAL), asked) == Withdrawn()
    embargoed = desk(tmp_path, speech(SAID), speech(LATER), embargo="the vote")
    assert look_up(embargoed.responder.sight(TERMINAL), asked) == Unknown()
