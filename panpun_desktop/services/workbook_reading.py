"""Reading xlsx, xls and ods with the library, here or in a process of its own.

Run as a script, by its file name and without the package around it, it takes a workbook from stdin and
writes its sheets as JSON. Old xls files are read so: a spoilt one can make the library ask for more memory
than there is, which ends the process that asks.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, datetime, time
from typing import Any, NamedTuple

SECONDS_APART = 60
MEMORY_APART = 2 * 1024**3
"""Bytes of address space, where the system sets such a limit."""
_SURE_NUMBER = 1e15
"""Whole numbers below are kept exactly by a spreadsheet."""

Corner = tuple[int, int]


class ReadSheet(NamedTuple):
    """A sheet as it lies in the file: the text of its cells, and the corners of its merged ranges."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[Corner, Corner]]
    is_hidden: bool


class UnreadableWorkbook(ValueError):
    """The bytes are no workbook that the library can read."""


def read_workbook(content: bytes) -> list[ReadSheet]:
    """All sheets of cells; UnreadableWorkbook for anything else."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_read_sheet(book, one) for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableWorkbook from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the library's own language throws
            raise
        raise UnreadableWorkbook from error


def read_apart(content: bytes) -> list[ReadSheet]:
    """The same, read by another process, which may end as it likes."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", __file__],
            input=content,
            capture_output=True,
            check=True,
            timeout=SECONDS_APART,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return [ReadSheet(*one) for one in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableWorkbook from error


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


def _read_sheet(book: Any, known: Any) -> ReadSheet:
    from python_calamine import SheetVisibleEnum

    sheet = book.get_sheet_by_name(known.name)
    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = list(sheet.merged_cell_ranges or [])
    return ReadSheet(known.name, rows, merged, known.visible is not SheetVisibleEnum.Visible)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_APART, MEMORY_APART))


if __name__ == "__main__":
    _limit_memory()
    json.dump(read_workbook(sys.stdin.buffer.read()), sys.stdout)
