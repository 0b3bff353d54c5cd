"""The sentences in which terms are agreed: in the header and as the call opens."""

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


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may hold terms.

    Attributes:
        start: Where it begins in the document.
        is_header: It stands above the first label.
        turn: The position of its turn; None in the header.
    """

    text: str
    start: int
    is_header: bool = False
    turn: int | None = None


def opening_sentences(header: Sequence[Line], turns: Sequence[DraftTurn]) -> Iterator[Said]:
    """Sentences of the header and of the first turns that are no questions, in order."""
    for line in header:
        yield Said(line.text[:_SENTENCE_CHARS_MAX], line.start, is_header=True)
    left = OPENING_CHARS_MAX
    for position, turn in enumerate(turns[:OPENING_TURNS_MAX]):
        if turn.kind is Kind.QUESTION:
            continue
        for start, end in sentence_spans(turn.text[:left]):
            yield Said(turn.text[start : min(end, start + _SENTENCE_CHARS_MAX)], turn.start + start, turn=position)
        left -= len(turn.text)
        if left <= 0:
            return
