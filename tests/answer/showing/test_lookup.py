from pathlib import Path

import pytest

from bot.answer.model import TERMINAL, Asker
from bot.answer.showing.lookup import (
    ChangedSince,
    MovedTo,
    NotAnId,
    Unchanged,
    Unknown,
    Withdrawn,
    look_up,
    quotes_found,
)
from bot.answer.showing.sentences import told
from bot.briefing.model import Briefing
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
    assert found.now is not None
    assert (found.now.passage.text, found.now.passage.id == old) == (LATER, False)
    assert quotes_found(found) == (found.now,)
    assert f"At their place stands now: {found.now.passage.id}." in told(found)


@pytest.mark.parametrize(
    ("place", "stands"),
    [
        ("0-10", "The gate is open. "),
        ("20-25", "Boats may pass."),
        ("0-25", "The gate is open. Boats may pass."),
        ("20-9000", "Boats may pass."),
        ("9000-9010", None),
    ],
)
def test_of_changed_words_the_sentences_at_their_place_are_shown(
    tmp_path: Path, place: str, stands: str | None
) -> None:
    here = desk(tmp_path, speech("The gate is open. Boats may pass."))
    found = look_up(here.responder.sight(TERMINAL), f"2030-06-10-tides#1:{place}~00000000")
    assert isinstance(found, ChangedSince)
    assert (found.now.passage.text if found.now else None) == (stands.strip() if stands else None)


def test_whatever_place_an_id_names_its_sentences_or_none_are_shown(tmp_path: Path) -> None:
    text = "Is it? Yes -- at 9 a.m. (sharp)... And the Dr. came."
    sight = desk(tmp_path, speech(text)).responder.sight(TERMINAL)
    for start in range(len(text) + 2):
        for end in range(start + 1, len(text) + 3):
            (*shown,) = quotes_found(look_up(sight, f"2030-06-10-tides#1:{start}-{end}~00000000"))
            assert bool(shown) == bool(text[start:end].strip())
            assert all(quote.passage.text in text for quote in shown)


def test_what_stands_there_now_is_not_shown_where_it_may_not_be_seen(tmp_path: Path) -> None:
    hidden = speech("Nobody may know of the second gate behind the wall.", "ground_rule: {rule: off_the_record}")
    here = desk(tmp_path, speech(SAID), hidden, speech(LATER))
    asked = f"2030-06-10-tides#{{}}:0-{len(LATER)}~00000000"
    assert look_up(here.responder.sight(TERMINAL), asked.format(2)) == ChangedSince(held(here))
    assert look_up(here.responder.sight(TERMINAL), asked.format(9)) == ChangedSince(held(here))
    third = next(p.id for p in here.responder.sight(TERMINAL).index.passages if p.turn.number == 3)
    withdraw(tmp_path, here.store.as_read(), third, Decider("ada", NOON))
    again = look_up(here.responder.sight(TERMINAL), asked.format(3))
    assert quotes_found(again) == ()
    assert "harbour wall" not in told(again)


def held(here: Desk) -> Briefing:
    return here.responder.sight(TERMINAL).index.briefings[0]


def test_a_near_briefing_is_named_and_no_other_text_is_an_id(tmp_path: Path) -> None:
    here = desk(tmp_path, speech(SAID))
    sight = here.responder.sight(TERMINAL)
    assert look_up(sight, the_id(here).replace("-10-", "-11-")) == Unknown(("2030-06-10-tides",))
    assert look_up(sight, "moving too soon") == NotAnId()


def test_what_may_not_be_seen_is_unknown_and_no_guess_at_it_is_proved(tmp_path: Path) -> None:
    embargoed = desk(tmp_path, speech(SAID), embargo="2031-01-01T00:00Z")
    sight = embargoed.responder.sight(TERMINAL)
    assert look_up(sight, the_id(embargoed)) == Unknown()
    assert look_up(sight, the_id(embargoed).replace("-10-", "-11-")) == Unknown()

    off = desk(tmp_path, speech(LATER), speech(SAID, "ground_rule: {rule: off_the_record}"))
    briefing_of = off.store.current().knowledge.briefings["2030-06-10-tides"]
    hidden = briefing_of.turns[1]
    old = f"2030-06-10-tides#2:0-{len(SAID)}~{hidden.sha256[:8]}"
    guessed_wrong = look_up(off.responder.sight(TERMINAL), old[:-8] + "00000000")
    assert guessed_wrong == ChangedSince(held(off))
    assert look_up(off.responder.sight(TERMINAL), old) == guessed_wrong
    assert look_up(off.responder.sight(TERMINAL), old.replace("#2:", "#1:")) == guessed_wrong


@pytest.mark.parametrize("whole", [True, False])
def test_withdrawn_words_are_said_to_be_withdrawn_unless_they_were_hidden_before(tmp_path: Path, whole: bool) -> None:
    here = desk(tmp_path, speech(SAID), speech(LATER))
    asked = the_id(here)
    withdraw(tmp_path, here.store.as_read(), "2030-06-10-tides" if whole else asked, Decider("ada", NOON))
    assert look_up(here.responder.sight(TERMINAL), asked) == Withdrawn()
    embargoed = desk(tmp_path, speech(SAID), speech(LATER), embargo="the vote")
    assert look_up(embargoed.responder.sight(TERMINAL), asked) == Unknown()
