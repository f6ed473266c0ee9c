"""Writing an xlsx workbook: texts stay texts, days are days shown พ.ศ., nothing runs as a formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import category

from panpun_desktop.common.cells import THAI_DATE, date_cell, neutral

_NARROWEST, _WIDEST = 8, 48
"""Widths of columns, in digits as Excel counts them."""
_DATE_WIDTH = 13
_TELL_EVERY = 200

Cell = str | int | date | None


@dataclass(frozen=True)
class Sheet:
    """A table under one line of titles; ``fixed_columns`` stay when it is scrolled."""

    name: str
    titles: Sequence[str]
    lines: Iterable[Sequence[Cell]]
    fixed_columns: int = 0


def write_workbook(path: Path, sheets: Iterable[Sheet], go_on: Callable[[int], bool], note: str = "") -> bool:
    """Write the sheets line by line; ``go_on`` hears the lines written and may stop it (false then).

    ``note`` says whose data these are, above and below each printed page and in the file's properties: not
    in a cell, where it would be one more line of the table.

    Only one line is in memory at a time; OSError when the file cannot be written.
    """
    path.write_bytes(b"")  # a place that cannot be written says so before the work is done
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"comments": note})
    formats = _Formats(
        head=book.add_format({"bold": True, "bg_color": "#F7E9E3", "bottom": 1, "num_format": "@"}),
        text=book.add_format({"num_format": "@", "valign": "top"}),
        day=book.add_format({"num_format": THAI_DATE, "valign": "top", "align": "right"}),
        number=book.add_format({"num_format": "0", "valign": "top"}),
    )
    finished = all(_write(book.add_worksheet(sheet.name), sheet, formats, go_on, note) for sheet in sheets)
    try:
        book.close()
    except FileCreateError as error:
        known = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error))
        raise OSError(known.errno, known.strerror, str(path)) from error
    return finished


@dataclass(frozen=True)
class _Formats:
    head: Any
    text: Any
    day: Any
    number: Any


def _write(page: Any, sheet: Sheet, formats: _Formats, go_on: Callable[[int], bool], note: str) -> bool:
    widths = [float(len(title)) for title in sheet.titles]
    for place, title in enumerate(sheet.titles):
        page.write_string(0, place, neutral(title), formats.head)
    line = 0
    for line, cells in enumerate(sheet.lines, start=1):
        for place, cell in enumerate(cells):
            widths[place] = max(widths[place], _put(page, line, place, cell, formats))
        if line % _TELL_EVERY == 0 and not go_on(line):
            return False
    for place, width in enumerate(widths):
        page.set_column(place, place, min(_WIDEST, max(_NARROWEST, width + 2)))
    page.freeze_panes(1, sheet.fixed_columns)
    page.autofilter(0, 0, line, len(sheet.titles) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    if note:
        page.set_header(f"&C{note}")
        page.set_footer(f"&C{note}")
    return go_on(line)


def _put(page: Any, line: int, place: int, cell: Cell, formats: _Formats) -> float:
    """Write one cell; how wide it wants to be."""
    known = date_cell(cell) if isinstance(cell, date) else cell
    if known is None or known == "":
        page.write_blank(line, place, None, formats.text)
        return 0
    if isinstance(known, date):
        page.write_datetime(line, place, known, formats.day)
        return _DATE_WIDTH
    if isinstance(known, int):
        page.write_number(line, place, known, formats.number)
        return len(str(known))
    page.write_string(line, place, neutral(known), formats.text)
    return _width(known)


def _width(text: str) -> float:
    """Thai vowels above and below take no room."""
    return sum(1 for letter in text if category(letter) != "Mn")
