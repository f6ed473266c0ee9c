"""Backups of a real database: made whole, proved, and refused in words when they are not what they say."""

from __future__ import annotations

import json
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import PanpunError, RuleBroken, StorageGone
from panpun_desktop.store import backup, backup_file, still
from panpun_desktop.store.database import Database
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.keys import KeyFile
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import CHEAP, DATA_KEY, DESK, a_person

RECOVERY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"


@pytest.fixture
def home(database: Database, work: UnitsOfWork) -> DataHome:
    """The empty database with a key file beside it and three people inside."""
    made = DataHome(database.path.parent)
    keys = KeyFile.create(made.keys_path, CHEAP)
    keys.add_password_slot("manager", "รหัสผ่าน", DATA_KEY)
    keys.add_recovery_slot(RECOVERY, DATA_KEY)
    with work.writing(DESK, "person.create") as session:
        for name in ("สมหญิง", "สมชาย", "มานี"):
            a_person(session, first_name=name)
    return made


@pytest.fixture
def made(home: DataHome, database: Database, clock: FixedClock, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / backup.file_name_at(clock)
    backup.make(database, home.keys_path, file, clock)
    return file


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_one_file_that_opens_with_the_printed_key(
    home: DataHome, database: Database, made: Path, tmp_path: Path
) -> None:
    assert made.name == "panpun-2026-11-21-100000.panpun"
    assert backup.verify(made, DATA_KEY, home.folder).problem == ""
    assert {"centre", made.name} == set(names_in(tmp_path))  # no .new, no scratch
    assert [name for name in names_in(home.folder) if name.startswith("scratch")] == []
    out = tmp_path / "out"
    out.mkdir()
    manifest = backup_file.unpack(made, out)
    assert (manifest.facts.counts.people, manifest.facts.head.count) == (3, 1)
    key = KeyFile.load(out / "keys.json").open_with_recovery(RECOVERY)
    reopened = Database.open(out / "panpun.db", key)
    with reopened.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT first_name FROM person ORDER BY id").scalars().all()
    reopened.close()
    assert list(found) == ["สมหญิง", "สมชาย", "มานี"]


def test_nothing_personal_can_be_read_in_a_backup(made: Path) -> None:
    raw = made.read_bytes()
    assert "สมหญิง".encode() not in raw
    with zipfile.ZipFile(made) as packed:
        said = json.loads(packed.read("manifest.json"))
    assert set(said) == {
        "format",
        "program",
        "revision",
        "made_at",
        "counts",
        "audit",
        "database",
        "demonstration",
    }


def test_what_is_there_is_never_written_over(
    home: DataHome, database: Database, made: Path, clock: FixedClock
) -> None:
    before = made.read_bytes()
    with pytest.raises(RuleBroken, match=r"backup\.exists"):
        backup.make(database, home.keys_path, made, clock)
    assert made.read_bytes() == before


def test_a_folder_that_is_missing_or_full_is_told_before_anything_is_written(
    home: DataHome, database: Database, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuleBroken, match=r"save\.folder_gone"):
        backup.make(database, home.keys_path, tmp_path / "gone" / "x.panpun", clock)
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(RuleBroken, match=r"save\.disk_full"):
        backup.make(database, home.keys_path, tmp_path / "x.panpun", clock)
    assert names_in(tmp_path) == ["centre"]


def test_a_backup_that_does_not_prove_sound_gets_no_name(
    home: DataHome, database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    keys = json.loads(home.keys_path.read_text())
    keys["slots"] = [slot for slot in keys["slots"] if slot["kind"] != "recovery"]
    home.keys_path.write_text(json.dumps(keys))
    with pytest.raises(StorageGone, match=r"backup\.no_recovery"):
        backup.make(database, home.keys_path, tmp_path / "x.panpun", clock)
    assert names_in(tmp_path) == ["centre"]


def _other_manifest(file: Path, change: Callable[[dict[str, object]], object]) -> None:
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    said = json.loads(parts["manifest.json"])
    change(said)
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in {**parts, "manifest.json": json.dumps(said).encode()}.items():
            packed.writestr(name, content)


def _flip(file: Path, place: int) -> None:
    raw = bytearray(file.read_bytes())
    raw[place] ^= 1
    file.write_bytes(raw)


DAMAGE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a bit in the database": (lambda file: _flip(file, 9000), {"backup.damaged"}),
    "the end cut off": (lambda file: file.write_bytes(file.read_bytes()[:-400]), {"backup.damaged"}),
    "nothing in it": (lambda file: file.write_bytes(b""), {"backup.foreign"}),
    "another program's": (lambda file: file.write_bytes(b"PK\x03\x04" + b"x" * 5000), {"backup.foreign"}),
    "a picture": (lambda file: file.write_bytes(b"\x89PNG" + b"x" * 5000), {"backup.foreign"}),
    "other counts": (
        lambda file: _other_manifest(file, lambda said: said.update(counts=dict.fromkeys(COUNTED, 9))),
        {"backup.differs"},
    ),
    "another head": (
        lambda file: _other_manifest(file, lambda said: said.update(audit={"count": 1, "hash": "0" * 64})),
        {"backup.differs"},
    ),
    "a later format": (
        lambda file: _other_manifest(file, lambda said: said.update(format=2)),
        {"backup.newer"},
    ),
    "a later program": (
        lambda file: _other_manifest(file, lambda said: said.update(revision="9999")),
        {"backup.newer"},
    ),
    "a manifest of nonsense": (
        lambda file: _other_manifest(file, lambda said: said.clear()),
        {"backup.damaged"},
    ),
    "gone": (Path.unlink, {"backup.missing"}),
}
COUNTED = ("people", "stays", "documents")


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_or_foreign_backup_is_told_as_such(what: str, made: Path, home: DataHome) -> None:
    spoil, meant = DAMAGE[what]
    spoil(made)
    assert backup.verify(made, DATA_KEY, home.folder).problem in meant


def test_every_flipped_bit_is_found(made: Path, home: DataHome) -> None:
    whole = made.read_bytes()
    missed = []
    for turn in range(12):
        place = (turn * 104_729 + 31) % len(whole)
        _flip(made, place)
        try:
            verdict = backup.verify(made, DATA_KEY, home.folder).problem
        except PanpunError as refused:
            verdict = refused.id
        if not verdict:
            missed.append(place)
        made.write_bytes(whole)
    assert missed == []


def test_another_centres_backup_is_told_as_such(made: Path, home: DataHome) -> None:
    assert backup.verify(made, bytes(32), home.folder).problem == "backup.other_key"


def test_a_writer_goes_on_while_a_backup_is_made(
    home: DataHome, database: Database, work: UnitsOfWork, clock: FixedClock, tmp_path: Path
) -> None:
    waits: list[float] = []
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            began = time.perf_counter()
            with work.writing(DESK, "person.create") as session:
                a_person(session)
            waits.append(time.perf_counter() - began)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(3):
            backup.make(database, home.keys_path, tmp_path / f"{turn}.panpun", clock)
    finally:
        done.set()
        writer.join()
    found = [backup_file.read_manifest(tmp_path / f"{turn}.panpun").facts.counts.people for turn in range(3)]
    assert found == sorted(found)
    assert len(waits) > 3
    assert max(waits) < 5  # never for as long as the backup takes; the drill measures it on a large one


def test_the_file_stands_still_while_somebody_writes_and_tidies(
    database: Database, work: UnitsOfWork, tmp_path: Path
) -> None:
    def add(name: str) -> None:
        with work.writing(DESK, "person.create") as session:
            a_person(session, first_name=name)

    people = "SELECT count(*) FROM person"
    add("สมหญิง")
    with still.standing_still(database, tmp_path / "aside.db") as source:
        first = next(source.pieces)
        for _ in range(40):
            add("สมชาย")
        with database.unaudited() as other:  # what wants to fold the log in has to wait
            driver: Any = other.connection.driver_connection
            driver.execute("PRAGMA busy_timeout=50")
            busy, _logged, folded = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert (busy, folded) == (1, 0)
        (tmp_path / "copy.db").write_bytes(first + b"".join(source.pieces))
        assert source.connection.exec_driver_sql(people).scalar() == 1
    assert not (tmp_path / "aside.db").exists()
    copy = Database.open(tmp_path / "copy.db", DATA_KEY)
    with copy.engine.connect() as connection:
        assert connection.exec_driver_sql(people).scalar() == 1
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    copy.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere locks belong to a handle, or cannot be listed")
def test_a_backup_lets_go_no_lock_on_the_data(home: DataHome, database: Database, made: Path) -> None:
    """Without it another program that opens and closes the file could sweep the log away under this one."""
    number = f":{database.path.stat().st_ino} "
    assert made.exists()
    held = [line for line in Path("/proc/locks").read_text().splitlines() if number in line]
    assert any(" POSIX " in line and " READ " in line for line in held)


def test_somebody_who_reads_for_long_does_not_keep_a_backup_from_being_made(
    home: DataHome,
    database: Database,
    work: UnitsOfWork,
    clock: FixedClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(still, "_TRIES", 2)
    with database.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM person").scalar()
        with work.writing(DESK, "person.create") as session:
            a_person(session)
        made = backup.make(database, home.keys_path, tmp_path / "x.panpun", clock)
    assert made.facts.counts.people == 4
    assert backup.verify(tmp_path / "x.panpun", DATA_KEY, home.folder).is_sound


def test_a_costly_key_file_of_a_stranger_is_refused(home: DataHome) -> None:
    keys = json.loads(home.keys_path.read_text())
    keys["slots"][0]["kdf"]["memory_kib"] = 2**31
    home.keys_path.write_text(json.dumps(keys))
    with pytest.raises(StorageGone, match=r"storage\.keys_unreadable"):
        KeyFile.load(home.keys_path)
