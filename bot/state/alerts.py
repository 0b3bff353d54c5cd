"""Who wants to be told of what, and which turns have become visible since.

Turns are announced in rounds: those that became visible to an audience together get the next
round's number, each turn once and for ever. An alert remembers the round up to which
it has been told, so nothing is told twice, whatever happens in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from threading import Lock
from typing import Any, Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from bot.state.arrivals import Arrival, Entrance
from bot.state.database import Database
from bot.state.inbox import Inbox, tells_readers
from bot.state.tables import OPEN, alerts, announced, questions

ALERTS_A_PLACE: Final = 20
DIGESTS_OPEN_MAX: Final = 4
"""Digests in the inbox at a time, so that questions never wait behind many of them."""
EVERYBODY: Final = ""

Keys = NDArray[np.uint64]
"""Turns, each by a number that its words and day have in every version of the archive."""
_NOTHING: Final[tuple[int, Keys]] = (0, np.empty(0, dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Alert:
    """A subscription.

    Attributes:
        place: The channel, or the person, that is told.
        user: Who subscribed.
        text: The question, as typed.
        since_round: The last round it has been told of.
        name: What Slack called the subscriber, where it said so.
    """

    id: str
    team: str
    place: str
    user: str
    text: str
    since_round: int
    name: str | None = None

    @property
    def is_personal(self) -> bool:
        """Whether one person is told, and no channel."""
        return self.place.startswith(("U", "W"))


@dataclass(frozen=True, slots=True)
class Due:
    """What a digest is to tell: for each alert the round it has been told of, and the last one now."""

    since: Mapping[str, int]
    last: int

    @classmethod
    def parse(cls, text: str) -> "Due":
        """Read what a digest's place in the inbox carries."""
        last, *pairs = text.split()
        return cls({alert: int(since) for alert, _, since in (pair.partition(":") for pair in pairs)}, int(last))

    def __str__(self) -> str:
        return " ".join([str(self.last), *(f"{alert}:{since}" for alert, since in self.since.items())])


