"""What a scroll area scrolls: as high as its words need at its width, no higher."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Sheet(QWidget):
    """A scroll area asks for a height without telling the width, and would leave room for narrow lines."""

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None:
            return super().minimumSizeHint()
        least = layout.minimumSize()
        if layout.hasHeightForWidth() and self.width() >= least.width():
            return QSize(least.width(), layout.minimumHeightForWidth(self.width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
