"""F1: the list of keys, those of the whole window and those of each screen that has its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.page import Keys, Screen
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, heading

KEYS: Keys = (
    ("Ctrl+K", N_("Search")),
    ("F2", N_("Admit")),
    ("F4", N_("Read an ID card")),
    ("Ctrl+S · Ctrl+Enter", N_("Save")),
    ("Ctrl+P", N_("Print what is open")),
    ("Ctrl+Z", N_("Take the last act back")),
    ("Ctrl+Y · Ctrl+Shift+Z", N_("Do the last act again")),
    ("Ctrl+H", N_("History of acts")),
    ("Enter", N_("Next field; open a row")),
    ("F8", N_("Unknown, in any field")),
    ("Shift+F8", N_("Does not want to say")),
    ("Alt+↓", N_("Open the calendar or the choices")),
    ("Esc", N_("Close or clear")),
    ("F12", N_("Hide names and photos from visitors")),
    ("Ctrl+L", N_("Lock the screen")),
    ("F1", N_("This list")),
)
_COLUMNS = 3
_HIGHEST = 560
"""Pixels of the keys on the usual office screen."""


class KeysHelp(QDialog):
    """The keys, in as many columns as the usual office screen has room for."""

    def __init__(self, screens: Sequence[Screen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keysHelp")
        self.setWindowTitle(_("Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(ThaiLabel(_("Keys"), role="title"))
        column.addWidget(self._scrolling(self._columns(self._parts(screens))), 1)
        close = QuietButton(_("Close"), clicked=self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()

    def _scrolling(self, columns: QHBoxLayout) -> QScrollArea:
        """All of it is one screen high at most; the rest is scrolled to."""
        inner, area = QWidget(), QScrollArea()
        columns.setContentsMargins(0, 0, 8, 0)
        inner.setLayout(columns)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumSize(inner.sizeHint().width() + bar, min(inner.sizeHint().height(), _HIGHEST))
        return area

    def _parts(self, screens: Sequence[Screen]) -> list[tuple[str, Keys]]:
        pages = sum(not one.under for one in screens)
        everywhere = (*KEYS, (f"Ctrl+1 … Ctrl+{pages}", N_("Go to a page")))
        of_screens = ((one.title, one.keys()) for one in screens)
        return [(_("On every screen"), everywhere), *(part for part in of_screens if part[1])]

    def _columns(self, parts: Sequence[tuple[str, Keys]]) -> QHBoxLayout:
        """Each part goes where the least stands so far."""
        row = QHBoxLayout()
        row.setSpacing(14)
        columns = [QVBoxLayout() for _number in range(_COLUMNS)]
        lines = [0] * _COLUMNS
        for words, keys in sorted(parts, key=lambda part: -len(part[1])):
            place = lines.index(min(lines))
            columns[place].addLayout(_part(words, keys))
            lines[place] += len(keys) + 2
        for column in columns:
            column.setSpacing(14)
            column.addStretch(1)
            row.addLayout(column, 1)
        return row


def _part(words: str, keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.addWidget(heading(words), 0, 0, 1, 2)
    for line, (key, does) in enumerate(keys, start=1):
        grid.addWidget(ThaiLabel(key, role="strong"), line, 0)
        grid.addWidget(ThaiLabel(_(does)), line, 1)
    return grid
