"""Notices that the knowledge folder has changed, and loads it once it lies still."""

import logging
from typing import Final

from bot.errors import Problem
from bot.store.files import fingerprint
from bot.store.live import KnowledgeStore, Reload

RESTLESS_LOOKS_MAX: Final = 60

log = logging.getLogger(__name__)


class Watch:
    """Looks at the folder, again and again.

    A folder is loaded when two looks have seen the same change: whoever copies
    files or types is given the time between them. One that never lies still is
    loaded all the same after a while; loading is whole and checked in any case.
    """

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store
        self._last_seen = store.loaded_from
        self._refused_at: str | None = None
        self._told: frozenset[Problem] = frozenset()
        self._restless_looks = 0

    @property
    def is_restless(self) -> bool:
        """Whether a change was seen that may not be whole yet: look again in a moment."""
        return self._restless_looks > 0

    def look(self) -> Reload | None:
        """What a changed folder brought, where that is news; None where it is not.

        News are: another snapshot, problems that are not those of the last time,
        and a folder that is in order again after problems.
        """
        try:
            return self._look()
        except Exception:
            # Answers go on from the snapshot at hand; what broke is tried again when the folder changes.
            log.exception("watch_failed")
            self._refused_at, self._restless_looks = self._last_seen, 0
            return None

    def _look(self) -> Reload | None:
        seen = fingerprint(self._store.folder)
        is_still, self._last_seen = seen == self._last_seen, seen
        if seen == self._refused_at or (seen == self._store.loaded_from and not self._told):
            self._restless_looks = 0
            return None
        if not is_still and self._restless_looks < RESTLESS_LOOKS_MAX:
            self._restless_looks += 1
            return None
        return self._load(seen)

    def _load(self, seen: str) -> Reload | None:
        reload = self._store.reload()
        if reload.is_refused and fingerprint(self._store.folder) != seen and self._restless_looks < RESTLESS_LOOKS_MAX:
            # It was changed while it was read: its problems may be those of half a copy.
            self._restless_looks += 1
            return None
        self._restless_looks = 0
        self._refused_at = seen if reload.is_refused else None
        before, self._told = self._told, frozenset(reload.problems)
        is_news = self._told != before if reload.is_refused else bool(before) or not reload.is_unchanged
        return reload if is_news else None
