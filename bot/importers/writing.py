"""A draft as the text of a briefing file: exact, and written for people to read."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from bot.briefing.model import Briefing, GroundRule, Rule, sha256_of
from bot.briefing.speakers import Register
from bot.errors import KnowledgeError, Problem
from bot.importers.model import Draft, DraftTurn
from bot.store.files import decode
from bot.store.problems import Problems
from bot.store.schema.briefing import read_briefing
from bot.store.yaml_nodes import read_nodes

SEAL: Final = "# Imported. If the sha256 of the lines below is no longer this, somebody has edited them: "
SHORT_CHARS_MAX: Final = 90

# Safe as it is, wherever a value may stand: no indicator at its start, no ": ", " #" or ":" at its end.
_PLAIN = re.compile(r"[A-Za-z0-9(“‘][^\n:#{}\[\],&*!|>'\"%@`\\]*", re.ASCII)
_NULLS: Final = frozenset({"null", "Null", "NULL", "~"})
# What a block cannot hold: all that YAML or an editor would take for a line break, or not show.
_NOT_IN_BLOCK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WHITE_LINE = re.compile(r"^[^\S\n]+$|\t", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft's words came from: for the file's ``source``.

    Attributes:
        settled: The comment that keeps what a person has settled about the document.
    """

    sha256: str
    retrieved: date
    version: int = 1
    settled: str | None = None


def yaml_of(draft: Draft, origin: Origin, register: Register) -> str:
    """The briefing file for a draft that has all it needs, sealed against unseen edits.

    A turn's ``by`` is written only where the printed label alone does not lead
    to the same person, so that a register mended later needs no new import.
    """
    body = "".join(f"{line}\n" for line in (*_head(draft, origin), *_turns(draft, register)))
    return f"{SEAL}{sha256_of(body)}\n{body}"


def is_untouched(data: bytes) -> bool:
    """Whether a briefing file is still, byte for byte, what import wrote."""
    first, _, body = data.partition(b"\n")
    return first.decode("utf-8", "replace") == f"{SEAL}{sha256(body).hexdigest()}"


def read_back(text: str, path: str, register: Register) -> Briefing:
    """The written text as the knowledge folder will read it.

    Raises:
        KnowledgeError: The folder would refuse it.
    """
    problems = Problems(path)
    clean = decode(text.encode("utf-8", "surrogatepass"), problems)
    root = read_nodes(clean, problems) if clean is not None else None
    briefing = read_briefing(root, sha256_of(text), register, {}, problems) if root else None
    if problems or briefing is None:
        raise KnowledgeError(problems.found or [Problem(path, 0, "cannot be read back")])
    return briefing


def _head(draft: Draft, origin: Origin) -> Iterator[str]:
    if origin.settled:
        yield origin.settled
    held_on = draft.held_on.isoformat() if draft.held_on else None
    for key, value in (("id", draft.id), ("title", draft.title), ("held_on", held_on)):
        yield from _value(key, value)
    if draft.started_at and draft.time_zone:
        yield f'started_at: "{draft.started_at}"'
    yield from _value("time_zone", draft.time_zone)
    yield from _value("venue", draft.venue)
    yield "source:"
    source = {
        "publisher": draft.publisher,
        "kind": draft.kind and draft.kind.value,
        "status": draft.status and draft.status.value,
        "url": draft.url,
        "retrieved": origin.retrieved.isoformat(),
        "sha256": origin.sha256,
        "version": str(origin.version),
    }
    for key, value in source.items():
        yield from _value(key, value, "  ")
    yield from _rule(draft.ground_rule, "")
    yield from _value("embargo", draft.embargo)


def _turns(draft: Draft, register: Register) -> Iterator[str]:
    yield "turns:"
    numbers = [turn.number for turn in draft.turns]
    is_numbered = any(number not in (None, at) for at, number in enumerate(numbers, start=1))
    for at, turn in enumerate(draft.turns, start=1):
        lines = list(_turn(turn, draft, register))
        if is_numbered:
            lines.append(f"    number: {at if turn.number is None else turn.number}")
        yield f"  - {lines[0][4:]}"
        yield from lines[1:]


def _turn(turn: DraftTurn, draft: Draft, register: Register) -> Iterator[str]:
    yield from _value(turn.kind.value, turn.text, "    ")
    yield from _value("by", _speaker_to_write(turn, draft, register), "    ")
    yield from _value("printed", turn.printed, "    ")
    if turn.partial:
        yield "    partial: true"
        if turn.sentence_start is not None and turn.sentence_end is not None:
            sentence = draft.extract.text[turn.sentence_start : turn.sentence_end].strip()
            yield from _value("sentence", sentence if turn.text in sentence else None, "    ")
    if turn.marks:
        yield f"    marks: [{', '.join(quoted(mark) for mark in turn.marks)}]"
    yield from _value("note", turn.note, "    ")
    yield from _rule(turn.ground_rule, "    ")


def _speaker_to_write(turn: DraftTurn, draft: Draft, register: Register) -> str | None:
    speaker = register.get(turn.speaker)
    if speaker is None or draft.held_on is None:
        return None
    by_label = register.resolve(turn.printed, draft.held_on, draft.venue, draft.publisher)
    has_role = not speaker.roles or speaker.role_on(draft.held_on) is not None
    return speaker.id if has_role and by_label != speaker else None


def _rule(rule: GroundRule | None, indent: str) -> Iterator[str]:
    if rule is None or (rule.rule is Rule.ON_THE_RECORD and not indent):
        return
    yield f"{indent}ground_rule:"
    for key, value in (("rule", rule.rule.value), ("attribution", rule.attribution), ("sentence", rule.sentence)):
        yield from _value(key, value, f"{indent}  ")


def _value(key: str, text: str | None, indent: str = "") -> Iterator[str]:
    """A key and its text: plain if short and harmless, else a block, else in quotation marks."""
    if text is None:
        return
    if len(text) <= SHORT_CHARS_MAX and _is_plain(text):
        yield f"{indent}{key}: {text}"
    elif (len(text) <= SHORT_CHARS_MAX and "\n" not in text) or not _fits_block(text):
        yield f"{indent}{key}: {quoted(text)}"
    else:
        yield f"{indent}{key}: |-"
        for line in text.split("\n"):
            yield f"{indent}  {line}" if line else ""


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text not in _NULLS and text == text.strip() and text.isprintable()


def _fits_block(text: str) -> bool:
    return not (_NOT_IN_BLOCK.search(text) or _WHITE_LINE.search(text) or text != text.strip())


def quoted(text: str) -> str:
    """Text in double quotation marks; what cannot be seen stands there as its code."""
    return _NOT_IN_BLOCK.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
