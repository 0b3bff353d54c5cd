"""The decisions in force right now: one look at the file's state for each answer."""

import logging
import os
from pathlib import Path
from threading import Lock
from typing import Final

from bot.briefing.decisions import NOTHING_DECIDED, Decisions
from bot.errors import KnowledgeError, Problem
from bot.store.files import KnowledgeFile, decode, read_bytes
from bot.store.problems import Problems
from bot.store.schema.desk import read_decisions
from bot.store.snapshot import Knowledge
from bot.store.yaml_nodes import read_nodes

DESK_FILE: Final = "desk.yaml"

_Mark = tuple[int, int, int, int]

_LOST: Final = Problem(
    DESK_FILE,
    0,
    "is gone, and with it every decision; put it back, or write withdrawn: [] into it to take them all back",
)
_UNREAD: Final[_Mark] = (-1, -1, -1, -1)

log = logging.getLogger(__name__)


def read_desk(folder: Path) -> tuple[Decisions, tuple[Problem, ...]]:
    """The decisions a folder holds, and what is wrong with their file; none where there is no file."""
    file = folder / DESK_FILE
    if not os.path.lexists(file):
        return Decisions(), ()
    problems = Problems(DESK_FILE)
    root, real = Path(os.path.realpath(folder)), Path(os.path.realpath(file))
    if not real.is_relative_to(root):
        problems.add(0, "is a link that leaves the knowledge folder; copy the file here instead")
        return Decisions(), problems.found
    data = read_bytes(KnowledgeFile(DESK_FILE, real), problems)
    text = decode(data, problems) if data is not None else None
    nodes = read_nodes(text, problems) if text is not None else None
    decisions = read_decisions(nodes, problems) if nodes is not None else Decisions()
    return decisions, problems.found


class WatchedDesk:
    """Hands out the decisions in force, as soon as their file says something else, in whichever process it was written.

    A file that cannot be read, or is gone, changes nothing: what was withdrawn stays
    withdrawn, and ``problems`` tell why.
    """

    def __init__(self, folder: Path, decisions: Decisions) -> None:
        self._folder = folder
        self._file = folder / DESK_FILE
        self._reading = Lock()
        self.accept(decisions)

    def accept(self, decisions: Decisions) -> None:
        """Start from what a folder that was read and found good holds."""
        with self._reading:
            self._decisions = decisions
            self._mark: _Mark | None = _UNREAD
            self.problems: tuple[Problem, ...] = ()

    def unless_lost(self, knowledge: Knowledge) -> Knowledge:
        """A folder just read, unless its decisions are gone with their file: then nobody has taken them back.

        Raises:
            KnowledgeError: They are.
        """
        if self._decisions != NOTHING_DECIDED and not os.path.lexists(self._file):
            raise KnowledgeError([_LOST])
        return knowledge

    def current(self) -> Decisions:
        """What is decided; looks at the file's state, and reads it when that is another."""
        if self._looked_at() != self._mark:
            with self._reading:
                mark = self._looked_at()
                if mark != self._mark:
                    self._read(is_gone=mark is None)
                    self._mark = mark
        return self._decisions

    def _looked_at(self) -> _Mark | None:
        try:
            state = os.stat(self._file)
        except OSError:
            return None
        return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns

    def _read(self, is_gone: bool) -> None:
        decisions, problems = read_desk(self._folder)
        if is_gone and self._decisions != NOTHING_DECIDED:
            problems = (_LOST,)
        if problems:
            log.error("desk_unreadable", extra={"problems": [str(problem) for problem in problems]})
        elif decisions != self._decisions:
            self._decisions = decisions
        self.problems = problems
