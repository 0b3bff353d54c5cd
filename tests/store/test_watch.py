"""A changed folder is loaded once it lies still, and told about once."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.desk.deciding import Decider, withdraw
from bot.store.files import fingerprint
from bot.store.live import KnowledgeStore, Reload
from bot.store.watch import RESTLESS_LOOKS_MAX, Watch
from tests.store.folders import BRIEFING, write_folder

BROKEN = BRIEFING.replace("2030-05-14", "2030-13-14")


def clock() -> datetime:
    return datetime(2030, 6, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge", {"a.yaml": BRIEFING, "b.yaml": BRIEFING})


@pytest.fixture
def store(folder: Path) -> KnowledgeStore:
    return KnowledgeStore(folder, clock)


@pytest.fixture
def watch(store: KnowledgeStore) -> Watch:
    return Watch(store)


def look_until_still(watch: Watch) -> Reload | None:
    first = watch.look()
    return watch.look() if first is None and watch.is_restless else first


def touch(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def edit_unseen(path: Path) -> None:
    """Another content of the same length and the same time of change."""
    status = path.stat()
    path.write_text(path.read_text().replace("gauges", "ganges"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_by_link(path: Path) -> None:
    path.rename(path.with_name(".kept"))
    path.symlink_to(".kept")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: shutil.copy(folder / "a.yaml", folder / "c.yaml"),
        lambda folder: shutil.copytree(folder, folder / "2031"),
        lambda folder: (folder / "b.yaml").unlink(),
        lambda folder: (folder / "b.yaml").rename(folder / "c.yaml"),
        lambda folder: touch(folder / "a.yaml"),
        lambda folder: edit_unseen(folder / "a.yaml"),
        lambda folder: (folder / "a.yaml").chmod(0o600),
        lambda folder: replace_by_link(folder / "a.yaml"),
        lambda folder: (folder / "c.yaml").symlink_to("nowhere"),
        lambda folder: os.mkfifo(folder / "c.yaml"),
        lambda folder: shutil.rmtree(folder),
    ],
)
def test_a_changed_folder_has_another_fingerprint(folder: Path, change: Callable[[Path], object]) -> None:
    before = fingerprint(folder)
    change(folder)
    assert fingerprint(folder) != before


def test_a_folder_that_is_only_read_keeps_its_fingerprint(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "a.yaml").read_text()
    for passed_over in (".writing-1.yaml", "README.md", "a.yaml~"):
        (folder / passed_over).write_text(BRIEFING)
    assert fingerprint(folder) == before


def test_a_link_turned_to_another_folder_is_another_fingerprint(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "next")
    link = tmp_path / "current"
    link.symlink_to(folder)
    before = fingerprint(link)
    link.unlink()
    link.symlink_to(tmp_path / "next")
    assert fingerprint(link) != before


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = write_folder(tmp_path / "outside", {"x.yaml": BRIEFING})
    (folder / "out").symlink_to(outside)
    before = fingerprint(folder)
    write_folder(outside, {"y.yaml": BRIEFING})
    assert fingerprint(folder) == before


def test_four_thousand_files_are_looked_at_in_a_blink(tmp_path: Path) -> None:
    for number in range(4_000):
        path = tmp_path / f"{number % 20:02d}" / f"{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    started_s = time.process_time()
    fingerprint(tmp_path)
    assert time.process_time() - started_s < 0.5


def test_an_unchanged_folder_is_no_news(watch: Watch) -> None:
    assert watch.look() is None
    assert not watch.is_restless


def test_a_change_is_loaded_when_two_looks_have_seen_it(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    write_folder(folder, {"c.yaml": BRIEFING})
    assert watch.look() is None
    assert watch.is_restless
    assert "c" not in store.current().knowledge.briefings
    reload = watch.look()
    assert reload is not None
    assert (reload.added, reload.briefings_before, reload.briefings_after) == (("c",), 2, 3)
    assert "c" in store.current().knowledge.briefings
    assert not watch.is_restless
    assert watch.look() is None


def test_a_folder_is_left_alone_while_files_keep_coming(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    for number in range(5):
        write_folder(folder, {f"c{number}.yaml": BRIEFING})
        assert watch.look() is None
    assert len(store.current().knowledge.briefings) == 2
    reload = watch.look()
    assert reload is not None
    assert len(reload.added) == 5


def test_a_folder_that_never_lies_still_is_loaded_all_the_same(folder: Path, watch: Watch) -> None:
    write_folder(folder, {"c.yaml": BRIEFING})
    looks = 0
    while watch.look() is None:
        touch(folder / "a.yaml")
        looks += 1
        assert looks <= RESTLESS_LOOKS_MAX + 1
    assert looks >= RESTLESS_LOOKS_MAX


def test_a_touched_file_is_no_news(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    before = store.current()
    touch(folder / "a.yaml")
    assert look_until_still(watch) is None
    assert store.current() is before
    assert watch.look() is None
    assert not watch.is_restless


def test_what_the_desk_decides_is_in_force_at_once_and_no_news(
    folder: Path, store: KnowledgeStore, watch: Watch
) -> None:
    assert withdraw(folder, store.as_read(), "a", Decider("U0EDITOR", clock()))
    assert list(store.current().knowledge.briefings) == ["b"]
    assert look_until_still(watch) is None
    assert not watch.is_restless
    assert list(store.current().knowledge.briefings) == ["b"]


def test_problems_keep_the_old_snapshot_and_are_told_once(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    before = store.current()
    write_folder(folder, {"b.yaml": BROKEN})
    reload = look_until_still(watch)
    assert reload is not None
    assert [(problem.path, problem.line) for problem in reload.problems] == [("b.yaml", 2)]
    assert store.current() is before
    assert [watch.look() for _ in range(3)] == [None] * 3
    touch(folder / "b.yaml")
    assert look_until_still(watch) is None
    write_folder(folder, {"c.yaml": BRIEFING})
    assert look_until_still(watch) is None


class BusyStore(KnowledgeStore):
    """While it reads, somebody goes on copying."""

    copies = 0

    def reload(self, dry_run: bool = False) -> Reload:
        reload = super().reload(dry_run)
        if self.copies:
            self.copies -= 1
            touch(self.folder / "b.yaml")
        return reload


def test_problems_of_half_a_copy_are_not_told(folder: Path) -> None:
    store = BusyStore(folder, clock)
    watch, store.copies = Watch(store), 2
    write_folder(folder, {"b.yaml": BROKEN})
    looks = 0
    while (reload := watch.look()) is None:
        looks += 1
        assert watch.is_restless
    assert reload.is_refused
    assert looks == 5
    assert store.copies == 0


def test_other_problems_are_news(folder: Path, watch: Watch) -> None:
    write_folder(folder, {"b.yaml": BROKEN})
    look_until_still(watch)
    write_folder(folder, {"c.yaml": BROKEN})
    reload = look_until_still(watch)
    assert reload is not None
    assert [problem.path for problem in reload.problems] == ["b.yaml", "c.yaml"]


def test_a_mended_folder_is_news_even_if_it_is_as_it_was(folder: Path, watch: Watch) -> None:
    write_folder(folder, {"b.yaml": BROKEN})
    look_until_still(watch)
    write_folder(folder, {"b.yaml": BRIEFING})
    reload = look_until_still(watch)
    assert reload is not None
    assert reload.is_unchanged
    assert watch.look() is None
    write_folder(folder, {"b.yaml": BROKEN})
    again = look_until_still(watch)
    assert again is not None
    assert again.is_refused


def test_a_link_turned_to_a_broken_folder_and_back_is_told_both_times(folder: Path, tmp_path: Path) -> None:
    link, broken = tmp_path / "current", write_folder(tmp_path / "broken", {"b.yaml": BROKEN})
    link.symlink_to(folder)
    watch = Watch(KnowledgeStore(link, clock))
    told = []
    for target in (broken, folder, broken):
        link.unlink()
        link.symlink_to(target)
        reload = look_until_still(watch)
        assert reload is not None
        told.append(reload.is_refused)
    assert told == [True, False, True]


def test_a_folder_that_went_away_is_a_problem_and_its_return_is_noticed(
    folder: Path, store: KnowledgeStore, watch: Watch, tmp_path: Path
) -> None:
    folder.rename(tmp_path / "away")
    gone = look_until_still(watch)
    assert gone is not None
    assert "does not exist" in gone.problems[0].says
    assert len(store.current().knowledge.briefings) == 2
    (tmp_path / "away").rename(folder)
    back = look_until_still(watch)
    assert back is not None
    assert back.is_unchanged


def test_a_reload_by_hand_is_not_done_again(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    write_folder(folder, {"c.yaml": BRIEFING})
    assert store.reload().added == ("c",)
    assert watch.look() is None
    assert not watch.is_restless


def test_a_dry_run_leaves_the_change_to_be_noticed(folder: Path, store: KnowledgeStore, watch: Watch) -> None:
    write_folder(folder, {"c.yaml": BRIEFING})
    store.reload(dry_run=True)
    reload = look_until_still(watch)
    assert reload is not None
    assert reload.added == ("c",)


def test_a_change_made_while_the_program_starts_is_noticed(folder: Path) -> None:
    def late_clock() -> datetime:
        write_folder(folder, {"c.yaml": BRIEFING})
        return clock()

    reload = look_until_still(Watch(KnowledgeStore(folder, late_clock)))
    assert reload is not None
    assert reload.added == ("c",)


def test_what_breaks_the_watch_is_logged_and_tried_again_at_the_next_change(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    breaks = [False, True, False]

    def brittle_clock() -> datetime:
        if breaks.pop(0):
            raise ZeroDivisionError
        return clock()

    watch = Watch(KnowledgeStore(folder, brittle_clock))
    write_folder(folder, {"c.yaml": BRIEFING})
    with caplog.at_level(logging.ERROR):
        assert look_until_still(watch) is None
    assert [record.message for record in caplog.records] == ["watch_failed"]
    assert watch.look() is None
    assert not watch.is_restless
    write_folder(folder, {"d.yaml": BRIEFING})
    reload = look_until_still(watch)
    assert reload is not None
    assert reload.added == ("c", "d")
