"""What a data folder is, told before anything is written: a table of faults, each made for real."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.rules.faults import Fault
from panpun_desktop.store import look as looking
from panpun_desktop.store.audit import head
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.look import file_system_of, look
from panpun_desktop.store.lost_acts import lost
from tests.builders import CHEAP, DESK, MANAGER, NOW, a_person

RECOVERY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre's files, closed; made once and copied."""
    folder = tmp_path_factory.mktemp("sound") / "centre"
    work = DataHome(folder).create("manager", "x", RECOVERY, FixedClock(NOW), CHEAP)
    with work.writing(DESK, "person.create") as session:
        a_person(session)
    work.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "centre"))


def _state(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()} if folder.is_dir() else {}


def _plain_database(folder: Path) -> None:
    (folder / "panpun.db").unlink()
    with sqlite3.connect(folder / "panpun.db") as made:
        made.execute("CREATE TABLE person (name TEXT)")
    made.close()


def _overwrite(folder: Path, content: bytes) -> None:
    with (folder / "panpun.db").open("r+b") as file:
        file.write(content)


def _file_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file")


FAULTS: dict[str, tuple[Fault, Callable[[Path], object]]] = {
    "a file instead of the folder": (Fault.UNREACHABLE, _file_instead),
    "no database": (Fault.DATABASE_MISSING, lambda f: (f / "panpun.db").unlink()),
    "only the log": (
        Fault.DATABASE_MISSING,
        lambda f: (shutil.move(f / "panpun.db", f / "panpun.db-wal"), (f / "keys.json").unlink()),
    ),
    "an empty database": (Fault.DATABASE_DAMAGED, lambda f: (f / "panpun.db").write_bytes(b"")),
    "a cut database": (Fault.DATABASE_DAMAGED, lambda f: os.truncate(f / "panpun.db", 4096 * 5 + 1000)),
    "zeros at its beginning": (Fault.DATABASE_DAMAGED, lambda f: _overwrite(f, bytes(4096))),
    "a plain database": (Fault.DATABASE_FOREIGN, _plain_database),
    "a text": (Fault.DATABASE_FOREIGN, lambda f: (f / "panpun.db").write_text("ชื่อ,วัน\n" * 2000)),
    "a picture": (Fault.DATABASE_FOREIGN, lambda f: _overwrite(f, b"\x89PNG\r\n\x1a\n")),
    "no keys": (Fault.KEYS_MISSING, lambda f: (f / "keys.json").unlink()),
    "half of the keys": (Fault.KEYS_DAMAGED, lambda f: os.truncate(f / "keys.json", 200)),
    "keys without slots": (Fault.KEYS_DAMAGED, lambda f: (f / "keys.json").write_text('{"format": 1}')),
    "keys of a newer program": (Fault.NEWER, lambda f: (f / "keys.json").write_text('{"format": 2}')),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_and_nothing_is_touched(folder: Path, name: str) -> None:
    meant, spoil = FAULTS[name]
    spoil(folder)
    before = _state(folder)
    found = look(folder, NOW)
    assert found.fault is not None
    assert (found.fault.fault, found.is_new) == (meant, False)
    assert _state(folder) == before


def test_a_sound_folder_a_new_one_and_a_set_up_that_was_cut_short(folder: Path, tmp_path: Path) -> None:
    before = _state(folder)
    assert look(folder, NOW) == looking.Look()
    assert _state(folder) == before
    assert look(tmp_path / "not" / "yet", NOW).is_new
    assert not (tmp_path / "not").exists()
    (folder / "panpun.db").rename(folder / "panpun.db.new")
    assert look(folder, NOW).is_new


def test_a_page_cut_in_the_middle_is_no_fault_while_the_log_holds_it(folder: Path) -> None:
    os.truncate(folder / "panpun.db", 4096 * 5 + 1000)
    (folder / "panpun.db-wal").write_bytes(bytes(5000))
    assert look(folder, NOW).fault is None


def test_who_may_not_write_is_told_so(folder: Path) -> None:
    """Run as a user without rights: the administrator of the machine may write everywhere."""
    asked = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from panpun_desktop.store.look import look; from panpun_desktop.rules.faults import Look;"
        "os.getuid() or os.setuid(65534);"
        "print(look(Path(sys.argv[1]), datetime.now(UTC)).fault)"
    )
    closed = {one: one.stat().st_mode for one in folder.parents if not one.stat().st_mode & 0o001}
    try:
        for place, mode in closed.items():
            place.chmod(mode | 0o011)
        (folder / "keys.json").chmod(0o644)
        folder.chmod(0o555)
        (folder / "panpun.db").chmod(0o444)
        said = _said(asked, folder)
        folder.chmod(0o000)
        assert ("read_only" in said, "unreachable" in _said(asked, folder)) == (True, True)
    finally:
        folder.chmod(0o755)
        for place, mode in closed.items():
            place.chmod(mode)


