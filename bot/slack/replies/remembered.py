"""A thread's last question: read for the next one, kept when it has an answer."""

from typing import Final

from bot.query.followups.last import LastQuestion
from bot.query.followups.stored import written
from bot.state.arrivals import Arrival, Entrance
from bot.state.threads import Place, Threads

IN_THREADS: Final = frozenset((Entrance.MENTION, Entrance.DIRECT))


class Remembered:
    """What threads remember; commands and presses stand in none, until their answer is shared."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    def before(self, arrival: Arrival) -> str | None:
        """The question that this one may refer to, as it was kept.

        Raises:
            StateError: It could not be read.
        """
        place = _place_of(arrival)
        return self._threads.last(place) if place is not None and arrival.thread_ts is not None else None

    def keep(self, arrival: Arrival, last: LastQuestion | None, now: float) -> None:
        """Keep what was asked, before its answer is posted; None forgets what was asked before.

        Raises:
            StateError: It could not be written.
        """
        place = _place_of(arrival)
        if place is not None:
            self._threads.keep(place, written(last) if last is not None else None, now)

    def keep_shared(self, place: Place, question: str, now: float) -> None:
        """Keep a question asked elsewhere where its answer now stands: it can be followed up there.

        Args:
            question: As threads keep it.

        Raises:
            StateError: It could not be written.
        """
        self._threads.keep(place, question, now)


def _place_of(arrival: Arrival) -> Place | None:
    if arrival.entrance not in IN_THREADS or arrival.channel is None or arrival.message_ts is None:
        return None
    return Place(arrival.team, arrival.channel, arrival.thread_ts or arrival.message_ts, arrival.message_ts)
