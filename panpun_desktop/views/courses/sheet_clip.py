"""A block of the attendance sheet on the clipboard, and a block from a spreadsheet into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import read_cell, sign_of
from panpun_desktop.views.courses.sheet_model import SheetTableModel
from panpun_desktop.views.courses.sheet_words import day_month, short_of
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.table_copy import block_of

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

Spot = tuple[int, int]


def copied(cells: SheetTableModel, places: Sequence[Spot]) -> QMimeData:
    """The cells with the names before them and the days above."""
    rows = sorted({row for row, _column in places})
    days = sorted({column for _row, column in places})
    names: list[Column[int]] = [Column("name", _("Trainee"), lambda row: cells.rows[row].name)]
    columns = [_day_column(cells, column) for column in days]
    return block_of([*names, *columns], rows)


def _day_column(cells: SheetTableModel, column: int) -> Column[int]:
    title = format_date(cells.columns[column].day, "short")
    return Column(f"day{column}", title, lambda row: cell_text(cells, row, column))


def cell_text(cells: SheetTableModel, row: int, column: int) -> str:
    """The letter of a mark, the short word of a grey cell, or nothing."""
    mark, grey = cells.mark_at(row, column), cells.grey_at(row, column)
    if mark is not None:
        return sign_of(AttendanceCode(mark.code)).letter
    return "" if grey is None else short_of(grey)


@dataclass(frozen=True)
class Pasted:
    """What a block says: cells with their codes, and what could not be read or has no place."""

    marks: tuple[tuple[Spot, AttendanceCode], ...]
    unknown: tuple[str, ...]
    outside: int
    """Cells beyond the sheet, in grey ones, or on days without a lesson."""


def read_block(cells: SheetTableModel, text: str, at: Spot) -> Pasted:
    """Read a block from a cell on. Lines that begin with names of the class go to those names.

    What stands above the names (days) is left out then; empty cells change nothing.
    """
    marks: list[tuple[Spot, AttendanceCode]] = []
    unknown: list[str] = []
    outside = 0
    for row, line in _lines(cells, text, at[0]):
        for across, cell in enumerate(line):
            found, spot = read_cell(cell), (row, at[1] + across)
            if not found.is_known:
                unknown.append(_spot_words(cells, cell.strip(), spot))
            elif found.code is not None and _is_there(cells, spot):
                marks.append((spot, found.code))
            elif found.code is not None:
                outside += 1
    return Pasted(tuple(marks), tuple(dict.fromkeys(unknown)), outside)


def _spot_words(cells: SheetTableModel, text: str, spot: Spot) -> str:
    """What stood in a cell that cannot be read, and which cell it is."""
    row, column = spot
    if row >= len(cells.rows) or column >= len(cells.columns):
        return text
    words = _("{cell} ({name}, {day})")
    return words.format(cell=text, name=cells.rows[row].name, day=day_month(cells.columns[column].day))


def _lines(cells: SheetTableModel, text: str, first: int) -> list[tuple[int, list[str]]]:
    """The lines of a block with the row that each belongs to."""
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    row_of = {row.name.strip(): number for number, row in enumerate(cells.rows)}
    named = [(row_of[line[0].strip()], line[1:]) for line in lines if line[0].strip() in row_of]
    return named or [(first + down, line) for down, line in enumerate(lines)]


def _is_there(cells: SheetTableModel, spot: Spot) -> bool:
    row, column = spot
    return row < len(cells.rows) and column < len(cells.columns) and cells.is_open(row, column)


def said_of(pasted: Pasted, refused: int, written: int) -> str:
    """What of a block was written and what not taken, in one sentence; nothing when all of it was."""
    parts = []
    if pasted.unknown:
        shown = ", ".join(pasted.unknown[:5])
        parts.append(_("not read: {cells}").format(cells=shown))
    left = pasted.outside + refused
    if left:
        parts.append(_("{n} cells have no place here").format(n=left))
    if not parts:
        return ""
    text = _("Pasted {n} marks; {left}")
    return text.format(n=written, left=" · ".join(parts))
