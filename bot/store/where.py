"""Where a quote's words stand now: file and line, for whoever mends them."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.briefing.decisions import Decision, turns_named
from bot.briefing.passages import Changed, Moved, Passage, QuoteId, Same, locate
from bot.store.files import KnowledgeFile, decode, read_bytes
from bot.store.problems import Problems, near
from bot.store.snapshot import Knowledge
from bot.store.yaml_nodes import Mapping, Scalar, Sequence, read_nodes

_VISIBLE: Final = re.compile(r"\S")

# How one character of a text may be written inside each kind of quotation marks.
_WRITTEN: Final = {
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|[\s\S])|\S"),
}
_WHITE_ESCAPES: Final = tuple("\\" + letter for letter in "\n\r\t tnrvfN_LP ")


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a knowledge file, and the id the words have there.

    Attributes:
        path: Relative to the knowledge folder.
    """

    path: str
    line: int
    id: str


@dataclass(frozen=True, slots=True)
class UnknownBriefing:
    """No briefing has the id's first part; ``hint`` asks for a near one, if any."""

    briefing: str
    hint: str


def where(quote: QuoteId, knowledge: Knowledge) -> Same | Moved | Changed | UnknownBriefing:
    """Find the words a quote id names in the folder as it was read, whoever may see them."""
    briefing = knowledge.briefings.get(quote.briefing)
    if briefing is None:
        return UnknownBriefing(quote.briefing, near(quote.briefing, knowledge.briefings))
    return locate(quote, briefing)


def place_of(passage: Passage, folder: Path) -> Place:
    """The file and line on which a passage begins.

    Where the file has changed since it was loaded, the turn's first line is given.
    """
    briefing = passage.briefing
    line = _line_in_file(passage, KnowledgeFile(briefing.path, Path(os.path.realpath(folder / briefing.path))))
    return Place(briefing.path, line or passage.turn.line, passage.id)


def decisions_on(text: str, knowledge: Knowledge) -> tuple[Decision, ...]:
    """What the desk decided that hides the words of a quote id, wherever they stand now."""
    quote = QuoteId.parse(text)
    briefing = knowledge.briefings.get(quote.briefing) if quote else None
    if briefing is None:
        return ()
    found = (knowledge.decisions.on_turn(briefing, number) for number in turns_named(text.strip(), briefing))
    return tuple(dict.fromkeys(decision for decision in found if decision is not None))


def _line_in_file(passage: Passage, file: KnowledgeFile) -> int:
    """The line on which the words begin; 0 if the file is not what was loaded."""
    problems = Problems(file.path)
    data = read_bytes(file, problems)
    if data is None or sha256(data).hexdigest() != passage.briefing.sha256:
        return 0
    text = decode(data, problems)
    root = read_nodes(text, problems) if text is not None else None
    turns = root.values.get("turns") if isinstance(root, Mapping) else None
    if text is None or not isinstance(turns, Sequence):
        return 0
    turn = turns.items[passage.briefing.turns.index(passage.turn)]
    scalar = turn.values.get(passage.turn.kind.value) if isinstance(turn, Mapping) else None
    return _line_of(text, scalar, passage.start) if isinstance(scalar, Scalar) else 0


def _line_of(text: str, scalar: Scalar, start: int) -> int:
    """The line of a scalar's character: folding changes white space only, so the others are counted."""
    at = text.find("\n", scalar.start) + 1 if scalar.is_block else scalar.start + len(scalar.style)
    if at == 0:
        return 0  # A file whose lines end otherwise.
    skipped = len(_VISIBLE.findall(scalar.text[:start]))
    written = _WRITTEN.get(scalar.style, _VISIBLE)
    for found in written.finditer(text, at):
        if _is_white(found[0]):
            continue
        if skipped == 0:
            return scalar.line + text.count("\n", at, found.start())
        skipped -= 1
    return scalar.line


def _is_white(written: str) -> bool:
    """Whether an escape stands for white space or for nothing."""
    code = written[2:] if written[1:2] in ("x", "u", "U") else ""
    return written in _WHITE_ESCAPES or (bool(code) and chr(int(code, 16)).isspace())
