"""The whole folder as knowledge, or every problem in it."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.briefing.decisions import Decisions
from bot.briefing.model import Briefing
from bot.briefing.speakers import Register
from bot.errors import KnowledgeError, Problem
from bot.index.vocabulary import Vocabulary
from bot.store.desk.watched import DESK_FILE, read_desk
from bot.store.files import KnowledgeFile, decode, find_files, read_bytes
from bot.store.kept.fitting import fits_people
from bot.store.problems import Problems
from bot.store.schema.briefing import read_briefing
from bot.store.schema.desk import check_decisions
from bot.store.schema.people import read_register
from bot.store.schema.vocabulary import read_vocabulary
from bot.store.snapshot import PEOPLE_FILE, VOCABULARY_FILE, Kept, Knowledge
from bot.store.yaml_nodes import Node, read_nodes

VERSION_HEX_DIGITS: Final = 12


def read_knowledge(folder: Path, kept: Kept | None = None) -> Knowledge:
    """Read and check every file of the folder.

    Args:
        kept: What was read earlier; its briefings are taken where their files have the same bytes
            and nothing else forbids it.

    Raises:
        KnowledgeError: Anything is wrong; it carries the problems of all files.
    """
    reading = _read_folder(folder, kept)
    if reading.problems:
        raise KnowledgeError(reading.problems)
    briefings = sorted(reading.briefings.values(), key=lambda briefing: (briefing.held_on, briefing.id))
    return Knowledge(
        briefings={briefing.id: briefing for briefing in briefings},
        register=reading.register or Register(),
        vocabulary=reading.vocabulary,
        version=_version(reading.digests),
        files=reading.digests,
        decisions=reading.decisions,
    )


@dataclass(slots=True)
class _Reading:
    """What has been read so far, good and bad.

    Attributes:
        register: None if there is one that cannot be read: then nobody is reported as unknown.
        digests: The sha256 of every file that could be read, by path.
        taken: Briefing ids and the files that have them.
    """

    kept: Kept | None

    problems: list[Problem] = field(default_factory=list)
    briefings: dict[str, Briefing] = field(default_factory=dict)
    register: Register | None = field(default_factory=Register)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    digests: dict[str, str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)


def _read_folder(folder: Path, kept: Kept | None = None) -> _Reading:
    reading = _Reading(kept)
    files, problems = find_files(folder)
    reading.problems += problems
    # People and terms first: briefings are checked against the register.
    for file in sorted(files, key=lambda file: (file.path not in (PEOPLE_FILE, VOCABULARY_FILE), file.path)):
        if file.path == DESK_FILE:
            continue
        found = Problems(file.path)
        _read_file(file, reading, found)
        reading.problems += found.found
    _read_desk(folder, reading)
    if not reading.problems and not reading.briefings:
        reading.problems.append(Problem(str(folder), 0, "holds no briefing; add one as a .yaml file, see README.md"))
    return reading


def _read_desk(folder: Path, reading: _Reading) -> None:
    """Decisions last: they are about briefings, and compared with them where all could be read."""
    reading.decisions, problems = read_desk(folder)
    found = Problems(DESK_FILE)
    if not problems and not reading.problems:
        check_decisions(reading.decisions, reading.briefings, found)
    reading.problems += (*problems, *found.found)


def _read_file(file: KnowledgeFile, reading: _Reading, problems: Problems) -> None:
    data = read_bytes(file, problems)
    if data is not None:
        reading.digests[file.path] = sha256(data).hexdigest()
    again = _same_as_kept(file, reading)
    if again is not None:
        reading.briefings[again.id] = again
        return
    root = _root_of(data, problems) if data is not None else None
    if file.path == PEOPLE_FILE:
        reading.register = read_register(root, problems) if root is not None else None
    elif root is None:
        return
    elif file.path == VOCABULARY_FILE:
        reading.vocabulary = read_vocabulary(root, problems)
    else:
        briefing = read_briefing(root, reading.digests[file.path], reading.register, reading.taken, problems)
        if briefing is not None:
            reading.briefings[briefing.id] = briefing


def _root_of(data: bytes, problems: Problems) -> Node | None:
    text = decode(data, problems)
    return read_nodes(text, problems) if text is not None else None


def _same_as_kept(file: KnowledgeFile, reading: _Reading) -> Briefing | None:
    """The briefing read from the very bytes of this file earlier; None where something about it has to be told."""
    if reading.kept is None:
        return None
    briefing = reading.kept.briefings.get(file.path)
    if briefing is None or briefing.sha256 != reading.digests.get(file.path):
        return None
    if reading.taken.get(briefing.id, file.path) != file.path:
        return None
    people = reading.register
    if people is not None and not reading.kept.has_people_of(reading.digests) and not fits_people(briefing, people):
        return None
    reading.taken[briefing.id] = file.path
    return briefing


def _version(digests: dict[str, str]) -> str:
    """A digest over the path and bytes of every file, in order of path."""
    whole = sha256()
    for path, digest in sorted(digests.items()):
        whole.update(f"{path}\0{digest}\n".encode())
    return whole.hexdigest()[:VERSION_HEX_DIGITS]
