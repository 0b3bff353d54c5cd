"""The briefings of a knowledge folder, without loading it whole.

What has been read of a file is kept beside the folder's files, under the digest
of its bytes: only files that changed are read again, and the keeping may be
deleted at any time.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.importers.known.shingles import Fingerprint, Fingerprints, likeness
from bot.importers.writing import is_untouched
from bot.store.desk.watched import DESK_FILE
from bot.store.files import decode, find_files, read_bytes, write_whole
from bot.store.problems import Problems
from bot.store.snapshot import PEOPLE_FILE, VOCABULARY_FILE
from bot.store.yaml_nodes import Mapping, Node, Scalar, Sequence, read_nodes

KEEPING: Final = ".import-cache.json"
KEEPING_VERSION: Final = 1
SAME_WORDS: Final = 0.5
"""Two briefings with at least this likeness have the same words; others of one day and desk share under a tenth."""

_TEXT_KEYS: Final = ("speech", "question", "reported")


@dataclass(frozen=True, slots=True)
class Known:
    """A briefing file as far as importing needs it.

    Attributes:
        path: Relative to the knowledge folder.
        original: Of its original document, as the file says.
        is_sealed: Nobody has edited it since it was imported.
        content: A digest of all but when and from which bytes it was imported.
    """

    id: str
    path: str
    held_on: str
    title: str
    url: str | None
    original: str | None
    version: int
    is_sealed: bool
    content: str
    fingerprint: Fingerprint


class KnownBriefings:
    """The folder's briefings, kept up to date while importing goes on."""

    def __init__(self, folder: Path) -> None:
        """Look through the folder; whatever cannot be read is passed over."""
        self.folder = folder
        self.fingerprints = Fingerprints()
        self._by_id: dict[str, Known] = {}
        self._by_url: dict[str, set[str]] = defaultdict(set)
        self._by_shingle: dict[int, set[str]] = defaultdict(set)
        self._kept = _read_keeping(folder / KEEPING)
        self._digests: dict[str, str] = {}
        for path, data in _files(folder):
            self._look_at(path, data)

    def get(self, briefing_id: str) -> Known | None:
        """The briefing of that id."""
        return self._by_id.get(briefing_id)

    def of_url(self, url: str | None) -> list[Known]:
        """The briefings taken from an address, by id."""
        return [self._by_id[key] for key in sorted(self._by_url.get(url or "", ()))]

    def with_words_of(self, fingerprint: Fingerprint) -> list[tuple[float, Known]]:
        """The briefings with the same words, the most alike first."""
        shared: dict[str, int] = defaultdict(int)
        for shingle in fingerprint:
            for key in self._by_shingle.get(shingle, ()):
                shared[key] += 1
        alike = [
            (likeness(fingerprint, self._by_id[key].fingerprint), self._by_id[key])
            for key, count in shared.items()
            if count * 4 >= min(len(fingerprint), len(self._by_id[key].fingerprint))
        ]
        return sorted((pair for pair in alike if pair[0] >= SAME_WORDS), key=lambda pair: (-pair[0], pair[1].id))

    def add(self, known: Known, data: bytes) -> None:
        """Take in a file that has just been written."""
        before = self._by_id.get(known.id)
        for shingle in before.fingerprint if before is not None else ():
            self._by_shingle[shingle].discard(known.id)
        self._by_id[known.id] = known
        self._digests[known.path] = sha256(data).hexdigest()
        if known.url:
            self._by_url[known.url].add(known.id)
        for shingle in known.fingerprint:
            self._by_shingle[shingle].add(known.id)

    def keep(self) -> None:
        """Write down what has been read, for the next time."""
        kept = {self._digests[known.path]: asdict(known) for known in self._by_id.values()}
        data = {"version": KEEPING_VERSION, "files": kept}
        write_whole(self.folder / KEEPING, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())

    def _look_at(self, path: str, data: bytes) -> None:
        known = self._kept.get(sha256(data).hexdigest())
        if known is None or known.path != path:
            known = known_of(path, data, self.fingerprints)
        if known is not None:
            self.add(known, data)


def known_of(path: str, data: bytes, fingerprints: Fingerprints) -> Known | None:
    """What importing needs of a briefing file; None if it is none."""
    problems = Problems(path)
    text = decode(data, problems)
    root = read_nodes(text, problems) if text is not None else None
    if not isinstance(root, Mapping) or problems:
        return None
    source = root.values.get("source")
    version = _text(source, "version") or "1"
    return Known(
        id=_text(root, "id") or Path(path).stem,
        path=path,
        held_on=_text(root, "held_on") or "",
        title=_text(root, "title") or "",
        url=_text(source, "url"),
        original=_text(source, "sha256"),
        version=int(version) if version.isdigit() else 1,
        is_sealed=is_untouched(data),
        content=content_digest(data),
        fingerprint=fingerprints.of(_words(root)),
    )


def content_digest(data: bytes) -> str:
    """A digest of a briefing file but for its seal and the source's retrieved, sha256 and version."""
    return sha256(re.sub(rb"(?m)^(?:# Imported\.|  (?:retrieved|sha256|version): ).*\n", b"", data)).hexdigest()


def _words(root: Mapping) -> Iterator[str]:
    turns = root.values.get("turns")
    for turn in turns.items if isinstance(turns, Sequence) else []:
        for key in _TEXT_KEYS:
            text = _text(turn, key)
            if text is not None:
                yield text


def _text(node: Node | None, key: str) -> str | None:
    value = node.values.get(key) if isinstance(node, Mapping) else None
    return value.text if isinstance(value, Scalar) and not value.is_null else None


def _files(folder: Path) -> Iterable[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for file in find_files(folder)[0]:
        if file.path not in (PEOPLE_FILE, VOCABULARY_FILE, DESK_FILE):
            data = read_bytes(file, Problems(file.path))
            if data is not None:
                yield file.path, data


def _read_keeping(file: Path) -> dict[str, Known]:
    try:
        data = json.loads(file.read_bytes())
        if data["version"] != KEEPING_VERSION:
            return {}
        return {
            digest: Known(**{**fields, "fingerprint": tuple(fields["fingerprint"])})
            for digest, fields in data["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
