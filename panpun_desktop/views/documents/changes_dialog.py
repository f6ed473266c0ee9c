"""Adjusted after closing: whose stays are counted otherwise than was sent, how, why, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.views.documents.change_words import named_to, words_of_change
from panpun_desktop.views.words import hidden_words
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.views.context import Context


class ChangesDialog(QDialog):
    """The stays as a list, the chosen one in full below; Enter opens its person."""

    def __init__(
        self,
        context: Context,
        title: str,
        lines: Sequence[StayLine],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("changesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(940, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title", wrap=True))
        self.table: RowsTableView[StayLine] = RowsTableView(_columns(), title)
        self.table.setObjectName("changesTable")
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._tell)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        column.addWidget(self._details())
        self.hidden_names = help_text("")
        self.hidden_names.hide()
        column.addWidget(self.hidden_names)
        column.addLayout(self._buttons())
        self._show(lines)

    def _details(self) -> QWidget:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self.told: dict[str, ThaiLabel] = {}
        for row, (key, label) in enumerate(_details()):
            self.told[key] = ThaiLabel("", wrap=True)
            self.told[key].setObjectName(f"{key}ChangeLabel")
            grid.addWidget(ThaiLabel(label, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.told[key], row, 1)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("changesCloseButton")
        row.addWidget(close)
        self.open_button = MainButton(_("Open the person"), key="⏎", clicked=self._open_current)
        self.open_button.setObjectName("changesOpenButton")
        row.addWidget(self.open_button)
        return row

    def _show(self, lines: Sequence[StayLine]) -> None:
        named = [one for one in lines if one.name]
        self.table.set_rows(named)
        self.table.select_first()
        self.table.setFocus()
        hidden = len(lines) - len(named)
        self.hidden_names.setText(hidden_words(hidden))
        self.hidden_names.setVisible(hidden > 0)

    def _tell(self, row: StayLine | None) -> None:
        if row is None:
            return
        self.told["what"].setText(row.what)
        self.told["stock"].setText(words_of_change(row))
        self.told["why"].setText(row.why or "–")
        self.told["who"].setText(named_to(row.who, row.at))

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open(row)

    def _open(self, row: StayLine) -> None:
        self.accept()
        self.context.navigate("residents", person_id=row.person_id, section="stays")


def _details() -> Sequence[tuple[str, str]]:
    return (
        ("what", _("What changed")),
        ("stock", _("Remaining at the month's end")),
        ("why", _("Reason")),
        ("who", _("Recorded by")),
    )


def _columns() -> Sequence[Column[StayLine]]:
    return (
        Column("regno", _("Register no."), lambda one: one.regno, width=100),
        Column("name", _("Name"), lambda one: one.name, strong=True, width=220),
        Column("what", _("What changed"), lambda one: one.what, width=310, tip=lambda one: one.what),
        Column("stock", _("Remaining"), words_of_change, right=True, width=90),
        Column("when", _("Recorded on"), lambda one: moment(one.at) if one.at else "–"),
    )
