"""Accepted questions: written down before Slack's ack, held by one worker at a time.

new → leased → posting → done, or failed. A lease that runs out makes the row
free again; what is done on a lease compares id and attempt, so a worker that
lost it changes nothing. Times are seconds since the epoch and passed in.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Float,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.state.arrivals import Arrival, Claim, Entrance
from bot.state.database import Database
from bot.state.tables import DONE, FAILED, HELD, LEASED, NEW, OPEN, POSTING, questions

ATTEMPTS_MAX: Final = 5
LEASE_S: Final = 6.0
WAIT_MAX_S: Final = 120.0
"""No question waits longer to be tried again; what says so was written before the clock was put back."""
WAITING_MAX: Final = 500
KEYS_KEPT_S: Final = 24 * 3600.0  # Slack sends again at once, after 1 minute and after 5; outages stretch that.
_NOW: Final = bindparam("now", type_=Float)


class Inbox:
    """The table of questions."""

    def __init__(self, database: Database, waiting_max: int = WAITING_MAX) -> None:
        self._database = database
        waiting = select(func.count()).where(questions.c.state == NEW, questions.c.busy.is_(False)).scalar_subquery()
        # Built once: it stands between Slack's event and its ack.
        self._insert = (
            insert(questions)
            .values(
                state=NEW,
                attempt=0,
                lease_until=0.0,
                maybe_posted=False,
                busy=waiting >= waiting_max,
            )
            .on_conflict_do_nothing()
        )
        # And these because they run for every question, twice at least.
        self._set_right = (
            update(questions)
            .where(
                questions.c.state.in_(OPEN),
                or_(questions.c.lease_until > _NOW + LEASE_S, questions.c.not_before > _NOW + WAIT_MAX_S),
            )
            .values(
                lease_until=func.min(questions.c.lease_until, _NOW + LEASE_S),
                not_before=case((questions.c.not_before > _NOW + WAIT_MAX_S, _NOW), else_=questions.c.not_before),
            )
        )
        self._abandon = (
            update(questions)
            .where(_is_due(_NOW), questions.c.attempt > ATTEMPTS_MAX)
            .values(**_closed(FAILED, "abandoned", _NOW))
        )
        self._next = (
            select(questions)
            .where(_is_due(_NOW), or_(questions.c.busy, ~_has_older_open(_NOW)))
            .order_by(questions.c.busy.desc(), questions.c.number)
            .limit(1)
        )

    def put(self, arrival: Arrival, now: float) -> bool:
        """Write a question down; False when either of its keys is already there.

        Raises:
            StateError: It could not be written, so Slack must not get its ack.
        """
        with self._database.transaction() as connection:
            return self.put_within(connection, arrival, now)

    def put_within(self, connection: Connection, arrival: Arrival, now: float) -> bool:
        """The same inside a transaction that notes more than this."""
        row = {field.name: getattr(arrival, field.name) for field in fields(arrival)}
        row |= {
            "id": uuid4().hex,
            "entrance": arrival.entrance.value,
            "conversation": arrival.conversation,
            "received_at": now,
            "not_before": 0.0,
        }
        return connection.execute(self._insert, row).rowcount == 1

    def heard_external(self, team: str, channel: str, since: float) -> bool | None:
        """Whether another organisation reads a channel, by the last mention there; None where none has told since.

        A command tells it only where it says so: it carries no such word else.
        """
        here = (questions.c.team == team, questions.c.channel == channel, questions.c.received_at > since)
        asked = (
            select(questions.c.is_external).where(*here, tells_readers()).order_by(questions.c.number.desc()).limit(1)
        )
        with self._database.transaction() as connection:
            heard = connection.execute(asked).scalar_one_or_none()
        return None if heard is None else bool(heard)

    def claim(self, now: float) -> Claim | None:
        """Lease the oldest question that may be worked on; None when there is none.

        One question per conversation is in work at a time, the oldest first; so
        order is kept and a hot channel cannot take every worker. A question
        that outlived its attempts and their last word is closed unheard. Where the
        clock was put back, no lease and no wait is longer than it was meant to be.
        """
        with self._database.transaction() as connection:
            connection.execute(self._set_right, {"now": now})
            connection.execute(self._abandon, {"now": now})
            row = connection.execute(self._next, {"now": now}).first()
            if row is None:
                return None
            claim = _claim_of(row)
            connection.execute(
                update(questions)
                .where(questions.c.number == row.number)
                .values(state=LEASED, attempt=claim.attempt, lease_until=now + LEASE_S, maybe_posted=claim.maybe_posted)
            )
            return claim

    def renew(self, claim: Claim, now: float) -> bool:
        """Hold on for another lease; False when it has been lost."""
        return self._change(claim, HELD, lease_until=now + LEASE_S)

    def begin_posting(self, claim: Claim, now: float) -> bool:
        """Say that a post is about to be tried; False when the lease was lost."""
        return self._change(claim, HELD, state=POSTING, maybe_posted=True, lease_until=now + LEASE_S)

    def finish(
        self, claim: Claim, outcome: str, now: float, posted_ts: str | None = None, quote_ids: Sequence[str] = ()
    ) -> bool:
        """Close a question that had its visible outcome; its words are cleared."""
        shown = json.dumps(list(quote_ids))
        return self._change(claim, HELD, **_closed(DONE, outcome, now), posted_ts=posted_ts, quote_ids=shown)

    def fail(self, claim: Claim, outcome: str, now: float) -> bool:
        """Close a question that could not be answered; its words are cleared."""
        return self._change(claim, HELD, **_closed(FAILED, outcome, now))

    def release(self, claim: Claim, retry_at: float, maybe_posted: bool) -> bool:
        """Give a question back, to be tried again from ``retry_at`` on."""
        return self._change(claim, HELD, state=NEW, not_before=retry_at, maybe_posted=maybe_posted)

    def hand_back(self, claim: Claim, now: float) -> bool:
        """Give up the lease at once, unfinished, for the next worker."""
        return self._change(claim, HELD, lease_until=now)

    def waiting(self) -> int:
        """How many questions nobody works on yet."""
        with self._database.transaction() as connection:
            return int(
                connection.execute(
                    select(func.count()).where(questions.c.state == NEW).select_from(questions)
                ).scalar_one()
            )

    def purge(self, now: float) -> int:
        """Delete closed questions whose keys are no longer needed; how many."""
        with self._database.transaction() as connection:
            return connection.execute(delete(questions).where(questions.c.finished_at < now - KEYS_KEPT_S)).rowcount

    def _change(self, claim: Claim, states: Sequence[str], **values: Any) -> bool:
        statement = update(questions).where(
            questions.c.id == claim.id, questions.c.attempt == claim.attempt, questions.c.state.in_(states)
        )
        with self._database.transaction() as connection:
            return connection.execute(statement.values(**values)).rowcount == 1


def tells_readers() -> ColumnElement[bool]:
    """Whether a question says who reads its channel."""
    return or_(
        questions.c.entrance == Entrance.MENTION.value,
        and_(questions.c.entrance == Entrance.COMMAND.value, questions.c.is_external),
    )


def _is_due(now: BindParameter[float]) -> ColumnElement[bool]:
    is_new = and_(questions.c.state == NEW, questions.c.not_before <= now)
    return or_(is_new, and_(questions.c.state.in_(HELD), questions.c.lease_until <= now))


def _thread_of(row: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[Any]:
    return func.coalesce(row.thread_ts, row.message_ts)


def _has_older_open(now: BindParameter[float]) -> ColumnElement[bool]:
    # One that waits to be tried again holds up its own thread and no other.
    older = questions.alias()
    return exists().where(
        older.c.conversation == questions.c.conversation,
        older.c.state.in_(OPEN),
        older.c.busy.is_(False),
        older.c.number < questions.c.number,
        or_(older.c.state != NEW, older.c.not_before <= now, _thread_of(older.c) == _thread_of(questions.c)),
    )


def _closed(state: str, outcome: str, now: float | BindParameter[float]) -> dict[str, Any]:
    cleared = dict.fromkeys(("text", "response_url", "files", "name"))
    return {"state": state, "outcome": outcome, "finished_at": now, **cleared}


def _claim_of(row: Row[Any]) -> Claim:
    stored = {field.name: getattr(row, field.name) for field in fields(Arrival)}
    return Claim(
        id=row.id,
        attempt=row.attempt + 1,
        arrival=Arrival(**stored | {"entrance": Entrance(row.entrance)}),
        received_at=row.received_at,
        maybe_posted=row.maybe_posted,
        busy=row.busy,
    )
