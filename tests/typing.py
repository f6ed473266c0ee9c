"""Typing as a person does: real key events with their text, so that Thai arrives (qtbot.keyClicks aborts)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE_HELD = Qt.KeyboardModifier.NoModifier


def type_text(widget: QWidget, text: str) -> None:
    """Send each character as a key press and release to a widget."""
    for letter in text:
        key = ord(letter.upper()) if letter.isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, NONE_HELD, letter))


def type_here(text: str) -> None:
    """Type into whatever has the focus."""
    type_text(focused(), text)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NONE_HELD) -> None:
    """Press one key that is not a letter."""
    QTest.keyClick(widget, key, held)


def tab(times: int = 1) -> QWidget:
    """Press Tab; gives the widget that has the focus afterwards."""
    for _ in range(times):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    return focused()


def focused() -> QWidget:
    """The widget with the focus; without one a test has lost its way."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget
