"""Copies of the centre from the command line: made, read again, refused in one sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from panpun_desktop import cli
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.store.keys import KeyFile
from tests.builders import CHEAP, NOW
from tests.centres import PASSWORD, RECOVERY_KEY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command as the manager; gives exit code, stdout and stderr."""
    create = KeyFile.create
    monkeypatch.setattr(cli.main, "SystemClock", lambda: FixedClock(NOW))
    monkeypatch.setattr(KeyFile, "create", lambda path, cost=None: create(path, cost or CHEAP))
    password = tmp_path / "password.txt"
    password.write_text(PASSWORD)

    def as_manager(data: Path, *words: object) -> tuple[int, str, str]:
        given = ["--data", data, "--user", "manager", "--password-file", password, *words]
        code = cli.run([str(one) for one in given])
        return code, *capsys.readouterr()

    return as_manager


@pytest.fixture
def data(centre_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(centre_template, tmp_path / "data"))


def one_thai_line(text: str) -> bool:
    return text.count("\n") == 1 and any("ก" <= letter <= "๛" for letter in text)


def test_a_backup_is_made_and_read_again(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.panpun"
    code, out, err = run(data, "backup", file)
    assert (code, err) == (0, "")
    assert one_thai_line(out)
    assert "copy.panpun" in out
    code, out, _err = run(data, "backup", "verify", file)
    assert code == 0
    assert "สมบูรณ์" in out
    code, out, err = run(data, "backup", file)
    assert (code, out) == (1, "")
    assert one_thai_line(err)
    file.write_bytes(file.read_bytes()[:-100])
    code, out, err = run(data, "backup", "verify", file)
    assert (code, out) == (1, "")
    assert one_thai_line(err)
    assert run(data, "backup", "verify", file, "more")[0] == 2


def test_a_backup_is_rehearsed_and_restored_without_the_data(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, elsewhere = tmp_path / "copy.panpun", tmp_path / "new-machine"
    assert run(data, "backup", file)[0] == 0
    code, out, err = run(elsewhere, "restore", file, "--rehearse")
    assert (code, err) == (0, "")
    assert "ประวัติการทำรายการต่อเนื่อง" in out
    assert run(elsewhere, "backup", "verify", file) == (0, out, ""), "without a centre it is rehearsed"
    assert not elsewhere.exists()
    key = tmp_path / "key.txt"
    key.write_text(RECOVERY_KEY.lower())
    assert run(elsewhere, "restore", file, "--recovery-key-file", key)[0] == 0
    before = {one: one.read_bytes() for one in data.rglob("*") if one.is_file()}
    code, out, err = run(data, "restore", file)
    assert (code, out, "--yes" in err) == (1, "", True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "ไม่")
    assert run(data, "restore", file)[0] == 1
    assert {one: one.read_bytes() for one in data.rglob("*") if one.is_file()} == before
    monkeypatch.setattr("builtins.input", lambda _question: "กู้คืน")
    assert run(data, "restore", file)[0] == 0
    code, out, _err = run(data, "restore", file, "--yes")
    assert code == 0
    assert str(max(data.glob("aside-*"), key=lambda one: len(one.name))) in out
    assert run(elsewhere, "check")[0] == run(data, "check")[0] == 0
    (tmp_path / "password.txt").write_text("wrong")
    code, out, err = run(data, "restore", file, "--yes")
    assert (code, out) == (1, "")
    assert one_thai_line(err)
