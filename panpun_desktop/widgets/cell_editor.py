"""A line of text over a cell of a table: Enter, Tab and the arrows take it and go on, Esc leaves the cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

Step = tuple[int, int]
HERE: Step = (0, 0)
_STEPS: dict[Qt.Key, Step] = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""Key -> rows down and columns to the right."""


class CellEditor(QLineEdit):
    """Lies over ``box`` of a table until its text can be taken.

    ``take`` gets a text that was changed and says whether it could be taken: what is refused stays to be
    mended. ``left`` is told when the editor went away, and where to go on.
    """

    def __init__(
        self,
        table: QAbstractItemView,
        box: QRect,
        take: Callable[[str], bool],
        left: Callable[[Step], object],
    ) -> None:
        super().__init__(table.viewport())
        self._take, self._left, self._is_over = take, left, False
        self.setObjectName("cellEditor")
        self.setGeometry(box)

    def begin(self, text: str, typed: str = "") -> None:
        """Stand there with the text of the cell, chosen whole; ``typed`` takes its place."""
        self.setText(text)
        self.show()
        self.type_over(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() != _PLAIN:
            event.ignore()  # Ctrl+Enter is the dialog's
            self.finish()
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
        if self.window().isActiveWindow():
            self.finish()

    def finish(self, step: Step = HERE) -> None:
        """Hand the text over where it was changed, and go away; a text that is refused stays chosen."""
        if self._is_over:
            return
        self._is_over = True
        if self.isModified() and not self._take(self.text()):
            self._is_over = False
            self.selectAll()
            return
        self._end(step)

    def go_away(self) -> None:
        """Leave the cell as it was."""
        self._is_over = True
        self._end(HERE)

    def leave(self) -> bool:
        """Hand over what can be taken and go away; False where the text was refused and is dropped."""
        self.finish()
        if self._is_over:
            return True
        self.go_away()
        return False

    def type_over(self, text: str) -> None:
        """Have the focus again; ``text`` takes the place of all that stands here."""
        self.setFocus()
        self.selectAll()
        if text:
            self.insert(text)

    def _end(self, step: Step) -> None:
        self.hide()
        self.deleteLater()
        self._left(step)


_PLAIN = Qt.KeyboardModifier.NoModifier


def _is_tab(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
