"""What was answered, to whom and where: what a button under it needs to know later."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.state.database import Database
from bot.state.tables import answers, feedback, shares

KEEP_DAYS: Final = 30
RECENT_READ: Final = 100
DAY_S: Final = 24 * 3600.0
NOTHING_FOUND: Final = "nothing_found"
PERHAPS_POSTED: Final = "perhaps_posted"
ASKED: Final = ("ask", "timeline")
"""The kinds that look for words; the others look up what they were given."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it was shown.

    Attributes:
        id: Opaque; what its buttons carry.
        kind: What was asked for: ``ask``, ``verify``.
        text: In the asker's words.
        asker: User id.
        snapshot: The knowledge's version.
        quote_ids: Those shown, in order.
        is_private: Only its asker sees it.
        posted_channel, posted_ts: Where it stands; None where it is private or not posted yet.
        shared_of: The private answer that it makes public; None for an answer of its own.
        follows: The question that its text referred to, as threads keep it; None where it stood alone.
        outcome: What came of it: ``found``, ``nothing_found``; None where that is not known.
        thread_ts: Root of the thread in which a shortcut was used; None for other entrances.
        shared_by: Who shared it, as it says; None for an answer of its own.
        withdrawn: How many of its quotes the desk has taken out of it; None where it was not corrected.
    """

    id: str
    kind: str
    text: str
    team: str
    channel: str | None
    asker: str
    snapshot: str
    quote_ids: tuple[str, ...]
    is_private: bool
    answered_at: float
    posted_channel: str | None = None
    posted_ts: str | None = None
    shared_of: str | None = None
    follows: str | None = None
    outcome: str | None = None
    thread_ts: str | None = None
    shared_by: str | None = None
    withdrawn: int | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found nothing; who asked it is left out.

    Attributes:
        follows: The question that its text referred to, as threads keep it.
    """

    text: str
    follows: str | None
    asked_at: float


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody thinks of an answer."""

    answer_id: str
    who: str
    opinion: str
    reason: str | None
    given_at: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thought of the answer to a question; who it was is left out."""

    opinion: str
    reason: str | None
    text: str
    given_at: float


