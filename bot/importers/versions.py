"""What a new version of a document changes, word by word; earlier versions are kept.

An earlier version stays as it was, in ``.versions/<id>/<number>.yaml`` of the
knowledge folder, which loading passes over. Its ``retrieved`` says from when
its words stood there, the next version's says until when.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from bot.briefing.model import Briefing, Turn
from bot.briefing.passages import Passage
from bot.importers.model import Draft
from bot.store.files import write_whole

FOLDER: Final = ".versions"
ALIKE: Final = 0.3
DIFF_WORDS_MAX: Final = 10_000
"""Beyond this many words a changed turn is shown as taken out and put in: finding the least change takes too long."""

_WORD = re.compile(r"\S+")
_LINK = re.compile(r"\]\((https?://[^\s()<>\"]{1,2000})\)")
# What a reader of Markdown does not see: tags, addresses behind words, emphasis, heads.
_SIGNS = re.compile(r"</?[A-Za-z][^<>]*>|\]\([^()\s]*\)|[*_~`#\[\]]+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")

Piece = tuple[str, str]
"""A sign (``=`` kept, ``-`` taken out, ``+`` put in) and the words."""


@dataclass(frozen=True, slots=True)
class TurnChange:
    """A turn before and after; None where there is none."""

    before: Turn | None
    after: Turn | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a version.

    Attributes:
        turns: Changed, added and removed turns, in order.
        around: Changed stretches of the document's text outside the turns: header, notes, what belongs to nobody.
        moved: Ids of whole turns whose words now have another id, with that id.
        changed: Ids of whole turns whose words stand nowhere in the briefing any more.
    """

    turns: tuple[TurnChange, ...]
    moved: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    around: tuple[tuple[Piece, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.turns or self.moved or self.around)


def changes_between(old: Briefing, new: Briefing) -> Changes:
    """Compare two versions of a briefing, turn by turn and word by word."""
    turns = tuple(_turn_changes(old.turns, new.turns))
    places = {turn.text: turn for turn in reversed(new.turns)}
    same = {(turn.number, turn.text) for turn in new.turns}
    moved, changed = list[tuple[str, str]](), list[str]()
    for turn in old.turns:
        if (turn.number, turn.text) in same:
            continue
        if turn.text in places:
            moved.append((_id(old, turn), _id(new, places[turn.text])))
        else:
            changed.append(_id(old, turn))
    return Changes(turns, tuple(moved), tuple(changed))


def keep_version(folder: Path, briefing_id: str, version: int, data: bytes) -> Path:
    """Keep a briefing file as it was; returns where."""
    path = folder / FOLDER / briefing_id / f"{version}.yaml"
    write_whole(path, data)
    return path


def earlier_version(folder: Path, briefing_id: str, is_it: Callable[[bytes], bool]) -> int | None:
    """The number of the kept version that is the one looked for; the last of several."""
    kept = (folder / FOLDER / briefing_id).glob("*.yaml")
    return max((int(file.stem) for file in kept if file.stem.isdigit() and is_it(file.read_bytes())), default=None)


def changes_around(old: Draft, new: Draft) -> tuple[tuple[Piece, ...], ...]:
    """What differs in the documents' texts outside their turns."""
    before, after = _lines_around(old), _lines_around(new)
    return tuple(
        word_pieces(" ".join(before[a:b]), " ".join(after[c:d]))
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def sign_changes(old: bytes, new: bytes) -> Iterator[tuple[Piece, ...]]:
    """What differs in two documents in Markdown but not in their words: addresses, pictures, emphasis."""
    before, after = _paragraphs(old), _paragraphs(new)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        was, is_now = " ".join(before[a:b]), " ".join(after[c:d])
        if _SIGNS.sub("", was).split() != _SIGNS.sub("", is_now).split():
            was, is_now = (" ".join(_LINK.findall(text)) for text in (was, is_now))
        if was != is_now:
            yield word_pieces(was, is_now)


def _paragraphs(data: bytes) -> list[str]:
    text = _FRONT_MATTER.sub("", data.decode("utf-8", "replace").replace("\r\n", "\n"))
    return [" ".join(paragraph.split()) for paragraph in _BLANK_LINES.split(text)]


def _lines_around(draft: Draft) -> list[str]:
    """The lines of the extracted text that no turn and no label covers."""
    text, parts, at = draft.extract.text, list[str](), 0
    for turn in sorted(draft.turns, key=lambda turn: turn.start):
        start = turn.start if turn.printed_start is None else min(turn.start, turn.printed_start)
        parts.append(text[at : max(at, start)])
        at = max(at, turn.end)
    parts.append(text[at:])
    return [line for part in parts for one in part.splitlines() if (line := " ".join(one.split())) and line != ":"]


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts: kept, taken out, put in."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > 2 * DIFF_WORDS_MAX:
        return (("-", " ".join(old)), ("+", " ".join(new)))
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("=", " ".join(old[a:b])))
            continue
        pieces += [("-", " ".join(old[a:b]))] * (b > a) + [("+", " ".join(new[c:d]))] * (d > c)
    return tuple(pieces)


def _id(briefing: Briefing, turn: Turn) -> str:
    return Passage(briefing, turn, 0, len(turn.text)).id


def _turn_changes(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[TurnChange]:
    before, after = ([(turn.kind, turn.printed or "", turn.text) for turn in turns] for turns in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _block(old[a:b], new[c:d])


def _block(old: Sequence[Turn], new: Sequence[Turn]) -> Iterator[TurnChange]:
    """Pair the turns of a changed stretch: the next one alike, passing over what was added or removed."""
    at = 0
    for before in old:
        found = next((place for place in range(at, len(new)) if _are_alike(before, new[place])), None)
        if found is None:
            yield TurnChange(before, None, (("-", before.text),))
            continue
        for added in new[at:found]:
            yield TurnChange(None, added, (("+", added.text),))
        yield TurnChange(before, new[found], word_pieces(before.text, new[found].text))
        at = found + 1
    for added in new[at:]:
        yield TurnChange(None, added, (("+", added.text),))


def _are_alike(before: Turn, after: Turn) -> bool:
    if before.text == after.text:
        return True
    old, new = (set(_WORD.findall(turn.text.casefold())) for turn in (before, after))
    return len(old & new) >= ALIKE * max(len(old), len(new), 1)
