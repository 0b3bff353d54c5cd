"""What the clauses are read with, and what a clause of saying is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.query.clauses.subjects import Subject, known_at
from bot.query.clauses.when import When, read_when
from bot.query.people import People
from bot.query.tokens import Token


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause of saying.

    Attributes:
        start: Its first token.
        end: Where the words after it begin.
        is_asked: It is a question or a request, not a sentence that reports.
    """

    subject: Subject
    start: int
    end: int
    when: When | None = None
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clauses are read with: the tokens, the people, the day."""

    tokens: Sequence[Token]
    people: People
    today: date
    _words: list[str] = field(init=False, repr=False, default_factory=list)
    _known: dict[tuple[int, bool], tuple[Subject, int] | None] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._words.extend(token.bare for token in self.tokens)

    def bare(self, at: int) -> str:
        """The folded word at a place; empty outside and for a phrase."""
        return self.tokens[at].bare if 0 <= at < len(self.tokens) else ""

    def when(self, at: int) -> When | None:
        """The when-clause that starts at a place."""
        return read_when(self.tokens, self._words, at, self.today) if at < len(self.tokens) else None

    def known(self, at: int, *, in_any_case: bool = False) -> tuple[Subject, int] | None:
        """The known people named from a place on."""
        key = at, in_any_case
        if key not in self._known:
            self._known[key] = known_at(self.tokens, at, self.people, in_any_case=in_any_case)
        return self._known[key]

    def ends_clause(self, at: int) -> bool:
        """Whether punctuation stands right before a place."""
        return at >= len(self.tokens) or self.tokens[at - 1].ends_clause


def stands(reading: Reading, at: int, words: Sequence[str]) -> bool:
    """Whether exactly these words stand at a place."""
    return all(reading.bare(at + n) == word for n, word in enumerate(words))
