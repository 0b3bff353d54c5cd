"""Where the last snapshot lies, whether it may be used, and how the next one takes its place."""

import fcntl
import os
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

import Stemmer
import yaml

from bot.index.passages import PassageIndex
from bot.store.kept.briefings import briefing_parts, briefings_of
from bot.store.kept.index import index_of, index_parts
from bot.store.kept.parts import Part, json_of, json_part, read_parts, write_parts
from bot.store.snapshot import Kept, Knowledge

LEAST_TURNS: Final = 2_000
"""Reading fewer than this takes a blink: not worth a file in somebody's cache."""

_PROGRAM: Final = Path(__file__).parents[2]
_ROOMS: Final = ("briefing", "index", "store")
_NAME_CHARS: Final = 40


@dataclass(frozen=True, slots=True)
class Cache:
    """Snapshots on disk, a folder for each knowledge folder.

    Attributes:
        folder: Where these folders are; made when it is needed.
        least_turns: Knowledge of fewer turns is not kept.
    """

    folder: Path
    least_turns: int = LEAST_TURNS

    def open(self, knowledge_folder: Path) -> Kept | None:
        """What was kept of a knowledge folder; None if that is nothing or cannot be trusted.

        Mapped into memory, not copied: it costs no memory that is not looked at, and
        processes share it. Nobody writes into a snapshot that exists, the next one
        replaces it, so what was compared with its digests stays as it was.
        """
        try:
            with open(self._place(knowledge_folder) / "snapshot", "rb", opener=_open_own) as file:
                parts = read_parts(file, _key())
            briefings = briefings_of(parts)
            return Kept(
                files=json_of(parts["files"]),
                briefings={briefing.path: briefing for briefing in briefings},
                index=index_of(parts, briefings),
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
            return None

    def keep(self, knowledge_folder: Path, knowledge: Knowledge, index: PassageIndex) -> bool:
        """Write a snapshot in place of the last one; False if it is too small for that or cannot be.

        Whoever reads finds the old one or the new one. Of two processes that write at
        the same time the second leaves it to the first.
        """
        if knowledge.turn_count < self.least_turns:
            return False
        place = self._place(knowledge_folder)
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(os.lstat(place)):
                return False
            with open(place / "writing", "r+b", opener=_open_to_write) as file:
                return _write(file, place, knowledge, index)
        except OSError:
            return False

    def _place(self, knowledge_folder: Path) -> Path:
        path = os.path.abspath(knowledge_folder)
        name = "".join(c if c.isascii() and c.isalnum() else "-" for c in os.path.basename(path))[:_NAME_CHARS]
        return self.folder / f"{name}-{sha256(os.fsencode(path)).hexdigest()[:16]}"


def _write(file: BinaryIO, place: Path, knowledge: Knowledge, index: PassageIndex) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    if not _is_at(file, place / "writing"):  # whoever had it before has finished with it
        return False
    file.truncate(0)
    try:
        parts = _parts_of(knowledge, index)
        write_parts(file, _key(), parts)
        file.flush()
        # Not forced onto the disk: what a power cut takes away is missed by its digests.
        os.replace(place / "writing", place / "snapshot")
    except OSError:
        os.unlink(place / "writing")
        raise
    return True


def _parts_of(knowledge: Knowledge, index: PassageIndex) -> Iterator[Part]:
    yield json_part("files", dict(knowledge.files))
    yield from briefing_parts(index.briefings)
    yield from index_parts(index)


def _open_own(path: str, flags: int) -> int:
    """Open what belongs to us alone, in a folder that does too; nobody else's words are read."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not (_is_ours(os.fstat(descriptor)) and _is_ours(os.lstat(os.path.dirname(path)))):
        os.close(descriptor)
        raise PermissionError(path)
    return descriptor


def _is_ours(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _open_to_write(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.lstat(path))
    except FileNotFoundError:
        return False


@cache
def _key() -> str:
    """A digest over all that decides what is made of a file: our own source, Python's and the packages' versions."""
    whole = sha256(repr((sys.version, sys.byteorder, unicodedata.unidata_version)).encode())
    whole.update(repr((yaml.__version__, Stemmer.version())).encode())
    for room in _ROOMS:
        for path in sorted((_PROGRAM / room).rglob("*.py")):
            whole.update(f"{path.relative_to(_PROGRAM)}\0".encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()
