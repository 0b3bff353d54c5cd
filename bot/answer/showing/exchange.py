"""The exchange a quote belongs to: question, answer and interruptions as one unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answer.model import Quote
from bot.answer.quotes import is_short, quote_of
from bot.answer.showing.places import numbers_in, position_of
from bot.answer.sight import Sight
from bot.briefing.model import Kind, Turn
from bot.briefing.passages import Passage

TURNS_EACH_WAY: Final = 20
"""More turns than this before or after the quoted one are not one exchange that anybody reads."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Whole turns in spoken order: what was asked, what was answered, who broke in.

    Attributes:
        turns: Each whole, with its own attribution; never empty.
        at: Which of them the quote was cut from.
        goes_on: Whether it is longer than what is given here.
    """

    turns: tuple[Quote, ...]
    at: int
    goes_on: bool = False


def exchange_of(sight: Sight, quote: Quote) -> Exchange:
    """The exchange around a quote, as far as this asker may see it.

    It begins with the question that the words answer and ends before the next one;
    a reporter's few words in between ("But —") are an interruption and no new question.
    A turn that may not be shown ends it, as if nothing stood there. On background
    every question is a border, so that no name in one meets an answer to another.
    """
    around = _Around.of(sight, quote)
    if around.here not in around.quotes:
        return Exchange((quote,), 0)
    before, after = list(_back(around)), list(_on(around))
    chosen = [*reversed(before[:TURNS_EACH_WAY]), around.here, *after[:TURNS_EACH_WAY]]
    turns = tuple(around.quotes[position] for position in chosen)
    return Exchange(turns, chosen.index(around.here), max(len(before), len(after)) > TURNS_EACH_WAY)


@dataclass(frozen=True, slots=True)
class _Around:
    """A briefing's turns around a quote, with those that may be shown, by position."""

    turns: Sequence[Turn]
    here: int
    quotes: dict[int, Quote]
    is_anonymous: bool

    @property
    def spoken(self) -> list[int]:
        """Positions of what somebody said: the editors' own words are neither part nor border."""
        return [at for at, turn in enumerate(self.turns) if turn.kind is not Kind.NARRATION]

    @classmethod
    def of(cls, sight: Sight, quote: Quote) -> "_Around":
        briefing, asked = quote.passage.briefing, quote.passage.turn.number
        position = position_of(sight.index, briefing.id)
        numbers = {} if position is None else numbers_in(sight.index, position)
        here = next(n for n, turn in enumerate(briefing.turns) if turn.number == asked)
        shown: dict[int, Quote] = {}
        first = max(0, here - 2 * TURNS_EACH_WAY)
        for at, turn in enumerate(briefing.turns[first : here + 2 * TURNS_EACH_WAY + 1], first):
            number = numbers.get(turn.number)
            if number is not None and sight.seen[number]:
                whole = quote_of(sight.index, sight.register, number, Passage(briefing, turn, 0, len(turn.text)))
                shown |= {at: whole} if whole else {}
        return cls(briefing.turns, here, shown, briefing.rule_for(quote.passage.turn).is_anonymous)

    def reaches(self, position: int) -> bool:
        """Whether a turn may be part of the exchange: shown, and on the same terms where an official speaks."""
        quote = self.quotes.get(position)
        if quote is None:
            return False
        is_question = quote.passage.turn.kind is Kind.QUESTION
        return is_question or (quote.ground_rule is not None) == self.is_anonymous

    def is_question(self, position: int) -> bool:
        return self.turns[position].kind is Kind.QUESTION

    def is_interruption(self, position: int) -> bool:
        text = self.turns[position].text.rstrip()
        return self.is_question(position) and not self.is_anonymous and is_short(text) and not text.endswith("?")


def _back(around: _Around) -> Iterator[int]:
    """What comes before the quoted turn, nearest first, up to the question that began it."""
    has_question = any(around.is_question(position) for position in range(around.here))
    is_begun = around.is_question(around.here) and not around.is_interruption(around.here)
    for position in reversed(around.spoken[: around.spoken.index(around.here)]):
        if not around.reaches(position) or not (has_question or _is_by_same(around, position)):
            return
        if is_begun and not around.is_question(position):
            return
        is_begun = is_begun or (around.is_question(position) and not around.is_interruption(position))
        yield position


def _on(around: _Around) -> Iterator[int]:
    """What comes after the quoted turn, up to the next question."""
    waiting: list[int] = []
    is_answered = not around.is_question(around.here)
    for position in around.spoken[around.spoken.index(around.here) + 1 :]:
        if not around.reaches(position) or (is_answered and _ends(around, position)):
            return
        waiting.append(position)
        if not around.is_question(position):
            is_answered = True
            yield from waiting
            waiting = []


def _ends(around: _Around, position: int) -> bool:
    return around.is_question(position) and not around.is_interruption(position)


def _is_by_same(around: _Around, position: int) -> bool:
    """Whether the quoted speaker goes on: where nobody asks, that alone is one unit."""
    first, second = around.turns[position], around.turns[around.here]
    return (first.by, first.printed) == (second.by, second.printed)
