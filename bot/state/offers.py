"""What was offered to somebody as a button: kept until it is pressed or too old, and taken once."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from bot.state.database import Database
from bot.state.tables import offers

KEEP_S = 30 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done once somebody presses.

    Attributes:
        id: Opaque; what its buttons carry.
        kind: What would be done.
        who: To whom it was offered: a user id.
        about: What it is about, as its kind reads it.
    """

    id: str
    kind: str
    team: str
    who: str
    about: str
    made_at: float


class Offers:
    """The table of offers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, offer: Offer) -> None:
        """Write an offer down; one of the same id, of a lost attempt, gives way unless it was taken.

        Raises:
            StateError: It could not be written.
        """
        row = {name: getattr(offer, name) for name in offer.__slots__}
        with self._database.transaction() as connection:
            connection.execute(delete(offers).where(offers.c.id == offer.id, offers.c.taken_by.is_(None)))
            if connection.execute(select(offers.c.id).where(offers.c.id == offer.id)).first() is None:
                connection.execute(insert(offers).values(row))

    def get(self, offer_id: str, team: str) -> Offer | None:
        """An offer of a workspace; None for one that is not there, or another workspace's."""
        columns = [offers.c[name] for name in Offer.__slots__]
        with self._database.transaction() as connection:
            row = connection.execute(select(*columns).where(offers.c.id == offer_id, offers.c.team == team)).first()
        return Offer(*row) if row is not None else None

    def take(self, offer_id: str, claim_id: str, now: float) -> bool:
        """Take the right to do what is offered; False if another press has it already."""
        with self._database.transaction() as connection:
            connection.execute(
                update(offers)
                .where(offers.c.id == offer_id, offers.c.taken_by.is_(None))
                .values(taken_by=claim_id, taken_at=now)
            )
            holder = connection.execute(select(offers.c.taken_by).where(offers.c.id == offer_id)).scalar_one_or_none()
        return bool(holder == claim_id)

    def give_back(self, offer_id: str, claim_id: str) -> None:
        """Let go of what came to nothing: it may be pressed again."""
        with self._database.transaction() as connection:
            connection.execute(
                update(offers)
                .where(offers.c.id == offer_id, offers.c.taken_by == claim_id)
                .values(taken_by=None, taken_at=None)
            )

    def purge(self, now: float) -> None:
        """Forget what was offered long ago."""
        with self._database.transaction() as connection:
            connection.execute(delete(offers).where(offers.c.made_at < now - KEEP_S))