def _said(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    ).stdout


def test_a_clock_behind_the_last_act_warns_and_a_small_jump_does_not(folder: Path) -> None:
    assert look(folder, NOW - timedelta(minutes=4)).warnings == ()
    (found,) = look(folder, NOW - timedelta(days=400)).warnings
    assert (found.fault, found.stops_work) == (Fault.CLOCK_BACK, False)
    assert found.facts == {"now": NOW - timedelta(days=400), "last": NOW}


def test_little_room_warns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage(10**10, 10**10, 50 * 1024 * 1024))
    (found,) = look(folder, NOW).warnings
    assert (found.fault, found.facts) == (Fault.LITTLE_SPACE, {"free": 50})


def test_a_network_drive_warns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = (
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        "36 22 0:31 / /mnt/office\\040share rw,nosuid shared:2 - cifs //server/share rw\n"
        "40 36 8:2 / /mnt/office\\040share/usb rw - vfat /dev/sdb1 rw\n"
    )
    assert file_system_of(Path("/mnt/office share/panpun"), mounts) == "cifs"
    assert file_system_of(Path("/mnt/office share/usb/panpun"), mounts) == "vfat"
    assert file_system_of(Path("/home/office"), mounts) == "ext4"
    assert look(folder, NOW).warnings == ()
    monkeypatch.setattr(looking, "file_system_of", lambda _place, _mounts: "cifs")
    assert [one.fault for one in look(folder, NOW).warnings] == [Fault.NETWORK_DRIVE]


def test_acts_whose_log_vanished_are_missed_until_they_are_settled(folder: Path) -> None:
    home, clock = DataHome(folder), FixedClock(NOW)
    before = home.database_path.read_bytes()
    work = home.open_with_password("manager", "x", clock)
    for _ in range(3):
        with work.writing(DESK, "person.create") as session:
            a_person(session)
    kept = json.loads((folder / "head.json").read_bytes())["count"]
    assert kept == 4
    work.database.close()  # as a killed program leaves it: nothing was written at the closing
    home.database_path.write_bytes(before)
    older = home.open_with_password("manager", "x", clock)
    found = lost(older.database)
    assert found is not None
    assert found.facts == {"kept": 4, "found": 1}
    with older.writing(DESK, "person.create") as session:
        a_person(session)
    older.close()
    again = home.open_with_password("manager", "x", clock)
    with again.reading(MANAGER, "audit.read") as session:
        assert head(session).count == 2
    assert lost(again.database) == found
    again.close()


def test_a_killed_program_misses_nothing(folder: Path) -> None:
    home = DataHome(folder)
    work = home.open_with_password("manager", "x", FixedClock(NOW))
    with work.writing(DESK, "person.create") as session:
        a_person(session)
    killed = Path(shutil.copytree(folder, folder.with_name("killed")))
    work.close()
    after = DataHome(killed).open_with_password("manager", "x", FixedClock(NOW))
    assert lost(after.database) is None
    after.close()


def test_looking_needs_no_orm() -> None:
    code = (
        "import sys, panpun_desktop.store.look; print('sqlalchemy' in sys.modules, 'argon2' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "False"]
