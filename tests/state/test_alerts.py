"""Subscriptions and rounds: what is announced once, told once, and survives a start anew."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bot.state.alerts import DIGESTS_OPEN_MAX, EVERYBODY, Alert, Alerts, Due, Keys
from bot.state.arrivals import Arrival, Entrance
from bot.state.database import Database
from bot.state.inbox import Inbox


def keys(*numbers: int) -> Keys:
    return np.array(numbers, dtype=np.uint64)


def opened(path: Path) -> tuple[Alerts, Inbox]:
    database = Database(str(path / "state.db"))
    inbox = Inbox(database)
    return Alerts(database, inbox), inbox


def subscribed(alerts: Alerts, place: str, text: str = "heron") -> Alert:
    alert, _ = alerts.subscribe("T1", place, "U1", text)
    assert alert is not None
    return alert


def digest(alerts: Alerts, inbox: Inbox, place: str) -> list[int]:
    """The turns that the next digest of a place holds for its first alert."""
    claim = inbox.claim(1.0)
    assert claim is not None
    assert (claim.arrival.entrance, claim.arrival.channel) == (Entrance.DIGEST, place)
    due = Due.parse(claim.arrival.text)
    inbox.finish(claim, "digest", 1.0)
    turns: list[int] = alerts.between(next(iter(due.since.values())), due.last, place).tolist()
    return turns


def test_a_turn_is_announced_once_also_after_a_start_anew(tmp_path: Path) -> None:
    alerts, _ = opened(tmp_path)
    assert alerts.announce(EVERYBODY, keys(1, 2))
    assert not alerts.announce(EVERYBODY, keys(2))
    again, _ = opened(tmp_path)
    assert not again.announce(EVERYBODY, keys(1, 2))
    assert again.announce(EVERYBODY, keys(1, 2, 3))
    assert not alerts.announce(EVERYBODY, keys(3))


def test_what_was_there_before_is_not_told_and_what_comes_is_told_once(tmp_path: Path) -> None:
    alerts, inbox = opened(tmp_path)
    alerts.announce(EVERYBODY, keys(1, 2))
    alert = subscribed(alerts, "U1")
    assert not alerts.hand_over("T1", "U1", [alert], 1.0)
    alerts.announce(EVERYBODY, keys(1, 2, 3))
    alerts.announce(EVERYBODY, keys(1, 2, 3, 4))
    assert alerts.hand_over("T1", "U1", [alert], 1.0)
    assert not alerts.hand_over("T1", "U1", [alert], 1.0)
    assert digest(alerts, inbox, "U1") == [3, 4]


def test_a_channels_own_turns_are_its_own_and_no_news_once_everybody_may_see_them(tmp_path: Path) -> None:
    alerts, inbox = opened(tmp_path)
    alerts.announce(EVERYBODY, keys(1))
    person, channel = subscribed(alerts, "U1"), subscribed(alerts, "C1")
    alerts.announce("C1", keys(1, 9))
    assert not alerts.hand_over("T1", "U1", [person], 1.0)
    assert alerts.hand_over("T1", "C1", [channel], 1.0)
    assert digest(alerts, inbox, "C1") == [9]
    alerts.announce(EVERYBODY, keys(1, 9))
    assert alerts.hand_over("T1", "U1", alerts.of_places("T1", "U1"), 1.0)
    assert digest(alerts, inbox, "U1") == [9]
    assert alerts.hand_over("T1", "C1", alerts.of_places("T1", "C1"), 1.0)
    assert digest(alerts, inbox, "C1") == []


def test_few_digests_wait_at_a_time_and_the_rest_stays_due(tmp_path: Path) -> None:
    alerts, inbox = opened(tmp_path)
    many = [subscribed(alerts, f"U{number}") for number in range(DIGESTS_OPEN_MAX + 1)]
    alerts.announce(EVERYBODY, keys(1))
    handed = [alerts.hand_over("T1", alert.place, [alert], 1.0) for alert in many]
    assert handed == [True] * DIGESTS_OPEN_MAX + [False]
    assert digest(alerts, inbox, many[0].place) == [1]
    assert alerts.hand_over("T1", many[-1].place, [many[-1]], 1.0)


def test_what_could_not_be_told_is_due_again_and_an_alert_that_is_off_never(tmp_path: Path) -> None:
    alerts, inbox = opened(tmp_path)
    alert = subscribed(alerts, "U1")
    alerts.announce(EVERYBODY, keys(1))
    assert alerts.hand_over("T1", "U1", [alert], 1.0)
    claim = inbox.claim(1.0)
    assert claim is not None
    inbox.fail(claim, "attempts_used_up", 1.0)
    alerts.due_again(Due.parse(claim.arrival.text))
    assert alerts.hand_over("T1", "U1", alerts.every(), 1.0)
    assert digest(alerts, inbox, "U1") == [1]
    assert (alerts.end(alert.id), alerts.end(alert.id), alerts.get(alert.id)) == (True, False, None)
    alerts.announce(EVERYBODY, keys(1, 2))
    assert not alerts.hand_over("T1", "U1", [alert], 1.0)


def test_a_state_file_from_before_alerts_gets_their_tables_and_keeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    Database(str(path)).close()
    older = sqlite3.connect(path)
    older.execute("DROP TABLE alerts")
    older.execute("DROP TABLE announced")
    older.execute("INSERT INTO audit (at, who, what, result, ref) VALUES ('', '', 'reload', 'done', '')")
    older.execute("PRAGMA user_version = 7")
    older.commit()
    older.close()
    alerts, _ = opened(tmp_path)
    assert subscribed(alerts, "U1").since_round == 0
    kept = sqlite3.connect(path)
    assert kept.execute("SELECT what FROM audit").fetchall() == [("reload",)]
    kept.close()


def test_only_alerts_that_are_behind_their_audience_are_due(tmp_path: Path) -> None:
    alerts, _ = opened(tmp_path)
    person, channel = subscribed(alerts, "U1"), subscribed(alerts, "C1")
    assert alerts.due() == ()
    alerts.announce("C1", keys(7))
    assert alerts.due() == (channel,)
    alerts.announce(EVERYBODY, keys(8))
    assert alerts.due() == (person, channel)
    assert alerts.hand_over("T1", "C1", [channel], 1.0)
    assert alerts.due() == (person,)


def test_an_alert_ends_once_another_organisation_reads_its_channel_and_can_be_set_up_anew_afterwards(
    tmp_path: Path,
) -> None:
    alerts, inbox = opened(tmp_path)
    subscribed(alerts, "C1")
    elsewhere = subscribed(alerts, "C2")

    def mentioned(number: int, *, is_external: bool) -> None:
        key = f"T1:C1:{number}"
        arrival = Arrival(Entrance.MENTION, key, key, "T1", "C1", "U9", "help", str(number), is_external=is_external)
        assert inbox.put(arrival, 1.0)

    mentioned(1, is_external=False)
    assert alerts.end_external() == 0
    mentioned(2, is_external=True)
    assert (alerts.end_external(), alerts.every()) == (1, (elsewhere,))
    mentioned(3, is_external=False)
    again = subscribed(alerts, "C1")
    assert (alerts.end_external(), alerts.every()) == (0, (elsewhere, again))


def test_two_processes_that_announce_at_once_announce_each_turn_once(tmp_path: Path) -> None:
    one, two = opened(tmp_path)[0], opened(tmp_path)[0]
    visible = keys(*range(40))
    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(which.announce, EVERYBODY, visible[: n + 1]) for n in range(40) for which in (one, two)]
    assert sum(each.result() for each in done) <= 40
    kept = sqlite3.connect(tmp_path / "state.db")
    rounds = [np.frombuffer(turns, dtype=np.uint64) for (turns,) in kept.execute("SELECT turns FROM announced")]
    kept.close()
    assert sorted(np.concatenate(rounds).tolist()) == visible.tolist()
