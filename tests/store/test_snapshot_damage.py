import fcntl
import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.kept import cache as kept_cache
from bot.store.kept.parts import array_part, read_parts, write_parts
from bot.store.live import KnowledgeStore
from tests.store.archives import answers, briefing, cache_in, clock, kept_file
from tests.store.folders import write_folder

TURNS = [
    {"kind": kind, "text": text, "printed": "MS. OKORO", "rule": ""}
    for kind, text in (
        ("speech", "The gauges are new and blue."),
        ("question", "Will the herring quota rise?"),
        ("speech", "Ebbe — “the tide”, as we say — is the U.S. harbour's own."),
        ("speech", "The ferry sails at noon."),
    )
]
FILES = {"a.yaml": briefing("2030-05-12", "", TURNS), "b.yaml": briefing("2030-05-13", "[C0123]", TURNS[1:])}


class Place:
    """A knowledge folder, its snapshot as it was written, and what is answered from nothing."""

    def __init__(self, home: Path) -> None:
        self.folder = write_folder(home / "knowledge", FILES)
        self.cache = cache_in(home / "cache")
        self.expected = answers(KnowledgeStore(self.folder, clock, self.cache))
        self.file = kept_file(self.cache)
        self.whole = self.file.read_bytes()

    def holds_whole(self) -> bool:
        """Whether the snapshot was mended and is used again."""
        return self.cache.open(self.folder) is not None


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with TemporaryDirectory() as home:
        yield Place(Path(home))


DAMAGES = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1, exclude_max=True), st.integers(1, 255)),
    st.tuples(st.just("cut"), st.floats(0, 1, exclude_max=True), st.just(0)),
    st.tuples(st.just("zero"), st.floats(0, 1, exclude_max=True), st.integers(1, 5_000)),
    st.tuples(st.just("grow"), st.just(0.0), st.integers(1, 200)),
)


def damaged(whole: bytes, how: str, where: float, much: int) -> bytes:
    at = int(where * len(whole))
    if how == "flip":
        return whole[:at] + bytes([whole[at] ^ much]) + whole[at + 1 :]
    if how == "cut":
        return whole[:at]
    return whole[:at] + bytes(len(whole[at : at + much])) + whole[at + much :] if how == "zero" else whole + bytes(much)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=DAMAGES)
def test_no_damage_of_the_snapshot_changes_an_answer_and_the_next_start_finds_it_mended(
    place: Place, damage: tuple[str, float, int]
) -> None:
    place.file.write_bytes(damaged(place.whole, *damage))
    assert answers(KnowledgeStore(place.folder, clock, place.cache)) == place.expected
    assert place.holds_whole()


