"""Words without a label: a spokesperson's opening, captions, a summary in the third person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import Kind
from bot.importers.model import Doubt, DraftTurn
from bot.importers.transcripts.labels.grammar import CHANGE
from bot.importers.transcripts.lines import Line, is_clock, is_end, is_mark

# Source: the heading of the United Nations' daily briefings: "near-verbatim transcript of today's noon briefing by …".
_INTRODUCED = re.compile(
    r"\btranscript of [^.]{0,80}?\bbriefing by (?P<name>[^,.;]{3,60}?),? (?P<role>(?:the )?(?:(?:Deputy|Associate|Chief) )?Spokes(?:man|woman|person)\b[^.;]{0,90})",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"\*{1,3}\s?(?=\w)")
_TOPIC_CHARS_MAX: Final = 90
# How the doubts about an opening begin, by which an answer to them is known to settle them.
NOBODY_INTRODUCED: Final = "no label stands before these words"
NOBODY_BEFORE_LABEL: Final = "these words stand before the first label"
OPENING_WORDS_LEAST: Final = 40
_SAID_BY_SPOKESPERSON = re.compile(
    r"\b(?:the (?:prime minister[’']s |pm[’']s |official )*(?:spokesman|spokeswoman|spokesperson)|the pmos|pmos|pms)\b"
    r"[^.?!]{0,60}\b(?:said|replied|added|told|answered|confirmed|noted|pointed|stressed|declined)\b|^(?:asked|put to him|put to her|questioned|told that)\b",
    re.IGNORECASE,
)
_SUMMARY_SHARE_LEAST: Final = 0.4
_SUMMARY_LINES_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Introduced:
    """The spokesperson whom a header names as the one who briefs.

    Attributes:
        line: Where the introduction stands.
    """

    name: str
    role: str
    line: int


def introduced(header: Sequence[Line]) -> Introduced | None:
    """Whose opening stands above the first label, where the header says so."""
    for line in header:
        found = _INTRODUCED.search(line.text[:600])
        if found is not None:
            return Introduced(found["name"].strip(), found["role"].strip(), line.number)
    return None


def note_of_head(head: str) -> str:
    """What is told with words that stand under a head."""
    return f"Under the head: {head}"


def opening_turns(header: Sequence[Line], who: Introduced, text: str) -> Iterator[DraftTurn]:
    """The opening as turns without a label, one for each topic head."""
    topic: str | None = None
    lines: list[Line] = []
    for line in header:
        if line.number <= who.line or is_mark(line):
            continue
        head = _TOPIC.match(line.head)
        if head is None or len(line.text) > _TOPIC_CHARS_MAX:
            lines.append(line)
            continue
        yield from _turn(lines, topic, who, text)
        topic, lines = line.text[head.end() :].strip("* "), []
    yield from _turn(lines, topic, who, text)


def _turn(lines: Sequence[Line], topic: str | None, who: Introduced, text: str) -> Iterator[DraftTurn]:
    if lines:
        start, end = lines[0].start, lines[-1].end
        said = "\n".join(text[line.start : line.end] for line in lines)
        note = note_of_head(topic) if topic else None
        yield DraftTurn(Kind.SPEECH, said, start, end, name=who.name, role=who.role, confidence=0.9, note=note)


def change_doubts(lines: Sequence[int]) -> list[Doubt]:
    """Once for all changes of speaker that name nobody, by the lines they stand in."""
    if not lines:
        return []
    stands = "stands once" if len(lines) == 1 else f"stands {len(lines):,} times"
    says = f"“{CHANGE}” {stands} before words of somebody without a name; they belong to nobody and are left out"
    return [Doubt(lines[0], f"{says}: write the names into the document, or import it without them")]


def below_doubts(below: Sequence[Line]) -> list[Doubt]:
    """That more stands below the end than a footer holds."""
    count = sum(len(line.text.split()) for line in below)
    says = (
        f"{count:,} words stand below the end and are left out, beginning with “{below[0].text[:60]}”" if below else ""
    )
    return [Doubt(below[0].number, says)] if count >= OPENING_WORDS_LEAST else []


def paragraph_turns(lines: Sequence[Line], kind: Kind) -> Iterator[DraftTurn]:
    """Every paragraph on its own, with nobody named."""
    first = next((n for n, line in enumerate(lines) if _SAID_BY_SPOKESPERSON.search(line.head)), 0)
    for line in lines[first if kind is Kind.REPORTED else 0 :]:
        if not (is_mark(line) or is_clock(line) or is_end(line)) and line.text.strip("> "):
            words = line.text.lstrip("> ")
            yield DraftTurn(kind, words, line.end - len(words), line.end, confidence=0.0)


def is_summary(lines: Sequence[Line]) -> bool:
    """Whether the text tells in the third person what a spokesperson said."""
    told = [line for line in lines if len(line.text.split()) > 8]
    hits = sum(_SAID_BY_SPOKESPERSON.search(line.head) is not None for line in told)
    return hits >= _SUMMARY_LINES_LEAST and hits >= _SUMMARY_SHARE_LEAST * len(told)
