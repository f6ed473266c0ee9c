"""F1 in every window of the program: finds the page for what is open and shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.views.help.window import HelpWindow
    from panpun_desktop.widgets.operations import Operations

_HAS_KEY = "helpKey"
_VEIL_MS = 150
"""Until the clicks that were made while the help opened have fallen on the veil."""


class OpeningVeil(QWidget):
    """Says over a window that the help opens, and takes the clicks meant for nothing."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("helpOpening")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.WaitCursor)
        column = QVBoxLayout(self)
        column.addWidget(Banner(_("Opening the help…"), Tone.INFO), 0, Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        column.activate()
        self.repaint()  # at once: what follows keeps the window busy
        QTimer.singleShot(0, self, self._begin_to_lift)

    def _begin_to_lift(self) -> None:
        """The window answers again: what was clicked meanwhile comes now."""
        QTimer.singleShot(_VEIL_MS, self, self._lift)

    def _lift(self) -> None:
        self.hide()
        self.deleteLater()


class HelpDesk(QObject):
    """Gives each window its F1. ``topic`` says which screen is open, and which part of it."""

    def __init__(
        self, window: QMainWindow, operations: Operations, topic: Callable[[], tuple[str, str]]
    ) -> None:
        super().__init__(window)
        self._main, self._operations, self._topic = window, operations, topic
        self._shown: HelpWindow | None = None
        self._was_opened = False
        QShortcut(QKeySequence("F1"), window, self.help)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._give_key)

    def _give_key(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog is a window of its own: the keys of the main window do not reach it."""
        window = now.window() if now is not None else None
        if isinstance(window, QDialog) and not window.property(_HAS_KEY) and self._is_ours(window):
            window.setProperty(_HAS_KEY, True)
            QShortcut(QKeySequence("F1"), window, lambda: self.help(window))

    def _is_ours(self, window: QWidget) -> bool:
        above = window.parentWidget()
        while above is not None and above is not self._main:
            above = above.parentWidget()
        return above is self._main and window.objectName() != "helpWindow"

    def help(self, dialog: QDialog | None = None) -> None:
        """Show the page for the dialog, or for the screen that is open."""
        self._say_opening(dialog or self._main)
        from panpun_desktop.common.help_book import help_book

        book = help_book()
        page = book.of_dialog(dialog.objectName()) if dialog is not None else None
        self.show_topic(page or book.of_screen(*self._topic()), dialog)

    def _say_opening(self, over: QWidget) -> None:
        """The first time takes a moment: it is said at once, and no click falls through to the screen."""
        if self._was_opened:
            return
        self._was_opened = True
        OpeningVeil(over)

    def show_topic(self, key: str, over: QWidget | None = None) -> None:
        """Show one page in the help window; ``over`` is the dialog that would cover and block it."""
        parent = over or self._main
        shown = self._shown if self._shown is not None and isValid(self._shown) else None
        if shown is not None and shown.parentWidget() is not parent:
            shown.close()
            shown = None
        if shown is None:
            shown = self._open(parent)
        shown.show_topic(key)
        shown.show()
        shown.raise_()
        shown.activateWindow()
        shown.focus_first()

    def _open(self, parent: QWidget) -> HelpWindow:
        from panpun_desktop.views.help.key_list import book_with_keys
        from panpun_desktop.views.help.window import HelpWindow
        from panpun_desktop.views.screens import screens

        shown = self._shown = HelpWindow(book_with_keys(screens()), self._operations, parent)
        return shown
