"""The timeline under the hand: bars are dragged, drawn longer, cells chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from panpun_desktop.views.beds.timeline_grid import ROW_HEIGHT, TimelineGrid

if TYPE_CHECKING:
    from panpun_desktop.services.bed_timeline_rows import TimelineBar, TimelineBed

_GRIP, _START = 6, 6
"""Pixels: the end of a bar that is taken to draw it longer, and how far a press moves before it drags."""
_NEAR_EDGE = 18
_LEFT = Qt.MouseButton.LeftButton


class TimelineView(TimelineGrid):
    """What a person does with a timeline comes out as signals, nothing is changed here.

    Mouse: a bar to another bed moves, its end draws the expected leaving, empty cells are chosen.
    """

    key_asked = Signal(object)
    """A key that is no walking: QKeyEvent, accepted by who uses it."""
    opened = Signal()
    menu_asked = Signal(QPoint)
    moved = Signal(object, int, object)
    """Bar, bed id, from which night."""
    ended = Signal(object, object)
    """Bar, day of leaving."""
    cells_chosen = Signal()
    zoomed = Signal(int)

    def __init__(self, services: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._pressed: tuple[QPoint, TimelineBar | None, str] | None = None

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
