"""Bringing a database file to the tables of this program, and making a new one.

Runs Alembic by its API inside one transaction that is ours, so that a failing revision leaves nothing
behind. Alembic is imported only when there is something to do: opening an up-to-date file stays quick.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.migrations import versions
from panpun_desktop.migrations.triggers import TRIGGERS
from panpun_desktop.store.database import Database, storage_errors

if TYPE_CHECKING:
    from alembic.config import Config


@cache
def known_revisions() -> tuple[str, ...]:
    """The revisions this program has, oldest first: the numbers that their file names begin with."""
    names = sorted(module.name for module in pkgutil.iter_modules(versions.__path__))
    return tuple(name.split("_", 1)[0] for name in names)


def newest_revision() -> str:
    """The revision whose tables are those of the models."""
    return known_revisions()[-1]


def revision_of(database: Database) -> str | None:
    """The revision a file is at; None when it has no tables of ours yet."""
    with storage_errors(), database.engine.connect() as connection:
        return revision_in(connection)


def revision_in(connection: Connection) -> str | None:
    """The revision that an open connection sees; None when there are no tables of ours yet."""
    there = text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    if not connection.scalar(there):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def create_empty(path: Path, data_key: bytes) -> None:
    """Make a database file with every table and nothing in it."""
    database = Database.create(path, data_key)
    try:
        create_or_upgrade(database)
    finally:
        database.close()


def create_or_upgrade(database: Database, back_up: Callable[[], object] | None = None) -> None:
    """Bring the file to the newest revision with every trigger; ``back_up`` is called before an upgrade.

    A file written by a newer program is refused (StorageGone "storage.newer") and left as it is.
    """
    found = revision_of(database)
    if found is not None and found not in known_revisions():
        raise StorageGone("storage.newer")
    if found == newest_revision() and not missing_triggers(database):
        return
    if back_up is not None and found not in (None, newest_revision()):
        back_up()
    _migrate(database, newest_revision())


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to an earlier revision ("base": none at all); the tests of revisions do this."""
    _migrate(database, revision, down=True)


def missing_triggers(database: Database) -> list[str]:
    """The triggers that are not there, or not with the words they should have."""
    with storage_errors(), database.engine.connect() as connection:
        return _missing_triggers(connection)


def _migrate(database: Database, revision: str, *, down: bool = False) -> None:
    from alembic import command

    with database.unaudited() as connection, _without_foreign_keys(connection), connection.begin():
        config = _config(connection)
        _drop_triggers(connection)
        if down:
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
        _renew_triggers(connection)
        _require_whole_references(connection)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    location = Path(versions.__path__[0]).parent
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Rebuilding a table drops it for a moment; the switch works only outside a transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _require_whole_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise StorageGone("storage.damaged", tables=", ".join(sorted({row[0] for row in broken})))


def _drop_triggers(connection: Connection) -> None:
    """A trigger may name a table or column that a revision rebuilds or drops: SQLite refuses that then."""
    for name in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def _renew_triggers(connection: Connection) -> None:
    """Batch mode drops triggers silently with the table it rebuilds."""
    tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    for name, sql in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        if table_of(sql) in tables:
            connection.exec_driver_sql(sql)


def _missing_triggers(connection: Connection) -> list[str]:
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    there = {row.name: _folded(row.sql) for row in found}
    return [name for name, sql in TRIGGERS.items() if there.get(name) != _folded(sql)]


def table_of(trigger_sql: str) -> str:
    """The table a trigger stands on."""
    found = re.search(r"\sON\s+(\w+)", trigger_sql)
    assert found is not None
    return found[1]


def _folded(sql: str) -> str:
    return " ".join(sql.split())
