"""The frame of the month's lists: a heading, the list, what a dialog puts beside or below it, the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView

Line = TypeVar("Line")


class ListDialog(QDialog, Generic[Line]):
    """Lines of one kind; where ``act`` names what opening one does, Enter does it."""

    name = ""

    def __init__(
        self, title: str, columns: Sequence[Column[Line]], parent: QWidget | None, *, act: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.name}Dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(960, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title", wrap=True))
        self.table: RowsTableView[Line] = RowsTableView(columns, title)
        self.table.setObjectName(f"{self.name}Table")
        card = Card(padding=0)
        card.body.addWidget(self.table)
        self.beside, self.below = QHBoxLayout(), QVBoxLayout()
        self.beside.setSpacing(12)
        self.below.setSpacing(10)
        self.beside.addWidget(card, 1)
        column.addLayout(self.beside, 1)
        column.addLayout(self.below)
        column.addLayout(self._buttons(act))

    def _buttons(self, act: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        close = (QuietButton if act else MainButton)(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName(f"{self.name}CloseButton")
        row.addWidget(close)
        if act:
            open_button = MainButton(act, key="⏎", clicked=self._open_current)
            open_button.setObjectName(f"{self.name}OpenButton")
            row.addWidget(open_button)
            self.table.opened.connect(self.open_line)
        return row

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these and go to the first."""
        self.table.set_rows(lines)
        self.table.select_first()
        self.table.setFocus()

    def open_line(self, line: Line) -> None:
        """What Enter does with a line."""
        raise NotImplementedError

    def _open_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self.open_line(line)
