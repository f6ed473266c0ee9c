"""Wrong passwords and keys slow down, are told once and kept in the audit; a forgotten one has a way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AuditEntry
from panpun_desktop.rules.sign_in_wait import wait_after
from panpun_desktop.services.backups import BackUp, back_up
from panpun_desktop.services.recovering import SetPasswordByKey, managers, set_password_by_key
from panpun_desktop.services.recovery_key import RenewRecoveryKey, renew_recovery_key
from panpun_desktop.services.session import sign_in, unlock
from panpun_desktop.store.keys import KeyFile, new_recovery_key
from panpun_desktop.store.sign_in_file import SignInFile
from tests.builders import CHEAP
from tests.centres import PASSWORD, RECOVERY_KEY, OpenCentre


def refused(act, *given) -> RuleBroken:
    with pytest.raises(RuleBroken) as found:
        act(*given)
    return found.value


def test_waits_grow_to_a_minute() -> None:
    assert [wait_after(n) for n in range(12)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(10**9) == 60


def test_wrong_passwords_slow_down_and_are_told_once(centre_session: OpenCentre) -> None:
    folder, clock = centre_session.folder, centre_session.clock
    told = [refused(sign_in, folder, clock, "desk", "no").facts["seconds"] for _try in range(3)]
    assert told == [0, 0, 1]
    assert refused(unlock, folder, clock, "DESK ", PASSWORD).id == "session.wait"
    sign_in(folder, clock, "manager", PASSWORD).work.close()  # another login does not wait
    later = FixedClock(clock.now() + timedelta(seconds=1))
    session = sign_in(folder, later, "desk", PASSWORD)
    assert session.failures == 3
    with session.work.reading(centre_session.manager, "audit.read") as database:
        last = database.scalar(select(AuditEntry.note).order_by(AuditEntry.id.desc()).limit(1))
    assert last == "failures=3"
    session.work.close()
    assert unlock(folder, later, "desk", PASSWORD) == 0
    assert b"desk" not in (folder / "sign-in.json").read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"salt": 1, "who": {"x": {"count": 1}}}', b"\xff"])
def test_a_spoilt_file_and_a_clock_set_back_keep_nobody_out(tmp_path, clock, content: bytes) -> None:
    kept = SignInFile(tmp_path)
    kept.path.write_bytes(content)
    for _try in range(20):
        kept.add("desk", clock.now())
    assert kept.failures("desk").seconds_left(clock.now() - timedelta(days=400)) == 60
    assert kept.clear("desk") == 20
    assert kept.failures("desk").seconds_left(clock.now()) == 0


def test_the_recovery_key_gives_a_manager_a_new_password(centre_session: OpenCentre) -> None:
    folder, clock = centre_session.folder, centre_session.clock
    wrong = "-".join(["AAAA"] * 8)
    assert refused(managers, folder, clock, wrong).id == "session.wrong_recovery_key"
    for _try in range(2):
        refused(managers, folder, clock, wrong)
    assert refused(managers, folder, clock, RECOVERY_KEY).id == "session.wait"
    later = FixedClock(clock.now() + timedelta(seconds=5))
    assert [one.login for one in managers(folder, later, RECOVERY_KEY).rows] == ["manager"]
    no_manager = SetPasswordByKey(RECOVERY_KEY, "desk", "รหัสใหม่ของโต๊ะ")
    assert refused(set_password_by_key, folder, later, no_manager).id == "user.not_a_manager"
    set_password_by_key(folder, later, SetPasswordByKey(RECOVERY_KEY, "manager", "รหัสใหม่ที่จำได้"))
    assert refused(sign_in, folder, later, "manager", PASSWORD).id == "session.wrong_password"
    session = sign_in(folder, later, "manager", "รหัสใหม่ที่จำได้")
    with session.work.reading(session.actor, "audit.read") as database:
        acts = list(database.scalars(select(AuditEntry.act).order_by(AuditEntry.id.desc()).limit(2)))
    assert acts == ["session.sign_in", "user.recover"]
    session.work.close()


def test_a_renewed_recovery_key_shuts_the_old_one_out(centre_session: OpenCentre) -> None:
    work, manager, clock = centre_session.work, centre_session.manager, centre_session.clock
    fresh = new_recovery_key()
    assert (
        refused(renew_recovery_key, work, manager, RenewRecoveryKey(fresh, "guess")).id
        == "session.wrong_password"
    )
    assert refused(renew_recovery_key, work, manager, RenewRecoveryKey("AAAA", PASSWORD)).field == "key"
    renew_recovery_key(work, manager, RenewRecoveryKey(fresh, PASSWORD))
    assert refused(managers, centre_session.folder, clock, RECOVERY_KEY).id == "session.wrong_recovery_key"
    assert managers(centre_session.folder, clock, fresh.lower().replace("-", " ")).rows


def test_the_key_file_of_other_data_is_told_apart_by_a_backup(
    centre_session: OpenCentre,
) -> None:
    centre, keys = centre_session, centre_session.folder / "keys.json"
    back_up(centre.work, centre.desk, BackUp())

    def facts() -> bool:
        with pytest.raises(RuleBroken) as refused:
            sign_in(centre.folder, centre.clock, "manager", "wrong")
        return bool(refused.value.facts.get("is_of_other_keys"))

    assert not facts()
    keys.unlink()
    KeyFile.create(keys, CHEAP).add_password_slot("manager", "x", bytes(32))
    assert facts()
    next((centre.folder / "backups").iterdir()).unlink()
    centre.clock.instant += timedelta(hours=1)
    assert not facts(), "without a backup nobody can tell"
