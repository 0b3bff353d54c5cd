"""What is held, as far as each asker may see it."""

from datetime import date
from pathlib import Path

import pytest

from bot.answer.model import TERMINAL
from bot.answer.showing.holdings import briefings_called, days_held, outline_of, voices
from bot.answer.showing.lookup import look_up
from bot.answer.showing.sentences import told
from tests.answer.desk import Desk, briefing

OPEN = briefing(
    "{question: 'Who keeps the gates at night?', printed: Q}",
    "{speech: 'The night crew keeps every gate, as it has for a hundred years.', by: vesna-okoro, printed: MS. OKORO}",
)
CALL = briefing(
    "{speech: 'The gates will close early next week.', by: tariq-lindqvist, printed: MR. LINDQVIST}",
    held_on="2030-06-11",
    ground_rule="{rule: on_background, attribution: a ministry official}",
)
SECRET = briefing(
    "{speech: 'Nobody may know of this gate.', by: vesna-okoro, printed: MS. OKORO}",
    held_on="2030-06-11",
    ground_rule="{rule: off_the_record, attribution: nobody}",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("knowledge")
    return Desk(folder, {"open.yaml": OPEN, "call.yaml": CALL, "secret.yaml": SECRET})


def test_who_speaks_is_counted_on_the_record_alone(desk: Desk) -> None:
    sight = desk.responder.sight(TERMINAL)
    assert [(v.speaker.name, v.turns, v.first) for v in voices(sight)] == [("Vesna Okoro", 1, date(2030, 6, 10))]
    assert voices(sight, "okor") == voices(sight)
    assert voices(sight, "lindq") == ()


def test_days_and_briefings_leave_out_what_nobody_may_see(desk: Desk) -> None:
    sight = desk.responder.sight(TERMINAL)
    assert {day: [b.id for b in held] for day, held in days_held(sight).items()} == {
        date(2030, 6, 10): ["open"],
        date(2030, 6, 11): ["call"],
    }
    assert briefings_called(sight, "secret", date(2030, 6, 12)) == ()
    assert [b.id for b in briefings_called(sight, "yesterday", date(2030, 6, 12))] == ["call"]
    assert [b.id for b in briefings_called(sight, "open", date(2030, 6, 12))] == ["open"]
    assert briefings_called(sight, "no such day", date(2030, 6, 12)) == ()


def test_an_outline_credits_background_as_agreed(desk: Desk) -> None:
    sight = desk.responder.sight(TERMINAL)
    (call,) = briefings_called(sight, "call", date(2030, 6, 12))
    (held,) = briefings_called(sight, "open", date(2030, 6, 12))
    assert outline_of(sight, call).people == (("a ministry official", 1),)
    assert (outline_of(sight, held).answers, outline_of(sight, held).questions) == (1, 1)


@pytest.mark.parametrize(
    ("quote_id", "says"),
    [
        ("nonsense", "That is no quote id."),
        ("calll#1:0-9~00000000", "I hold no quote with this id. Did you mean a quote of call?"),
        ("secret#1:0-9~00000000", "I hold no quote with this id."),
        ("open#2:0-9~00000000", "no longer holds the words of this id"),
    ],
)
def test_an_id_that_leads_nowhere_says_why(desk: Desk, quote_id: str, says: str) -> None:
    assert says in told(look_up(desk.responder.sight(TERMINAL), quote_id))
