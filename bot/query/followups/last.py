"""A thread's last question, as far as the next one may refer to it."""

from dataclasses import dataclass
from datetime import date

from bot.query.dates.calendar import Days
from bot.query.filters import name_to_type
from bot.query.model import Order, Query


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """What was asked last, in words that can be typed again, and the days that were shown.

    Names are resolved anew for each reader: what is kept finds nobody by itself.

    Attributes:
        speakers: Names as they can be typed; of people nobody knows, too.
        shown: Quotes shown so far.
        first_shown, last_shown: The earliest and the latest day quoted.
        voice: Whose words all quotes were; None where they were several people's or nobody's by name.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()
    order: Order = Order.BEST
    on_the_record: bool = False
    without_questions: bool = False
    shown: int = 0
    first_shown: date | None = None
    last_shown: date | None = None
    voice: str | None = None

    @property
    def days(self) -> Days:
        """The days asked for."""
        return Days(self.after, self.before)

    @property
    def has_days(self) -> bool:
        """Whether it asked for a time at all."""
        return self.after is not None or self.before is not None

    @property
    def is_about_people(self) -> bool:
        """Whether it asked for somebody's words."""
        return bool(self.speakers or self.roles)


def last_question(
    query: Query, shown: int, first_shown: date | None, last_shown: date | None, voice: str | None
) -> LastQuestion:
    """What is kept of a query that has been answered."""
    return LastQuestion(
        words=query.words,
        phrases=query.phrases,
        speakers=(*(name_to_type(speaker) for speaker in query.speakers), *query.unknown_speakers),
        roles=query.roles,
        after=query.after,
        before=query.before,
        sources=query.sources,
        order=query.order,
        on_the_record=query.on_the_record,
        without_questions=query.without_questions,
        shown=query.skip + shown,
        first_shown=first_shown,
        last_shown=last_shown,
        voice=voice,
    )
