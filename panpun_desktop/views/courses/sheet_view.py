"""The grid of the attendance sheet: walking, marking by one key, choosing a block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.marks import code_for_key
from panpun_desktop.views.courses.sheet_edges import DaysHeader, NamesHeader
from panpun_desktop.views.courses.sheet_model import SheetTableModel
from panpun_desktop.views.courses.sheet_names import TWO_LINES
from panpun_desktop.views.courses.sheet_painting import GRID, SHUT, CellPainter
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.rules.codes import AttendanceCode

LEAST_DAY, MOST_DAY = 22, 30
LEAST_NAMES = 190
LEAST_ROW, MOST_ROW = 26, 35
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class SheetView(QTableView):
    """Shows a sheet; what a person does comes out as signals, nothing is written here."""

    typed = Signal(object)
    """An AttendanceCode for the cell or the block, None clears."""
    remark_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()
    menu_asked = Signal(object)
    moved = Signal()
    laid_out = Signal()

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = SheetTableModel(labels)
        self.painted = CellPainter()
        self.setObjectName("attendanceGrid")
        self.setAccessibleName(_("Attendance sheet"))
        self.days, self.names = DaysHeader(self), NamesHeader(self)
        self.setHorizontalHeader(self.days)
        self.setVerticalHeader(self.names)
        self.setModel(self.cells)
        for edge in (self.days, self.names):  # what is chosen in the cells is no matter of theirs
            edge.setSelectionModel(QItemSelectionModel(self.cells, edge))
        self.corner = ThaiLabel("", self, role="sheetHead")
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.days.setMinimumSectionSize(LEAST_DAY)
        self.names.setMinimumSectionSize(LEAST_ROW)
        self.cells.dataChanged.connect(lambda *_ends: self.moved.emit())

    # laying out ------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share the room: days as wide as the picture where they fit, the rest to the names."""
        count, rows = len(self.cells.columns), len(self.cells.rows)
        room = self.width()
        wide = min(max((room - LEAST_NAMES) // count, LEAST_DAY), MOST_DAY) if count else MOST_DAY
        names = max(LEAST_NAMES, room - wide * count)
        self.days.setDefaultSectionSize(wide)
        self.names.setFixedWidth(names)
        bar = self.horizontalScrollBar().sizeHint().height() if names + wide * count > room else 0
        high = self.height() - self.days.sizeHint().height() - bar
        least = TWO_LINES if self.names.needs_two_lines() else LEAST_ROW
        self.names.setDefaultSectionSize(min(max(high // rows, least), MOST_ROW) if rows else MOST_ROW)
        self.corner.setGeometry(0, 0, names, self.days.sizeHint().height())
        if not bar:  # every day fits: what was scrolled while there was less room comes back
            self.updateGeometries()
            self.horizontalScrollBar().setRange(0, 0)
        self.laid_out.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        return QSize(700, 300)

    def _say_heads(self) -> None:
        """Who is in the class now, and who of the others only awaits a result; the tip counts everybody."""
        rows = self.cells.rows
        now, waiting = sum(one.is_in_class for one in rows), sum(one.awaits_result for one in rows)
        text = _("In class {now} · result awaited {waiting}") if waiting else _("All {n} · in class {now}")
        self.corner.setText(text.format(n=len(rows), now=now, waiting=waiting))
        ended = len(rows) - now - waiting
        whole = _("All {n}: in class {now}, result to be confirmed {waiting}, ended {ended}")
        self.corner.setToolTip(whole.format(n=len(rows), now=now, waiting=waiting, ended=ended))

    def show_days(self, *, over_months: bool) -> None:
        """Say over how many months the columns go."""
        self.days.shows_months = over_months
        self.days.updateGeometry()
        self._say_heads()
        self.fit()
        self.updateGeometries()

    # the cursor ------------------------------------------------------------------------------------

    def place(self) -> tuple[int, int] | None:
        """Row and column of the cursor; None without cells."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        index = self.cells.index(row, column)
        self._bring_into_view(index)
        self.setCurrentIndex(index)

    def _bring_into_view(self, index: QModelIndex) -> None:
        """Half a page at once where the cell lies outside: every scroll paints everything."""
        box, seen = self.visualRect(index), self.viewport().rect()
        if box.top() < seen.top() or box.bottom() > seen.bottom():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        elif box.left() < seen.left() or box.right() > seen.right():
            self.scrollTo(index)

    def block(self) -> list[tuple[int, int]]:
        """The cells chosen, the cursor's alone where nothing more is."""
        found = sorted({(one.row(), one.column()) for one in self.selectedIndexes()})
        here = self.place()
        return found if len(found) > 1 else ([here] if here is not None else [])

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        for index in (previous, current):
            self.viewport().update(self.visualRect(index))
        self.days.show_current(current.column())
        self.names.show_current(current.row())
        if current.column() != previous.column():
            for column in (current.column(), previous.column()):
                self._update_column(column)
        self.moved.emit()

    def _update_column(self, column: int) -> None:
        if column >= 0:
            left, wide = self.columnViewportPosition(column), self.columnWidth(column)
            self.viewport().update(QRect(left, 0, wide, self.viewport().height()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if len(self.selectedIndexes()) > 1 or len(deselected.indexes()) > 1:
            self.viewport().update()

    def step_down(self, *, wraps: bool) -> None:
        """To the next one who is expected; after the last, where it wraps, to the top of the next lesson."""
        place = self.place()
        if place is None:
            return
        row, column = place
        below = self._next(row, column, 1)
        if below is not None:
            self.go_to(below, column)
        elif wraps:
            self._next_lesson(column)

    def step_up(self) -> None:
        """To the one before who is expected."""
        place = self.place()
        above = self._next(*place, -1) if place is not None else None
        if place is not None and above is not None:
            self.go_to(above, place[1])

    def _next(self, row: int, column: int, by: int) -> int | None:
        """The next row by a step that is expected in the lesson; every row where none is held."""
        is_shut = self.cells.key_at(column) is None
        row += by
        while 0 <= row < len(self.cells.rows):
            if is_shut or self.cells.is_open(row, column):
                return row
            row += by
        return None

    def _next_lesson(self, column: int) -> None:
        sheet = self.cells.sheet
        for later in range(column + 1, len(self.cells.columns)):
            one = self.cells.columns[later]
            if one.key is not None:
                if sheet is not None and one.day <= sheet.today:
                    self.go_to(self._next(-1, later, 1) or 0, later)
                return

    def step_across(self, by: int) -> None:
        """To the next day with a lesson."""
        place = self.place()
        if place is None:
            return
        column = place[1] + by
        while 0 <= column < len(self.cells.columns) and self.cells.key_at(column) is None:
            column += by
        if 0 <= column < len(self.cells.columns):
            self.go_to(place[0], column)

    # keys ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """The keys of the sheet are its own, also where the window has an act on them (F2)."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & _HELD
        if plain and (event.key() in (*_ENTER, *_CLEARS, Qt.Key.Key_F2) or event.text().isprintable()):
            return event.key() == Qt.Key.Key_F2 or bool(event.text())
        return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._command(event) or self._walk(event) or self._mark(event)):
            if event.text() and event.text().isprintable() and not event.modifiers() & _HELD:
                event.accept()  # a letter that is no mark looks for nothing
                return
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.remark_asked.emit()
        elif event.key() in _CLEARS and not event.modifiers() & _HELD:
            self.typed.emit(None)
        else:
            return False
        return True

    def _walk(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key in _ENTER and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            if held:
                self.step_up()
            else:
                self.step_down(wraps=True)
        elif held:
            return False
        elif key == Qt.Key.Key_Down:
            self.step_down(wraps=False)
        elif key == Qt.Key.Key_Up:
            self.step_up()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_across(1 if key == Qt.Key.Key_Right else -1)
        else:
            return False
        return True

    def _mark(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _HELD or not event.text():
            return False
        return self._type(event.text())

    def _type(self, text: str) -> bool:
        code: AttendanceCode | None = code_for_key(text)
        if code is None:
            return False
        self.typed.emit(code)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that come through an input method; what is not finished yet is left to it."""
        for letter in event.commitString():
            self._type(letter)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.indexAt(event.pos())
        if not by_key and under.isValid() and under not in self.selectedIndexes():
            self.go_to(under.row(), under.column())
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(below if by_key else event.globalPos())

    # painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), Colour.CARD.q)
        if self.cells.rows and self.cells.columns:
            self._paint_area(painter, event.rect())
            self._paint_block(painter)
            index = self.currentIndex()
            if index.isValid():
                self.painted.frame(painter, self.visualRect(index), has_focus=self.hasFocus())
        painter.end()

    def _paint_area(self, painter: QPainter, area: QRect) -> None:
        rows = self._between(self.rowAt(area.top()), self.rowAt(area.bottom()), len(self.cells.rows))
        last = self.columnAt(area.right())
        columns = self._between(self.columnAt(area.left()), last, len(self.cells.columns))
        tops = [(row, self.rowViewportPosition(row)) for row in rows]
        wide, high = self.days.defaultSectionSize(), self.names.defaultSectionSize()
        if not tops:
            return
        below, current = tops[-1][1] + high, self.currentIndex().column()
        pen = QPen(GRID.q, 1)
        for column in columns:
            left = self.columnViewportPosition(column)
            if self.cells.key_at(column) is None:
                painter.fillRect(left, tops[0][1], wide, below - tops[0][1], SHUT)
            else:
                self._paint_column(
                    painter, column, tops, QRect(left, 0, wide - 1, high - 1), column == current
                )
            painter.setPen(pen)
            painter.drawLine(left + wide - 1, tops[0][1], left + wide - 1, below)
        right = self.columnViewportPosition(columns[-1]) + wide if columns else 0
        for _row, top in tops:
            painter.drawLine(area.left(), top + high - 1, min(right, area.right()), top + high - 1)

    def _between(self, first: int, last: int, count: int) -> range:
        return range(max(first, 0), (count - 1 if last < 0 else last) + 1)

    def _paint_column(
        self, painter: QPainter, column: int, tops: list[tuple[int, int]], box: QRect, is_current: bool
    ) -> None:
        for row, top in tops:
            mark, grey = self.cells.mark_at(row, column), self.cells.grey_at(row, column)
            if mark is not None:
                box.moveTop(top)
                self.painted.mark(painter, box, mark, is_strong=is_current)
            elif grey is not None:
                box.moveTop(top)
                self.painted.grey(painter, box, grey)

    def _paint_block(self, painter: QPainter) -> None:
        found = self.selectionModel().selection()
        chosen = [found.at(number) for number in range(found.count())]
        if sum(one.width() * one.height() for one in chosen) < 2:
            return
        veil = QColor(Colour.CLAY.q)
        veil.setAlpha(34)
        for one in chosen:
            first, last = self.visualRect(one.topLeft()), self.visualRect(one.bottomRight())
            painter.fillRect(first.united(last), veil)
