"""Key slots: who gets the data key, and what a changed or broken key file does."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.store.keys import (
    KdfCost,
    KeyFile,
    audit_key,
    new_data_key,
    new_recovery_key,
    write_whole,
)

CHEAP = KdfCost(time=1, memory_kib=64, lanes=1)


@pytest.fixture
def key() -> bytes:
    return new_data_key()


@pytest.fixture
def keys(tmp_path: Path, key: bytes) -> KeyFile:
    made = KeyFile.create(tmp_path / "keys.json", CHEAP)
    made.add_password_slot("somsri", "รหัสผ่านยาว", key)
    return made


def test_each_login_opens_with_its_own_password_only(keys: KeyFile, key: bytes) -> None:
    keys.add_password_slot("desk", "another", key)
    again = KeyFile.load(keys.path)
    assert again.open_with_password("somsri", "รหัสผ่านยาว") == key
    assert again.open_with_password(" Desk ", "another") == key
    with pytest.raises(RuleBroken, match=r"session\.wrong_password"):
        again.open_with_password("desk", "รหัสผ่านยาว")


def test_an_unknown_login_is_answered_like_a_wrong_password(
    keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched: list[KdfCost] = []
    from panpun_desktop.store import keys as module

    real = module._stretch
    monkeypatch.setattr(
        module, "_stretch", lambda s, salt, cost: (stretched.append(cost), real(s, salt, cost))[1]
    )
    for login in ("somsri", "nobody"):
        with pytest.raises(RuleBroken) as refused:
            keys.open_with_password(login, "wrong")
        assert (refused.value.id, refused.value.field) == ("session.wrong_password", "password")
    assert stretched == [CHEAP, CHEAP]


def test_a_password_opens_however_the_keyboard_composed_it(keys: KeyFile, key: bytes) -> None:
    keys.add_password_slot("cafe", "cafe\u0301", key)
    assert keys.open_with_password("cafe", "caf\u00e9") == key


def test_a_replaced_password_opens_nothing(keys: KeyFile, key: bytes) -> None:
    keys.replace_password("somsri", "new one", key)
    assert KeyFile.load(keys.path).open_with_password("somsri", "new one") == key
    with pytest.raises(RuleBroken):
        keys.open_with_password("somsri", "รหัสผ่านยาว")


def test_a_removed_slot_opens_nothing_but_the_last_one_stays(keys: KeyFile, key: bytes) -> None:
    keys.add_password_slot("desk", "another", key)
    keys.remove_slot("desk")
    with pytest.raises(RuleBroken):
        keys.open_with_password("desk", "another")
    with pytest.raises(RuleBroken, match=r"user\.last_key"):
        keys.remove_slot("somsri")


def test_the_same_login_twice_is_refused(keys: KeyFile, key: bytes) -> None:
    with pytest.raises(RuleBroken, match=r"user\.login_taken"):
        keys.add_password_slot("SOMSRI", "x", key)


def test_a_slot_for_another_data_key_is_refused(keys: KeyFile) -> None:
    with pytest.raises(ValueError, match="data key"):
        keys.add_password_slot("desk", "x", new_data_key())


def test_the_recovery_key_opens_as_typed_off_paper(keys: KeyFile, key: bytes) -> None:
    printed = "AOIB-CDEF-GHIJ-KLMN-OPQR-STUV-WXYZ-2345"
    keys.add_recovery_slot(printed, key)
    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", " – "),
        "a018" + printed[4:].replace("-", ""),
    ):
        assert KeyFile.load(keys.path).open_with_recovery(typed) == key
    with pytest.raises(RuleBroken, match=r"session\.wrong_recovery_key"):
        keys.open_with_recovery(printed[:-1] + "6")


def test_a_new_recovery_key_takes_the_old_ones_place(keys: KeyFile, key: bytes) -> None:
    first, second = new_recovery_key(), new_recovery_key()
    keys.add_recovery_slot(first, key)
    keys.add_recovery_slot(second, key)
    assert keys.open_with_recovery(second) == key
    with pytest.raises(RuleBroken):
        keys.open_with_recovery(first)


def test_a_recovery_key_is_32_base32_letters_in_fours() -> None:
    groups = new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert new_recovery_key() != new_recovery_key()


def test_a_slot_moved_under_another_login_opens_nothing(keys: KeyFile) -> None:
    found = json.loads(keys.path.read_text(encoding="utf-8"))
    found["slots"][0]["login"] = "boss"
    keys.path.write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(RuleBroken):
        KeyFile.load(keys.path).open_with_password("boss", "รหัสผ่านยาว")


def test_the_file_gives_away_neither_key_nor_password(keys: KeyFile, key: bytes) -> None:
    content = keys.path.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content
    assert "รหัสผ่านยาว".encode() not in content
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_two_windows_adding_slots_keep_both(keys: KeyFile, key: bytes) -> None:
    other = KeyFile.load(keys.path)
    keys.add_password_slot("one", "1", key)
    other.add_password_slot("two", "2", key)
    assert set(KeyFile.load(keys.path).logins) == {"somsri", "one", "two"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1, "slots": [{}], "cost": {}, "check": ""}'])
def test_a_broken_key_file_is_named_as_such(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StorageGone, match=r"storage\.keys_unreadable"):
        KeyFile.load(path)


def test_a_missing_or_newer_key_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    with pytest.raises(StorageGone, match=r"storage\.missing"):
        KeyFile.load(path)
    path.write_text('{"format": 2}', encoding="utf-8")
    with pytest.raises(StorageGone, match=r"storage\.newer"):
        KeyFile.load(path)


def test_an_existing_key_file_is_never_overwritten(keys: KeyFile) -> None:
    with pytest.raises(StorageGone, match=r"storage\.exists"):
        KeyFile.create(keys.path, CHEAP)


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys.path.read_bytes()

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(keys.path, b"half")
    assert keys.path.read_bytes() == before
    assert [path.name for path in keys.path.parent.iterdir()] == ["keys.json"]


def test_the_audit_key_follows_from_the_data_key(key: bytes) -> None:
    assert audit_key(key) == audit_key(key) != audit_key(new_data_key())
    assert audit_key(key) != key
