"""The encrypted database file as two SQLAlchemy engines: one that reads, one that writes.

Everything that knows SQLCipher stands here, so that a PostgreSQL engine can take its place later.
A read connection refuses every write by itself; a write transaction begins with BEGIN IMMEDIATE,
because a transaction that reads first and writes later meets "database is locked" instead of waiting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.store.keys import KEY_BYTES, audit_key

BUSY_MILLISECONDS = 10_000
CACHE_KIB = 8_192
"""Of each connection; several read at once, and a day in the office may not fill the memory."""
_HARMLESS = ("SELECT", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN", "VALUES")
_WRITES_INSIDE = re.compile(
    r"\bINSERT\s+(OR|INTO)\b|\bREPLACE\s+INTO\b|\bDELETE\s+FROM\b|\bUPDATE\b.*\bSET\b", re.S
)
_UNAUDITED = "panpun_unaudited"

Gate = dict[Any, Any]
"""The ``info`` of a connection, where its leave to write is kept."""


class UnauditedWrite(RuntimeError):
    """A statement tried to write around the audit: a mistake in the program, never a user's."""


class Database:
    """An open database file. ``engine`` reads, ``writer`` writes and only through a unit of work."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self.path = path
        self.data_key = data_key
        self.audit_key = audit_key(data_key)
        self.engine = _engine(path, data_key, begin="BEGIN", query_only=True)
        self.writer = _engine(path, data_key, begin="BEGIN IMMEDIATE", query_only=False)

    @classmethod
    def open(cls, path: Path, data_key: bytes) -> Database:
        """Open an existing file; StorageGone when it is missing, foreign or locked."""
        if not path.is_file() or path.stat().st_size == 0:
            raise StorageGone("storage.missing", path=path.name)
        return cls._reached(path, data_key)

    @classmethod
    def create(cls, path: Path, data_key: bytes) -> Database:
        """Make an empty file; an existing one is never overwritten (StorageGone)."""
        if path.exists():
            raise StorageGone("storage.exists", path=path.name)
        try:
            path.touch(mode=0o600)
        except OSError as error:
            raise StorageGone("storage.unreadable", path=path.name) from error
        return cls._reached(path, data_key)

    @classmethod
    def _reached(cls, path: Path, data_key: bytes) -> Database:
        """A wrong key shows only when the first page is read, so read it now."""
        if len(data_key) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")
        database = cls(path, data_key)
        try:
            with storage_errors(), database.engine.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Let the file go; the last connection folds the write-ahead log into it."""
        self.engine.dispose()
        self.writer.dispose()

    def give_pages_back(self) -> None:
        """Let the pages go that connections hold for the next question; for a moment in which nobody asks."""
        for engine in (self.engine, self.writer):
            pool = engine.pool
            idle = [pool.connect() for _one in range(pool.checkedin())] if isinstance(pool, QueuePool) else []
            for connection in idle:
                connection.cursor().execute("PRAGMA shrink_memory")
                connection.close()

    @contextmanager
    def unaudited(self) -> Iterator[Connection]:
        """A write connection outside the audit: for upgrades and checks only, never for data entry."""
        with storage_errors(), self.writer.connect() as connection:
            yield connection.execution_options(**{_UNAUDITED: True})

    def copy_to(self, path: Path) -> None:
        """Write a whole copy under the same key in one step, while others go on working."""
        target = _connect(path, self.data_key)
        # a copy that was cut short is thrown away: no journal for it, and no wait for the disk
        target.execute("PRAGMA journal_mode=OFF")
        target.execute("PRAGMA synchronous=OFF")
        try:
            with storage_errors(), self.engine.connect() as connection:
                # pages=-1: a copy in pieces starts over whenever someone writes
                _driver(connection).backup(target, pages=-1)
        finally:
            target.close()


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn what the driver says about the file itself into StorageGone."""
    try:
        yield
    except DatabaseError as error:
        meant = _storage_id(error)
        if meant is None:
            raise
        raise StorageGone(meant) from error


def _storage_id(error: DatabaseError) -> str | None:
    text = str(error.orig).lower()
    if "not a database" in text or "unsupported file format" in text:
        return "storage.not_ours"
    if isinstance(error, OperationalError):
        return next((meant for said, meant in _SAID.items() if said in text), None)
    return "storage.damaged" if "malformed" in text else None


_SAID = {
    "locked": "storage.locked",
    "is full": "storage.full",
    "unable to open": "storage.missing",
    "disk i/o": "storage.unreadable",
    "readonly": "storage.read_only",
}


def _engine(path: Path, data_key: bytes, *, begin: str, query_only: bool) -> Engine:
    from sqlcipher3 import dbapi2

    url = f"sqlite:///{path}"
    engine = create_engine(
        url,
        module=dbapi2,
        pool_size=3,  # as many as read at once (widgets.operations); one more is let go after use
        max_overflow=8,
        pool_use_lifo=True,  # a connection that is seldom needed fills no cache of pages
        query_cache_size=1200,
    )

    # insert=True: the key must come before anything that SQLAlchemy asks a new connection
    @event.listens_for(engine, "connect", insert=True)
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would leave DDL outside the transaction
        _prepare(connection, data_key)
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "before_cursor_execute", _refuse_unaudited)
    return engine


def _connect(path: Path, data_key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None)
    _prepare(connection, data_key)
    return connection


def _prepare(connection: Any, data_key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")  # the library writes to stderr what we say in words
    connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # WAL with NORMAL may lose the last commits at a power cut
        "foreign_keys=ON",
        f"cache_size=-{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def unlock(gate: Gate) -> None:
    """Let this connection write: only the audit listeners do this."""
    gate[_UNAUDITED] = True


def shut(gate: Gate) -> None:
    """Refuse writes on this connection again."""
    gate.pop(_UNAUDITED, None)


@contextmanager
def opened(gate: Gate) -> Iterator[None]:
    """Let this connection write within the block."""
    unlock(gate)
    try:
        yield
    finally:
        shut(gate)


def _refuse_unaudited(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    if is_harmless(statement) or connection.info.get(_UNAUDITED):
        return
    if connection.get_execution_options().get(_UNAUDITED):
        return
    raise UnauditedWrite(f"this statement would go around the audit: {statement[:60]}")


@lru_cache(maxsize=4096)
def is_harmless(statement: str) -> bool:
    """Whether the statement cannot change a row; what is not surely a read counts as a write."""
    words = statement.lstrip().upper()
    if words.startswith("WITH"):
        return _WRITES_INSIDE.search(words) is None
    if words.startswith("PRAGMA"):
        return "=" not in words
    return words.startswith(_HARMLESS)
