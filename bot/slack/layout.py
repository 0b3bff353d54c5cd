"""How much of an answer one message shows: chosen before anything is built."""

from dataclasses import dataclass
from typing import Final

from bot.answer.model import Answer, Misread, Quote
from bot.answer.quotes import is_short


@dataclass(frozen=True, slots=True)
class Layout:
    """What of an answer is shown.

    Attributes:
        quotes: The first of the answer's; whole ones, never parts.
        omitted: How many more there are.
        with_questions: Whether the questions stand before answers that also make sense alone.
    """

    quotes: tuple[Quote, ...]
    omitted: int
    with_questions: bool

    def shows_question(self, quote: Quote) -> bool:
        """Whether this quote's question is shown: always before a short answer."""
        return quote.asked is not None and (self.with_questions or is_short(quote.passage.text))


PLAIN: Final = Layout((), 0, False)


def layouts_of(answer: Answer) -> list[Layout]:
    """Every way to show an answer, the fullest first, showing no quote last."""
    if isinstance(answer, Misread) or not answer.quotes:
        return [PLAIN]
    count = len(answer.quotes)
    return [
        Layout(answer.quotes[:shown], count - shown, with_questions)
        for shown in range(count, -1, -1)
        for with_questions in ((True, False) if shown else (False,))
    ]
