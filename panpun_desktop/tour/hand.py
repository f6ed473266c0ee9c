"""A person at keyboard and mouse: real key events to whatever has the focus, real clicks on buttons.

The tour and the journeys use it. It counts, and it waits for the program as a person would.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from panpun_desktop.widgets.operations import Operations

W = TypeVar("W", bound=QWidget)
_NONE_HELD = Qt.KeyboardModifier.NoModifier
_SHORT_MS = 1000
"""A timer shorter than this is a pause in typing; longer ones (the undo bar, locking) are not awaited."""
_LONGEST_MS = 20_000
_DOORMAN_MS = 50
_ROUNDS_OF_REST = 3


class Hand:
    """Types, presses and clicks in one window; ``keys`` and ``clicks`` count what it took."""

    def __init__(self, window: QWidget, operations: Operations) -> None:
        self.window, self.operations = window, operations
        self.keys = self.clicks = 0
        self.prints = 0
        """How often a printer was asked for; the hand has none and closes that dialog."""
        self.at_printer: Callable[[], object] | None = None
        """What to do before that dialog is closed the next time."""
        self._doorman = QTimer(window)
        self._doorman.setInterval(_DOORMAN_MS)
        self._doorman.timeout.connect(self._send_printer_away)
        self._doorman.start()

    # doing ----------------------------------------------------------------------------------------

    def type_text(self, text: str) -> None:
        """Type letters into whatever has the focus, Thai ones too."""
        for letter in text:
            self.keys += 1
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, key, _NONE_HELD, letter))

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys by their names: ``"Ctrl+K"``, ``"Down"``, ``"Return"``."""
        for name in [one for one in keys for _ in range(times)]:
            self.keys += 1
            pressed: QKeyCombination = QKeySequence(name)[0]  # type: ignore[index]
            QTest.keyClick(self.focused(), pressed.key(), pressed.keyboardModifiers())

    def write(self, name: str, text: str) -> None:
        """Go to a field by its object name and type over what stands there."""
        self.go_to(name)
        self.press("Ctrl+A")
        self.type_text(text)

    def go_to(self, name: str) -> QWidget:
        """Click into a field by its object name."""
        field = self.find(QWidget, name)
        self.clicks += 1
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        return field

    def click(self, name: str) -> None:
        """Press a button by its object name, and wait for what follows."""
        self.click_on(self.find(QWidget, name))

    def click_on(self, widget: QWidget) -> None:
        """Press a button with the mouse, and wait for what follows."""
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()

    def choose_from_menu(self, name: str, *keys: str) -> None:
        """Open the menu of a button and choose by keys."""
        self.click(name)
        self.press(*keys)
        self.wait()

    def choose_words(self, name: str, words: str) -> None:
        """Open the menu of a button, and go down with the arrow keys to the entry that says this."""
        self.click(name)
        self.press("Down", times=self._place_in_menu(words))
        self.press("Return")
        self.wait()

    def _place_in_menu(self, words: str) -> int:
        """How often Down is pressed to reach an entry; LookupError when the menu has none of that text."""
        texts = [one.text() for one in self.focused().actions() if one.isEnabled() and not one.isSeparator()]
        if words not in texts:
            raise LookupError(words)
        return texts.index(words) + 1

    def _send_printer_away(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.objectName() == "printDialog":
            self.prints += 1
            self._look_at_printer()
            dialog.reject()

    def _look_at_printer(self) -> None:
        look, self.at_printer = self.at_printer, None
        if look is not None:
            self._doorman.stop()
            look()
            self._doorman.start()

    # looking --------------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """What stands in front: the topmost dialog, or the window itself."""
        return QApplication.activeModalWidget() or self.window

    def focused(self) -> QWidget:
        """Where keys go: an open menu, the field with the focus, or what stands in front."""
        focused = QApplication.activePopupWidget() or QApplication.focusWidget()
        return focused or self.front().focusWidget() or self.front()

    def find(self, kind: type[W], name: str) -> W:
        """The visible widget with that object name, in front or in the window."""
        for root in (self.front(), self.window):
            for one in (root, *root.findChildren(kind)):
                if isinstance(one, kind) and one.objectName() == name and one.isVisible():
                    return one
        raise LookupError(name)

    def sees(self, name: str) -> bool:
        """Say whether a widget with that object name can be seen."""
        try:
            self.find(QWidget, name)
        except LookupError:
            return False
        return True

    # waiting --------------------------------------------------------------------------------------

    def wait(self) -> None:
        """Wait until nothing is under way: no question to the services, no pause in typing."""
        timer, rest = QElapsedTimer(), 0
        timer.start()
        while rest < _ROUNDS_OF_REST and timer.elapsed() < _LONGEST_MS:
            for under_way in (self.operations, *self.front().findChildren(Operations)):
                under_way.wait()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            rest += 1
            if rest == _ROUNDS_OF_REST and _is_pausing():
                QTest.qWait(10)
                rest = 0
        active = QApplication.activeWindow()
        if QApplication.activeModalWidget() is None and (active is None or not active.isVisible()):
            self.window.activateWindow()  # a window manager does this when a dialog closes
            QApplication.processEvents()


def _is_pausing() -> bool:
    timers = (one for top in QApplication.topLevelWidgets() for one in top.findChildren(QTimer))
    return any(one.isActive() and one.isSingleShot() and one.interval() < _SHORT_MS for one in timers)
