"""Who wants their recent questions shown on their Home; nobody does until they say so."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.state.database import Database
from bot.state.tables import recalled


class Recalled:
    """The table of those who want it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wants(self, team: str, user: str) -> bool:
        """Whether somebody has said so."""
        asked = select(recalled.c.user).where(recalled.c.team == team, recalled.c.user == user)
        with self._database.transaction() as connection:
            return connection.execute(asked).first() is not None

    def set(self, team: str, user: str, wants: bool) -> None:
        """Keep what somebody wants; said twice it is the same.

        Raises:
            StateError: It could not be written.
        """
        theirs = (recalled.c.team == team, recalled.c.user == user)
        with self._database.transaction() as connection:
            if wants:
                connection.execute(insert(recalled).values(team=team, user=user).on_conflict_do_nothing())
            else:
                connection.execute(delete(recalled).where(*theirs))
