"""F1: the list of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel

KEYS = (
    ("Ctrl+K", N_("Search")),
    ("F2", N_("Admit")),
    ("F4", N_("Read an ID card")),
    ("Ins", N_("Admission: add a member")),
    ("F6", N_("Admission: next part of the page")),
    ("Ctrl+S", N_("Save")),
    ("Ctrl+Enter", N_("Save")),
    ("Ctrl+P", N_("Print what is open")),
    ("Ctrl+Z", N_("Take the last act back")),
    ("Ctrl+Y · Ctrl+Shift+Z", N_("Do the last act again")),
    ("Ctrl+H", N_("History of acts")),
    ("Enter", N_("Next field; open a row")),
    ("F8", N_("Unknown, in any field")),
    ("Alt+↓", N_("Open the calendar or the choices")),
    ("Ctrl+1 … Ctrl+6", N_("Go to a page")),
    ("M / ย", N_("On the bed board: move the person with arrows and Enter")),
    ("Esc", N_("Close or clear")),
    ("F12", N_("Hide names and photos from visitors")),
    ("Ctrl+L", N_("Lock the screen")),
    ("F1", N_("This list")),
)


class KeysHelp(QDialog):
    """The keys of the whole program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keysHelp")
        self.setWindowTitle(_("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(ThaiLabel(_("Keys"), role="title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for line, (key, words) in enumerate(KEYS):
            grid.addWidget(ThaiLabel(key, role="strong"), line, 0)
            grid.addWidget(ThaiLabel(_(words)), line, 1)
        column.addLayout(grid)
        close = QuietButton(_("Close"), clicked=self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
