"""Workbooks of reports: real numbers and days, totals as formulas, texts that stay texts, ready to print.

    book = workbook(
        [Sheet("ยอด", "ยอดผู้พัก", [Column("รายการ"), Column("คน")], [Row("x", ["ชาย", 1]), Row("total", ...)])],
        title="รายงาน",
        author=centre.name,
    )

A cell is text, a whole number, a Decimal, a day, None for no value, or a formula with the value it gives:
readers that do not calculate show that value. Each formula is checked here against its value, so that a
total that would not agree is never written as one. Importing this loads XlsxWriter: above ``reports`` do
so lazily.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Literal, TypeAlias
from unicodedata import category

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from panpun_desktop.common.cells import THAI_DATE, date_cell
from panpun_desktop.reports.kit.note import note_in_use
from panpun_desktop.reports.kit.table import NO_VALUE

FONT = "TH Sarabun New"
"""What Thai offices have; a program without it takes its own Thai font."""
_POINTS, _TITLE_POINTS = 14, 16
_ROW_POINTS = 22
_MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
_DATE_WIDTH, _NARROWEST, _WIDEST = 14.0, 9.0, 48.0
_ONE_PAGE = 18
"""Rows that one page surely takes, across and with notes under them."""
_SHADE = "#ECECEC"
_WHOLE, _TWO_PLACES, _SIGNED = "#,##0", "#,##0.00", "+#,##0;-#,##0;0"
_PLACE = re.compile(r"\[([^|\[\]]+)\|([^|\[\]]+)\]")


@dataclass(frozen=True)
class SumAbove:
    """The sum of the plain rows above in this column."""

    value: int | Decimal


@dataclass(frozen=True)
class Formula:
    """A formula of Excel; ``[row|column]`` stands for the cell of those keys. ``value`` is what it gives."""

    text: str
    value: int | Decimal | str | None


Kind = Literal["plain", "total"]
Cell: TypeAlias = str | int | Decimal | date | SumAbove | Formula | None


@dataclass(frozen=True)
class Column:
    """A column: its title, a key for formulas, a group to stand under, whether a sign is shown."""

    title: str
    key: str = ""
    group: str = ""
    is_signed: bool = False


@dataclass(frozen=True)
class Row:
    """A row: a key for formulas, its cells; a total is bold and stands out."""

    key: str
    cells: Sequence[Cell]
    kind: Kind = "plain"


@dataclass(frozen=True)
class Sheet:
    """One table on one sheet: the first column stays when it is scrolled, the head on every printed page."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    subtitle: str = ""
    is_landscape: bool = False
    has_filter: bool = False


