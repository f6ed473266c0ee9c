"""Beside the attendance sheet: per cent and continuity of everybody, scrolled with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.courses import sheet_words as words
from panpun_desktop.views.courses.sheet_painting import GRID, letter_font
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.views.courses.sheet_view import SheetView

WIDTH: Final = 228
_PERCENT, _PAD, _CHIP = 82, 10, 20
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def head_tip() -> str:
    """Which lessons the per cent beside the marks is of, and how they are counted."""
    of_what = _("Of all lessons from joining to the last one held, not only those of the days shown")
    return "\n".join((of_what, how_counted()))


def how_counted() -> str:
    """(มา + สาย + ราชการ) ÷ คาบที่จัด ลานับเป็นไม่มา (R-CRS-7)."""
    return _("(present + late + official) ÷ lessons held; leave counts as not attended (R-CRS-7)")


class StandingSide(QWidget):
    """Painted rows; a click on a red word asks for the decision. ``decide_asked`` carries the row."""

    decide_asked = Signal(int)

    def __init__(self, view: SheetView, states: dict[str, str], *, may_decide: bool) -> None:
        super().__init__()
        self._view, self._states, self._may_decide = view, states, may_decide
        self.setObjectName("sheetSide")
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        view.verticalScrollBar().valueChanged.connect(self.update)
        view.laid_out.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 100)

    def chip(self, row: int) -> tuple[str, Tone]:
        """The word of a row and its tone."""
        return words.chip_of(self._view.cells.rows[row], self._states)

    def _head(self) -> int:
        return self._view.horizontalHeader().height()

    def _top_of(self, row: int) -> int:
        return self._head() + self._view.rowViewportPosition(row)

    def row_at(self, where: QPoint) -> int:
        """The row under a place, or -1."""
        return self._view.rowAt(where.y() - self._head()) if where.y() >= self._head() else -1

    # painting --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colour.CARD.q)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(0, self._head(), WIDTH, self.height()))
        height = self._view.verticalHeader().defaultSectionSize()
        for row in range(len(self._view.cells.rows)):
            top = self._top_of(row)
            if -height < top < self.height() and event.rect().intersects(QRect(0, top, WIDTH, height)):
                self._paint_row(painter, row, QRect(0, top, WIDTH, height))
        painter.setClipping(False)
        self._paint_head(painter)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        box = QRect(0, 0, WIDTH, self._head())
        painter.fillRect(box, Colour.SOFT.q)
        painter.setPen(QPen(Colour.LINE.q, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(Colour.MUTED.q)
        painter.setFont(letter_font(13, 500))
        painter.drawText(QRect(0, 0, _PERCENT, box.height()), _RIGHT, _("Attendance % so far"))
        painter.drawText(box.adjusted(0, 0, -_PAD, 0), _RIGHT, _("Continuity"))

    def _paint_row(self, painter: QPainter, row: int, box: QRect) -> None:
        painter.setPen(QPen(GRID.q, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(Colour.INK.q)
        painter.setFont(letter_font(theme.TABLE_PX, 400))
        text = words.percent_of(self._view.cells.rows[row])
        painter.drawText(QRect(0, box.top(), _PERCENT, box.height()), _RIGHT, text)
        self._paint_chip(painter, row, box)

    def _paint_chip(self, painter: QPainter, row: int, box: QRect) -> None:
        text, tone = self.chip(row)
        painter.setFont(letter_font(13, 400))
        room = WIDTH - _PERCENT - _PAD - 14
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room - 14)
        wide = painter.fontMetrics().horizontalAdvance(shown) + 14
        chip = QRect(WIDTH - _PAD - wide, box.top() + (box.height() - _CHIP) // 2, wide, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.light.q)
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(tone.ink.q)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)

    # asking ----------------------------------------------------------------------------------------

    def tip(self, row: int) -> str:
        """All that is known of how somebody stands, and when the least days are complete."""
        found = self._view.cells.rows[row]
        return "\n".join([found.name, *words.standing_lines(found, self._may_decide)])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos())
            if row >= 0:
                QToolTip.showText(event.globalPos(), self.tip(row), self)
            else:
                QToolTip.showText(event.globalPos(), head_tip(), self)
            return True
        return super().event(event)

    def _is_broken(self, row: int) -> bool:
        return row >= 0 and bool(self._view.cells.rows[row].standing.standing.continuity.breaks)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        may_click = self._may_decide and self._is_broken(self.row_at(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if may_click else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_broken(row):
            self.decide_asked.emit(row)
