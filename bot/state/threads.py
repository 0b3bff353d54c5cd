"""What was asked last in each thread, so that the next question may refer to it."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.state.answers import DAY_S, KEEP_DAYS
from bot.state.database import Database
from bot.state.tables import threads

_FRACTION_DIGITS: Final = 6
_INTEGER_MAX: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """One message of a thread.

    Attributes:
        root: The thread's first message.
        ts: The message itself.
    """

    team: str
    channel: str
    root: str
    ts: str


class Threads:
    """The table of last questions.

    Each stands beside the message that asked it: a question that is tried again
    finds what stood before it, and not itself.
    """

    def __init__(self, database: Database, keep_days: int = KEEP_DAYS) -> None:
        self._database, self._keep_days = database, keep_days

    def last(self, place: Place) -> str | None:
        """What was kept for the question before this message; None if there was none, or it is to be forgotten."""
        before = _in_thread(place), threads.c.at_us < _microseconds(place.ts)
        asked = select(threads.c.question).where(and_(*before)).order_by(threads.c.at_us.desc()).limit(1)
        with self._database.transaction() as connection:
            return connection.execute(asked).scalar_one_or_none()

    def keep(self, place: Place, question: str | None, now: float) -> None:
        """Keep a question for those that follow, and nothing from before the one it follows.

        Args:
            question: None to forget what was asked before.
        """
        at_us = _microseconds(place.ts)
        row = {"team": place.team, "channel": place.channel, "root": place.root, "at_us": at_us}
        said = {"question": question, "kept_at": now}
        statement = insert(threads).values({**row, **said})
        latest = select(func.max(threads.c.at_us)).where(_in_thread(place), threads.c.at_us < at_us).scalar_subquery()
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=list(row), set_=said))
            connection.execute(delete(threads).where(_in_thread(place), threads.c.at_us < latest))

    def purge(self, now: float) -> None:
        """Forget what was asked more days ago than answers are kept."""
        with self._database.transaction() as connection:
            connection.execute(delete(threads).where(threads.c.kept_at < now - self._keep_days * DAY_S))


def _in_thread(place: Place) -> ColumnElement[bool]:
    return and_(threads.c.team == place.team, threads.c.channel == place.channel, threads.c.root == place.root)


def _microseconds(ts: str) -> int:
    """A time stamp as one number: their digits are not always as many."""
    seconds, _, fraction = ts.partition(".")
    at_us = int(seconds) * 10**_FRACTION_DIGITS + int(fraction[:_FRACTION_DIGITS].ljust(_FRACTION_DIGITS, "0"))
    return min(at_us, _INTEGER_MAX)
