"""A search field: icon, key hint, clears with Esc, tells the asker when typing pauses."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.theme import Colour


class SearchBox(QLineEdit):
    """Emits ``searched`` with the text some milliseconds after the last key, and at once on Enter."""

    searched = Signal(str)
    moved_down = Signal()
    pressed = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, key: str = "", pause_ms: int = 120
    ) -> None:
        super().__init__(parent)
        self.setProperty("search", True)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setFixedHeight(34)
        self._key = key
        self.setTextMargins(28, 0, self._key_width() + 4 if key else 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._tell)

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())

    def _key_width(self) -> int:
        return QFontMetrics(theme.font(11.5)).horizontalAdvance(self._key) + 14

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        paint_icon(painter, "search", Colour.MUTED, QRectF(11, middle - 8, 16, 16))
        if self._key and not self.text():
            self._paint_key(painter, middle)
        painter.end()

    def _paint_key(self, painter: QPainter, middle: float) -> None:
        width = self._key_width()
        box = QRectF(self.width() - width - 10.5, middle - 10, width, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Colour.CARD.q)
        painter.setPen(Colour.LINE.q)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font(11.5))
        painter.setPen(Colour.MUTED.q)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
