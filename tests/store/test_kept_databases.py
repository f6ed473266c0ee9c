"""The centres that earlier programs wrote are opened by this one: a copy first, then nothing lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.backups import list_backups
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.restoring import Secret, rehearse
from panpun_desktop.services.session import sign_in
from panpun_desktop.store import backup_file, upgrade
from panpun_desktop.store.database import Database
from panpun_desktop.store.keys import KeyFile
from tests.builders import NOW
from tests.kept import LOGIN, PASSWORD, opened, releases

OLDER = [one for one in releases() if one != upgrade.newest_revision()]


@pytest.fixture
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return opened(request.param, tmp_path / "centre")


def data_key(centre: Path) -> bytes:
    return KeyFile.load(centre / "keys.json").open_with_password(LOGIN, PASSWORD)


def rows(path: Path, key: bytes) -> dict[str, int]:
    """How many rows each table has."""
    database = Database.open(path, key)
    with database.engine.connect() as connection:
        tables = [one for one in inspect(connection).get_table_names() if one != "alembic_version"]
        found = {one: connection.scalar(text(f'SELECT count(*) FROM "{one}"')) or 0 for one in tables}
    database.close()
    return found


def shape(path: Path, key: bytes) -> set[tuple[str, ...]]:
    """Tables, indexes and triggers by name, and the named constraints of each table."""
    database = Database.open(path, key)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master")).all()
    database.close()
    things = {(one.type, one.name, one.tbl_name) for one in found if not one.name.startswith("sqlite_")}
    named = {(one.name, name) for one in found for name in re.findall(r"CONSTRAINT (\w+)", one.sql or "")}
    return things | named


def test_every_revision_of_a_release_is_kept() -> None:
    newest = upgrade.known_revisions().index(upgrade.newest_revision())
    without_a_release = {"0003", upgrade.newest_revision()}  # 0003 and 0004 came together
    assert set(upgrade.known_revisions()[: newest + 1]) - set(releases()) <= without_a_release


@pytest.mark.parametrize("centre", OLDER, indirect=True)
def test_a_centre_of_an_earlier_program_is_brought_up_with_a_copy_first(centre: Path) -> None:
    release = centre_revision(centre)
    key, before = data_key(centre), rows(centre / "panpun.db", data_key(centre))
    session = sign_in(centre, FixedClock(NOW), LOGIN, PASSWORD)
    database = session.work.database
    assert upgrade.revision_of(database) == upgrade.newest_revision()
    assert upgrade.missing_triggers(database) == []
    results = check_centre(session.work, session.actor)
    assert [(one.id, one.detail) for one in results if not one.ok] == []
    (copy,) = [one for one in list_backups(session.work, session.actor) if one.occasion == "upgrade"]
    assert copy.is_sound
    session.work.close()
    after = rows(centre / "panpun.db", key)
    grown = {name for name in before if after[name] > before[name]}
    # signing in; codes the newer lists have; the line of the backup
    assert grown <= {"audit_entry", "audit_change", "code", "backup_run"}
    assert [name for name in before if after[name] < before[name]] == []
    upgrade.create_empty(centre / "fresh.db", key)
    assert shape(centre / "panpun.db", key) == shape(centre / "fresh.db", key)
    assert copy.path is not None
    assert rehearse(centre, FixedClock(NOW), copy.path, Secret(LOGIN, PASSWORD)).ok
    inside = centre / "inside"
    inside.mkdir()
    assert backup_file.unpack(copy.path, inside).facts.revision == release
    assert rows(inside / "panpun.db", key) == before


@pytest.mark.parametrize("centre", OLDER[-1:], indirect=True)
def test_an_upgrade_that_fails_leaves_the_old_centre_as_it_was(
    centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the last step")

    release, before = centre_revision(centre), rows(centre / "panpun.db", data_key(centre))
    with monkeypatch.context() as broken:
        broken.setattr(upgrade, "_renew_triggers", fail)
        with pytest.raises(RuntimeError, match="the last step"):
            sign_in(centre, FixedClock(NOW), LOGIN, PASSWORD)
    assert (centre_revision(centre), rows(centre / "panpun.db", data_key(centre))) == (release, before)
    sign_in(centre, FixedClock(NOW), LOGIN, PASSWORD).work.close()
    assert centre_revision(centre) == upgrade.newest_revision()


def centre_revision(centre: Path) -> str:
    database = Database.open(centre / "panpun.db", data_key(centre))
    found = upgrade.revision_of(database)
    database.close()
    assert found is not None
    return found
