"""What a locked window lets go of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QPixmapCache

if TYPE_CHECKING:
    from panpun_desktop.views.main_window import MainWindow


def forget_shown(window: MainWindow) -> None:
    """What was shown before leaves memory: other pages, pictures of text, what was copied here."""
    if window.workbench is not None:
        window.workbench.build_anew()
    QPixmapCache.clear()
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
