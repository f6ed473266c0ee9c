"""Opening a table of any office: xlsx, xls, ods, an HTML page saved as .xls, csv and tsv.

What a file is, is seen by its first bytes and not by its name. All cells become text: whole numbers
without ".0", days as YYYY-MM-DD with the year as it stands in the cell, be it พ.ศ. or ค.ศ.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
import struct
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.import_html import MOST_CELLS, html_tables

Row = tuple[str, ...]
SEPARATORS = ",;\t|"
MOST_SHEETS = 200
_SAMPLE_LINES = 50
_SURE_NUMBER = 1e15
"""Whole numbers below are kept exactly by a spreadsheet."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{12})", re.DOTALL)
"""The record of an xls file that says where a sheet begins and ends: lines, then columns."""
_MOST_XLS_LINES, _MOST_XLS_COLUMNS = 65_536, 256


@dataclass(frozen=True)
class Sheet:
    """One sheet: every line from the first, blank ones too, all as wide as the widest."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class OpenedFile:
    """A file as it was opened; ``sha256`` tells whether it came before."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def open_file(path: Path) -> OpenedFile:
    """Read a file whole; RuleBroken ``import.file_unreadable``, ``.not_a_table`` or ``.empty``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RuleBroken("import.file_unreadable", path=path.name) from error
    sheets = tuple(sheet for sheet in _sheets(content, path.name) if sheet.rows)
    if not sheets:
        raise RuleBroken("import.empty", path=path.name)
    if len(sheets) > MOST_SHEETS:
        raise RuleBroken("import.too_many_sheets", most=MOST_SHEETS)
    return OpenedFile(path.name, hashlib.sha256(content).hexdigest(), sheets)


def decoded(content: bytes) -> str:
    """The text of a file: UTF-16 by its byte order mark, else as ``thai_decoded``."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    return thai_decoded(content)


def thai_decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else cp874, which Thai Excel writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", errors="replace")


def separator_of(text: str) -> str:
    """What stands between the cells: what gives the most lines one same number of cells."""
    sample = [line for line in text.splitlines() if line.strip()][:_SAMPLE_LINES]
    return max(SEPARATORS, key=lambda mark: _evenness(sample, mark))


def cell_text(value: Any) -> str:
    """A cell's value as text; numbers typed as numbers come back without ".0"."""
    match value:
        case None:
            text = ""
        case bool():
            text = "1" if value else "0"
        case datetime() if value.time() != time.min:
            text = value.strftime("%Y-%m-%d %H:%M")
        case date():
            text = value.strftime("%Y-%m-%d")
        case time():
            text = value.strftime("%H:%M")
        case float() if value.is_integer() and abs(value) < _SURE_NUMBER:
            text = str(int(value))
        case _:
            text = str(value)
    return text


def _sheets(content: bytes, name: str) -> list[Sheet]:
    if content.startswith((_ZIP, _OLE)):
        return _workbook(content, name)
    text = decoded(content)
    if "<table" in text[:200_000].lower() and text.lstrip().startswith("<"):
        tables = html_tables(text)
        return [_sheet(f"{number}", rows) for number, rows in enumerate(tables, start=1)]
    if "\0" in text:
        raise RuleBroken("import.file_unreadable", path=name)
    return [_sheet(Path(name).stem, _delimited(text, name))]


def _delimited(text: str, name: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text), delimiter=separator_of(text))
    try:
        return list(lines)
    except csv.Error as error:
        raise RuleBroken("import.not_a_table", path=name, line=lines.line_num) from error


def _evenness(lines: list[str], mark: str) -> tuple[int, int]:
    counts = Counter(line.count(mark) for line in lines)
    counts.pop(0, None)
    if not counts:
        return (0, 0)
    width, times = max(counts.items(), key=lambda one: (one[1], one[0]))
    return (times * min(width, 3), width)


def _workbook(content: bytes, name: str) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _require_possible_size(content, name)
    found = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for known in book.sheets_metadata:
            if known.typ is SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(known.name)
                rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                _fill_merged(rows, sheet.merged_cell_ranges or [])
                found.append(_sheet(known.name, rows, known.visible is not SheetVisibleEnum.Visible))
    except (CalamineError, OSError, ValueError) as error:
        raise RuleBroken("import.file_unreadable", path=name) from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise RuleBroken("import.file_unreadable", path=name) from error
    return found


def _require_possible_size(content: bytes, name: str) -> None:
    """Refuse an xls file with a sheet larger than any can be.

    The library asks for room for the whole of it at once, and where there is none the program ends.
    """
    if not content.startswith(_OLE):
        return
    for size in _DIMENSIONS.findall(content):
        _first, lines, _left, columns = struct.unpack("<IIHH", size)
        if lines > _MOST_XLS_LINES or columns > _MOST_XLS_COLUMNS:
            raise RuleBroken("import.file_unreadable", path=name)


def _is_panic(error: BaseException) -> bool:
    """What the library's own language throws at a file it did not foresee; it is no Exception."""
    return type(error).__name__ == "PanicException"


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several lines says the same for each of them; across columns it stands once."""
    for (top, left), (bottom, _right) in ranges:
        for line in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[line]) and top < len(rows):
                rows[line][left] = rows[line][left] or rows[top][left]


def _sheet(name: str, rows: list[list[str]], is_hidden: bool = False) -> Sheet:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise RuleBroken("import.too_large", most=MOST_CELLS)
    return Sheet(name, tuple((*row, *[""] * (width - len(row))) for row in rows), is_hidden)
