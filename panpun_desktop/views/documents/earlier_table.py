"""The table of months before the program: cells typed in place, blocks pasted, what does not agree beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.earlier_figures import (
    COLUMNS,
    FIGURES,
    Doubt,
    EarlierMonth,
    ReadLine,
    doubts,
    placed,
    read_line,
)
from panpun_desktop.widgets.cell_editor import CellEditor, Step
from panpun_desktop.widgets.month_edit import month_words
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

_COMPUTED, _REMARK = "computed", "remark"
_WIDTHS = {"month": 138, "source": 150}
_FIGURE_WIDTH = 84


@dataclass(frozen=True)
class Line:
    """A line as it stands in the table: the cells as typed, and what they were read as."""

    id: int
    cells: tuple[str, ...]
    read: ReadLine
    remark: str = ""

    @property
    def month(self) -> EarlierMonth | None:
        """The month, once it has a figure; a line of a month alone says nothing yet."""
        month = self.read.month
        return month if month is not None and (month.has_figures or month.source) else None


class EarlierTable(RowsTableView[Line]):
    """Months in lines, columns of the ministry line. ``edited`` says that a cell was changed."""

    edited = Signal()

    def __init__(self, today: date, titles: Callable[[str], str]) -> None:
        super().__init__(_columns(titles), _("Figures from before the program"), whole_rows=False)
        self.setObjectName("earlierTable")
        self._today, self._titles = today, titles
        self.editor: CellEditor | None = None
        self.may_edit = True

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, the empty one at the end too."""
        return tuple(self.rows.row_at(number) for number in range(self.rows.rowCount()))

    def show_cells(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Show these lines and one more to type in; the cursor stays."""
        place = self.currentIndex()
        row, column = (place.row(), place.column()) if place.isValid() else (0, 1)
        blank = ("",) * len(COLUMNS)
        filled = [one for one in lines if any(one)]
        self.set_rows(self._read([*filled, blank]))
        self.go_to(min(row, self.rows.rowCount() - 1), column)

    def _read(self, lines: Sequence[tuple[str, ...]]) -> list[Line]:
        read = [read_line(cells, self._today) for cells in lines]
        found = [
            Line(number, cells, one) for number, (cells, one) in enumerate(zip(lines, read, strict=True))
        ]
        told = doubts(one.month for one in found if one.month is not None)
        return [replace(one, remark=self._remark(one, told)) for one in found]

    def _remark(self, line: Line, told: Sequence[Doubt]) -> str:
        if line.read.unread:
            names = ", ".join(self._titles(one.column) for one in line.read.unread)
            return _("Cannot be read: {names}").format(names=names)
        if line.month is None:
            return ""
        return " · ".join(_short(one) for one in told if one.month_on == line.month.month_on)

    # keys ------------------------------------------------------------------------------------------

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell that is there."""
        if 0 <= row < self.rows.rowCount() and 0 <= column < len(self.rows.columns):
            self.setCurrentIndex(self.rows.index(row, column))
            self.scrollTo(self.currentIndex())

    def column_key(self) -> str:
        """The key of the column that the cursor is in."""
        index = self.currentIndex()
        return self.rows.columns[index.column()].key if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_ours = event.key(), self.may_edit and self.column_key() in COLUMNS
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif is_ours and is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_cell()
        elif is_ours and is_plain and event.text() and event.text().isprintable():
            self.edit_cell(event.text())
        elif is_ours and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_cell()

    def edit_cell(self, typed: str = "") -> None:
        """Type in the cell of the cursor."""
        line, key = self.current(), self.column_key()
        if line is None or key not in COLUMNS or not self.may_edit:
            return
        if self.editor is not None:
            self.editor.setFocus()
            self.editor.insert(typed)
            return
        index = self.currentIndex()
        row, column = index.row(), index.column()

        def take(text: str) -> bool:
            self._write([(row, key, text)])
            return True

        def left(step: Step) -> None:
            self.editor = None
            self.go_to(row + step[0], _next(column, step[1]))
            self.setFocus()

        self.editor = editor = CellEditor(self, self.visualRect(index), take, left)
        editor.setAccessibleName(f"{line.cells[0]} {self.rows.columns[column].title}".strip())
        if key in FIGURES:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.begin(line.cells[COLUMNS.index(key)], typed)

    def settle(self) -> None:
        """Take what is being typed."""
        if self.editor is not None:
            self.editor.finish()

    # writing ---------------------------------------------------------------------------------------

    def _write(self, cells: Sequence[tuple[int, str, str]]) -> None:
        lines = [list(one.cells) for one in self.lines]
        for row, key, text in cells:
            while row >= len(lines):
                lines.append([""] * len(COLUMNS))
            lines[row][COLUMNS.index(key)] = text.strip()
        self.show_cells([self._tidy(one) for one in lines])
        self.edited.emit()

    def _tidy(self, cells: Sequence[str]) -> tuple[str, ...]:
        """A month that can be read stands there in full."""
        month = read_line(tuple(cells), self._today).month
        return (month_words(month.month_on), *cells[1:]) if month is not None else tuple(cells)

    def clear_cells(self) -> None:
        """Empty the cells that are selected."""
        chosen = [(one.row(), self.rows.columns[one.column()].key) for one in self.selectedIndexes()]
        self._write([(row, key, "") for row, key in chosen if key in COLUMNS])

    def clear_line(self) -> None:
        """Empty the figures of the line with the cursor: the month is taken out when it is saved."""
        row = self.currentIndex().row()
        if row >= 0:
            self._write([(row, key, "") for key in COLUMNS[1:]])

    def paste(self, text: str) -> None:
        """Lines that begin with a month go where their month stands, any other block from the cursor on."""
        if not (text.strip() and self.may_edit):
            return
        block = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        lines = placed(block)
        if any(read_line(one, self._today).month for one in lines):
            self.bring_in(lines)
            return
        index, keys = self.currentIndex(), [one.key for one in self.rows.columns]
        found = [
            (index.row() + down, keys[index.column() + right], cell)
            for down, line in enumerate(block)
            for right, cell in enumerate(line)
            if index.column() + right < len(keys)
        ]
        self._write([one for one in found if one[1] in COLUMNS])

    def bring_in(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Put lines in by their months; what stands there of a month is written over."""
        there = {one.cells[0]: one.cells for one in self.lines if any(one.cells)}
        for cells in map(self._tidy, lines):
            there[cells[0]] = cells
        ordered = sorted(there.values(), key=self._order)
        self.show_cells(ordered)
        if lines:
            self.go_to(ordered.index(self._tidy(lines[0])), 1)
        self.edited.emit()

    def _order(self, cells: tuple[str, ...]) -> date:
        month = read_line(cells, self._today).month
        return date.max if month is None else month.month_on


def cells_of(month: EarlierMonth) -> tuple[str, ...]:
    """The cells of a month as the table shows them."""
    figures = (getattr(month, name) for name in FIGURES)
    return (
        month_words(month.month_on),
        *("" if one is None else f"{one:,}" for one in figures),
        month.source,
    )


def _columns(titles: Callable[[str], str]) -> Sequence[Column[Line]]:
    found = [_column(place, name, titles(name)) for place, name in enumerate(COLUMNS)]
    computed = Column(_COMPUTED, _("Reckoned"), _computed, right=True, muted=True, width=_FIGURE_WIDTH)
    found.insert(COLUMNS.index("closing") + 1, computed)
    return (*found, Column(_REMARK, _("Does not agree"), lambda one: one.remark, chip=_tone))


def _column(place: int, name: str, title: str) -> Column[Line]:
    width = _WIDTHS.get(name, _FIGURE_WIDTH)
    return Column(
        name, title, lambda one: one.cells[place], right=name in FIGURES, strong=place == 0, width=width
    )


def _computed(line: Line) -> str:
    month = line.read.month
    return "" if month is None or month.computed is None else f"{month.computed:,}"


def _tone(line: Line) -> Tone | None:
    if not line.remark:
        return None
    return Tone.BAD if line.read.unread else Tone.WARN


def _short(doubt: Doubt) -> str:
    words = {
        "balance": _("remaining should be {computed}"),
        "cumulative": _("cumulative should be {computed}"),
        "carried_over": _("{computed} remained the month before"),
    }
    return words[doubt.what].format(computed=f"{doubt.computed:,}")


def _next(column: int, step: int) -> int:
    """The reckoned balance is passed over."""
    after = column + step
    return after + step if step and after == COLUMNS.index("closing") + 1 else after
