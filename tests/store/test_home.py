"""A centre's folder: made whole, opened by password or printed key, found damaged when it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models.person import Person
from panpun_desktop.services.demonstration import DemoCentre, make_demonstration
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.store.audit import Head, head
from panpun_desktop.store.database import Database
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.integrity import CheckResult, check_storage
from panpun_desktop.store.keys import new_recovery_key
from panpun_desktop.store.look import look
from panpun_desktop.store.side_head import head_path
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import CHEAP, DATA_KEY, DESK, MANAGER, a_person

RECOVERY = new_recovery_key()


@pytest.fixture
def home(tmp_path: Path, clock: FixedClock) -> DataHome:
    made = DataHome(tmp_path / "somewhere" / "centre")
    assert not made.exists()
    work = made.create("manager", "รหัสผ่าน", RECOVERY, clock, CHEAP)
    with work.writing(DESK, "person.create") as session:
        a_person(session, first_name="สมหญิง")
    work.close()
    return made


def _names(work: UnitsOfWork) -> list[str]:
    with work.reading(DESK, "person.read") as session:
        names = list(session.scalars(select(Person.first_name)))
    work.close()
    return names


def test_a_new_centre_opens_with_password_and_printed_key(home: DataHome, clock: FixedClock) -> None:
    assert home.exists()
    assert sorted(path.name for path in home.folder.iterdir()) == ["head.json", "keys.json", "panpun.db"]
    assert _names(home.open_with_password("manager", "รหัสผ่าน", clock)) == ["สมหญิง"]
    assert _names(home.open_with_recovery(RECOVERY.lower(), clock)) == ["สมหญิง"]
    with pytest.raises(RuleBroken, match=r"session\.wrong_password"):
        home.open_with_password("manager", "wrong", clock)


def test_a_second_user_opens_the_same_data(home: DataHome, clock: FixedClock) -> None:
    work = home.open_with_password("manager", "รหัสผ่าน", clock)
    home.keys().add_password_slot("desk", "อีกคน", work.database.data_key)
    work.close()
    assert _names(home.open_with_password("desk", "อีกคน", clock)) == ["สมหญิง"]


def test_a_centre_is_never_made_over_another(home: DataHome, clock: FixedClock) -> None:
    with pytest.raises(StorageGone, match=r"storage\.exists"):
        home.create("other", "x", RECOVERY, clock, CHEAP)
    assert _names(home.open_with_password("manager", "รหัสผ่าน", clock)) == ["สมหญิง"]


@pytest.mark.parametrize("left", [("panpun.db.new",), ("head.json",), ("keys.json", "panpun.db.new")])
def test_what_an_earlier_set_up_left_is_in_nobodys_way(
    tmp_path: Path, clock: FixedClock, left: tuple[str, ...]
) -> None:
    home = DataHome(tmp_path)
    for name in left:
        (tmp_path / name).write_bytes(b"half")
    assert not home.exists()
    home.create("manager", "x", RECOVERY, clock, CHEAP).close()
    assert _names(home.open_with_password("manager", "x", clock)) == []
    if "keys.json" in left:
        assert (tmp_path / "keys.json.aside1").read_bytes() == b"half"


@pytest.mark.parametrize(
    ("gone", "refused"),
    [
        (["keys.json"], "storage.keys_missing"),
        (["panpun.db"], "storage.database_missing"),
        (["panpun.db", "keys.json"], "storage.database_missing"),
    ],
)
def test_no_centre_is_made_over_a_part_of_another(
    home: DataHome, clock: FixedClock, gone: list[str], refused: str
) -> None:
    (home.folder / "panpun.db-wal").write_bytes(b"acts of a killed program")
    for name in gone:
        (home.folder / name).unlink()
    before = {one.name: one.read_bytes() for one in home.folder.iterdir()}
    request = SetUpCentre("บ้าน", "สงขลา", "ผู้จัดการ", "boss", "passwordpassword")
    for make in (
        lambda: home.create("manager", "x", RECOVERY, clock, CHEAP),
        lambda: set_up_centre(home.folder, clock, request, cost=CHEAP),
        lambda: make_demonstration(home.folder, clock, DemoCentre(), CHEAP),
    ):
        with pytest.raises(StorageGone, match=refused.replace(".", r"\.")) as refusal:
            make()
        assert "ถังขยะ" in message_of(refusal.value)
    assert {one.name: one.read_bytes() for one in home.folder.iterdir()} == before


def test_a_set_up_cut_short_before_the_keys_had_their_name_is_done_again(
    tmp_path: Path, clock: FixedClock
) -> None:
    request = SetUpCentre("บ้าน", "สงขลา", "ผู้จัดการ", "boss", "passwordpassword")
    set_up_centre(tmp_path, clock, request, cost=CHEAP).session.work.close()
    (tmp_path / "setting-up").mkdir()
    (tmp_path / "keys.json").rename(tmp_path / "setting-up" / "keys.json")
    assert look(tmp_path, clock.now()).is_new
    first = (tmp_path / "panpun.db").read_bytes()
    set_up_centre(tmp_path, clock, request, cost=CHEAP).session.work.close()
    assert (tmp_path / "panpun.db.aside1").read_bytes() == first
    assert DataHome(tmp_path).exists()


@pytest.mark.parametrize("name", ["keys.json", "panpun.db"])
def test_a_missing_file_is_told_as_such(home: DataHome, clock: FixedClock, name: str) -> None:
    (home.folder / name).unlink()
    assert not home.exists()
    with pytest.raises(StorageGone, match=r"storage\.missing"):
        home.open_with_password("manager", "รหัสผ่าน", clock)


def _bad(database: Database, seen: Head | None = None) -> list[CheckResult]:
    return [result for result in check_storage(database, seen) if not result.ok]


def _spoil(database: Database, *statements: str) -> None:
    with database.unaudited() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_a_sound_file_passes_every_check(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session)
    results = check_storage(work.database)
    assert [result.id for result in results] == ["cipher", "file", "foreign_keys", "triggers", "audit_chain"]
    assert all(result.ok and result.detail == "" for result in results)


def test_each_check_finds_its_own_fault(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session)
    _spoil(
        work.database,
        "INSERT INTO not_same_person VALUES (8, 9)",
        "DROP TRIGGER audit_entry_no_update",
        "UPDATE audit_entry SET login = 'nobody'",
    )
    assert _bad(work.database) == [
        CheckResult("foreign_keys", False, "not_same_person"),
        CheckResult("triggers", False, "audit_entry_no_update"),
        CheckResult("audit_chain", False, "entry 1"),
    ]


def test_a_chain_shorter_than_one_seen_before_is_found(work: UnitsOfWork) -> None:
    for _ in range(2):
        with work.writing(DESK, "person.create") as session:
            a_person(session)
    with work.reading(MANAGER, "audit.read") as session:
        seen = head(session)
    _spoil(
        work.database,
        "DROP TRIGGER audit_entry_no_delete",
        "DROP TRIGGER audit_change_no_delete",
        "DELETE FROM audit_change WHERE entry_id = 2",
        "DELETE FROM audit_entry WHERE id = 2",
    )
    assert CheckResult("audit_chain", False, "entry 2") in _bad(work.database)
    head_path(work.database.path).unlink()
    assert "audit_chain" not in [result.id for result in _bad(work.database)]
    assert CheckResult("audit_chain", False, "entry 2") in _bad(work.database, seen)


def test_acts_lost_since_the_last_closing_are_found(home: DataHome, clock: FixedClock) -> None:
    before = home.database_path.read_bytes()
    work = home.open_with_password("manager", "รหัสผ่าน", clock)
    with work.writing(DESK, "person.create") as session:
        a_person(session)
    work.close()
    again = home.open_with_password("manager", "รหัสผ่าน", clock)
    assert _bad(again.database) == []
    again.database.close()
    home.database_path.write_bytes(before)
    older = home.open_with_password("manager", "รหัสผ่าน", clock)
    assert _bad(older.database) == [CheckResult("audit_chain", False, "entry 2")]
    older.close()


@pytest.mark.parametrize("page", [3, 10, 20])
def test_one_flipped_bit_is_found(work: UnitsOfWork, page: int) -> None:
    path = work.database.path
    work.close()
    content = bytearray(path.read_bytes())
    content[4096 * page + 100] ^= 1
    path.write_bytes(content)
    spoilt = Database(path, DATA_KEY)
    assert "cipher" in [result.id for result in _bad(spoilt)]
    spoilt.close()
