"""Which colour is which service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Colour, service_colour

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre


class _Square(QWidget):
    """A patch of the colour."""

    def __init__(self, colour: Colour) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(11, 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour.q)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.end()


class Legend(QWidget):
    """The services in use with their colours."""

    def __init__(self, centre: Centre, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for code in centre.active_codes.get("service_type", ()):
            row.addWidget(_Square(service_colour(code)))
            row.addWidget(ThaiLabel(centre.short("service_type", code), role="legend"))
            row.addSpacing(10)
