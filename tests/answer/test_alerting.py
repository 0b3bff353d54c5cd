"""What new turns hold for whoever subscribed."""

from pathlib import Path

import numpy as np

from bot.answer.alerting import QUOTES_A_DIGEST, QUOTES_AN_ALERT, News, TurnKeys, news_for
from bot.answer.model import TERMINAL, Asker
from bot.store.desk.deciding import Decider, release, withdraw
from tests.answer.desk import NOON, Desk, briefing

OLD = briefing(
    "{speech: The grain corridor stays open for the whole of the spring., by: vesna-okoro}", held_on="2030-05-01"
)
CLOSES = "The grain corridor closes for repairs on Monday."
SAID = f"{{speech: {CLOSES}, by: vesna-okoro, printed: MS. OKORO}}"
NEW = briefing(
    "{speech: 'Thank you. Next question on the grain corridor, please.', printed: MODERATOR}",
    "{question: Is the grain corridor closed?, printed: Q}",
    SAID,
    "{question: And the lamps?, printed: Q}",
    "{speech: The lamps of the mole will be lit again., by: tariq-lindqvist}",
)


def keys_of(desk: Desk, asker: Asker = TERMINAL) -> frozenset[int]:
    return frozenset(TurnKeys().visible(desk.responder.sight(asker)).tolist())


def news(desk: Desk, *alerts: str, asker: Asker = TERMINAL, before: frozenset[int] = frozenset()) -> News | None:
    new = np.array(sorted(keys_of(desk, asker) - before), dtype=np.uint64)
    return news_for(desk.responder, TurnKeys(), dict.fromkeys(alerts, new), asker)


def texts(desk: Desk, *alerts: str, asker: Asker = TERMINAL, before: frozenset[int] = frozenset()) -> list[str]:
    found = news(desk, *alerts, asker=asker, before=before)
    return [quote.passage.text for quote in found.quotes] if found else []


def began(folder: Path) -> tuple[Desk, frozenset[int]]:
    """A desk that holds the new briefing too, and what could be seen before."""
    (folder / "before").mkdir()
    before = keys_of(Desk(folder / "before", {"old.yaml": OLD}))
    (folder / "now").mkdir()
    return Desk(folder / "now", {"old.yaml": OLD, "new.yaml": NEW}), before


def test_only_what_is_new_is_news_and_no_procedure_talk(tmp_path: Path) -> None:
    desk, before = began(tmp_path)
    assert texts(desk, "grain corridor", before=before) == [CLOSES]
    assert texts(desk, "grain corridor", before=keys_of(desk)) == []
    assert len(texts(desk, "grain corridor")) == 2


def test_words_phrases_and_speakers_can_be_subscribed_to(tmp_path: Path) -> None:
    desk, before = began(tmp_path)
    assert texts(desk, '"closes for repairs"', before=before) == [CLOSES]
    assert texts(desk, '"stays open"', before=before) == []
    assert texts(desk, "speaker:Lindqvist", before=before) == ["The lamps of the mole will be lit again."]
    assert texts(desk, "harbour dredging", before=before) == []
    assert texts(desk, "speaker:Nobody grain", before=before) == []


def test_several_alerts_make_one_digest_without_repeats(tmp_path: Path) -> None:
    desk, before = began(tmp_path)
    found = news(desk, "grain corridor", "speaker:Okoro", "lamps mole", "zeppelin", before=before)
    assert found is not None
    assert tuple(found.counts) == ("grain corridor", "speaker:Okoro", "lamps mole")
    assert [quote.passage.turn.number for quote in found.quotes] == [3, 5]


def test_a_whole_archive_is_told_with_a_few_quotes_and_a_count(tmp_path: Path) -> None:
    days = range(1, 29)
    files = {f"{day}.yaml": briefing(SAID.replace("Monday", f"May {day}"), held_on=f"2030-05-{day:02}") for day in days}
    found = news(Desk(tmp_path, files), "grain corridor", "speaker:Okoro", '"closes for repairs"')
    assert found is not None
    assert (len(found.quotes) <= QUOTES_A_DIGEST, found.matched) == (True, 28)
    alone = news(Desk(tmp_path, files), "grain corridor")
    assert alone is not None
    assert (len(alone.quotes), alone.matched) == (QUOTES_AN_ALERT, 28)


def test_the_same_words_of_the_same_day_are_known_again_in_another_file(tmp_path: Path) -> None:
    for name, files in (("one", {"a.yaml": NEW}), ("two", {"b.yaml": NEW.replace("Weekly", "Daily")})):
        (tmp_path / name).mkdir()
        Desk(tmp_path / name, files)
    one, two = (keys_of(Desk(tmp_path / name, {})) for name in ("one", "two"))
    assert one == two
    moved = NEW.replace("2030-06-10", "2030-06-11").replace("closes", "shuts")
    assert keys_of(Desk(tmp_path / "two", {"b.yaml": moved})).isdisjoint(one)


def test_one_new_turn_of_a_changed_briefing_is_all_its_news(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"old.yaml": OLD})
    before = keys_of(desk)
    added = OLD + "  - {speech: The grain corridor has a second lane., by: vesna-okoro}\n"
    assert texts(Desk(tmp_path, {"old.yaml": added}), "grain corridor", before=before) == [
        "The grain corridor has a second lane."
    ]


def test_nothing_is_news_before_the_embargo_outside_the_audience_or_once_withdrawn(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"old.yaml": OLD, "new.yaml": briefing(SAID, embargo="the vote")})
    before = keys_of(desk)
    assert texts(desk, "grain corridor", before=before) == []
    release(tmp_path, desk.store.as_read(), "new", Decider("ada", NOON))
    assert texts(desk, "grain corridor", before=before) == [CLOSES]
    withdraw(tmp_path, desk.store.as_read(), "new", Decider("ada", NOON))
    assert (texts(desk, "grain corridor", before=before), keys_of(desk)) == ([], before)
    inside = Desk(
        tmp_path, {"old.yaml": OLD, "desk.yaml": "withdrawn: []\n", "new.yaml": briefing(SAID, audience="[C0IN]")}
    )
    assert texts(inside, "grain corridor", before=before) == []
    assert texts(inside, "grain corridor", asker=Asker("C0IN"), before=before) == [CLOSES]


def test_turns_are_found_by_their_keys_wherever_the_same_words_stand(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"old.yaml": OLD, "new.yaml": NEW, "again.yaml": NEW})
    index, keys = desk.responder.sight(TERMINAL).index, TurnKeys()
    each = keys.of(index)
    for wanted in (np.unique(each), np.unique(each)[::2], each[:1], each[:0]):
        assert keys.among(index, wanted).tolist() == np.isin(each, wanted).tolist()
        assert keys.holds(index, wanted)
    unknown = np.array([int(each.max()) - 1 if int(each.max()) - 1 not in each else 1], dtype=np.uint64)
    assert not keys.among(index, unknown).any()
    assert not keys.holds(index, np.append(each[:1], unknown))
