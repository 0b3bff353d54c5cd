"""One SQLite file: opened, checked, and written to by one transaction at a time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import SettingsError, StateError
from bot.state.tables import SCHEMA_VERSION, metadata

BUSY_TIMEOUT_MS: Final = 1_500  # Below the 2 s a listener waits before it leaves the ack to Slack's next try.
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
DRIVERS: Final = ("sqlite", "sqlite+pysqlite")


class Database:
    """The state file; every use is one immediate transaction.

    A lock of our own stands before SQLite's: threads of one process then wait
    in turn and do not sleep in SQLite's busy handler.
    """

    def __init__(self, address: str) -> None:
        """Open the file and check it; make folder, file and tables if missing.

        Raises:
            SettingsError: The address is not a SQLite file's.
            StateError: The file cannot be used; the sentence says how to mend it.
        """
        self.path = database_path(address)
        self._lock = threading.Lock()
        self._engine = _engine_for(self.path)
        self._file = self._open()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection inside a transaction; committed when the block ends.

        Raises:
            StateError: The database refuses, or stays locked for too long.
        """
        if not self._lock.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise StateError("the state database is stuck: another thread has been writing for too long")
        try:
            with _told_as_state_error(self.path):
                self._reopen_when_replaced()
                with self._engine.begin() as connection:
                    yield connection
        finally:
            self._lock.release()

    def ping(self) -> None:
        """Prove that a transaction can be had.

        Raises:
            StateError: It cannot.
        """
        with self.transaction() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _open(self) -> tuple[int, int]:
        with _told_as_state_error(self.path):
            self.path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            is_new = not self.path.exists()
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, FILE_MODE))
            with self._engine.begin() as connection:
                _prepare(connection, self.path)
            if is_new:
                self.path.chmod(FILE_MODE)
            return _identity(self.path)

    def _reopen_when_replaced(self) -> None:
        # A deleted file would take writes into nowhere: its inode lives on only in this process.
        if not self.path.exists() or _identity(self.path) != self._file:
            self._engine.dispose()
            self._file = self._open()


def database_path(address: str) -> Path:
    """The file an address names: a path, or a ``sqlite:///`` URL.

    Raises:
        SettingsError: It names another database, or no file.
    """
    if "://" not in address:
        return Path(address).expanduser().absolute()
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise SettingsError("BRIEFING_STATE is not a database URL: write a file's path or sqlite:///path") from None
    if url.drivername not in DRIVERS:
        raise SettingsError("BRIEFING_STATE names another database, and only SQLite is supported so far: write a path")
    if not url.database or url.database == ":memory:":
        raise SettingsError("BRIEFING_STATE names no file, and questions must survive a restart: write a file's path")
    return Path(url.database).expanduser().absolute()


def _engine_for(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=1,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
    )

    # Source: SQLAlchemy, SQLite dialect, "Serializable isolation / Savepoints / Transactional DDL".
    @event.listens_for(engine, "connect")
    def _configure(connection: SqliteConnection, _record: object) -> None:
        connection.isolation_level = None
        for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare(connection: Connection, path: Path) -> None:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version == SCHEMA_VERSION:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise StateError(_damaged(path))
        return
    is_newer = not 0 <= version <= SCHEMA_VERSION
    is_foreign = not version and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if is_newer or is_foreign:
        raise StateError(f"{path} was made by another program or version: let BRIEFING_STATE name another file")
    metadata.create_all(connection)
    _add_columns(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _add_columns(connection: Connection) -> None:
    """The columns that an older file lacks; none of them may need a value."""
    for table in metadata.sorted_tables:
        there = {row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
        for column in table.columns:
            if column.name not in there:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}")


@contextmanager
def _told_as_state_error(path: Path) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise StateError(_damaged(path)) from error
        raise StateError(f"the state database {path} refuses to work: see that disk and rights are in order") from error
    except OSError as error:
        raise StateError(
            f"the state database {path} cannot be opened ({error.strerror}): mend the path or the rights, "
            "or let BRIEFING_STATE name another file"
        ) from error


def _damaged(path: Path) -> str:
    return f"{path} is not a usable database: move it away, or let BRIEFING_STATE name another file"


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