def workbook(sheets: Sequence[Sheet], *, title: str, author: str, footer: str = "") -> bytes:
    """The xlsx file of these sheets; the same sheets give the same bytes."""
    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "author": author, "created": _MADE_AT})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(_POINTS)
    formats = _Formats(book)
    names = _sheet_names([sheet.name for sheet in sheets])
    for sheet, name in zip(sheets, names, strict=True):
        _SheetWriter(book.add_worksheet(name), sheet, formats).write(footer or title)
    book.close()
    return target.getvalue()


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **look: Any) -> Any:
        """A format of the paper font."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": _POINTS, "valign": "top"}
            self._made[key] = self._book.add_format({**base, **look})
        return self._made[key]

    def cell(self, number_format: str, is_total: bool, *, align: str = "") -> Any:
        """A cell of the table."""
        look: dict[str, Any] = {"border": 1, "border_color": "#8C8C8C", "num_format": number_format}
        if is_total:
            look |= {"bold": True, "bg_color": _SHADE, "top": 2}
        if align:
            look |= {"align": align}
        else:
            look |= {"text_wrap": True}
        return self.of(**look)

    @property
    def head(self) -> Any:
        """A title over a column."""
        return self.of(bold=True, border=1, bg_color=_SHADE, align="center", valign="vcenter", text_wrap=True)


class _SheetWriter:
    """Writes one sheet; rows and columns are found by their keys."""

    def __init__(self, page: Any, sheet: Sheet, formats: _Formats) -> None:
        self.page, self.sheet, self.formats = page, sheet, formats
        self.head = 2 if sheet.subtitle else 1
        self.body = self.head + (2 if any(one.group for one in sheet.columns) else 1)
        self.columns = {one.key or one.title: place for place, one in enumerate(sheet.columns)}
        self.places = {row.key: self.body + place for place, row in enumerate(sheet.rows)}
        self.widths = [max(_NARROWEST, min(18.0, _width(one.title))) for one in sheet.columns]

    def write(self, footer: str) -> None:
        """Title, head, rows, notes, and how it prints."""
        self.page.write_string(0, 0, self.sheet.title, self.formats.of(bold=True, font_size=_TITLE_POINTS))
        if self.sheet.subtitle:
            self.page.write_string(1, 0, self.sheet.subtitle, self.formats.of())
        self._write_head()
        for row in self.sheet.rows:
            for place, cell in enumerate(row.cells):
                self._put(self.places[row.key], place, cell, row.kind == "total")
        after = self.body + len(self.sheet.rows)
        for number, note in enumerate((*self.sheet.notes, *self._whose())):
            self.page.write_string(after + number, 0, note, self.formats.of(font_color="#5A5A5A"))
        for place, width in enumerate(self.widths):
            self.page.set_column(place, place, min(_WIDEST, width * 1.1 + 2))
        self._set_up(footer, after)

    def _write_head(self) -> None:
        columns, head = self.sheet.columns, self.formats.head
        last = self.body - 1
        for first, end, group in _runs(columns):
            if group and end > first:
                self.page.merge_range(self.head, first, self.head, end, group, head)
            elif group:
                self.page.write_string(self.head, first, group, head)
            for place in range(first, end + 1):
                if not group and last > self.head:
                    self.page.merge_range(self.head, place, last, place, columns[place].title, head)
                else:
                    self.page.write_string(last, place, columns[place].title, head)

    def _put(self, line: int, place: int, cell: Cell, is_total: bool) -> None:
        if isinstance(cell, SumAbove):
            self._put_sum(line, place, cell, is_total)
        elif isinstance(cell, Formula):
            look = self._number_look(cell.value, place, is_total)
            text = _PLACE.sub(self._address, cell.text)
            self.page.write_formula(line, place, "=" + text, look, _cached(cell.value))
        elif isinstance(cell, int | Decimal):
            self._note_width(place, f"{cell:,}")
            self.page.write_number(line, place, float(cell), self._number_look(cell, place, is_total))
        elif isinstance(cell, date):
            self._put_day(line, place, cell, is_total)
        else:
            self._put_text(line, place, NO_VALUE if cell is None else cell, is_total, cell is None)

    def _put_sum(self, line: int, place: int, cell: SumAbove, is_total: bool) -> None:
        look = self._number_look(cell.value, place, is_total)
        first, last = (xl_rowcol_to_cell(row, place) for row in (self.body, line - 1))
        if line <= self.body or self._sum_above(line, place) != cell.value:
            self.page.write_number(line, place, float(cell.value), look)
            return
        self.page.write_formula(line, place, f"=SUM({first}:{last})", look, _cached(cell.value))

    def _sum_above(self, line: int, place: int) -> Decimal | int | None:
        """What the rows above add up to; None where one of them is no plain number."""
        cells = [row.cells[place] for row in self.sheet.rows[: line - self.body]]
        values = [cell.value if isinstance(cell, Formula) else cell for cell in cells]
        if any(isinstance(one, SumAbove) for one in cells):
            return None
        return sum(one for one in values if isinstance(one, int | Decimal))

    def _put_day(self, line: int, place: int, day: date, is_total: bool) -> None:
        known = date_cell(day)
        self.widths[place] = max(self.widths[place], _DATE_WIDTH)
        if isinstance(known, str):
            self._put_text(line, place, known, is_total, False)
            return
        look = self.formats.cell(THAI_DATE, is_total, align="right")
        self.page.write_datetime(line, place, known, look)

    def _put_text(self, line: int, place: int, text: str, is_total: bool, is_right: bool) -> None:
        self._note_width(place, text)
        look = self.formats.cell("@", is_total, align="right" if is_right else "")
        self.page.write_string(line, place, text, look)

    def _number_look(self, value: object, place: int, is_total: bool) -> Any:
        form = _TWO_PLACES if isinstance(value, Decimal | str) else _WHOLE
        if self.sheet.columns[place].is_signed:
            form = _SIGNED
        return self.formats.cell(form, is_total, align="right")

    def _note_width(self, place: int, text: str) -> None:
        self.widths[place] = max(self.widths[place], _width(text))

    def _address(self, found: re.Match[str]) -> str:
        return str(xl_rowcol_to_cell(self.places[found[1]], self.columns[found[2]]))

    def _set_up(self, footer: str, after: int) -> None:
        page = self.page
        page.set_default_row(_ROW_POINTS)
        page.set_paper(9)  # A4
        page.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
        if self.sheet.is_landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(self.head, self.body - 1)
        page.freeze_panes(self.body, 1)
        if self.sheet.has_filter and self.sheet.rows:
            page.autofilter(self.body - 1, 0, after - 1, len(self.sheet.columns) - 1)
        page.set_footer(f"&L{footer.replace('&', '&&')}&Rหน้า &P จาก &N")
        if note_in_use() and self._is_long:
            page.set_header(f"&C{note_in_use()}")  # the foot has no room between its two texts

    @property
    def _is_long(self) -> bool:
        """Say whether the sheet prints on more than one page."""
        return len(self.sheet.rows) > _ONE_PAGE

    def _whose(self) -> tuple[str, ...]:
        """The note of whose data these are, under the others; a long sheet has it over each page instead."""
        return (note_in_use(),) if note_in_use() and not self._is_long else ()


def _runs(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """Columns under one head: first, last, its text ("" for a column by itself)."""
    found: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        if found and column.group and found[-1][2] == column.group:
            found[-1] = (found[-1][0], place, column.group)
        else:
            found.append((place, place, column.group))
    return found


def _cached(value: int | Decimal | str | None) -> float | str:
    if value is None:
        return NO_VALUE
    return float(value) if isinstance(value, Decimal) else value


def _width(text: str) -> float:
    """Letters that take room: Thai vowels above and below do not."""
    return max((sum(category(one) != "Mn" for one in line) for line in text.splitlines()), default=0)


def _sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names as Excel takes them: no []:*?/\\, at most 31 letters, each once."""
    names: list[str] = []
    for name in wanted:
        clean = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:31] or "1"
        number = 2
        while clean.lower() in {one.lower() for one in names}:
            clean = f"{clean[:27]} {number}"
            number += 1
        names.append(clean)
    return names


def decimal_of(text: str) -> Decimal | str:
    """A share or mean as statements hold it ("66.67") as a number; what is none stays text."""
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text
