"""The sentences in which terms are agreed: in the header, as the call opens, and wherever an embargo is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.briefing.model import Kind
from bot.briefing.sentences import sentence_spans
from bot.importers.model import DraftTurn
from bot.importers.transcripts.lines import Line

OPENING_TURNS_MAX: Final = 10
OPENING_CHARS_MAX: Final = 9_000
_SENTENCE_CHARS_MAX: Final = 600
_AROUND_CHARS: Final = 700


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may hold terms.

    Attributes:
        start: Where it begins in the document.
        is_header: It stands above the first label.
    """

    text: str
    start: int
    is_header: bool = False


def opening_sentences(header: Sequence[Line], turns: Sequence[DraftTurn]) -> Iterator[Said]:
    """Sentences of the header and of the first turns that are no questions, in order."""
    for line in header:
        yield Said(line.text[:_SENTENCE_CHARS_MAX], line.start, is_header=True)
    left = OPENING_CHARS_MAX
    for turn in turns[:OPENING_TURNS_MAX]:
        if turn.kind is not Kind.QUESTION and left > 0:
            yield from _sentences(turn, 0, left)
            left -= len(turn.text)


def later_sentences(turns: Sequence[DraftTurn], word: str) -> Iterator[Said]:
    """Sentences around a word, of every turn that is no question."""
    for turn in turns:
        at = -1 if turn.kind is Kind.QUESTION else turn.text.find(word)
        if at >= 0:
            yield from _sentences(turn, max(0, at - _AROUND_CHARS), at + _AROUND_CHARS)


def _sentences(turn: DraftTurn, since: int, until: int) -> Iterator[Said]:
    for start, end in sentence_spans(turn.text[since:until]):
        first = since + start
        yield Said(turn.text[first : min(since + end, first + _SENTENCE_CHARS_MAX)], turn.start + first)
