"""Counter privacy (F12): one key hides the page while a visitor stands at the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Colour


class PrivacyMask(QFrame):
    """Covers what it is laid over; the button or F12 takes it away. ``covered`` tells others to hide too."""

    covered = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("privacyMask")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconLabel("eye-off", Colour.MUTED, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(ThaiLabel(_("The page is hidden"), role="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = QuietButton(_("Show the page"), "eye", "F12", clicked=self.hide)
        self.button.setObjectName("showPageButton")
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    def toggle(self) -> None:
        """Cover, or show again."""
        if self.isVisible():
            self.hide()
            return
        self.fit()
        self.show()
        self.raise_()
        self.button.setFocus()

    def fit(self) -> None:
        """Cover all of what it lies over."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.covered.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.covered.emit(False)
