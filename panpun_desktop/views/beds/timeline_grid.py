"""The grid of the timeline: rows of beds, columns of nights, painted; the cursor and chosen cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds.spot import BedSpot, spot_of_cell
from panpun_desktop.views.beds.timeline_headers import BedsHeader, NightsHeader
from panpun_desktop.views.beds.timeline_model import TimelineTableModel
from panpun_desktop.views.beds.timeline_painting import INSET, BarPainter
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.bed_timeline_rows import BedTimeline, TimelineBar

ROW_HEIGHT, LEAST_NIGHT = 36, 14


class TimelineGrid(QTableView):
    """Shows a timeline: its bars, the cursor, the chosen cells and what is carried."""

    masks_names = True
    cell_changed = Signal()

    def __init__(self, services: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = TimelineTableModel(services)
        self.painted = BarPainter()
        self.target: tuple[int, date] | None = None
        """Bed id and night under someone who is carried by keys."""
        self.may_change = False
        self._ghost: tuple[int, date, date] | None = None
        """Bed id and nights of a bar that is being dragged."""
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
