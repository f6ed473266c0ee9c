"""A line of text over one cell of a table: Enter and the arrows take it and go on, Esc leaves the cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

Step = tuple[int, int]
STEPS: dict[Qt.Key, Step] = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""Key -> rows down and columns to the right."""


class CellEditor(QLineEdit):
    """Lies over ``box``; ``take`` gets the text and where to go, ``left`` is told when it went away."""

    def __init__(
        self,
        table: QAbstractItemView,
        box: QRect,
        take: Callable[[str, Step], object],
        left: Callable[[], object],
    ) -> None:
        super().__init__(table.viewport())
        self._take, self._left, self._is_over = take, left, False
        self.setObjectName("cellEditor")
        self.setGeometry(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() != _PLAIN:
            event.ignore()  # Ctrl+Enter is the dialog's
            self.finish((0, 0))
        elif step is not None:
            self.finish(step)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_away()
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab is ours: else Qt moves the focus before the key arrives."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and _is_tab(event):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._is_over and self.window().isActiveWindow():
            self.finish((0, 0))

    def finish(self, step: Step) -> None:
        """Hand the text over and go away."""
        if self._is_over:
            return
        text = self.text()
        self.go_away()
        self._take(text, step)

    def go_away(self) -> None:
        """Leave the cell as it was."""
        self._is_over = True
        self.hide()
        self.deleteLater()
        self._left()


_PLAIN = Qt.KeyboardModifier.NoModifier


def _is_tab(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
