"""Which files the knowledge folder holds, and their text; nothing outside is ever opened."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

from bot.errors import Problem
from bot.store.problems import Problems

FILE_BYTES_MAX: Final = 50_000_000
FILES_MAX: Final = 100_000
SUFFIXES: Final = (".yaml", ".yml")

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]",
)


@dataclass(frozen=True, slots=True, order=True)
class KnowledgeFile:
    """A file to read.

    Attributes:
        path: Relative to the knowledge folder, with forward slashes.
        real: Where it really is, all links resolved.
    """

    path: str
    real: Path


def find_files(folder: Path) -> tuple[tuple[KnowledgeFile, ...], tuple[Problem, ...]]:
    """List the YAML files, sorted by path, and what must not be there.

    Hidden files and folders are passed over, so are other suffixes. Links are
    followed where they stay inside the folder (the folder may be a link
    itself); a file reached twice is listed once.
    """
    root = Path(os.path.realpath(folder))
    if not root.is_dir():
        says = "is not a folder" if root.exists() else "does not exist; create it or point BRIEFING_KNOWLEDGE to it"
        return (), (Problem(str(folder), 0, says),)
    found: dict[Path, KnowledgeFile] = {}
    problems: list[Problem] = []
    for seen in sorted(_walk(root), key=lambda seen: seen.path):
        if isinstance(seen, Problem):
            problems.append(seen)
        else:
            found.setdefault(seen.real, seen)
    if len(found) > FILES_MAX:
        problems.append(Problem(str(folder), 0, f"holds more than {FILES_MAX:,} files; join or split the folder"))
    return tuple(sorted(found.values())[:FILES_MAX]), tuple(problems)


def fingerprint(folder: Path) -> str:
    """A digest of the files' names, sizes and times: another one when the folder has changed.

    No file is opened, so that it can be taken every few seconds. It says nothing
    about what the files hold: a file only touched gives another one too.
    """
    files, problems = find_files(folder)
    seen: list[tuple[object, ...]] = [(problem.path, problem.says) for problem in problems]
    for file in files:
        try:
            now = file.real.stat()
        except OSError as error:
            seen.append((file, error.errno))
        else:
            seen.append((file, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns))
    return sha256("\n".join(map(repr, seen)).encode()).hexdigest()


def _walk(root: Path) -> Iterator[KnowledgeFile | Problem]:
    """Walk the tree without recursion; a folder reached twice is walked once."""
    waiting, walked = [("", root)], set[Path]()
    while waiting:
        prefix, folder = waiting.pop()
        if folder in walked:
            continue
        walked.add(folder)
        try:
            with os.scandir(folder) as listed:
                entries = sorted((one for one in listed if not one.name.startswith(".")), key=lambda one: one.name)
        except OSError as error:
            yield Problem(prefix or str(root), 0, f"the folder cannot be read ({error.strerror}); mend its permissions")
            continue
        for entry in entries:
            seen = _look_at(prefix + entry.name, entry, root)
            if isinstance(seen, tuple):
                waiting.append(seen)
            elif seen is not None:
                yield seen


def _look_at(path: str, entry: os.DirEntry[str], root: Path) -> KnowledgeFile | Problem | tuple[str, Path] | None:
    """A file to read, a problem, a folder to walk, or None for what is passed over."""
    if not path.isprintable():
        return Problem(ascii(path)[1:-1], 0, "the file's name holds characters that cannot be shown; rename it")
    # The folder it was found in is real, so only a link leads elsewhere.
    real = Path(os.path.realpath(entry.path) if entry.is_symlink() else entry.path)
    if entry.is_symlink() and not real.is_relative_to(root):
        return Problem(path, 0, "is a link that leaves the knowledge folder; copy the file here instead")
    try:
        mode = real.stat().st_mode
    except OSError as error:
        return Problem(path, 0, f"cannot be read ({error.strerror}); remove the link or mend the permissions")
    if stat.S_ISDIR(mode):
        return f"{path}/", real
    if not stat.S_ISREG(mode):
        return Problem(path, 0, "is not a regular file but a device, pipe or socket; remove it")
    return KnowledgeFile(path, real) if path.lower().endswith(SUFFIXES) else None


def read_bytes(file: KnowledgeFile, problems: Problems) -> bytes | None:
    """Read a whole file; None, with a problem, if that cannot be done now.

    Opened without waiting and checked again when open, so that a pipe that
    took the file's place meanwhile does not block.
    """
    try:
        with open(file.real, "rb", opener=_open_at_once) as opened:
            return _read_opened(opened, problems)
    except OSError as error:
        problems.add(0, f"cannot be read ({error.strerror}); mend its permissions or remove it")
        return None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW)


def _read_opened(opened: BinaryIO, problems: Problems) -> bytes | None:
    before = os.fstat(opened.fileno())
    if not stat.S_ISREG(before.st_mode):
        problems.add(0, "is not a regular file; remove it")
        return None
    if before.st_size > FILE_BYTES_MAX:
        problems.add(0, f"is larger than {FILE_BYTES_MAX // 1_000_000} MB; split it into one file a briefing")
        return None
    data = opened.read(FILE_BYTES_MAX + 1)
    after = os.fstat(opened.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        problems.add(0, "is being written while it is read; try again when that is done")
        return None
    if not data:
        problems.add(0, "is empty; write a briefing into it or remove it")
        return None
    return data


def decode(data: bytes, problems: Problems) -> str | None:
    """The bytes as text without a byte order mark; None, with a problem, if it is not clean UTF-8."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(line, f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8")
        return None
    is_clean = True
    for unsafe in _UNSAFE.finditer(text):
        is_clean = False
        line = text.count("\n", 0, unsafe.start()) + 1
        problems.add(line, f"U+{ord(unsafe[0]):04X} is an invisible control character; take it out")
        if problems.is_full:
            break
    return text if is_clean else None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; readers see the old one or the new one.

    Who may read it stays as it was; of a new file the process's umask decides that.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".writing-{token_hex(8)}"
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            if path.exists():
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
