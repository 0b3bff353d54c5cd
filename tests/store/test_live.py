import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.store.live import KnowledgeStore
from tests.store.folders import BRIEFING, PEOPLE, write_folder

LONGER = BRIEFING + "  - {question: Who pays?, printed: Q}\n"


def clock() -> datetime:
    return datetime(2030, 6, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge", {"a.yaml": BRIEFING, "b.yaml": BRIEFING})


def test_a_broken_folder_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        KnowledgeStore(tmp_path, clock)


def test_a_reload_tells_what_changed(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    before = store.current()
    (folder / "a.yaml").unlink()
    write_folder(folder, {"b.yaml": LONGER, "c.yaml": BRIEFING})
    reload = store.reload()
    assert (reload.added, reload.changed, reload.removed) == (("c",), ("b",), ("a",))
    assert (reload.briefings_before, reload.briefings_after, reload.turns_before, reload.turns_after) == (2, 2, 2, 3)
    assert (reload.people_changed, reload.vocabulary_changed, reload.problems) == (False, False, ())
    assert not reload.is_unchanged
    assert (reload.version_before, reload.version_after) == (
        before.knowledge.version,
        store.current().knowledge.version,
    )
    assert list(store.current().knowledge.briefings) == ["b", "c"]
    assert store.current().index.briefings == tuple(store.current().knowledge.briefings.values())
    assert list(before.knowledge.briefings) == ["a", "b"]


def test_a_change_of_people_or_terms_is_told(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    write_folder(folder, {"speakers.yaml": PEOPLE + "- {id: x, name: X Y}\n"})
    assert store.reload().people_changed
    write_folder(folder, {"speakers.yaml": PEOPLE + "- {id: x, name: X Y}\n", "vocabulary.yaml": "- [tide, flood]\n"})
    reload = store.reload()
    assert (reload.people_changed, reload.vocabulary_changed, reload.changed) == (False, True, ())


def test_an_unchanged_folder_keeps_the_very_snapshot(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    before = store.current()
    assert store.reload().is_unchanged
    assert store.current() is before


def test_a_failed_reload_keeps_the_old_snapshot(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    before = store.current()
    write_folder(folder, {"b.yaml": "a: [", "c.yaml": BRIEFING})
    reload = store.reload()
    assert [problem.path for problem in reload.problems] == ["b.yaml"]
    assert (reload.is_refused, reload.added, reload.version_after) == (True, (), reload.version_before)
    assert store.current() is before


def test_a_folder_that_is_gone_keeps_the_old_snapshot(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    before = store.current()
    folder.rename(folder.with_name("gone"))
    assert "does not exist" in store.reload().problems[0].says
    assert store.current() is before


def test_a_dry_run_tells_and_changes_nothing(folder: Path) -> None:
    store = KnowledgeStore(folder, clock)
    before = store.current()
    write_folder(folder, {"c.yaml": BRIEFING})
    reload = store.reload(dry_run=True)
    assert (reload.dry_run, reload.added, reload.briefings_after) == (True, ("c",), 3)
    assert store.current() is before
    assert store.reload().added == ("c",)


def test_a_link_that_is_turned_to_another_folder_is_a_reload(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(folder)
    store = KnowledgeStore(link, clock)
    write_folder(tmp_path / "next", {"a.yaml": BRIEFING, "b.yaml": BRIEFING, "c.yaml": BRIEFING})
    (tmp_path / "new").symlink_to(tmp_path / "next")
    os.replace(tmp_path / "new", link)
    assert store.reload().added == ("c",)


@pytest.fixture
def reading(folder: Path) -> Iterator[tuple[KnowledgeStore, set[tuple[int, bool]]]]:
    store, seen, stop = KnowledgeStore(folder, clock), set[tuple[int, bool]](), threading.Event()

    def read() -> None:
        while not stop.wait(0.0005):
            snapshot = store.current()
            briefings = tuple(snapshot.knowledge.briefings.values())
            seen.add((len(briefings), snapshot.index.briefings == briefings))

    reader = threading.Thread(target=read)
    reader.start()
    yield store, seen
    stop.set()
    reader.join()


def test_readers_see_whole_snapshots_during_good_and_broken_reloads(
    reading: tuple[KnowledgeStore, set[tuple[int, bool]]], folder: Path
) -> None:
    store, seen = reading
    for _ in range(15):
        for content, is_refused in ((BRIEFING, False), ("a: [", True), (LONGER, False)):
            write_folder(folder, {"c.yaml": content})
            assert store.reload().is_refused is is_refused
        (folder / "c.yaml").unlink()
        assert store.reload().removed == ("c",)
    assert seen <= {(2, True), (3, True)}
    assert seen


def test_reloads_at_the_same_time_take_turns(folder: Path) -> None:
    free, was_alone = threading.Semaphore(1), list[bool]()

    def slow_clock() -> datetime:
        was_alone.append(free.acquire(blocking=False))
        time.sleep(0.02)
        free.release()
        return clock()

    store = KnowledgeStore(folder, slow_clock)
    write_folder(folder, {"c.yaml": BRIEFING})
    threads = [threading.Thread(target=store.reload, kwargs={"dry_run": True}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert was_alone == [True] * 5
