"""A workbook is read here or in a process of its own, with the same result; a spoilt one ends neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from panpun_desktop.services import workbook_reading
from panpun_desktop.services.workbook_reading import UnreadableWorkbook, read_apart, read_workbook
from tests.registers import messy_rows, titled, write_xlsx

OLD = Path(__file__).parents[1] / "drills" / "register.xls"
CELL = b"\xfd\x00\x0a\x00"
"""How a cell with a text begins in an xls file; its line and its column follow."""


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    new = write_xlsx(tmp_path / "a.xlsx", titled(messy_rows(12, date(2026, 11, 21))))
    for path in (OLD, new):
        content = path.read_bytes()
        assert read_apart(content) == read_workbook(content)
        assert read_workbook(content)[0].rows


def test_a_file_that_asks_for_more_memory_than_there_is_ends_only_the_process_that_reads_it() -> None:
    content = bytearray(OLD.read_bytes())
    at = content.rindex(CELL)
    content[at + 4 : at + 8] = b"\xff\xff\x00\xf0"
    with pytest.raises(UnreadableWorkbook):
        read_apart(bytes(content))


def test_what_takes_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reading, "SECONDS_APART", 0.001)
    with pytest.raises(UnreadableWorkbook):
        read_apart(OLD.read_bytes())
