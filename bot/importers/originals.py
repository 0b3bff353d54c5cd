"""The documents briefings were imported from, kept by digest; and the proof of every turn against them.

They stay in ``originals/`` of the knowledge folder and out of version control:
the words in them may not be ours to publish.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.briefing.model import Briefing, Kind, Turn
from bot.errors import UnreadableFileError
from bot.importers.tables.rows import Content
from bot.store.files import write_whole

FOLDER: Final = "originals"
GAP_WORDS_MAX: Final = 80
"""A page's foot and the next one's head, a notice, a line of clock times: what may stand inside a turn."""

_CHUNK_BYTES: Final = 1 << 20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_RUN_WORDS: Final = 3

Texts = Callable[[Content, str], Iterable[tuple[str | None, str]]]
"""A document's texts, each with the id of its briefing where the document has one."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How a briefing's turns compare with its original.

    Attributes:
        proven: Turns whose words stand there.
        unproven: Turns whose words do not.
        says: Why nothing could be compared; None if it was.
    """

    briefing: Briefing
    proven: int = 0
    unproven: tuple[Turn, ...] = ()
    says: str | None = None


def digest_of(content: Content) -> str:
    """Hex sha256 of the document's bytes."""
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    whole = sha256()
    with content.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            whole.update(chunk)
    return whole.hexdigest()


def keep_original(content: Content, digest: str, name: str, folder: Path) -> None:
    """Put the document into the folder of originals, once."""
    if find_original(digest, folder) is not None:
        return
    suffixes = [suffix for suffix in Path(name.lower()).suffixes[-2:] if _SUFFIX.fullmatch(suffix)]
    # Loading would take a .yaml for a briefing.
    suffix = "".join(suffixes) if not {".yaml", ".yml"} & {*suffixes} else ".txt"
    path = folder / FOLDER / f"{digest}{suffix}"
    if isinstance(content, bytes):
        write_whole(path, content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{digest}")
    shutil.copyfile(content, temporary)
    temporary.replace(path)


def find_original(digest: str | None, folder: Path) -> Path | None:
    """The kept document of that digest; None where it is not here."""
    if digest is None or not re.fullmatch(r"[0-9a-f]{64}", digest):
        return None
    return next(iter(sorted((folder / FOLDER).glob(f"{digest}*"))), None)


def prove(briefings: Iterable[Briefing], folder: Path, texts_of: Texts) -> Iterator[Proof]:
    """Compare every speech and question with its briefing's original; each original is read once."""
    by_original: dict[str | None, list[Briefing]] = defaultdict(list)
    for briefing in briefings:
        by_original[briefing.source.sha256].append(briefing)
    for digest, of_one in sorted(by_original.items(), key=lambda pair: pair[0] or ""):
        file = find_original(digest, folder)
        if file is None:
            yield from (Proof(briefing, says="not verifiable here: the original is absent") for briefing in of_one)
        elif digest_of(file) != digest:
            yield from (Proof(briefing, says="not verifiable here: the original was altered") for briefing in of_one)
        else:
            yield from _prove_with(file, of_one, texts_of)


def _prove_with(file: Path, briefings: Sequence[Briefing], texts_of: Texts) -> Iterator[Proof]:
    waiting = {briefing.id: briefing for briefing in briefings}
    best: dict[str, Proof] = {}
    says = None
    try:
        for briefing_id, text in texts_of(file, file.name):
            wanted = waiting.values() if briefing_id is None else filter(None, [waiting.get(briefing_id)])
            for proof in (_compared(briefing, text) for briefing in wanted):
                if proof.proven >= best.get(proof.briefing.id, proof).proven:
                    best[proof.briefing.id] = proof
    except UnreadableFileError as error:
        says = f"not verifiable here: {error}"
    for briefing in briefings:
        nothing = () if says else tuple(_said(briefing))
        yield best.get(briefing.id) or Proof(briefing, unproven=nothing, says=says)


def _said(briefing: Briefing) -> Iterator[Turn]:
    return (turn for turn in briefing.turns if turn.kind in (Kind.SPEECH, Kind.QUESTION))


def _compared(briefing: Briefing, text: str) -> Proof:
    document = _Document(text)
    turns = list(_said(briefing))
    unproven = tuple(turn for turn in turns if not document.holds(turn.text))
    return Proof(briefing, len(turns) - len(unproven), unproven)


class _Document:
    """An original's text, prepared for looking words up; each way of looking is made when first needed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._squeezed: str | None = None
        self._words: list[str] = []
        self._places: dict[str, list[int]] = {}

    def holds(self, words: str) -> bool:
        """Whether the words stand here: uncut, or cut only by what belongs to no turn."""
        if words in self._text:
            return True
        if self._squeezed is None:
            self._squeezed = "".join(self._text.split())
            self._words = self._text.split()
            for at, word in enumerate(self._words):
                self._places.setdefault(word, []).append(at)
        return "".join(words.split()) in self._squeezed or self._holds_in_pieces(words.split())

    def _holds_in_pieces(self, wanted: list[str]) -> bool:
        return any(self._follows(wanted, at) for at in self._places.get(wanted[0], ()))

    def _follows(self, wanted: list[str], at: int) -> bool:
        done = 0
        while done < len(wanted):
            if at < len(self._words) and self._words[at] == wanted[done]:
                at, done = at + 1, done + 1
                continue
            run = wanted[done : done + _RUN_WORDS]
            ahead = range(at, min(at + GAP_WORDS_MAX, len(self._words)))
            place = next((place for place in ahead if self._words[place : place + len(run)] == run), None)
            if place is None:
                return False
            at = place
        return True
