"""What a message shows and what it is, before it is rendered."""

from dataclasses import dataclass

from bot.answer.model import Answer
from bot.slack.rendering.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Content:
    """A sheet and what it is.

    Attributes:
        outcome: One word for the books.
        is_public: Fit for everybody in the channel; else for the asker alone.
        snapshot: The knowledge's version it was made from.
        periods: Months or years with their counts, each of which a button opens.
        answer: To a question, which the next one in its thread may refer to; None for a command.
    """

    sheet: Sheet
    outcome: str
    is_public: bool
    snapshot: str
    periods: tuple[tuple[str, int], ...] = ()
    answer: Answer | None = None
