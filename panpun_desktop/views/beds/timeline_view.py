"""The timeline itself: rows of beds, columns of nights; bars are dragged, drawn longer, cells chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds.spot import BedSpot, spot_of_cell
from panpun_desktop.views.beds.timeline_headers import BedsHeader, NightsHeader
from panpun_desktop.views.beds.timeline_model import TimelineTableModel
from panpun_desktop.views.beds.timeline_painting import INSET, BarPainter
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.bed_timeline_rows import BedTimeline, TimelineBar, TimelineBed

ROW_HEIGHT, LEAST_NIGHT = 36, 14
_GRIP, _START = 6, 6
"""Pixels: the end of a bar that is taken to draw it longer, and how far a press moves before it drags."""
_NEAR_EDGE = 18
_LEFT = Qt.MouseButton.LeftButton


class TimelineView(QTableView):
    """Shows a timeline; what a person does comes out as signals, nothing is changed here.

    Mouse: a bar to another bed moves, its end draws the expected leaving, empty cells are chosen.
    """

    masks_names = True
    key_asked = Signal(object)
    """A key that is no walking: QKeyEvent, accepted by who uses it."""
    opened = Signal()
    menu_asked = Signal(QPoint)
    moved = Signal(object, int, object)
    """Bar, bed id, from which night."""
    ended = Signal(object, object)
    """Bar, day of leaving."""
    cell_changed = Signal()
    cells_chosen = Signal()
    zoomed = Signal(int)

    def __init__(self, services: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = TimelineTableModel(services)
        self.painted = BarPainter()
        self.target: tuple[int, date] | None = None
        """Bed id and night under someone who is carried by keys."""
        self.may_change = False
        self._pressed: tuple[QPoint, TimelineBar | None, str] | None = None
        self._ghost: tuple[int, date, date] | None = None
        self.setObjectName("bedTimeline")
        self.setAccessibleName(_("Beds over the nights"))
        self.setHorizontalHeader(NightsHeader(self))
        self.setVerticalHeader(BedsHeader(self))
        self.setModel(self.cells)
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setMinimumSectionSize(LEAST_NIGHT)
        self.setCornerButtonEnabled(False)

    # showing ---------------------------------------------------------------------------------------

    def show_timeline(self, shown: BedTimeline, *, may_change: bool) -> None:
        """Show these nights; the cursor keeps its bed and its night."""
        kept = self._place()
        self.may_change = may_change
        self.cells.set_timeline(shown)
        self.fit()
        bed_id, night = kept if kept is not None else (None, shown.today)
        self.go_to(bed_id, night)
        self.viewport().update()

    def fit(self) -> None:
        """Share the width among the nights."""
        nights = self.cells.columnCount()
        if nights:
            width, extra = divmod(max(nights * LEAST_NIGHT, self.viewport().width()), nights)
            header = self.horizontalHeader()
            header.setDefaultSectionSize(width)
            for column in range(nights):
                header.resizeSection(column, width + (1 if column < extra else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _place(self) -> tuple[int, date] | None:
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.cells.beds):
            return None
        return self.cells.beds[index.row()].bed_id, self.cells.night(index.column())

    def go_to(self, bed_id: int | None, night: date) -> None:
        """Put the cursor on a bed and a night; a bed that is not here is the first one."""
        if not self.cells.beds or self.cells.shown is None:
            return
        row = max(0, self.cells.row_of(bed_id))
        column = min(max(0, self.cells.column_of(night)), self.cells.columnCount() - 1)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.cells.index(row, column), flags)

    def spot(self) -> BedSpot | None:
        """The bed and nights the acts are about: the cursor, or the chosen row of empty cells."""
        place = self._place()
        shown = self.cells.shown
        if place is None or shown is None:
            return None
        row = self.currentIndex().row()
        columns = {index.column() for index in self.selectedIndexes() if index.row() == row}
        columns.add(self.currentIndex().column())
        first, last = min(columns), max(columns)
        bar = self.cells.bar_at(row, self.currentIndex().column())
        if bar is not None:
            first = last = self.currentIndex().column()
        nights = self.cells.night(first), self.cells.night(last)
        return spot_of_cell(self.cells.beds[row], bar, *nights, shown.today)

    def bar(self) -> TimelineBar | None:
        """The bar under the cursor."""
        index = self.currentIndex()
        return self.cells.bar_at(index.row(), index.column()) if self._place() is not None else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()
        self.cell_changed.emit()

    # painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), Colour.CARD.q)
        if self.cells.shown is not None and self.cells.beds:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            rows = self._rows_in(event.rect())
            self._paint_grid(painter, rows)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row in rows:
                self._paint_row(painter, row)
            self._paint_today(painter)
            self._paint_over(painter)
        painter.end()

    def _rows_in(self, rect: QRect) -> range:
        last = len(self.cells.beds) - 1
        first = max(0, self.rowAt(rect.top()))
        below = self.rowAt(rect.bottom())
        return range(first, (last if below < 0 else below) + 1)

    def _paint_grid(self, painter: QPainter, rows: range) -> None:
        bottom = self._bottom()
        painter.setPen(QPen(Colour.NEUTRAL_LIGHT.q, 1))
        for column in range(1, self.cells.columnCount()):
            x = self.columnViewportPosition(column)
            painter.drawLine(x, 0, x, bottom)
        for row in rows:
            ends_room = row + 1 == len(self.cells.beds) or (
                self.cells.beds[row].room_id != self.cells.beds[row + 1].room_id
            )
            y = self.rowViewportPosition(row) + ROW_HEIGHT - 1
            painter.setPen(QPen((Colour.LINE if ends_room else Colour.NEUTRAL_LIGHT).q, 1))
            painter.drawLine(0, y, self.viewport().width(), y)

    def _bottom(self) -> int:
        return min(self.viewport().height(), self.rowViewportPosition(len(self.cells.beds) - 1) + ROW_HEIGHT)

    def _paint_row(self, painter: QPainter, row: int) -> None:
        bed = self.cells.beds[row]
        top = self.rowViewportPosition(row)
        for bar in bed.bars:
            box = self._box(top, bar.start_on, bar.end_on)
            if box is not None:
                known = (
                    self._left_of(max(0, self.cells.column_of(bar.known_until)))
                    if bar.known_until is not None
                    else box.right()
                )
                self.painted.paint(painter, bar, box, known)
        for away in bed.away:
            box = self._box(top, away.start_on, away.end_on)
            if box is not None:
                self.painted.away(painter, box)

    def _box(self, top: float, start: date, end: date) -> QRectF | None:
        """The shape of nights that are in view; what begins or ends outside is cut at the edge."""
        nights = self.cells.columnCount()
        first, after = max(0, self.cells.column_of(start)), min(nights, self.cells.column_of(end))
        if first >= nights or after <= 0 or after <= first:
            return None
        left, right = self._left_of(first), self._left_of(after)
        return QRectF(left + 1, top + INSET, right - left - 3, ROW_HEIGHT - 2 * INSET - 1)

    def _left_of(self, column: int) -> float:
        """Where a column begins; past the last one its end."""
        if column >= self.cells.columnCount():
            last = self.cells.columnCount() - 1
            return self.columnViewportPosition(last) + self.columnWidth(last)
        return self.columnViewportPosition(column)

    def _paint_today(self, painter: QPainter) -> None:
        shown = self.cells.shown
        column = self.cells.column_of(shown.today) if shown is not None else -1
        if 0 <= column < self.cells.columnCount():
            middle = self.columnViewportPosition(column) + self.columnWidth(column) // 2
            painter.setPen(QPen(Colour.CLAY.q, 2))
            painter.drawLine(middle, 0, middle, self.viewport().height())

    def _paint_over(self, painter: QPainter) -> None:
        for box in self._chosen_boxes():
            self.painted.ghost(painter, box)
        index = self.currentIndex()
        if index.isValid():
            box = QRectF(self.visualRect(index)).adjusted(1, 2, -1, -2)
            self.painted.cursor(painter, box, has_focus=self.hasFocus())

    def _chosen_boxes(self) -> Iterator[QRectF]:
        """What is being dragged or carried, and a row of chosen cells."""
        ghosts = [self._ghost] if self._ghost is not None else []
        if self.target is not None:
            ghosts.append((*self.target, self.target[1] + timedelta(days=3)))
        for bed_id, start, end in ghosts:
            row = self.cells.row_of(bed_id)
            box = self._box(self.rowViewportPosition(row), start, end) if row >= 0 else None
            if box is not None:
                yield box
        spot = self.spot()
        if spot is not None and spot.until is not None and self._ghost is None:
            top = self.rowViewportPosition(self.currentIndex().row())
            box = self._box(top, spot.night, spot.until)
            if box is not None:
                yield box

    # the mouse -------------------------------------------------------------------------------------

    def _under(self, where: QPoint) -> tuple[TimelineBed, date, TimelineBar | None] | None:
        index = self.indexAt(where)
        if not index.isValid():
            return None
        night = self.cells.night(index.column())
        bed = self.cells.beds[index.row()]
        return bed, night, bed.bar_on(night)

    def _end_under(self, where: QPoint) -> TimelineBar | None:
        """The open stay whose end can be drawn from here."""
        row = self.rowAt(where.y())
        if row < 0 or not self.may_change:
            return None
        for bar in self.cells.beds[row].bars:
            is_open = bar.kind == "stay" and bar.is_last and bar.stay_id is not None
            box = self._box(0, bar.start_on, bar.end_on) if is_open and not self._is_over(bar) else None
            if box is not None and abs(box.right() - where.x()) <= _GRIP:
                return bar
        return None

    def _is_over(self, bar: TimelineBar) -> bool:
        return self.cells.shown is not None and bar.end_on <= self.cells.shown.today

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        self._pressed = None
        end = self._end_under(where)
        under = self._under(where)
        if event.button() == _LEFT and end is not None:
            self._pressed = (where, end, "end")
        elif event.button() == _LEFT and under is not None and under[2] is not None:
            self.go_to(under[0].bed_id, under[1])
            self._pressed = (where, under[2], "bar")
        if self._pressed is None:
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            shape = Qt.CursorShape.SizeHorCursor if self._end_under(where) else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        start, bar, what = self._pressed
        if bar is None or (where - start).manhattanLength() < _START or not self.may_change:
            return
        self._scroll_near_edge(where)
        self._ghost = self._dragged(where, bar, what)
        self.viewport().update()

    def _dragged(self, where: QPoint, bar: TimelineBar, what: str) -> tuple[int, date, date] | None:
        shown = self.cells.shown
        if shown is None:
            return None
        if what == "end":
            day = self._day_at(where.x())
            return bar.bed_id, bar.start_on, max(day, shown.today, bar.start_on + timedelta(days=1))
        row = self.rowAt(where.y())
        if bar.stay_id is None or bar.kind == "closed" or row < 0 or self._is_over(bar):
            return None
        start = self._from_night(bar)
        return self.cells.beds[row].bed_id, start, max(bar.end_on, start + timedelta(days=1))

    def _from_night(self, bar: TimelineBar) -> date:
        """The night that was taken hold of; of nights that are over, tonight."""
        assert self.cells.shown is not None
        assert self._pressed is not None
        under = self._under(self._pressed[0])
        grabbed = under[1] if under is not None else bar.start_on
        return max(grabbed, bar.start_on, self.cells.shown.today)

    def _day_at(self, x: int) -> date:
        """The day at whose beginning a pixel lies nearest."""
        nights = self.cells.columnCount()
        nearest = min(range(nights + 1), key=lambda column: abs(self._left_of(column) - x))
        return self.cells.night(nearest)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, ghost = self._pressed, self._ghost
        self._pressed = self._ghost = None
        self.viewport().update()
        if pressed is None:
            super().mouseReleaseEvent(event)
            spot = self.spot()
            if spot is not None and spot.until is not None:
                self.cells_chosen.emit()
            return
        bar = pressed[1]
        if ghost is None or bar is None:
            return
        if pressed[2] == "end":
            self.ended.emit(bar, ghost[2])
        elif ghost[0] != bar.bed_id:
            self.moved.emit(bar, ghost[0], ghost[1])

    def _scroll_near_edge(self, where: QPoint) -> None:
        bar = self.verticalScrollBar()
        if where.y() < _NEAR_EDGE:
            bar.setValue(bar.value() - ROW_HEIGHT // 2)
        elif where.y() > self.viewport().height() - _NEAR_EDGE:
            bar.setValue(bar.value() + ROW_HEIGHT // 2)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position().toPoint())
        if under is not None:
            self.go_to(under[0].bed_id, under[1])
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key:
            under = self._under(event.pos())
            if under is None:
                return
            spot = self.spot()
            if spot is None or spot.until is None or under[0].bed_id != spot.bed_id:
                self.go_to(under[0].bed_id, under[1])
        self.menu_asked.emit(self.menu_place() if by_key else event.globalPos())

    def menu_place(self) -> QPoint:
        """Where the menu of the cursor opens."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # keys ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.key_asked.emit(event)
        writes = bool(event.text()) and event.text().isprintable()
        if not event.isAccepted() and not writes:
            super().keyPressEvent(event)