class Alerts:
    """The two tables of alerts."""

    def __init__(self, database: Database, inbox: Inbox) -> None:
        self._database, self._inbox = database, inbox
        self._known: dict[str, tuple[int, Keys]] = {}
        self._announcing = Lock()

    def subscribe(
        self, team: str, place: str, user: str, text: str, name: str | None = None
    ) -> tuple[Alert | None, bool]:
        """Add an alert that is told of whatever comes after now, and whether it is new.

        The same words in the same place stay the alert they are; None where a place has too many.
        """
        with self._database.transaction() as connection:
            here = (alerts.c.team == team, alerts.c.place == place)
            known = connection.execute(select(alerts).where(*here, alerts.c.text == text)).first()
            if known is not None:
                return _alert(known), False
            if connection.execute(select(func.count()).select_from(alerts).where(*here)).scalar_one() >= ALERTS_A_PLACE:
                return None, False
            alert = Alert(uuid4().hex, team, place, user, text, _last_round(connection), name)
            connection.execute(insert(alerts).values(asdict(alert)))
            return alert, True

    def of_places(self, team: str, *places: str) -> tuple[Alert, ...]:
        """The alerts of some places, oldest first."""
        with self._database.transaction() as connection:
            where = (alerts.c.team == team, alerts.c.place.in_(places))
            rows = connection.execute(select(alerts).where(*where).order_by(alerts.c.number)).all()
        return tuple(_alert(row) for row in rows)

    def get(self, alert_id: str) -> Alert | None:
        """One alert; None once it is off."""
        with self._database.transaction() as connection:
            row = connection.execute(select(alerts).where(alerts.c.id == alert_id)).first()
        return _alert(row) if row is not None else None

    def end(self, alert_id: str) -> bool:
        """Delete an alert; False if somebody did before."""
        with self._database.transaction() as connection:
            return connection.execute(delete(alerts).where(alerts.c.id == alert_id)).rowcount == 1

    def every(self) -> tuple[Alert, ...]:
        """All of them, oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(select(alerts).order_by(alerts.c.number)).all()
        return tuple(_alert(row) for row in rows)

    def due(self) -> tuple[Alert, ...]:
        """Those for which something has been announced that they have not been told of, oldest first."""
        audience = or_(announced.c.audience == EVERYBODY, announced.c.audience == alerts.c.place)
        last = select(func.max(announced.c.round)).where(audience).correlate(alerts).scalar_subquery()
        with self._database.transaction() as connection:
            rows = connection.execute(select(alerts).where(alerts.c.since_round < last).order_by(alerts.c.number)).all()
        return tuple(_alert(row) for row in rows)

    def end_external(self) -> int:
        """Delete the alerts of channels that another organisation reads, by the last mention there; how many."""
        here = (questions.c.team == alerts.c.team, questions.c.channel == alerts.c.place, tells_readers())
        heard = select(questions.c.is_external).where(*here).order_by(questions.c.number.desc()).limit(1)
        is_external = heard.correlate(alerts).scalar_subquery()
        with self._database.transaction() as connection:
            return connection.execute(delete(alerts).where(is_external.is_(True))).rowcount

    def announce(self, audience: str, visible: Keys) -> bool:
        """Give the turns not yet announced to an audience, nor to everybody, the next round's number.

        Raises:
            StateError: It could not be written; the next look finds them again.
        """
        audiences = tuple({audience, EVERYBODY})
        with self._announcing:
            while True:
                fresh = np.unique(visible)
                for other in audiences:
                    fresh = np.setdiff1d(fresh, self._refreshed(other), assume_unique=True)
                if not len(fresh):
                    return False
                number = self._written(audience, audiences, fresh)
                if number is not None:
                    known = self._known.get(audience, _NOTHING)[1]
                    self._known[audience] = (number, np.union1d(known, fresh))
                    return True

    def hand_over(self, team: str, place: str, due: Sequence[Alert], now: float) -> bool:
        """Put one digest for a place into the inbox and note that its alerts have been told, both or neither.

        False where nothing is due, or as many digests as may be are open.
        """
        with self._database.transaction() as connection:
            ids = [alert.id for alert in due]
            # What another process has told meanwhile is not told again.
            rows = connection.execute(select(alerts.c.id, alerts.c.since_round).where(alerts.c.id.in_(ids)))
            last = _last_round(connection, EVERYBODY, place)
            behind = {row.id: row.since_round for row in rows if row.since_round < last}
            since = {alert_id: behind[alert_id] for alert_id in ids if alert_id in behind}
            if not since or _open_digests(connection) >= DIGESTS_OPEN_MAX:
                return False
            self._inbox.put_within(connection, _digest(team, place, due, Due(since, last)), now)
            moved = update(alerts).where(alerts.c.id.in_(list(since)), alerts.c.since_round < last)
            connection.execute(moved.values(since_round=last))
            return True

    def due_again(self, due: Due) -> None:
        """Take back that a digest was told, as far as nothing has been told since."""
        with self._database.transaction() as connection:
            for alert_id, since in due.since.items():
                told = (alerts.c.id == alert_id, alerts.c.since_round == due.last)
                connection.execute(update(alerts).where(*told).values(since_round=since))

    def between(self, first: int, last: int, place: str) -> Keys:
        """The turns that a place could see from after one round on, up to another."""
        with self._database.transaction() as connection:
            new = _read(connection, (EVERYBODY, place), first, last)
            old = _read(connection, (place,), 0, first)
        return np.setdiff1d(_joined(new), _joined(old), assume_unique=True)

    def _refreshed(self, audience: str) -> Keys:
        """All keys announced to an audience; only rounds not known yet are read, and joined outside the transaction."""
        upto, keys = self._known.get(audience, _NOTHING)
        with self._database.transaction() as connection:
            last = _last_round(connection, audience)
            is_replaced = last < upto  # Another file has taken the place of this one.
            rounds = _read(connection, (audience,), 0 if is_replaced else upto, last)
        if rounds or is_replaced:
            keys = _joined(rounds if is_replaced else [*rounds, keys.tobytes()])
            self._known[audience] = (last, keys)
        return keys

    def _written(self, audience: str, audiences: Sequence[str], fresh: Keys) -> int | None:
        """The number of the round that these are now; None where another process has announced something meanwhile."""
        with self._database.transaction() as connection:
            if any(_last_round(connection, other) != self._known.get(other, _NOTHING)[0] for other in audiences):
                return None
            connection.execute(insert(announced).values(audience=audience, turns=fresh.tobytes()))
            return _last_round(connection, audience)


def _digest(team: str, place: str, due: Sequence[Alert], told: Due) -> Arrival:
    first = next(alert for alert in due if alert.id in told.since)
    return Arrival(
        entrance=Entrance.DIGEST,
        event_key=None,
        message_key=None,
        team=team,
        channel=place,
        user=first.user,
        text=str(told),
    )


def _read(connection: Connection, audiences: Sequence[str], first: int, last: int) -> list[bytes]:
    within = (announced.c.audience.in_(audiences), announced.c.round > first, announced.c.round <= last)
    return list(connection.execute(select(announced.c.turns).where(*within)).scalars())


def _joined(rounds: Sequence[bytes]) -> Keys:
    return np.unique(np.frombuffer(b"".join(rounds), dtype=np.uint64))


def _last_round(connection: Connection, *audiences: str) -> int:
    asked = select(func.max(announced.c.round))
    asked = asked.where(announced.c.audience.in_(audiences)) if audiences else asked
    return int(connection.execute(asked).scalar() or 0)


def _open_digests(connection: Connection) -> int:
    where = (questions.c.entrance == Entrance.DIGEST.value, questions.c.state.in_(OPEN))
    return int(connection.execute(select(func.count()).select_from(questions).where(*where)).scalar_one())


def _alert(row: Row[Any]) -> Alert:
    return Alert(**{field.name: getattr(row, field.name) for field in fields(Alert)})
