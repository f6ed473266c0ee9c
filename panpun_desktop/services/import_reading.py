"""Opening a table of any office: xlsx, xls, ods, an HTML page saved as .xls, csv and tsv.

What a file is, is seen by its first bytes and not by its name. All cells become text: whole numbers
without ".0", days as YYYY-MM-DD with the year as it stands in the cell, be it พ.ศ. or ค.ศ.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.import_html import MOST_CELLS, html_tables
from panpun_desktop.services.workbook_reading import UnreadableWorkbook, read_apart, read_workbook

Row = tuple[str, ...]
SEPARATORS = ",;\t|"
MOST_SHEETS = 200
_SAMPLE_LINES = 50
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
    try:
        read = read_apart(content) if content.startswith(_OLE) else read_workbook(content)
    except UnreadableWorkbook as error:
        raise RuleBroken("import.file_unreadable", path=name) from error
    for one in read:
        _fill_merged(one.rows, one.merged)
    return [_sheet(one.name, one.rows, one.is_hidden) for one in read]


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
