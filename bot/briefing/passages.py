"""A passage: one slice of one turn, and the id that names its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import Briefing, Turn, sha256_of

WORDS_SHA256_HEX_DIGITS: Final = 8

_ID = re.compile(
    r"(?P<briefing>[^\s#~]{1,240})#(?P<turn>\d{1,9}):(?P<start>\d{1,9})-(?P<end>\d{1,9})~(?P<words>[0-9a-f]{8})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One contiguous slice of a stored turn; its text can come from nowhere else."""

    briefing: Briefing
    turn: Turn
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.turn.text):
            raise ValueError(f"no slice {self.start}:{self.end} in {len(self.turn.text)} characters")

    @property
    def text(self) -> str:
        """The exact words."""
        return self.turn.text[self.start : self.end]

    @property
    def id(self) -> str:
        """The quote id: ``<briefing>#<turn>:<start>-<end>~<8 hex of the words' sha256>``."""
        words = sha256_of(self.text)[:WORDS_SHA256_HEX_DIGITS]
        return f"{self.briefing.id}#{self.turn.number}:{self.start}-{self.end}~{words}"

    @property
    def is_whole_turn(self) -> bool:
        """Whether nothing of the turn is left out."""
        return self.start == 0 and self.end == len(self.turn.text)

    def shares_turn(self, other: "Passage") -> bool:
        """Whether both are slices of one turn."""
        return (self.briefing.id, self.turn.number) == (other.briefing.id, other.turn.number)


@dataclass(frozen=True, slots=True)
class QuoteId:
    """A quote id, taken apart."""

    briefing: str
    turn: int
    start: int
    end: int
    words: str

    @classmethod
    def parse(cls, text: str) -> "QuoteId | None":
        """Read an id; None if it is not one."""
        found = _ID.fullmatch(text.strip())
        if found is None:
            return None
        turn, start, end = (int(found[part]) for part in ("turn", "start", "end"))
        return cls(found["briefing"], turn, start, end, found["words"]) if start < end else None


@dataclass(frozen=True, slots=True)
class Same:
    """The id still names these words, at this place."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Moved:
    """The words now stand elsewhere in the briefing; the nearest place first."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The briefing no longer holds these words anywhere."""

    briefing: Briefing


def locate(quote: QuoteId, briefing: Briefing) -> Same | Moved | Changed:
    """Find a quote id's words again; never other words under an old id.

    The id keeps a digest of the words, not the words: looked for are slices of
    the same length with the same digest, first at the old place, then anywhere.
    """
    length = quote.end - quote.start
    for turn in briefing.turns:
        if turn.number == quote.turn and _has_words(turn, quote.start, length, quote.words):
            return Same(Passage(briefing, turn, quote.start, quote.end))
    found = [
        Passage(briefing, turn, start, start + length)
        for turn in briefing.turns
        for start in _word_starts(turn.text)
        if _has_words(turn, start, length, quote.words)
    ]
    found.sort(key=lambda passage: (abs(passage.turn.number - quote.turn), passage.turn.number, passage.start))
    return Moved(tuple(found)) if found else Changed(briefing)


def _has_words(turn: Turn, start: int, length: int, words: str) -> bool:
    piece = turn.text[start : start + length]
    return len(piece) == length and sha256_of(piece)[:WORDS_SHA256_HEX_DIGITS] == words


def _word_starts(text: str) -> Iterator[int]:
    previous_is_word = False
    for at, character in enumerate(text):
        is_word = character.isalnum()
        if not character.isspace() and (not is_word or not previous_is_word):
            yield at
        previous_is_word = is_word