class Answers:
    """The tables of answers, their shares and what people thought of them."""

    def __init__(self, database: Database, keep_days: int = KEEP_DAYS) -> None:
        self._database, self.keep_days = database, keep_days

    def keep(self, answered: Answered) -> None:
        """Write an answer down; again, after a lost attempt, in place of the first.

        Raises:
            StateError: It could not be written.
        """
        row = {**_row_of(answered), "quote_ids": json.dumps(answered.quote_ids)}
        statement = insert(answers).values(row)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))

    def posted(self, answer_id: str, channel: str, ts: str) -> None:
        """Note where an answer stands."""
        with self._database.transaction() as connection:
            connection.execute(
                update(answers).where(answers.c.id == answer_id).values(posted_channel=channel, posted_ts=ts)
            )

    def corrected(self, answer_id: str, quote_ids: tuple[str, ...], withdrawn: int) -> None:
        """Note which quotes an answer shows now, and how many were taken out of it."""
        values = {"quote_ids": json.dumps(quote_ids), "withdrawn": withdrawn}
        with self._database.transaction() as connection:
            connection.execute(update(answers).where(answers.c.id == answer_id).values(values))

    def taken_down(self, answer_id: str) -> None:
        """Note that an answer stands nowhere any more."""
        with self._database.transaction() as connection:
            connection.execute(
                update(answers).where(answers.c.id == answer_id).values(posted_channel=None, posted_ts=None)
            )

    def get(self, answer_id: str, team: str) -> Answered | None:
        """An answer of a workspace; None for one that is not there, or another workspace's."""
        with self._database.transaction() as connection:
            row = connection.execute(select(answers).where(answers.c.id == answer_id, answers.c.team == team)).first()
        return _answered(row) if row is not None else None

    def direct_with(self, team: str, user: str) -> str | None:
        """The direct message with somebody, if an answer to them stands there."""
        theirs = (answers.c.team == team, answers.c.asker == user, answers.c.posted_channel.startswith("D"))
        asked = select(answers.c.posted_channel).where(*theirs).order_by(answers.c.answered_at.desc()).limit(1)
        with self._database.transaction() as connection:
            return connection.execute(asked).scalar_one_or_none()

    def showing(self, quote_id_start: str) -> tuple[Answered, ...]:
        """The answers that stand in a channel and showed a quote whose id begins so, oldest first."""
        return self._with_quotes(answers.c.posted_ts.is_not(None), quote_id_start)

    def shown_alone(self, quote_id_start: str) -> tuple[Answered, ...]:
        """The answers that only their askers saw, likewise; Slack lets nobody find those again."""
        return self._with_quotes(and_(answers.c.posted_ts.is_(None), answers.c.is_private), quote_id_start)

    def _with_quotes(self, which: ColumnElement[bool], quote_id_start: str) -> tuple[Answered, ...]:
        asked = select(answers).where(which).order_by(answers.c.answered_at, answers.c.id)
        with self._database.transaction() as connection:
            rows = connection.execute(asked).all()
        found = (_answered(row) for row in rows)
        return tuple(one for one in found if any(name.startswith(quote_id_start) for name in one.quote_ids))

    def unanswered(self, team: str, since: float) -> tuple[Unanswered, ...]:
        """What was asked since then in a workspace and found nothing, newest first."""
        asked = select(answers.c.text, answers.c.follows, answers.c.answered_at).where(
            answers.c.team == team,
            answers.c.outcome == NOTHING_FOUND,
            answers.c.kind.in_(ASKED),
            answers.c.shared_of.is_(None),
            answers.c.answered_at > since,
        )
        newest = asked.order_by(answers.c.answered_at.desc(), answers.c.id)
        with self._database.transaction() as connection:
            return tuple(Unanswered(*row) for row in connection.execute(newest).all())

    def recent(self, team: str, asker: str, most: int) -> tuple[Answered, ...]:
        """What somebody asked last, each text once, newest first."""
        theirs = (answers.c.team == team, answers.c.asker == asker, answers.c.kind == "ask")
        asked = select(answers).where(*theirs, answers.c.shared_of.is_(None))
        newest = asked.order_by(answers.c.answered_at.desc(), answers.c.id).limit(RECENT_READ)
        with self._database.transaction() as connection:
            rows = connection.execute(newest).all()
        found: dict[str, Answered] = {}
        for row in rows:
            found.setdefault(row.text.casefold(), _answered(row))
        return tuple(found.values())[:most]

    def opinions(self, team: str) -> tuple[Opinion, ...]:
        """What people of a workspace thought of answers, newest first."""
        columns = (feedback.c.opinion, feedback.c.reason, answers.c.text, feedback.c.given_at)
        asked = select(*columns).join(answers, answers.c.id == feedback.c.answer_id).where(answers.c.team == team)
        newest = asked.order_by(feedback.c.given_at.desc(), feedback.c.answer_id)
        with self._database.transaction() as connection:
            return tuple(Opinion(*row) for row in connection.execute(newest).all())

    def claim_share(self, answer_id: str, channel: str, claim_id: str, now: float) -> bool:
        """Take the right to share an answer in a channel; False if another click has it already."""
        with self._database.transaction() as connection:
            connection.execute(
                insert(shares)
                .values(answer_id=answer_id, channel=channel, claim_id=claim_id, shared_at=now)
                .on_conflict_do_nothing()
            )
            holder = connection.execute(
                select(shares.c.claim_id).where(shares.c.answer_id == answer_id, shares.c.channel == channel)
            ).scalar_one()
        return bool(holder == claim_id)

    def give_back_share(self, answer_id: str, channel: str, claim_id: str) -> None:
        """Let go of a share that came to nothing."""
        with self._database.transaction() as connection:
            connection.execute(
                delete(shares).where(
                    shares.c.answer_id == answer_id, shares.c.channel == channel, shares.c.claim_id == claim_id
                )
            )

    def remark(self, remark: Remark) -> None:
        """Keep what somebody thinks; a later opinion of the same person takes the place of the earlier."""
        row = {name: getattr(remark, name) for name in remark.__slots__}
        statement = insert(feedback).values(row)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["answer_id", "who"], set_=row))

    def remarks(self) -> tuple[Remark, ...]:
        """Every opinion, newest first."""
        asked = select(feedback).order_by(feedback.c.given_at.desc(), feedback.c.answer_id)
        with self._database.transaction() as connection:
            return tuple(Remark(*row) for row in connection.execute(asked).all())

    def purge(self, now: float) -> None:
        """Forget answers, shares and opinions of more days ago than they are kept."""
        oldest = now - self.keep_days * DAY_S
        with self._database.transaction() as connection:
            connection.execute(delete(answers).where(answers.c.answered_at < oldest))
            connection.execute(delete(shares).where(shares.c.shared_at < oldest))
            connection.execute(delete(feedback).where(feedback.c.given_at < oldest))


def _row_of(answered: Answered) -> dict[str, Any]:
    return {name: getattr(answered, name) for name in answered.__slots__}


def _answered(row: Row[Any]) -> Answered:
    fields: Iterator[tuple[str, Any]] = ((name, getattr(row, name)) for name in Answered.__slots__)
    found = Answered(**dict(fields))
    return replace(found, quote_ids=tuple(json.loads(row.quote_ids)))
