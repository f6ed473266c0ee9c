"""The edges of the timeline: nights above with their months, beds at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.beds.timeline_painting import month_font
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.painted_header import PaintedHeader
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.views.beds.timeline_model import TimelineTableModel

_HEIGHT, _WIDTH = 40, 112


class _Edge(PaintedHeader):
    """An edge of the timeline."""

    def cells(self) -> TimelineTableModel:
        """The model that it stands beside."""
        model: TimelineTableModel = self.model()  # type: ignore[assignment]
        return model


class NightsHeader(_Edge):
    """Days of the month, tonight in clay; the month stands over its first day shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        cells = self.cells()
        if cells.shown is None:
            return
        night = cells.night(logical_index)
        is_today = night == cells.shown.today
        painter.fillRect(rect, Colour.SOFT.q)
        painter.setPen(QPen(Colour.LINE.q, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font(13, 600 if is_today else 400))
        painter.setPen((Colour.CLAY if is_today else Colour.MUTED).q)
        shows = rect.width() >= 18 or night.day % 2 == 1
        if shows or is_today:
            box = rect.adjusted(-6, 14, 6, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(night.day))

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        cells = self.cells()
        painter = QPainter(self.viewport())
        painter.setFont(month_font())
        painter.setPen(Colour.MUTED.q)
        for column in range(cells.columnCount()):
            night = cells.night(column)
            if column == 0 or night.day == 1:
                words = format_date(night, "short").split(" ", 1)[1]
                left = self.sectionViewportPosition(column) + 4
                painter.drawText(QRect(left, 1, 120, 18), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class BedsHeader(_Edge):
    """The labels of the beds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        beds = self.cells().beds
        if logical_index >= len(beds):
            return
        bed = beds[logical_index]
        ends_room = logical_index + 1 == len(beds) or beds[logical_index + 1].room_id != bed.room_id
        painter.fillRect(rect, Colour.CARD.q)
        painter.setPen(QPen((Colour.LINE if ends_room else Colour.NEUTRAL_LIGHT).q, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(Colour.LINE.q, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(Colour.INK.q)
        painter.setFont(theme.font(theme.TABLE_PX))
        box = rect.adjusted(12, 0, -4, 0)
        words = painter.fontMetrics().elidedText(bed.label, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
