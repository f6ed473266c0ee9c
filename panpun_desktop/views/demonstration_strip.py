"""The strip that says all the time that the people in this window are invented, and leads out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.privacy import KNOWN_TO_ALL
from panpun_desktop.widgets.theme import Colour


class DemonstrationStrip(QFrame):
    """Stands above everything, also above the lock; ``left`` asks to go back to the real data."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("demonstrationStrip")
        self.setProperty(KNOWN_TO_ALL, True)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 4, 18, 4)
        row.setSpacing(10)
        row.addWidget(IconLabel("info-circle", Colour.VIOLET, 16))
        row.addWidget(ThaiLabel(_("Demonstration"), role="strong"))
        row.addWidget(ThaiLabel(_("Everyone in it is invented. The real data are not touched.")))
        row.addStretch(1)
        self.button = QuietButton(_("Leave the demonstration"), "logout", clicked=self.left.emit)
        self.button.setObjectName("leaveDemonstrationButton")
        row.addWidget(self.button)
        self.hide()
