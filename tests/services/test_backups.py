"""Backups as the office makes them: kept, thinned out, in a second place, found again, warned about."""

from __future__ import annotations

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed, RuleBroken, StorageGone
from panpun_desktop.models import AuditEntry, BackupRun
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.backups import (
    BackUp,
    VerifyBackup,
    back_up,
    backup_state,
    is_due,
    list_backups,
    verify_backup,
)
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.store import backup
from panpun_desktop.views.backup_words import sign_of
from tests.centres import OpenCentre

CLOSE = BackUp(occasion="close")


def _later(centre: OpenCentre, **span: int) -> None:
    centre.clock.instant += timedelta(**span)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_is_kept_listed_and_found_sound(centre_session: OpenCentre) -> None:
    centre = centre_session
    work, now = centre.work, centre.clock.now()
    assert is_due(work, now)
    assert not backup_state(work, centre.desk, now).is_old  # the centre was set up a moment ago
    assert backup_state(work, centre.desk, now + timedelta(hours=25)).is_old
    made = back_up(work, centre.desk, CLOSE)
    (row,) = list_backups(work, centre.manager)
    assert (row.name, row.path, row.occasion, row.is_sound) == (made.file.name, made.file, "close", True)
    assert made.file.parent == centre.folder / "backups"
    assert made.size == made.file.stat().st_size == row.size
    state = backup_state(work, centre.desk, now + timedelta(hours=3))
    assert (state.newest_at, state.is_old, state.is_due) == (now, False, False)
    assert backup_state(work, centre.desk, now + timedelta(hours=4)).is_due
    assert backup_state(work, centre.desk, now + timedelta(hours=25)).is_old
    assert is_due(work, now - timedelta(days=3))  # a clock set back does not stop backups
    with work.reading(SYSTEM, "audit.read") as session:
        assert "backup.make" not in set(session.scalars(select(AuditEntry.act)))  # every four hours: no entry


def test_old_ones_are_thinned_out_and_strange_files_stay(centre_session: OpenCentre) -> None:
    centre = centre_session
    values = {
        "backup.keep_hours": 0,
        "backup.keep_daily": 2,
        "backup.keep_weekly": 0,
        "backup.keep_monthly": 0,
    }
    edit_settings(centre.work, centre.manager, EditSettings(values))
    upgraded = back_up(centre.work, centre.desk, BackUp(occasion="upgrade")).file
    _later(centre, hours=1)
    first = back_up(centre.work, centre.desk, CLOSE).file
    folder = first.parent
    (folder / "panpun-2020-01-01-000000.panpun").write_bytes(b"somebody's own")
    (folder / "notes.txt").write_text("mine")
    _later(centre, hours=2)
    second = back_up(centre.work, centre.desk, CLOSE).file
    assert not first.exists()  # an earlier one of the same day
    assert upgraded.exists()  # made before an upgrade: not for the sake of a later one of the day
    shutil.copy(folder / "notes.txt", second)  # somebody put another file in its place
    for _turn in range(3):
        _later(centre, days=1)
        last = back_up(centre.work, centre.desk, CLOSE).file
    kept = {"notes.txt", "panpun-2020-01-01-000000.panpun", second.name, last.name}
    assert _names(folder) >= kept
    assert len(_names(folder)) == len(kept) + 1
    strange = [row for row in list_backups(centre.work, centre.manager) if row.id is None]
    assert [(row.name, row.problem) for row in strange] == [
        ("panpun-2020-01-01-000000.panpun", "backup.foreign")
    ]


def _sign(centre: OpenCentre) -> str:
    now = centre.clock.now()
    return sign_of(backup_state(centre.work, centre.manager, now), now, may_set=True).text


def test_the_second_place_gets_a_copy_or_says_why_not(centre_session: OpenCentre, tmp_path: Path) -> None:
    centre, stick = centre_session, tmp_path / "stick"
    stick.mkdir()
    for inside in (centre.folder, centre.folder / "backups", centre.folder / "backups" / ".." / "deep"):
        with pytest.raises(RuleBroken, match=r"backup\.second_in_data"):
            edit_settings(centre.work, centre.manager, EditSettings({"backup.second_place": str(inside)}))
    edit_settings(centre.work, centre.manager, EditSettings({"backup.second_place": str(stick)}))
    signs = [_sign(centre)]
    made = back_up(centre.work, centre.desk, CLOSE)
    assert made.second_problem == ""
    assert (stick / made.file.name).read_bytes() == made.file.read_bytes()
    here, now = {row.place for row in list_backups(centre.work, centre.manager)}, centre.clock.now()
    assert here == {"here", "second"}
    assert [*signs, _sign(centre)] == ["ไม่มีสำเนาในที่เก็บแห่งที่สอง", "ที่เก็บแห่งที่สองอยู่ในไดรฟ์เดียวกัน"]
    backup.copy_sound(made.file, stick / made.file.name)  # what is there already counts as copied
    (stick / made.file.name).write_bytes(b"another")
    with pytest.raises(RuleBroken, match=r"backup\.exists"):
        backup.copy_sound(made.file, stick / made.file.name)
    stick.rename(tmp_path / "unplugged")
    _later(centre, hours=5)
    assert back_up(centre.work, centre.desk, CLOSE).second_problem == "backup.second_away"
    assert not stick.exists()
    state = backup_state(centre.work, centre.desk, now + timedelta(days=8))
    assert (state.second_at, state.is_second_there, state.is_second_old) == (now, False, True)
    assert not backup_state(centre.work, centre.desk, now + timedelta(days=6)).is_second_old


