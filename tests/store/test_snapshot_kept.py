import os
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.model import GIVES_AWAY, Briefing
from bot.errors import KnowledgeError
from bot.store.kept.briefings import KeptTurns
from bot.store.kept.cache import Cache
from bot.store.live import KnowledgeStore
from tests.index.comparing import same
from tests.store.archives import FILES, TARIQ, answers, cache_in, clock, kept_file, rewrite
from tests.store.folders import BRIEFING, HEAD, PEOPLE, check_folder, write_folder
from tests.store.test_briefing_file import WHOLE

LABELLED = HEAD + "  - {speech: The ferry sails., printed: MR. LINDQVIST}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge", {"a.yaml": BRIEFING, "b.yaml": LABELLED, "c.yaml": WHOLE})


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return cache_in(tmp_path / "cache")


def not_read_again(store: KnowledgeStore) -> list[str]:
    """The briefings that were taken from the disk's snapshot."""
    return [b.id for b in store.current().knowledge.briefings.values() if isinstance(b.turns, KeptTurns)]


@settings(deadline=None, max_examples=60)
@given(st.lists(FILES, min_size=2, max_size=4))
def test_answers_over_a_kept_snapshot_are_those_from_nothing_after_any_edits(states: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as home:
        folder, cache = Path(home, "knowledge"), cache_in(Path(home, "cache"))
        running = None
        for files in states:
            rewrite(folder, files)
            if problems := check_folder(folder):
                with pytest.raises(KnowledgeError) as refused:
                    KnowledgeStore(folder, clock, cache)
                assert refused.value.problems == problems
                assert running is None or running.reload().problems == problems
                continue
            fresh = KnowledgeStore(folder, clock)
            expected = answers(fresh)
            running = running or KnowledgeStore(folder, clock, cache)
            running.reload()
            for store in (KnowledgeStore(folder, clock, cache), KnowledgeStore(folder, clock, cache), running):
                assert answers(store) == expected
                assert same(store.current().index, fresh.current().index)
                assert store.current().knowledge.version == fresh.current().knowledge.version


def test_every_key_of_a_briefing_comes_back(folder: Path, cache: Cache) -> None:
    def everything(store: KnowledgeStore) -> list[Any]:
        names = [field.name for field in fields(Briefing) if field.name != "turns"]
        briefings = store.current().knowledge.briefings.values()
        return [([getattr(b, name) for name in names], list(b.turns)) for b in briefings]

    fresh, kept = KnowledgeStore(folder, clock, cache), KnowledgeStore(folder, clock, cache)
    assert not_read_again(kept) == ["a", "b", "spring-tides"]
    assert everything(kept) == everything(fresh)
    started_at = kept.current().knowledge.briefings["spring-tides"].started_at
    assert started_at is not None
    assert started_at.astimezone(UTC) == datetime(2030, 5, 14, 13, 5, tzinfo=UTC)


def test_only_a_changed_briefing_is_read_again(folder: Path, cache: Cache) -> None:
    KnowledgeStore(folder, clock, cache)
    write_folder(folder, {"b.yaml": LABELLED + "  - speech: It sails at noon.\n"})
    assert not_read_again(KnowledgeStore(folder, clock, cache)) == ["a", "spring-tides"]
    assert not_read_again(KnowledgeStore(folder, clock, cache)) == ["a", "b", "spring-tides"]


def test_a_reload_keeps_the_unchanged_briefings_and_the_next_start_finds_its_snapshot(
    folder: Path, cache: Cache
) -> None:
    store = KnowledgeStore(folder, clock, cache)
    before = store.current().knowledge.briefings
    write_folder(folder, {"b.yaml": LABELLED + "  - speech: It sails at noon.\n"})
    assert store.reload().changed == ("b",)
    after = store.current().knowledge.briefings
    assert (after["a"] is before["a"], after["b"] is before["b"]) == (True, False)
    assert not_read_again(KnowledgeStore(folder, clock, cache)) == ["a", "b", "spring-tides"]


def test_an_edit_of_the_same_length_at_the_same_time_is_seen(folder: Path, cache: Cache) -> None:
    KnowledgeStore(folder, clock, cache)
    path = folder / "a.yaml"
    times = path.stat()
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b"new", b"old"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert KnowledgeStore(folder, clock, cache).current().index.passages[0].text == "The gauges are old."


def test_a_person_added_later_fills_a_label_and_no_briefing_is_read_again(folder: Path, cache: Cache) -> None:
    before = KnowledgeStore(folder, clock, cache).current().index
    write_folder(folder, {"speakers.yaml": PEOPLE + TARIQ})
    after = KnowledgeStore(folder, clock, cache)
    assert not_read_again(after) == ["a", "b", "spring-tides"]
    assert (before.speakers.values, before.labels.values) == (["vesna-okoro"], ["MR. LINDQVIST"])
    assert (after.current().index.speakers.values, after.current().index.labels.values) == (
        ["vesna-okoro", "tariq-lindqvist"],
        [],
    )


@pytest.mark.parametrize(
    "people",
    ["- {id: x, name: X Y}\n", PEOPLE.replace("2030-12-31", "2030-02-01"), PEOPLE.replace("Okoro", "Briefing"), "a: ["],
    ids=["gone", "out of office", "a name that gives an anonymous speaker away", "unreadable"],
)
def test_people_who_contradict_a_kept_briefing_are_told_as_ever(folder: Path, cache: Cache, people: str) -> None:
    hidden = "  - {speech: Well., by: vesna-okoro, ground_rule: {rule: on_background, attribution: an official}}\n"
    write_folder(folder, {"d.yaml": HEAD + hidden})
    KnowledgeStore(folder, clock, cache)
    write_folder(folder, {"speakers.yaml": people})
    with pytest.raises(KnowledgeError) as raised:
        KnowledgeStore(folder, clock, cache)
    assert raised.value.problems == check_folder(folder)


def test_people_who_join_or_leave_later_decide_anew_whose_names_are_kept_back(folder: Path, cache: Cache) -> None:
    call = (
        "  - {speech: It holds., printed: MR. LINDQVIST, ground_rule: {rule: on_background, attribution: an official}}\n"
        "  - {speech: Thank you Tariq for the zanthorium.}\n"
    )
    write_folder(folder, {"d.yaml": HEAD + call})
    for people, hidden in ((PEOPLE, 0), (PEOPLE + TARIQ, 1), (PEOPLE, 0)):
        write_folder(folder, {"speakers.yaml": people})
        for store in (KnowledgeStore(folder, clock, cache), KnowledgeStore(folder, clock)):
            assert [turn.ground_rule for turn in store.current().knowledge.briefings["d"].turns].count(
                GIVES_AWAY
            ) == hidden


def test_a_new_file_that_takes_a_kept_briefings_id_is_told_as_ever(folder: Path, cache: Cache) -> None:
    store = KnowledgeStore(folder, clock, cache)
    write_folder(folder, {"0.yaml": "id: b\n" + BRIEFING})
    with pytest.raises(KnowledgeError) as raised:
        KnowledgeStore(folder, clock, cache)
    assert [problem.path for problem in raised.value.problems] == ["b.yaml"]
    assert store.reload().problems == raised.value.problems == check_folder(folder)


def test_other_terms_are_honoured_without_reading_briefings_again(folder: Path, cache: Cache) -> None:
    before = answers(KnowledgeStore(folder, clock, cache))
    write_folder(folder, {"vocabulary.yaml": "- [gauges, herring quota]\n"})
    store = KnowledgeStore(folder, clock, cache)
    assert not_read_again(store) == ["a", "b", "spring-tides"]
    assert answers(store) == answers(KnowledgeStore(folder, clock)) != before


def test_a_kept_turn_reads_the_same_each_time_and_has_the_digest_of_its_file(folder: Path, cache: Cache) -> None:
    fresh, kept = KnowledgeStore(folder, clock, cache), KnowledgeStore(folder, clock, cache)
    turns = kept.current().knowledge.briefings["spring-tides"].turns
    assert turns[1] == turns[1] == fresh.current().knowledge.briefings["spring-tides"].turns[1]
    assert [t.sha256 for t in turns] == [t.sha256 for t in fresh.current().knowledge.briefings["spring-tides"].turns]
    assert all(turn.is_untouched for turn in turns)


def test_two_folders_have_a_snapshot_each(folder: Path, cache: Cache, tmp_path: Path) -> None:
    other = write_folder(tmp_path / "elsewhere" / "knowledge", {"z.yaml": BRIEFING})
    for _ in range(2):
        assert "a" in KnowledgeStore(folder, clock, cache).current().knowledge.briefings
        assert list(KnowledgeStore(other, clock, cache).current().knowledge.briefings) == ["z"]
    assert len(list(cache.folder.glob("*/snapshot"))) == 2


def test_little_knowledge_is_not_kept(folder: Path, tmp_path: Path) -> None:
    KnowledgeStore(folder, clock, Cache(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def test_a_dry_run_and_a_refused_reload_leave_the_snapshot_as_it_was(folder: Path, cache: Cache) -> None:
    store = KnowledgeStore(folder, clock, cache)
    before = kept_file(cache).stat()
    write_folder(folder, {"d.yaml": BRIEFING})
    store.reload(dry_run=True)
    write_folder(folder, {"d.yaml": "a: ["})
    store.reload()
    after = kept_file(cache).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
