"""The clay side of the cards that stand before the workbench: sign-in and first start."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Colour


class BrandSide(QFrame):
    """The clay side of the card: what the program is, and that nothing leaves the computer."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInBrand")
        self.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 30, 20, 30)
        column.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("home-heart", Colour.CARD, 34))
        self._name = ThaiLabel(name, role="title")
        row.addWidget(self._name, 1)
        column.addLayout(row)
        column.addWidget(
            ThaiLabel(_("The register of people, beds, courses and reports of your centre."), wrap=True)
        )
        column.addStretch(1)
        safe = _("All data are encrypted. Nothing is sent to the internet.")
        column.addWidget(ThaiLabel(safe, role="help", wrap=True))
