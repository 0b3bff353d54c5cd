"""The sentences in which terms are agreed: in the header, as the call opens, and wherever an embargo is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from bot.briefing.model import Kind
from bot.briefing.sentences import sentence_spans
from bot.importers.model import DraftTurn
from bot.importers.transcripts.lines import Line

OPENING_TURNS_MAX: Final = 10
OPENING_CHARS_MAX: Final = 9_000
_SENTENCE_CHARS_MAX: Final = 600
_AROUND_CHARS: Final = 700
_BREAK: Final = re.compile(r"(?<![.?!:;”\")\]])\n")
_GOES_ON: Final = re.compile(r"(?:\b(?:until|till|for|at|on|to|a|the)|,)$", re.IGNORECASE)


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
    for line, following in zip_longest(header, header[1:]):
        text = f"{line.text} {following.text}" if following and _GOES_ON.search(line.text[-20:]) else line.text
        yield Said(text[:_SENTENCE_CHARS_MAX], line.start, is_header=True)
    left = OPENING_CHARS_MAX
    for turn in turns[:OPENING_TURNS_MAX]:
        if turn.kind is not Kind.QUESTION and left > 0:
            yield from _sentences(turn, 0, left)
            left -= len(turn.text)


def later_sentences(turns: Sequence[DraftTurn], word: str) -> Iterator[Said]:
    """Sentences around a word, of every turn that is no question."""
    for turn in turns:
        at = -1 if turn.kind is Kind.QUESTION else turn.text.lower().find(word)
        if at >= 0:
            yield from _sentences(turn, max(0, at - _AROUND_CHARS), at + _AROUND_CHARS)


def _sentences(turn: DraftTurn, since: int, until: int) -> Iterator[Said]:
    # A line that was wrapped ends no sentence: a rule cut in two would be no rule.
    text = _BREAK.sub(" ", turn.text[since:until])
    for start, end in sentence_spans(text):
        yield Said(text[start : min(end, start + _SENTENCE_CHARS_MAX)], turn.start + since + start)
