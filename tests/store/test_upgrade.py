"""Bringing files to the newest tables: from nothing, up and down, with every trigger, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_mock_engine, inspect, text

from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.migrations.triggers import TRIGGERS
from panpun_desktop.models.base import Base
from panpun_desktop.store import upgrade
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DATA_KEY, DESK, a_person


def _sql(database: Database, *statements: str) -> None:
    with database.unaudited() as connection, connection.begin():
        for statement in statements:
            connection.execute(text(statement))


def test_from_nothing_to_every_table_and_back_and_up_again(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "panpun.db", DATA_KEY)
    assert upgrade.revision_of(database) is None
    for _ in range(2):
        upgrade.create_or_upgrade(database, lambda: pytest.fail("nothing to back up"))
        assert upgrade.revision_of(database) == upgrade.newest_revision()
        assert set(Base.metadata.tables) <= set(inspect(database.engine).get_table_names())
        assert upgrade.missing_triggers(database) == []
        upgrade.downgrade(database, "base")
        assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    database.close()


def test_postgresql_hears_the_condition_of_a_unique_index_too() -> None:
    said: list[str] = []
    engine = create_mock_engine(
        "postgresql://", lambda sql, *_: said.append(str(sql.compile(dialect=engine.dialect)))
    )
    Base.metadata.create_all(engine, checkfirst=False)
    index = next(one for one in said if "uq_person_valid_national_id" in one)
    assert index.endswith("WHERE national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL")


def test_tables_are_those_of_the_models(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_an_up_to_date_file_is_left_alone_and_alembic_stays_unloaded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "_migrate", lambda *_: pytest.fail("nothing to do"))
    upgrade.create_or_upgrade(database, lambda: pytest.fail("nothing to do"))


@pytest.mark.parametrize("name", ["bed_use_overlap_insert", "audit_entry_no_delete"])
def test_a_lost_or_changed_trigger_is_made_again(database: Database, name: str) -> None:
    _sql(database, f"DROP TRIGGER {name}")
    assert upgrade.missing_triggers(database) == [name]
    upgrade.create_or_upgrade(database)
    assert upgrade.missing_triggers(database) == []
    _sql(database, f"DROP TRIGGER {name}", TRIGGERS[name].replace("BEGIN", "WHEN 0 BEGIN", 1))
    assert upgrade.missing_triggers(database) == [name]
    upgrade.create_or_upgrade(database)
    assert upgrade.missing_triggers(database) == []


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_was(database: Database) -> None:
    _sql(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageGone, match=r"storage\.newer"):
        upgrade.create_or_upgrade(database)
    assert upgrade.revision_of(database) == "9999"


def test_a_backup_is_made_before_an_upgrade_and_nothing_changed_where_that_cannot_be(
    work: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (*upgrade.known_revisions(), "9998")
    monkeypatch.setattr(upgrade, "known_revisions", lambda: known)
    monkeypatch.setattr(upgrade, "_migrate", lambda *_: pytest.fail("changed without a backup"))

    def disk_full() -> None:
        raise RuleBroken("save.disk_full")

    with pytest.raises(RuleBroken, match=r"save\.disk_full"):
        upgrade.create_or_upgrade(work.database, disk_full)


def test_a_failing_revision_leaves_the_file_as_it_was(
    work: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session)

    def fail(*_: object) -> None:
        raise RuntimeError("third statement")

    monkeypatch.setattr(upgrade, "_renew_triggers", fail)
    with pytest.raises(RuntimeError, match="third"):
        upgrade.downgrade(work.database, "base")
    assert upgrade.revision_of(work.database) == upgrade.newest_revision()
    assert upgrade.missing_triggers(work.database) == []
    with work.database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM person")) == 1
    with work.database.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_broken_references_stop_an_upgrade(database: Database) -> None:
    with database.unaudited() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(text("INSERT INTO not_same_person VALUES (8, 9)"))
        connection.commit()
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    _sql(database, "DROP TRIGGER stay_overlap_insert")
    with pytest.raises(StorageGone, match=r"storage\.damaged"):
        upgrade.create_or_upgrade(database)
    assert upgrade.missing_triggers(database) == ["stay_overlap_insert"]


def test_every_trigger_stands_on_a_table_of_the_models() -> None:
    assert {upgrade.table_of(sql) for sql in TRIGGERS.values()} <= set(Base.metadata.tables)


def test_revisions_are_numbered_in_order() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.versions.__path__[0]).parent))
    config.set_main_option("path_separator", "os")
    walked = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(walked)) == upgrade.known_revisions()


def test_a_home_address_of_an_older_file_gets_its_own_row(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session, home_province="สงขลา", home_address="99/1 ต.ตัวอย่าง")
        a_person(session)
    upgrade.downgrade(work.database, "0001")
    assert "person_address" not in inspect(work.database.engine).get_table_names()
    upgrade.create_or_upgrade(work.database)
    with work.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT kind, province, text FROM person_address")).all()
    assert rows == [("HOME", "สงขลา", "99/1 ต.ตัวอย่าง")]
    assert upgrade.missing_triggers(work.database) == []
