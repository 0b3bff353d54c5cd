"""What somebody may see is worked out once, and anew whenever it differs."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.answer.model import TERMINAL, Asker
from bot.answer.sight import KEPT_MAX
from tests.answer.desk import NOON, Desk, briefing

FILES = {
    "open.yaml": briefing("{speech: The ferry runs all winter long for everybody here., by: vesna-okoro}"),
    "later.yaml": briefing(
        "{speech: The ferry quota falls in winter for all the lamps., by: vesna-okoro}", embargo="2030-06-12T18:00:00Z"
    ),
    "some.yaml": briefing(
        "{speech: The ferry runs for members of the harbour club alone., by: vesna-okoro}", audience="[C0HARBOUR]"
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, FILES)


def test_all_who_may_see_the_same_have_one_sight(desk: Desk) -> None:
    assert desk.responder.sight(Asker("C0ONE", "U1")) is desk.responder.sight(Asker("C0TWO", "U2"))


def test_another_audience_has_another(desk: Desk) -> None:
    members, others = desk.responder.sight(Asker("C0HARBOUR")), desk.responder.sight(TERMINAL)
    assert (int(members.seen.sum()), int(others.seen.sum())) == (2, 1)
    assert members.coverage.briefings == 2


def test_a_lifted_embargo_is_seen_at_once(desk: Desk) -> None:
    before = desk.responder.sight(TERMINAL)
    desk.now = NOON + timedelta(hours=7)
    assert (int(before.seen.sum()), int(desk.responder.sight(TERMINAL).seen.sum())) == (1, 2)
    desk.now = NOON
    assert desk.responder.sight(TERMINAL) is before


def test_a_reload_leaves_nothing_of_the_old_snapshot(desk: Desk, tmp_path: Path) -> None:
    before = desk.responder.sight(TERMINAL)
    (tmp_path / "more.yaml").write_text(
        briefing("{speech: The lamps burn every night of the year now., by: vesna-okoro}")
    )
    assert not desk.store.reload().problems
    after = desk.responder.sight(TERMINAL)
    assert after is not before
    assert int(after.officials.sum()) == 2


def test_a_few_are_kept_and_no_more(tmp_path: Path) -> None:
    words = "{{speech: The ferry runs for members of club number {n} alone., by: vesna-okoro}}"
    clubs = range(KEPT_MAX + 2)
    desk = Desk(
        tmp_path, {f"c{n}.yaml": briefing(words.format(n=n), id=f"c{n}", audience=f"[C0CLUB{n}]") for n in clubs}
    )
    for n in (*clubs, *clubs):
        assert f"number {n} alone" in desk.texts("ferry", Asker(f"C0CLUB{n}"))[0]


def test_looking_among_some_passages_works_nothing_out_again(desk: Desk) -> None:
    sight = desk.responder.sight(TERMINAL)
    narrow = sight.among(sight.seen & False)
    assert (narrow.people is sight.people, narrow.spoken is sight.spoken, narrow.days is sight.days) == (True,) * 3
    assert (sight.only, narrow.only is None) == (None, False)
