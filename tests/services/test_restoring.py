"""Putting backups back: without the data, over damaged ones, never over the only ones, whole after a cut."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.demonstration_mark import is_marked, mark
from panpun_desktop.common.errors import NotAllowed, PanpunError, RuleBroken, StorageGone
from panpun_desktop.models import AuditEntry, Episode, Person
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.backups import BackUp, back_up, list_backups
from panpun_desktop.services.restoring import Restore, Secret, look_into, rehearse, restore
from panpun_desktop.services.session import is_set_up, sign_in
from panpun_desktop.store import backup, swap, upgrade
from panpun_desktop.store.database import Database
from panpun_desktop.store.home import DataHome
from tests.builders import NOW, a_person, a_stay
from tests.centres import PASSWORD, RECOVERY_KEY, OpenCentre, make_centre

MANAGER = Secret("manager", PASSWORD)
PRINTED = Secret(recovery_key=RECOVERY_KEY)


@pytest.fixture
def file(centre_session: OpenCentre) -> Path:
    """A backup with one person staying; another person came after it, and the centre is closed."""
    work, desk = centre_session.work, centre_session.desk
    with work.writing(desk, "stay.admit") as session:
        stay = a_stay(session, a_person(session, first_name="มาก่อน"))
        session.add(Episode(stay_id=stay.id, service_type="TRIAL", started_on=stay.arrived_on))
    made = back_up(work, desk, BackUp()).file
    with work.writing(desk, "person.create") as session:
        a_person(session, first_name="มาทีหลัง")
    work.close()
    return Path(shutil.copy(made, centre_session.folder.parent / made.name))


@pytest.fixture
def folder(centre_session: OpenCentre) -> Path:
    return centre_session.folder


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file but the count of wrong passwords."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "sign-in.json")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def people_in(folder: Path, clock: FixedClock) -> list[str]:
    session = sign_in(folder, clock, "manager", PASSWORD)
    with session.work.reading(SYSTEM, "person.read") as reading:
        names = list(reading.scalars(select(Person.first_name).order_by(Person.id)))
    session.work.close()
    return names


def test_a_backup_says_what_is_in_it_and_leaves_nothing(file: Path, folder: Path, clock: FixedClock) -> None:
    before = contents_of(folder)
    found = look_into(folder, clock, file, MANAGER)
    assert (found.made_at, found.people_present, found.people) == (NOW, 1, 1)
    assert (found.last_act, found.last_act_by, found.is_older) == ("รับเข้า", "desk", False)
    assert rehearse(folder, clock, file, PRINTED).ok
    assert contents_of(folder) == before
    gone = folder.parent / "gone"
    assert look_into(gone, clock, file, PRINTED).people_present == 1
    assert not gone.exists()


def test_a_backup_of_an_earlier_program_is_brought_up_to_date(
    file: Path, folder: Path, clock: FixedClock
) -> None:
    data_key = DataHome(folder).keys().open_with_recovery(RECOVERY_KEY)
    database = Database.open(folder / "panpun.db", data_key)
    upgrade.downgrade(database, "0005")
    older = folder.parent / "older.panpun"
    backup.make(database, folder / "keys.json", older, clock)
    database.close()
    before = older.read_bytes()
    rehearsal = rehearse(folder, clock, older, MANAGER)
    assert rehearsal.contents.is_older
    assert [check for check in rehearsal.checks if not check.ok] == []
    restore(folder, clock, Restore(older, MANAGER))
    assert people_in(folder, clock) == ["มาก่อน", "มาทีหลัง"]
    assert older.read_bytes() == before
    assert not list(folder.glob("*upgrade*"))


def test_what_was_there_is_put_aside_and_the_audit_says_so(
    file: Path, folder: Path, clock: FixedClock
) -> None:
    before = contents_of(folder)
    restored = restore(folder, clock, Restore(file, MANAGER))
    assert restored.aside is not None
    assert people_in(folder, clock) == ["มาก่อน"]
    if os.name == "posix":
        whose = {path.stat().st_mode & 0o077 for path in (folder / "panpun.db", restored.aside, file)}
        assert whose == {0}, "nobody else of this machine reads them"
    aside = contents_of(restored.aside)
    assert aside == {name: before[name] for name in ("panpun.db", "keys.json", "head.json")}
    assert {path.name for path in folder.iterdir()} <= {
        "panpun.db", "keys.json", "head.json", "backups", "sign-in.json", restored.aside.name
    }  # fmt: skip
    session = sign_in(folder, clock, "manager", PASSWORD)
    with session.work.reading(SYSTEM, "audit.read") as reading:
        noted = reading.execute(
            select(AuditEntry.login, AuditEntry.note).where(AuditEntry.act == "backup.restore")
        ).all()
    assert [tuple(one) for one in noted] == [("manager", "2026-11-21T03:00:00+00:00 password")]
    (known,) = list_backups(session.work, session.actor)  # these data were copied before their line was kept
    assert (known.id, known.name, known.made_at) == (None, file.name, NOW)
    session.work.close()
    shutil.copytree(restored.aside, folder, dirs_exist_ok=True)  # the way back by hand
    assert people_in(folder, clock) == ["มาก่อน", "มาทีหลัง"]


def test_a_demonstration_comes_back_as_one_and_real_data_do_not(
    file: Path, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    mark(folder)
    session = sign_in(folder, clock, "manager", PASSWORD)
    invented = back_up(session.work, session.actor, BackUp("chosen", file=tmp_path / "invented.panpun")).file
    session.work.close()
    restore(folder, clock, Restore(file, MANAGER))
    assert not is_marked(folder)
    restore(folder, clock, Restore(invented, MANAGER))
    assert is_marked(folder)


SPOILT: dict[str, Callable[[Path], object]] = {
    "missing": shutil.rmtree,
    "damaged": lambda folder: (folder / "panpun.db").write_bytes(b"rubbish" * 999),
    "without its keys": lambda folder: (folder / "keys.json").unlink(),
    "locked by another key": lambda folder: (folder / "keys.json").write_bytes(b"{}"),
    "with a log left over": lambda folder: (folder / "panpun.db-wal").write_bytes(b"x" * 5000),
}


@pytest.mark.parametrize("how", SPOILT)
def test_present_data_need_not_open(how: str, file: Path, folder: Path, clock: FixedClock) -> None:
    SPOILT[how](folder)
    restored = restore(folder, clock, Restore(file, PRINTED))
    assert (restored.aside is None) is (how == "missing")
    assert people_in(folder, clock) == ["มาก่อน"]


def _cut(file: Path) -> object:
    return file.write_bytes(file.read_bytes()[:-5000])


REFUSED: dict[str, tuple[Callable[[Path], object], Secret, str, type[PanpunError]]] = {
    "a wrong password": (lambda _file: None, Secret("manager", "x"), "session.wrong_password", RuleBroken),
    "a wrong key": (
        lambda _file: None, Secret(recovery_key="AAAA"), "session.wrong_recovery_key", RuleBroken,
    ),
    "a user who may not": (lambda _file: None, Secret("desk", PASSWORD), "act.not_allowed", NotAllowed),
    "a cut off file": (_cut, MANAGER, "backup.damaged", StorageGone),
    "a foreign file": (lambda file: file.write_text("no"), MANAGER, "backup.foreign", StorageGone),
    "a file that is gone": (Path.unlink, MANAGER, "backup.missing", StorageGone),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_restore_changes_nothing(what: str, file: Path, folder: Path, clock: FixedClock) -> None:
    spoil, secret, meant, kind = REFUSED[what]
    spoil(file)
    before = contents_of(folder)
    for act in (
        lambda: look_into(folder, clock, file, secret),
        lambda: restore(folder, clock, Restore(file, secret)),
        lambda: restore(folder.parent / "new", clock, Restore(file, secret)),
    ):
        with pytest.raises(kind) as refused:
            act()
        assert refused.value.id == meant
    assert contents_of(folder) == before
    assert not (folder.parent / "new").exists()


def test_wrong_secrets_slow_down_as_at_the_door_and_nobody_elses_backup_ends_that(
    file: Path, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    def told(secret: Secret, given: Path = file) -> tuple[str, int]:
        with pytest.raises(RuleBroken) as refused:
            look_into(folder, clock, given, secret)
        return refused.value.id, refused.value.facts["seconds"]

    wrong = [told(Secret("manager", "ไม่ใช่")) for _try in range(3)]
    assert wrong == [("session.wrong_password", wait) for wait in (0, 0, 1)]
    assert [told(Secret(recovery_key="AAAA"))[1] for _try in range(3)] == [0, 0, 1]
    make_centre(tmp_path / "stranger")
    strangers = sign_in(tmp_path / "stranger", clock, "manager", PASSWORD).work
    other = back_up(strangers, SYSTEM, BackUp()).file
    strangers.close()
    assert look_into(folder, clock, other, MANAGER).people == 0
    assert told(MANAGER) == told(PRINTED) == ("session.wait", 1)
    with pytest.raises(RuleBroken, match=r"session\.wait"):
        restore(folder, clock, Restore(file, MANAGER))
    sign_in(folder, clock, "manager", PASSWORD).work.close()  # the door itself does not wait
    assert look_into(folder, FixedClock(NOW + timedelta(seconds=1)), file, MANAGER).people == 1


@pytest.fixture
def window(folder: Path) -> Iterator[QLockFile]:
    """The lock of an open window, as the program takes it."""
    lock = QLockFile(str(folder / "window.lock"))
    assert lock.tryLock(0)
    yield lock
    lock.unlock()


def test_an_open_window_is_not_restored_under(
    file: Path, folder: Path, clock: FixedClock, window: QLockFile
) -> None:
    with pytest.raises(RuleBroken, match=r"restore\.window_open"):
        restore(folder, clock, Restore(file, MANAGER))
    assert people_in(folder, clock) == ["มาก่อน", "มาทีหลัง"]
    restore(folder, clock, Restore(file, MANAGER, is_own_window=True))
    assert people_in(folder, clock) == ["มาก่อน"]
    window.unlock()
    (folder / "window.lock").write_text("999999\npanpun\n\n")  # of a program that was killed
    restore(folder, clock, Restore(file, MANAGER))


class PowerCut(BaseException):
    """Nothing after this happens."""


@pytest.mark.parametrize("moves", range(6))
def test_a_power_cut_between_two_moves_is_finished_at_the_next_start(
    moves: int, file: Path, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, move = moves, swap._move

    def cut(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
        nonlocal left
        if not left:
            raise PowerCut
        left -= 1
        move(source, target, moved)

    monkeypatch.setattr(swap, "_move", cut)
    with pytest.raises(PowerCut):
        restore(folder, clock, Restore(file, MANAGER))
    monkeypatch.undo()
    assert is_set_up(folder)
    assert people_in(folder, clock) == ["มาก่อน"]
    assert not list(folder.glob("restor*"))
    assert len(contents_of(next(folder.glob("aside-*")))) == 3


def test_a_file_in_use_puts_everything_back(
    file: Path, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, move = contents_of(folder), swap._move

    def held(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
        if source == folder / "panpun.db":
            raise PermissionError
        move(source, target, moved)

    monkeypatch.setattr(swap, "_move", held)
    with pytest.raises(RuleBroken, match=r"restore\.in_use"):
        restore(folder, clock, Restore(file, MANAGER))
    assert contents_of(folder) == before
