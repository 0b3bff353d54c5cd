"""The state file: where it may lie, who may read it, and what is said when it cannot be used."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from bot.errors import SettingsError, StateError
from bot.state.database import Database, database_path


def test_the_file_and_its_folder_are_made_for_the_owner_alone(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "new" / "state.db"))
    with database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO audit (at, who, what, result, ref) VALUES ('', '', '', '', '')")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    assert modes["state.db"] == 0o600
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    database.close()


def test_writes_are_on_the_disk_before_they_are_acknowledged(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "state.db"))
    with database.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    database.close()


def test_a_path_and_a_sqlite_url_name_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    assert database_path(str(path)) == database_path(f"sqlite:///{path}") == path


@pytest.mark.parametrize(
    "address", ["postgresql://bot:hush@db/briefing", "mysql://x/y", "sqlite+aiosqlite:///x", "://"]
)
def test_another_database_is_refused_without_showing_the_password(address: str) -> None:
    with pytest.raises(SettingsError, match="BRIEFING_STATE") as caught:
        database_path(address)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="survive"):
        database_path(address)


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"not a database, " * 300)
    before = path.read_bytes()
    with pytest.raises(StateError, match="not a usable database"):
        Database(str(path))
    assert path.read_bytes() == before


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    Database(str(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StateError, match="not a usable database"):
        Database(str(path))


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.close()
    with pytest.raises(StateError, match="another program or version"):
        Database(str(path))


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    Database(str(path)).close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(StateError, match="another program or version"):
        Database(str(path))


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be opened"):
        Database(str(tmp_path))


def test_a_database_somebody_else_locks_is_an_error_and_works_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    database = Database(str(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StateError):
        database.ping()
    other.execute("ROLLBACK")
    other.close()
    database.ping()
    database.close()


def test_a_thread_that_never_ends_its_transaction_does_not_hang_the_others(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "state.db"))
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with database.transaction():
            entered.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(10)
    with pytest.raises(StateError, match="stuck"):
        database.ping()
    leave.set()
    holder.join()
    database.ping()
    database.close()


def test_a_file_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    database = Database(str(path))
    for name in ("state.db", "state.db-wal", "state.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO audit (at, who, what, result, ref) VALUES ('', '', '', '', '')")
    database.close()
    again = Database(str(path))
    with again.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() == 1
    again.close()
