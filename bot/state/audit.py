"""Who did what, when, and how it ended: written, never changed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from bot.state.database import Database
from bot.state.tables import audit


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit; it never holds the words of a message.

    Attributes:
        who: Team and user, ``T1:U1``.
        what: ``reload``, ``post as plain text``.
        ref: The answer's, as a person may quote it.
    """

    who: str
    what: str
    target: str | None
    result: str
    ref: str


class Audit:
    """The append-only table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, deed: Deed, now: float) -> None:
        """Append one line.

        Raises:
            StateError: It could not be written.
        """
        at = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
        with self._database.transaction() as connection:
            connection.execute(
                insert(audit).values(
                    at=at, who=deed.who, what=deed.what, target=deed.target, result=deed.result, ref=deed.ref
                )
            )

    def read(self) -> tuple[tuple[str, Deed], ...]:
        """Every line with its time in UTC, oldest first."""
        columns = (audit.c.at, audit.c.who, audit.c.what, audit.c.target, audit.c.result, audit.c.ref)
        with self._database.transaction() as connection:
            rows = connection.execute(select(*columns).order_by(audit.c.number)).all()
        return tuple((row.at, Deed(row.who, row.what, row.target, row.result, row.ref)) for row in rows)
