"""F1 in every window of the program: finds the page for what is open and shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from panpun_desktop.views.help.window import HelpWindow
    from panpun_desktop.widgets.operations import Operations

_HAS_KEY = "helpKey"


class HelpDesk(QObject):
    """Gives each window its F1. ``topic`` says which screen is open, and which part of it."""

    def __init__(
        self, window: QMainWindow, operations: Operations, topic: Callable[[], tuple[str, str]]
    ) -> None:
        super().__init__(window)
        self._main, self._operations, self._topic = window, operations, topic
        self._shown: HelpWindow | None = None
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
        from panpun_desktop.common.help_book import help_book

        book = help_book()
        page = book.of_dialog(dialog.objectName()) if dialog is not None else None
        self.show_topic(page or book.of_screen(*self._topic()), dialog)

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