def test_a_failed_backup_is_remembered_until_one_succeeds(centre_session: OpenCentre) -> None:
    centre = centre_session
    (centre.folder / "backups").write_text("a file where the folder should be")
    with pytest.raises(RuleBroken, match=r"save\."):
        back_up(centre.work, centre.desk, CLOSE)
    (centre.folder / "backups").unlink()
    keys = centre.folder / "keys.json"
    keys.rename(centre.folder / "keys.away")
    with pytest.raises(StorageGone, match=r"storage\.keys_unreadable"):
        back_up(centre.work, centre.desk, CLOSE)
    (centre.folder / "keys.away").rename(keys)
    assert list(centre.folder.glob("backups/*")) == []
    state = backup_state(centre.work, centre.desk, centre.clock.now())
    assert state.last_problem == "storage.keys_unreadable"
    _later(centre, minutes=1)
    back_up(centre.work, centre.desk, CLOSE)
    assert backup_state(centre.work, centre.desk, centre.clock.now()).last_problem == ""


def test_a_chosen_file_is_noted_in_the_audit(centre_session: OpenCentre, tmp_path: Path) -> None:
    centre, file = centre_session, tmp_path / "mine.panpun"
    with pytest.raises(NotAllowed):
        back_up(centre.work, centre.desk, BackUp("chosen", file=file))
    assert back_up(centre.work, centre.admin, BackUp("chosen", file=file)).file == file
    assert back_up(centre.work, centre.admin, BackUp("chosen", file=tmp_path)).file.parent == tmp_path
    with pytest.raises(RuleBroken, match=r"backup\.exists"):
        back_up(centre.work, centre.admin, BackUp("chosen", file=file))
    file.unlink()
    back_up(centre.work, centre.admin, BackUp("chosen", file=file))
    with centre.work.reading(SYSTEM, "audit.read") as session:
        entries = session.execute(
            select(AuditEntry.act, AuditEntry.note, AuditEntry.login).where(AuditEntry.act == "backup.make")
        ).all()
    assert [tuple(entry) for entry in entries] == [("backup.make", "chosen", "admin")] * 3


def test_a_backup_that_went_bad_is_found_when_it_is_read_again(centre_session: OpenCentre) -> None:
    centre = centre_session
    file = back_up(centre.work, centre.desk, CLOSE).file
    assert verify_backup(centre.work, centre.manager, VerifyBackup(file)).is_sound
    raw = bytearray(file.read_bytes())
    raw[20_000] ^= 4
    file.write_bytes(raw)
    assert verify_backup(centre.work, centre.manager, VerifyBackup(file)).problem == "backup.damaged"
    (row,) = list_backups(centre.work, centre.manager)
    assert (row.problem, row.is_sound) == ("backup.damaged", False)
    assert is_due(centre.work, centre.clock.now())
    file.unlink()
    with centre.work.reading(SYSTEM, "setting.read") as session:
        assert session.scalar(select(BackupRun.problem)) == "backup.damaged"


def test_a_copy_for_outside_opens_with_the_secret_key_alone(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    centre, secret = centre_session, pyrage.x25519.Identity.generate()
    ask = BackUp("outside", file=tmp_path / "out.panpun.age")
    with pytest.raises(NotAllowed):
        back_up(centre.work, centre.admin, ask)
    with pytest.raises(RuleBroken, match=r"backup\.no_recipient"):
        back_up(centre.work, centre.manager, ask)
    for given, meant in (("age1nonsense", "recipient_wrong"), (str(secret), "secret_key")):
        with pytest.raises(RuleBroken, match=rf"backup\.{meant}"):
            edit_settings(centre.work, centre.manager, EditSettings({"backup.outside_recipient": given}))
    recipient = str(secret.to_public())
    edit_settings(centre.work, centre.manager, EditSettings({"backup.outside_recipient": recipient}))
    made = back_up(centre.work, centre.manager, ask)
    assert not zipfile.is_zipfile(made.file), "the age envelope hides the container"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "out.panpun.age"}
    sealed = VerifyBackup(made.file)
    assert verify_backup(centre.work, centre.manager, sealed).problem == "backup.sealed"
    opened = tmp_path / "out.panpun"
    opened.write_bytes(pyrage.decrypt(made.file.read_bytes(), [secret]))
    assert verify_backup(centre.work, centre.manager, VerifyBackup(opened)).is_sound
    with centre.work.reading(SYSTEM, "audit.read") as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert (last.act, last.note) == ("backup.export", recipient)
