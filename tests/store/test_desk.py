"""What the desk decides: withdrawn words, restored ones, released embargoes."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.decisions import Decision, turns_named
from bot.briefing.passages import Passage
from bot.errors import KnowledgeError, QueryError
from bot.store.desk.deciding import Decider, entry_of, hold_back, release, restore, withdraw
from bot.store.desk.watched import read_desk
from bot.store.load import read_knowledge
from bot.store.problems import Problems
from bot.store.schema.desk import read_decisions
from bot.store.yaml_nodes import read_nodes
from tests.answer.desk import NOON, PEOPLE, Desk, briefing
from tests.answer.test_access import OPEN

EDITOR = Decider("ada", datetime(2030, 6, 12, 12, tzinfo=UTC), "wrong: speaker # 'x'")


def folder_of(folder: Path, files: dict[str, str] | None = None) -> Path:
    for name, text in ({"speakers.yaml": PEOPLE} | (files or OPEN)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def quote_id(folder: Path, briefing_id: str, number: int, words: str | None = None) -> str:
    found = read_knowledge(folder).briefings[briefing_id]
    turn = next(turn for turn in found.turns if turn.number == number)
    start = turn.text.index(words) if words else 0
    return Passage(found, turn, start, start + len(words or turn.text)).id


def test_a_decision_is_written_with_who_when_and_why_and_taken_back(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    target = quote_id(folder, "open", 2)
    assert withdraw(folder, read_knowledge(folder), target, EDITOR)
    assert not withdraw(folder, read_knowledge(folder), target, EDITOR)
    (decision,) = read_desk(folder)[0].withdrawn
    assert (decision.id, decision.by, decision.reason) == (target, "ada", EDITOR.reason)
    assert decision.at == "2030-06-12T12:00:00+00:00"
    assert restore(folder, target)
    assert not restore(folder, target)
    assert read_knowledge(folder).decisions.withdrawn == ()


HAND_WRITTEN = """\
# Ours.
withdrawn:
  # Ada asked for this one.
  - id: {ferry}   # the ferry
    reason: "no"
    at: 2030-01-01T00:00Z
  # And nobody for that.
  - {{id: open, by: ben}}
