"""A choice inside a row: only its words, until it is used."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from panpun_desktop.widgets import theme
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.theme import Colour

_PAD = 10


class RowChoice(ChoiceBox):
    """Looks like a cell of a table; frame and arrow come with the focus or the mouse."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.underMouse() or self.property("problem"):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(theme.font(theme.TABLE_PX))
        painter.setPen(Colour.INK.q)
        room = self.width() - 2 * _PAD
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        box = QRectF(_PAD, 0, room + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