class Malice:
    """Runs when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return os.mkdir, (str(self.mark),)


def test_a_planted_file_runs_nothing(place: Place, tmp_path: Path) -> None:
    place.file.write_bytes(pickle.dumps(Malice(tmp_path / "ran")))
    assert answers(KnowledgeStore(place.folder, clock, place.cache)) == place.expected
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("part", "at", "value"),
    [
        ("facts.columns", 0, 99),
        ("facts.columns", 0, -1),
        ("facts.counts", 0, -1),
        ("lines.stream", 0, 1 << 30),
        ("lines.starts", 1, 1 << 40),
        ("lexicon.entry_terms", 0, -5),
        ("lexicon.entry_starts", 1, 77),
        ("own.starts", 1, 1 << 50),
        ("own.passages", 0, 1 << 20),
        ("own.places", -1, 1 << 30),
        ("context.begins", -1, -1),
        ("turn_sizes", 0, 1 << 50),
        ("turn_sizes", 0, -3),
    ],
)
def test_numbers_out_of_bounds_are_not_believed_though_their_digests_fit(
    place: Place, part: str, at: int, value: int
) -> None:
    place.file.write_bytes(place.whole)
    with place.file.open("rb") as file:
        parts = {name: array.copy() for name, array in read_parts(file, kept_cache._key()).items()}
    parts[part][at] = value
    with place.file.open("wb") as file:
        write_parts(file, kept_cache._key(), [array_part(name, array) for name, array in parts.items()])
    assert place.cache.open(place.folder) is None
    assert answers(KnowledgeStore(place.folder, clock, place.cache)) == place.expected


def test_parts_written_back_as_they_were_are_believed(place: Place) -> None:
    place.file.write_bytes(place.whole)
    with place.file.open("rb") as file:
        parts = {name: np.array(array) for name, array in read_parts(file, kept_cache._key()).items()}
    with place.file.open("wb") as file:
        write_parts(file, kept_cache._key(), [array_part(name, array) for name, array in parts.items()])
    assert place.holds_whole()


@pytest.mark.parametrize("missing", ["briefings", "turns", "files", "words", "own.places"])
def test_a_snapshot_without_one_of_its_parts_is_not_believed(place: Place, missing: str) -> None:
    place.file.write_bytes(place.whole)
    with place.file.open("rb") as file:
        parts = {name: array.copy() for name, array in read_parts(file, kept_cache._key()).items() if name != missing}
    with place.file.open("wb") as file:
        write_parts(file, kept_cache._key(), [array_part(name, array) for name, array in parts.items()])
    assert answers(KnowledgeStore(place.folder, clock, place.cache)) == place.expected
    assert place.holds_whole()


def test_what_others_could_have_written_is_not_read(place: Place) -> None:
    place.file.write_bytes(place.whole)
    for path, mode in ((place.file, 0o600), (place.file.parent, 0o700)):
        path.chmod(mode | 0o020)
        assert place.cache.open(place.folder) is None
        path.chmod(mode)
        assert place.cache.open(place.folder) is not None


def test_a_link_in_the_snapshots_place_is_not_followed(place: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(place.whole)
    place.file.unlink()
    place.file.symlink_to(tmp_path / "elsewhere")
    assert place.cache.open(place.folder) is None
    KnowledgeStore(place.folder, clock, place.cache)
    assert (place.holds_whole(), place.file.is_symlink()) == (True, False)


def test_the_snapshot_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = kept_file(Place(tmp_path).cache)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("below", ["", "deeper/down"])
def test_where_nothing_can_be_kept_answers_come_all_the_same(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("in the way")
    store = KnowledgeStore(write_folder(tmp_path / "knowledge", FILES), clock, cache_in(tmp_path / "file" / below))
    assert answers(store) == answers(KnowledgeStore(store.folder, clock))
    assert store.reload().is_unchanged


def test_whoever_comes_second_leaves_the_writing_to_the_first(place: Place) -> None:
    place.file.write_bytes(place.whole)
    snapshot = KnowledgeStore(place.folder, clock).current()
    with (place.file.parent / "writing").open("wb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        assert not place.cache.keep(place.folder, snapshot.knowledge, snapshot.index)
        assert place.file.read_bytes() == place.whole
    assert place.cache.keep(place.folder, snapshot.knowledge, snapshot.index)
    assert [path.name for path in place.file.parent.iterdir()] == ["snapshot"]


def test_a_file_that_has_just_become_the_snapshot_is_not_written_over(place: Place) -> None:
    place.file.write_bytes(place.whole)
    snapshot = KnowledgeStore(place.folder, clock).current()
    with place.file.open("r+b") as opened_before_it_was_renamed:
        home = place.file.parent
        assert not kept_cache._write(opened_before_it_was_renamed, home, snapshot.knowledge, snapshot.index)
    assert place.file.read_bytes() == place.whole


def test_what_a_killed_process_left_half_written_is_neither_read_nor_in_the_way(place: Place) -> None:
    place.file.write_bytes(b"")
    (place.file.parent / "writing").write_bytes(place.whole[:100] * 1_000)
    assert answers(KnowledgeStore(place.folder, clock, place.cache)) == place.expected
    assert place.holds_whole()
    assert [path.name for path in place.file.parent.iterdir()] == ["snapshot"]


def load_often(folder: Path, cache: Path, expected: list[dict[str, Any]]) -> None:
    for _ in range(10):
        for file in cache.glob("*/snapshot"):
            file.unlink(missing_ok=True)
        assert answers(KnowledgeStore(folder, clock, cache_in(cache))) == expected


def test_processes_that_read_write_and_remove_at_once_all_answer_right(tmp_path: Path) -> None:
    place = Place(tmp_path)
    context = multiprocessing.get_context("spawn")
    arguments = (place.folder, place.cache.folder, place.expected)
    processes = [context.Process(target=load_often, args=arguments) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]


def test_a_store_goes_on_answering_when_its_snapshot_is_replaced_or_removed(place: Place) -> None:
    place.file.write_bytes(place.whole)
    store = KnowledgeStore(place.folder, clock, place.cache)
    snapshot = store.current()
    assert place.cache.keep(place.folder, snapshot.knowledge, snapshot.index)
    place.file.unlink()
    assert answers(store) == place.expected
