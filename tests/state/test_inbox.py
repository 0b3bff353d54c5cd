"""The inbox: every accepted question once, held by one worker, in order, across crashes."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.state.arrivals import Arrival, Claim, Entrance
from bot.state.database import Database
from bot.state.inbox import ATTEMPTS_MAX, KEYS_KEPT_S, LEASE_S, Inbox

NOW = 1_700_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def inbox(path: Path) -> Iterator[Inbox]:
    database = Database(str(path))
    yield Inbox(database)
    database.close()


def arrival(ts: str, channel: str = "C1", event: str | None = None) -> Arrival:
    return Arrival(
        entrance=Entrance.MENTION,
        event_key=f"T1:{event or 'Ev' + ts}",
        message_key=f"T1:{channel}:{ts}",
        team="T1",
        channel=channel,
        user="U1",
        text=f"words of {ts}",
        message_ts=ts,
        thread_ts="1.5",
        response_url=None,
        is_external=True,
    )


def command(trigger: str, user: str = "U1") -> Arrival:
    key = f"T1:command:{trigger}"
    return Arrival(Entrance.COMMAND, key, None, "T1", "C1", user, "words", response_url="https://hooks.example/1")


def claimed(inbox: Inbox, now: float = NOW) -> Claim:
    claim = inbox.claim(now)
    assert claim is not None
    return claim


def row_of(path: Path, claim: Claim) -> sqlite3.Row:
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        row: sqlite3.Row = connection.execute("SELECT * FROM questions WHERE id = ?", (claim.id,)).fetchone()
    connection.close()
    return row


def test_a_question_comes_back_as_it_was_put(inbox: Inbox) -> None:
    for number, put in enumerate((arrival("1.1"), command("t1"))):
        assert inbox.put(put, NOW + number)
    first, second = claimed(inbox), claimed(inbox, NOW + 1)
    assert first.arrival == arrival("1.1")
    assert second.arrival == command("t1")
    assert (first.received_at, first.attempt, first.maybe_posted, first.busy) == (NOW, 1, False, False)
    assert first.ref == first.id[:8].upper()


def test_the_same_event_is_taken_once(inbox: Inbox) -> None:
    assert inbox.put(arrival("1.1", event="Ev1"), NOW)
    assert not inbox.put(arrival("2.2", event="Ev1"), NOW)


def test_twins_of_one_message_are_taken_once(inbox: Inbox) -> None:
    assert inbox.put(arrival("1.1", event="Ev1"), NOW)
    assert not inbox.put(arrival("1.1", event="Ev2"), NOW)
    assert inbox.put(arrival("1.1", channel="C2", event="Ev3"), NOW)


def test_missing_keys_never_collide(inbox: Inbox) -> None:
    keyless = replace(arrival("1.1"), event_key=None, message_key=None)
    assert inbox.put(keyless, NOW)
    assert inbox.put(keyless, NOW)


def test_one_of_many_threads_wins_the_same_question(inbox: Inbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        wins = list(pool.map(lambda _: inbox.put(arrival("1.1"), NOW), range(40)))
    assert wins.count(True) == 1


def test_a_question_is_claimed_once(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: inbox.claim(NOW), range(16)))
    assert sum(claim is not None for claim in claims) == 1


def test_a_conversation_is_answered_in_order_and_one_at_a_time(inbox: Inbox) -> None:
    for ts in ("1.1", "2.2"):
        inbox.put(arrival(ts), NOW)
    inbox.put(arrival("3.3", channel="C2"), NOW)
    first = claimed(inbox)
    assert first.arrival.message_ts == "1.1"
    assert claimed(inbox).arrival.channel == "C2"
    assert inbox.claim(NOW) is None
    inbox.finish(first, "found", NOW)
    assert claimed(inbox).arrival.message_ts == "2.2"


def test_a_question_that_waits_to_be_tried_again_keeps_its_place(inbox: Inbox) -> None:
    for ts in ("1.1", "2.2"):
        inbox.put(arrival(ts), NOW)
    inbox.release(claimed(inbox), NOW + 5, maybe_posted=False)
    assert inbox.claim(NOW + 4) is None
    again = claimed(inbox, NOW + 5)
    assert (again.arrival.message_ts, again.attempt) == ("1.1", 2)


def test_a_question_that_waits_to_be_tried_again_holds_up_no_other_thread(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    inbox.release(claimed(inbox), NOW + 5, maybe_posted=False)
    inbox.put(replace(arrival("2.2"), thread_ts="9.9"), NOW)
    assert claimed(inbox, NOW + 1).arrival.message_ts == "2.2"


def test_private_commands_of_different_people_do_not_wait_for_each_other(inbox: Inbox) -> None:
    inbox.put(command("t1"), NOW)
    inbox.put(command("t2", user="U2"), NOW)
    assert {claimed(inbox).arrival.user, claimed(inbox).arrival.user} == {"U1", "U2"}


def test_a_lease_that_runs_out_frees_the_question(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    first = claimed(inbox)
    assert inbox.claim(NOW + LEASE_S - 0.1) is None
    second = claimed(inbox, NOW + LEASE_S)
    assert (second.id, second.attempt, second.maybe_posted) == (first.id, 2, False)


def test_a_renewed_lease_holds_on(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    claim = claimed(inbox)
    assert inbox.renew(claim, NOW + 4)
    assert inbox.claim(NOW + 4 + LEASE_S - 0.1) is None
    assert inbox.claim(NOW + 4 + LEASE_S) is not None


def test_a_crash_while_posting_is_remembered(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    assert inbox.begin_posting(claimed(inbox), NOW)
    assert claimed(inbox, NOW + LEASE_S).maybe_posted
    assert claimed(inbox, NOW + 2 * LEASE_S).maybe_posted


def test_a_worker_that_lost_its_lease_changes_nothing(inbox: Inbox, path: Path) -> None:
    inbox.put(arrival("1.1"), NOW)
    old = claimed(inbox)
    new = claimed(inbox, NOW + LEASE_S)
    later = NOW + LEASE_S
    assert not inbox.renew(old, later)
    assert not inbox.begin_posting(old, later)
    assert not inbox.finish(old, "found", later)
    assert not inbox.fail(old, "error", later)
    assert not inbox.release(old, later, maybe_posted=False)
    assert inbox.begin_posting(new, later)
    assert row_of(path, new)["state"] == "posting"


def test_a_question_handed_back_can_be_claimed_at_once(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    claim = claimed(inbox)
    inbox.begin_posting(claim, NOW)
    inbox.hand_back(claim, NOW)
    assert claimed(inbox).maybe_posted


@pytest.mark.parametrize("how", ["finish", "fail"])
def test_a_closed_question_keeps_no_words_and_no_address(inbox: Inbox, path: Path, how: str) -> None:
    inbox.put(command("t1"), NOW)
    claim = claimed(inbox)
    if how == "finish":
        inbox.finish(claim, "found", NOW, "9.9", ["a#1:0-5~00000000"])
    else:
        inbox.fail(claim, "error", NOW)
    row = row_of(path, claim)
    assert (row["text"], row["response_url"]) == (None, None)
    assert inbox.claim(NOW + 100) is None


def test_a_finished_question_tells_what_was_shown_and_where(inbox: Inbox, path: Path) -> None:
    inbox.put(arrival("1.1"), NOW)
    claim = claimed(inbox)
    inbox.finish(claim, "found", NOW, "9.9", ["a#1:0-5~00000000"])
    row = row_of(path, claim)
    assert (row["state"], row["outcome"], row["posted_ts"]) == ("done", "found", "9.9")
    assert row["quote_ids"] == '["a#1:0-5~00000000"]'


def test_after_its_attempts_a_question_gets_one_last_word_and_no_more(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    attempts = [claimed(inbox, NOW + number * LEASE_S).attempt for number in range(ATTEMPTS_MAX + 1)]
    assert attempts[-1] == ATTEMPTS_MAX + 1
    assert inbox.claim(NOW + 100) is None


def test_a_question_beyond_those_waiting_is_marked_busy_and_comes_first(path: Path) -> None:
    database = Database(str(path))
    inbox = Inbox(database, waiting_max=3)
    for number in range(5):
        assert inbox.put(arrival(f"{number}.1"), NOW)
    assert [claimed(inbox).busy for _ in range(3)] == [True, True, False]
    assert inbox.waiting() == 2
    database.close()


def test_keys_are_kept_for_a_day_and_then_deleted(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    inbox.finish(claimed(inbox), "found", NOW)
    inbox.put(arrival("2.2"), NOW)
    assert inbox.purge(NOW + KEYS_KEPT_S - 1) == 0
    assert not inbox.put(arrival("1.1"), NOW + KEYS_KEPT_S - 1)
    assert inbox.purge(NOW + KEYS_KEPT_S + 1) == 1
    assert inbox.put(arrival("1.1"), NOW + KEYS_KEPT_S + 1)
    assert claimed(inbox).arrival.message_ts == "2.2"


def test_questions_survive_the_process(path: Path) -> None:
    database = Database(str(path))
    Inbox(database).put(arrival("1.1"), NOW)
    database.close()
    again = Database(str(path))
    assert claimed(Inbox(again)).arrival == arrival("1.1")
    again.close()


def test_a_question_does_not_wait_for_a_clock_that_was_put_back(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    first = claimed(inbox, NOW - 3600)
    assert first.arrival.message_ts == "1.1"
    inbox.release(first, NOW + 81, maybe_posted=False)
    assert inbox.claim(NOW + 80) is None
    again = claimed(inbox, NOW - 7200)
    assert again.attempt == 2


def test_a_lease_from_before_the_clock_was_put_back_runs_out_as_any_other(inbox: Inbox) -> None:
    inbox.put(arrival("1.1"), NOW)
    held = claimed(inbox)
    assert inbox.claim(NOW - 3600) is None
    assert inbox.renew(held, NOW - 3598)
    assert inbox.claim(NOW - 3600 + LEASE_S) is None
    assert claimed(inbox, NOW - 3598 + LEASE_S).attempt == 2
