"""The encrypted file: what opens it, what does not, and what never reaches the disk in the clear."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import _sqlite3

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.store.database import Database, UnauditedWrite, is_harmless
from panpun_desktop.store.keys import new_data_key
from tests import quick

SECRET = "สมหญิง ใจดีเหลือเกิน"


@pytest.fixture
def key() -> bytes:
    return new_data_key()


@pytest.fixture
def database(tmp_path: Path, key: bytes) -> Iterator[Database]:
    made = Database.create(tmp_path / "panpun.db", key)
    with made.unaudited() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE word (text TEXT)")
    yield made
    made.close()


def _add(database: Database, word: str) -> None:
    with database.unaudited() as connection, connection.begin():
        connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})


def test_what_was_written_is_there_after_opening_again(database: Database, key: bytes) -> None:
    _add(database, SECRET)
    database.close()
    again = Database.open(database.path, key)
    with again.engine.begin() as connection:
        assert connection.scalar(text("SELECT text FROM word")) == SECRET
    again.close()


def test_what_connections_hold_for_the_next_question_goes_when_nobody_asks(database: Database) -> None:
    library = ctypes.CDLL(_sqlite3.__file__)
    if not hasattr(library, "sqlite3_memory_used"):
        pytest.skip("this build does not tell how much it holds")
    library.sqlite3_memory_used.restype = ctypes.c_int64
    with database.unaudited() as connection, connection.begin():
        connection.execute(text("INSERT INTO word VALUES (:word)"), [{"word": "ก" * 1000}] * 1000)
    both = [database.engine.connect() for _one in range(2)]
    for connection in both:
        connection.execute(text("SELECT max(text) FROM word"))
    for connection in both:
        connection.close()
    held = library.sqlite3_memory_used()
    database.give_pages_back()
    assert held - library.sqlite3_memory_used() > 5_000_000
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM word")) == 1000
    _add(database, SECRET)


def test_a_wrong_key_is_told_in_one_refusal_and_nothing_on_stderr(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    database.close()
    with pytest.raises(StorageGone, match=r"storage\.not_ours"):
        Database.open(database.path, new_data_key())
    assert capfd.readouterr().err == ""


def test_a_foreign_file_is_refused_and_left_as_it_was(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "panpun.db"
    path.write_bytes(b"SQLite format 3\0" + b"x" * 8192)
    before = path.read_bytes()
    with pytest.raises(StorageGone, match=r"storage\.not_ours"):
        Database.open(path, key)
    assert path.read_bytes() == before


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.touch(), lambda path: path.mkdir()])
def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path, key: bytes, make: object) -> None:
    path = tmp_path / "panpun.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(StorageGone, match=r"storage\.missing"):
        Database.open(path, key)
    assert not path.is_file() or path.stat().st_size == 0


def test_an_existing_file_is_never_made_anew(database: Database, key: bytes) -> None:
    with pytest.raises(StorageGone, match=r"storage\.exists"):
        Database.create(database.path, key)


def test_no_thai_text_lies_in_the_clear(database: Database) -> None:
    _add(database, SECRET)
    files = list(database.path.parent.iterdir())
    assert "panpun.db-wal" in [file.name for file in files]
    content = b"".join(file.read_bytes() for file in files)
    assert SECRET.encode() not in content
    assert SECRET[:6].encode() not in content
    assert not database.path.read_bytes().startswith(b"SQLite")


def test_pragmas_hold_on_every_connection(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("panpun_desktop.store.database._prepare", quick.prepare_as_delivered)
    database = Database.create(tmp_path / "panpun.db", key)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "cache_size": -8_192,
    }
    for engine in (database.engine, database.writer):
        with engine.connect() as one, engine.connect() as two:
            for connection in (one, two):
                driver = connection.connection.driver_connection
                got = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
                assert got == wanted
    database.close()


def test_a_writer_holds_the_lock_from_its_beginning_and_readers_go_on(database: Database) -> None:
    with database.writer.connect() as first, first.begin(), database.writer.connect() as second:
        second.connection.driver_connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(OperationalError, match="locked"):
            second.begin()
        with database.engine.begin() as reader:
            assert reader.scalar(text("SELECT count(*) FROM word")) == 0


def test_the_driver_itself_refuses_to_write_on_a_read_connection(database: Database) -> None:
    with database.engine.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.connection.driver_connection.execute("INSERT INTO word VALUES ('x')")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO word VALUES ('x')",
        "  /* hidden */ DELETE FROM word",
        "WITH x AS (SELECT 1) INSERT INTO word SELECT 'x'",
        "REPLACE INTO word VALUES ('x')",
        "DROP TABLE word",
        "ALTER TABLE word ADD COLUMN more",
        "ATTACH 'other.db' AS other",
        "VACUUM",
        "PRAGMA writable_schema=ON",
    ],
)
def test_a_write_outside_a_unit_of_work_is_refused(database: Database, statement: str) -> None:
    for engine in (database.engine, database.writer):
        with engine.connect() as connection:
            with pytest.raises(UnauditedWrite):
                connection.exec_driver_sql(statement)
            with pytest.raises(UnauditedWrite):
                connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1",
        " select replace(a, 'update', 'set') from b",
        "WITH RECURSIVE d AS (SELECT 1) SELECT updated FROM d",
    ],
)
def test_a_read_is_not_taken_for_a_write(statement: str) -> None:
    assert is_harmless(statement)


def test_a_copy_opens_with_the_same_key_and_holds_what_was_committed(
    database: Database, key: bytes, tmp_path: Path
) -> None:
    _add(database, SECRET)
    database.copy_to(tmp_path / "copy.db")
    copy = Database.open(tmp_path / "copy.db", key)
    with copy.engine.begin() as connection:
        assert connection.scalar(text("SELECT text FROM word")) == SECRET
    copy.close()


def test_closing_leaves_one_file(database: Database) -> None:
    _add(database, "x")
    database.close()
    assert [file.name for file in database.path.parent.iterdir()] == ["panpun.db"]
