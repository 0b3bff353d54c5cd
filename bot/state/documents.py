"""Documents that somebody sent and nobody has decided on yet: kept for a day."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.state.database import Database
from bot.state.tables import documents

KEEP_S = 24 * 3600.0


class Documents:
    """The table of documents, by digest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, digest: str, content: bytes, now: float) -> None:
        """Write a document down; the same one again is kept anew.

        Raises:
            StateError: It could not be written.
        """
        statement = insert(documents).values(digest=digest, content=content, kept_at=now)
        with self._database.transaction() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["digest"], set_={"kept_at": now}))

    def get(self, digest: str, now: float) -> bytes | None:
        """A document; None for one that was kept too long ago."""
        asked = select(documents.c.content).where(documents.c.digest == digest, documents.c.kept_at > now - KEEP_S)
        with self._database.transaction() as connection:
            content = connection.execute(asked).scalar_one_or_none()
        return None if content is None else bytes(content)

    def purge(self, now: float) -> None:
        """Forget what was kept for a day."""
        with self._database.transaction() as connection:
            connection.execute(delete(documents).where(documents.c.kept_at <= now - KEEP_S))
