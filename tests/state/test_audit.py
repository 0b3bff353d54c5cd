"""The audit keeps what was done, in order, across restarts."""

from pathlib import Path

from bot.state.audit import Audit, Deed
from bot.state.database import Database


def test_deeds_are_kept_in_order_with_their_time_in_utc(tmp_path: Path) -> None:
    path = str(tmp_path / "state.db")
    reload = Deed("T1:U1", "reload", "9f3c", "done", "7F3A12BC")
    refused = Deed("T1:U2", "reload", None, "refused: not an admin", "00112233")
    database = Database(path)
    Audit(database).write(reload, 1_700_000_000.0)
    database.close()
    again = Database(path)
    Audit(again).write(refused, 1_700_000_001.5)
    assert Audit(again).read() == (
        ("2023-11-14T22:13:20.000+00:00", reload),
        ("2023-11-14T22:13:21.500+00:00", refused),
    )
    again.close()
