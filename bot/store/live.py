"""The snapshot in use, and how another takes its place."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from bot.briefing.decisions import Decisions
from bot.errors import KnowledgeError, Problem
from bot.store.desk.amending import amend
from bot.store.desk.watched import WatchedDesk
from bot.store.files import fingerprint
from bot.store.kept.cache import Cache
from bot.store.load import read_knowledge
from bot.store.snapshot import Kept, Knowledge, Snapshot, build_snapshot


@dataclass(frozen=True, slots=True)
class Reload:
    """What a reload changed, or why it changed nothing.

    Attributes:
        added, changed, removed: Briefing ids, sorted; changed means that the file has other bytes.
        people_changed: Whether ``speakers.yaml`` says something else.
        vocabulary_changed: Whether ``vocabulary.yaml`` says something else.
        problems: Why the old snapshot stays; empty if the reload succeeded.
        version_after: Equal to ``version_before`` if nothing changed or the old snapshot stays.
        dry_run: Whether it was only tried.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    people_changed: bool
    vocabulary_changed: bool
    problems: tuple[Problem, ...]
    briefings_before: int
    briefings_after: int
    turns_before: int
    turns_after: int
    version_before: str
    version_after: str
    took_s: float
    dry_run: bool

    @property
    def is_refused(self) -> bool:
        """Whether the old snapshot stays because something is wrong."""
        return bool(self.problems)

    @property
    def is_unchanged(self) -> bool:
        """Whether the folder still holds what was loaded."""
        return not self.problems and self.version_before == self.version_after


class KnowledgeStore:
    """Hands out the current snapshot; replaces it whole or not at all.

    Readers never wait: a reload builds a new snapshot beside the old one and
    then assigns one reference. Reloads take turns.

    Attributes:
        loaded_from: The folder's fingerprint just before the snapshot was read from it.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], cache: Cache | None = None) -> None:
        """Load the folder.

        Args:
            cache: Where the last snapshot of it may lie and the next one is kept; None for nowhere.

        Raises:
            KnowledgeError: Anything in it is wrong.
        """
        self.folder = folder
        self._clock = clock
        self._cache = cache
        self._reloading = Lock()
        self.loaded_from = fingerprint(folder)
        kept = cache.open(folder) if cache is not None else None
        knowledge = read_knowledge(folder, kept)
        self._current = build_snapshot(knowledge, clock(), kept)
        if kept is None or kept.files != knowledge.files:
            self._keep()
        self._desk = WatchedDesk(folder, knowledge.decisions)
        self._amended: tuple[Snapshot, Decisions, Snapshot] | None = None

    def current(self) -> Snapshot:
        """The snapshot to answer from, on the terms the desk has decided by now; take it once an answer."""
        read, decisions = self._current, self._desk.current()
        known = self._amended
        if known is None or known[0] is not read or known[1] is not decisions:
            known = self._amended = (read, decisions, amend(read, decisions))
        return known[2]

    def as_read(self) -> Knowledge:
        """What the folder held when it was loaded, whatever the desk decided: for deciding, never for showing."""
        return self._current.knowledge

    @property
    def desk_problems(self) -> tuple[Problem, ...]:
        """Why newer decisions of the desk are not in force; empty if all are."""
        return self._desk.problems

    def reload(self, dry_run: bool = False) -> Reload:
        """Read the folder again; on any problem the old snapshot stays.

        Args:
            dry_run: Only say what would change.
        """
        with self._reloading:
            started_s = time.perf_counter()
            before = self._current.knowledge
            problems: tuple[Problem, ...] = ()
            after = before
            seen = fingerprint(self.folder)
            try:
                kept = Kept.of(self._current)
                after = self._desk.unless_lost(read_knowledge(self.folder, kept))
                if after.version != before.version:
                    snapshot = build_snapshot(after, self._clock(), kept)
                    if not dry_run:
                        self._current = snapshot
                        self._keep()
                if not dry_run:
                    self.loaded_from = seen
                    self._desk.accept(after.decisions)
            except KnowledgeError as error:
                problems = error.problems
            except OSError as error:
                problems = (Problem(str(self.folder), 0, f"cannot be read ({error.strerror}); try again"),)
            return _compare(before, after, problems, time.perf_counter() - started_s, dry_run)

    def _keep(self) -> None:
        if self._cache is not None:
            self._cache.keep(self.folder, self._current.knowledge, self._current.index)


def _compare(
    before: Knowledge, after: Knowledge, problems: tuple[Problem, ...], took_s: float, dry_run: bool
) -> Reload:
    """Tell two states of the folder apart; with problems, ``after`` is ``before``."""
    old, new = before.briefings, after.briefings
    return Reload(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(key for key in new.keys() & old.keys() if new[key].sha256 != old[key].sha256)),
        removed=tuple(sorted(old.keys() - new.keys())),
        people_changed=after.register.speakers != before.register.speakers,
        vocabulary_changed=after.vocabulary.groups != before.vocabulary.groups,
        problems=problems,
        briefings_before=len(old),
        briefings_after=len(new),
        turns_before=before.turn_count,
        turns_after=after.turn_count,
        version_before=before.version,
        version_after=after.version,
        took_s=took_s,
        dry_run=dry_run,
    )