released: []  # none so far
# The end.
"""


def test_comments_and_other_entries_stay_as_they_stand(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    ferry, lamps = quote_id(folder, "open", 2), quote_id(folder, "open", 4)
    text = HAND_WRITTEN.format(ferry=ferry)
    (folder / "desk.yaml").write_text(text)
    assert withdraw(folder, read_knowledge(folder), lamps, EDITOR)
    added = (folder / "desk.yaml").read_text()
    assert [line for line in added.splitlines() if line not in text.splitlines()] == [
        f"  - {entry_of(Decision(lamps, '2030-06-12T12:00:00+00:00', 'ada', EDITOR.reason))}"
    ]
    assert restore(folder, lamps)
    assert (folder / "desk.yaml").read_text() == text
    assert restore(folder, ferry)
    left = (folder / "desk.yaml").read_text()
    assert "# Ada asked for this one.\n  # And nobody for that.\n  - {id: open, by: ben}\n" in left
    assert restore(folder, "open")
    assert read_desk(folder) == (read_desk(folder)[0], ())
    assert "withdrawn: []" in (folder / "desk.yaml").read_text()
    assert "# none so far" in (folder / "desk.yaml").read_text()
    assert withdraw(folder, read_knowledge(folder), "open", EDITOR)


def test_a_list_written_in_another_way_is_left_alone_and_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "desk.yaml").write_text("withdrawn: [{id: open}]\n")
    with pytest.raises(KnowledgeError, match=r"desk\.yaml:1: withdrawn is written in a way"):
        restore(folder, "open")
    assert (folder / "desk.yaml").read_text() == "withdrawn: [{id: open}]\n"


@given(
    st.lists(
        st.sampled_from(["withdraw open", "withdraw 2", "withdraw 4", "restore open", "restore 2", "restore 4"]),
        max_size=12,
    )
)
def test_any_order_of_decisions_ends_with_exactly_what_was_decided(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    folder = folder_of(tmp_path_factory.mktemp("desk"))
    ids = {"open": "open", "2": quote_id(folder, "open", 2), "4": quote_id(folder, "open", 4)}
    wanted: set[str] = set()
    for act, _, name in (act.partition(" ") for act in acts):
        if act == "withdraw":
            withdraw(folder, read_knowledge(folder), ids[name], EDITOR)
            wanted.add(ids[name])
        else:
            restore(folder, ids[name])
            wanted.discard(ids[name])
    assert {one.id for one in read_knowledge(folder).decisions.withdrawn} == wanted


@given(st.text(max_size=300))
def test_any_reason_is_read_back(reason: str) -> None:
    problems = Problems("desk.yaml")
    root = read_nodes(f"withdrawn:\n  - {entry_of(Decision('open', reason=reason.strip()))}\n", problems)
    assert root is not None
    (read,) = read_decisions(root, problems).withdrawn
    assert not problems
    assert read.id == "open"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- open\n", "must have the lists"),
        ("withdrawn: {id: 3}\nhidden: []\n", "hidden is not a key here"),
        ("withdrawn:\n  - {id: 'open#1'}\n", "is not a quote's or a briefing's id"),
        ("withdrawn:\n  - {id: opne}\n", "there is no briefing opne; did you mean open?"),
        ("withdrawn:\n  - {id: 'open#2:0-34~00000000'}\n", "no longer holds the words"),
        ("withdrawn:\n  - {id: open, at: yesterday}\n", "is not a time with its zone"),
        ("withdrawn:\n  - {id: open}\n  - {id: open}\n", "stands here twice"),
        ("released:\n  - {id: 'open#2:0-34~00000000'}\n", "is not a briefing's id"),
        ("released:\n  - {id: nobody}\n", "there is no briefing nobody"),
        ("withdrawn:\n  - open\n", "each must be a mapping"),
    ],
)
def test_check_tells_what_is_wrong_with_a_decision(tmp_path: Path, text: str, says: str) -> None:
    folder = folder_of(tmp_path)
    (folder / "desk.yaml").write_text(text)
    with pytest.raises(KnowledgeError) as raised:
        read_knowledge(folder)
    assert any(problem.path == "desk.yaml" and says in problem.says for problem in raised.value.problems)


def test_an_id_that_leads_nowhere_is_told_before_anything_is_written(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    knowledge = read_knowledge(folder)
    for target in ("opne", "open#2:0-34~00000000", "nonsense"):
        with pytest.raises(QueryError):
            withdraw(folder, knowledge, target, EDITOR)
    with pytest.raises(QueryError, match="under no embargo"):
        release(folder, knowledge, "open", EDITOR)
    assert not (folder / "desk.yaml").exists()


def test_withdrawn_words_stay_withdrawn_where_they_move_to(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    target = quote_id(folder, "open", 2, "run all winter")
    withdraw(folder, read_knowledge(folder), target, EDITOR)
    moved = OPEN["open.yaml"].replace(
        "turns:\n", "turns:\n  - {speech: Good morning to all of you., by: vesna-okoro}\n"
    )
    (folder / "open.yaml").write_text(moved)
    found = read_knowledge(folder)
    assert turns_named(target, found.briefings["open"]) == (3,)
    assert Desk(folder, {"open.yaml": moved}).texts("ferry winter") == []


def test_a_decision_is_in_force_at_once_in_another_process_and_without_a_reload(tmp_path: Path) -> None:
    desk = Desk(tmp_path, OPEN)
    assert desk.texts("ferry winter") == ["The ferry will run all winter."]
    target = quote_id(tmp_path, "open", 2)
    pid = os.fork()
    if pid == 0:
        withdraw(tmp_path, read_knowledge(tmp_path), target, EDITOR)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    assert desk.texts("ferry winter") == []
    restore(tmp_path, target)
    assert desk.texts("ferry winter") == ["The ferry will run all winter."]


@pytest.mark.parametrize("damage", ["withdrawn: {", "", "withdrawn:\n  - 3\n", None])
def test_damage_to_the_file_shows_nothing_again_and_is_told(tmp_path: Path, damage: str | None) -> None:
    desk = Desk(tmp_path, OPEN)
    withdraw(tmp_path, read_knowledge(tmp_path), "open", EDITOR)
    assert desk.texts("ferry winter") == []
    if damage is None:
        (tmp_path / "desk.yaml").unlink()
    else:
        (tmp_path / "desk.yaml").write_text(damage)
    assert desk.texts("ferry winter") == []
    assert desk.store.desk_problems
    (problem,) = desk.store.reload().problems
    assert problem.path == "desk.yaml"
    assert desk.texts("ferry winter") == []
    (tmp_path / "desk.yaml").write_text("withdrawn: []\n")
    assert desk.texts("ferry winter") != []
    assert not desk.store.desk_problems


def test_an_embargo_in_words_is_released_by_a_person_and_held_back_again(tmp_path: Path) -> None:
    desk = Desk(
        tmp_path, {"a.yaml": briefing("{speech: The pier opens in March., by: vesna-okoro}", embargo="the vote")}
    )
    assert desk.texts("pier") == []
    assert release(tmp_path, read_knowledge(tmp_path), "a", EDITOR)
    assert not release(tmp_path, read_knowledge(tmp_path), "a", EDITOR)
    assert desk.texts("pier") == ["The pier opens in March."]
    assert desk.json("pier")["coverage"]["briefings"] == 1
    assert hold_back(tmp_path, "a")
    assert desk.texts("pier") == []


def test_a_timed_embargo_is_released_early_and_not_after_its_time(tmp_path: Path) -> None:
    files = {"a.yaml": briefing("{speech: The pier opens in March., by: vesna-okoro}", embargo="2030-06-12T18:00Z")}
    desk = Desk(tmp_path, files)
    with pytest.raises(QueryError, match="ended by itself"):
        release(tmp_path, read_knowledge(tmp_path), "a", Decider("ada", datetime(2030, 6, 13, tzinfo=UTC)))
    release(tmp_path, read_knowledge(tmp_path), "a", Decider("ada", NOON))
    assert desk.texts("pier") == ["The pier opens in March."]


def test_a_folder_that_cannot_be_written_says_what_to_add_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path)
    knowledge = read_knowledge(folder)

    def refuse(*arguments: object, **named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(KnowledgeError) as raised:
        withdraw(folder, knowledge, "open", EDITOR)
    assert "cannot be written (Read-only file system); let the program write to" in str(raised.value)
    assert '- {id: "open"' in str(raised.value)


def test_decisions_made_side_by_side_are_all_kept(tmp_path: Path) -> None:
    files = {f"b{n}.yaml": briefing("{speech: The pier opens in March., by: vesna-okoro}") for n in range(12)}
    folder = folder_of(tmp_path, files)
    knowledge = read_knowledge(folder)
    threads = [threading.Thread(target=withdraw, args=(folder, knowledge, f"b{n}", EDITOR)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_desk(folder)[0].withdrawn) == 12
