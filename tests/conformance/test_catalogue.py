"""The Thai catalogue is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from panpun_desktop.common import catalogue
from panpun_desktop.common.i18n import load_catalogue

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_every_message_has_its_thai() -> None:
    assert [str(fault) for fault in catalogue.faults()] == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "screen.py").write_text(
        '_("Save")\nN_("{n} days left")\nngettext("One bed", "{n} beds", n)\n', encoding="utf-8"
    )
    return folder


def kinds(package: Path, folder: Path, entries: str) -> set[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    (folder / "area.po").write_text(HEADER + entries, encoding="utf-8")
    return {(fault.kind, fault.message) for fault in catalogue.faults(folder, package)}


WHOLE = (
    'msgid "Save"\nmsgstr "บันทึก"\n\nmsgid "{n} days left"\nmsgstr "เหลือ {n} วัน"\n\n'
    'msgid "One bed"\nmsgid_plural "{n} beds"\nmsgstr[0] "{n} เตียง"\n'
)


def test_a_whole_catalogue_has_no_faults(package: Path, tmp_path: Path) -> None:
    assert kinds(package, tmp_path / "th", WHOLE) == set()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "Save"\nmsgstr "บันทึก"', "", ("missing", "Save")),
        ('msgstr "บันทึก"', 'msgstr ""', ("empty", "Save")),
        ('msgid "Save"', '#, fuzzy\nmsgid "Save"', ("fuzzy", "Save")),
        ("เหลือ {n} วัน", "เหลือ {days} วัน", ("placeholders", "{n} days left")),
        ('"{n} เตียง"', '"เตียง"', ("placeholders", "One bed")),
        ('msgstr "บันทึก"', 'msgstr "บันทึก"\n\nmsgid "Print"\nmsgstr "พิมพ์"', ("unused", "Print")),
    ],
)
def test_a_fault_is_named(package: Path, tmp_path: Path, old: str, new: str, fault: tuple[str, str]) -> None:
    assert kinds(package, tmp_path / "th", WHOLE.replace(old, new)) == {fault}


def test_two_files_must_not_translate_differently(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "th"
    folder.mkdir()
    (folder / "other.po").write_text(HEADER + 'msgid "Save"\nmsgstr "จัดเก็บ"\n', encoding="utf-8")
    assert kinds(package, folder, WHOLE) == {("translated twice", "Save")}


def test_several_files_form_one_catalogue_that_follows_its_sources(tmp_path: Path) -> None:
    folder = tmp_path / "th"
    folder.mkdir()
    (folder / "a.po").write_text(HEADER + 'msgid "Save"\nmsgstr "บันทึก"\n', encoding="utf-8")
    (folder / "b.po").write_text(HEADER + 'msgid "Print"\nmsgstr "พิมพ์"\n', encoding="utf-8")
    first = load_catalogue(folder)
    assert (first.gettext("Save"), first.gettext("Print")) == ("บันทึก", "พิมพ์")
    compiled = folder / "LC_MESSAGES" / "panpun.mo"
    assert compiled.is_file()
    (folder / "b.po").unlink()
    assert load_catalogue(folder).gettext("Print") == "Print"


def test_a_folder_that_cannot_be_written_is_compiled_in_memory(tmp_path: Path) -> None:
    folder = tmp_path / "th"
    folder.mkdir()
    (folder / "a.po").write_text(HEADER + WHOLE, encoding="utf-8")
    (folder / "LC_MESSAGES").write_text("in the way")
    found = load_catalogue(folder)
    assert found.ngettext("One bed", "{n} beds", 3) == "{n} เตียง"


@pytest.mark.parametrize("broken", [b"", b"\xde\x12\x04\x95\x00\x00", b"not a catalogue at all"])
def test_a_broken_compiled_catalogue_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    folder = tmp_path / "th"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "a.po").write_text(HEADER + WHOLE, encoding="utf-8")
    compiled = folder / "LC_MESSAGES" / "panpun.mo"
    compiled.write_bytes(broken)
    later = (folder / "a.po").stat().st_mtime + 10
    os.utime(compiled, (later, later))
    assert load_catalogue(folder).gettext("Save") == "บันทึก"
    assert load_catalogue(folder).gettext("Save") == "บันทึก"
    assert [path.name for path in compiled.parent.iterdir()] == ["panpun.mo"]


def test_an_ordinary_start_does_not_load_the_compiler() -> None:
    code = (
        "import sys; from panpun_desktop.common.i18n import _; _('Your role may not do this.');"
        "sys.exit('babel' in sys.modules)"
    )
    warm = [sys.executable, "-c", "from panpun_desktop.common.i18n import _; _('x')"]
    subprocess.run(warm, check=True)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
