"""Files that leave the program: names every file system takes, the old file until the new one is whole."""

from __future__ import annotations

import errno
import resource
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.files import MOST_BYTES, file_name, write_whole


def test_a_name_keeps_its_words_and_loses_what_file_systems_refuse() -> None:
    assert file_name("หนังสือส่งตัว พม 0208/12", "") == "หนังสือส่งตัว-พม-0208-12.pdf"
    assert file_name('a<b>:"c"|?*\\d\n', ending="xlsx") == "a-b-c-d.xlsx"
    assert file_name("รายงาน ก.ย.", "2569", ending="docx") == "รายงาน-ก.ย-2569.docx"
    assert file_name("..", "") == "file.pdf"
    assert file_name("NUL") == "_NUL.pdf"


def test_a_name_of_200_letters_is_cut_between_syllables() -> None:
    name = file_name("น้ำผึ้ง" * 30)
    assert len(name.encode()) <= MOST_BYTES
    assert name.removesuffix(".pdf") == "น้ำผึ้ง" * 11  # no room for น้ำ, and น alone is no syllable


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_words_give_a_name_that_can_be_written(tmp_path_factory, words) -> None:
    folder = tmp_path_factory.getbasetemp()
    name = file_name(words)
    assert Path(name).name == name
    assert len(name.encode()) <= MOST_BYTES
    (folder / name).touch()
    (folder / name).unlink()


def refused(place: Path, content: bytes = b"new") -> str:
    with pytest.raises(RuleBroken) as caught:
        write_whole(place, content)
    return caught.value.id


def test_a_file_is_replaced_whole(tmp_path) -> None:
    place = tmp_path / "รายงาน.pdf"
    place.write_bytes(b"old")
    place.chmod(0o640)
    write_whole(place, b"new")
    assert place.read_bytes() == b"new"
    assert place.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["รายงาน.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")
def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path) -> None:
    place = tmp_path / "รายงาน.pdf"
    place.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        assert refused(place, bytes(20_000)) == "save.disk_full"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert place.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["รายงาน.pdf"]


def test_a_file_that_is_open_elsewhere_stays_what_it_was(tmp_path, monkeypatch) -> None:
    place = tmp_path / "รายงาน.pdf"
    place.write_bytes(b"old")

    def held(*_places):
        raise PermissionError(errno.EACCES, "in use")  # as Windows answers

    monkeypatch.setattr(Path, "replace", held)
    assert refused(place) == "save.in_use"
    assert place.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["รายงาน.pdf"]


def test_what_else_stands_in_the_way_has_its_own_sentence(tmp_path, monkeypatch) -> None:
    assert refused(tmp_path / "gone" / "a.pdf") == "save.folder_gone"
    assert refused(tmp_path / ("ก" * 200 + ".pdf")) == "save.name_too_long"
    (tmp_path / "folder.pdf").mkdir()
    assert refused(tmp_path / "folder.pdf") == "save.name_refused"

    def closed(*_given):
        raise PermissionError(errno.EACCES, "not here")

    monkeypatch.setattr(Path, "open", closed)
    assert refused(tmp_path / "a.pdf") == "save.read_only"
