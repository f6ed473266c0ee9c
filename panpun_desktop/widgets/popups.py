"""A list of suggestions that lets go: a click beside it reaches the field that was clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QWidget


class _ClickThrough(QObject):
    """Closes the list at a press outside and hands the click on; Qt would only close the list."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent)
        if not (is_press and isinstance(watched, QWidget) and isinstance(event, QMouseEvent)):
            return False
        if watched.rect().contains(event.position().toPoint()):
            return False
        watched.hide()
        _click(event)
        return True


def let_clicks_through(completer: QCompleter) -> None:
    """A click beside the completer's list goes where the person clicked, in one press."""
    popup = completer.popup()
    if popup is not None:
        popup.installEventFilter(_ClickThrough(popup))


def _focus_at(below: QWidget) -> None:
    """The nearest widget around that takes the focus by a click: of a text area not its inner part."""
    one: QWidget | None = below
    while one is not None and not one.isWindow():
        if one.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            one.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        one = one.parentWidget()


def _click(event: QMouseEvent) -> None:
    where = event.globalPosition()
    below = QApplication.widgetAt(where.toPoint())
    if below is None:
        return
    _focus_at(below)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        is_down = kind == QEvent.Type.MouseButtonPress
        held = event.buttons() if is_down else Qt.MouseButton.NoButton
        place = below.mapFromGlobal(where)
        QApplication.sendEvent(
            below, QMouseEvent(kind, place, where, event.button(), held, event.modifiers())
        )
