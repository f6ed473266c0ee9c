"""Every figure that the register gives otherwise than a closed month was sent, table by table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import MainButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.rules.closed_month import Difference


class DifferencesDialog(QDialog):
    """The figures as a list: table, row, column, what was sent, what it is now, the difference."""

    def __init__(self, title: str, found: Sequence[Difference], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differencesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(960, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title", wrap=True))
        self.table: RowsTableView[Difference] = RowsTableView(_columns(), title)
        self.table.setObjectName("differencesTable")
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = MainButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("differencesCloseButton")
        row.addWidget(close)
        column.addLayout(row)
        self.table.set_rows(found)
        self.table.select_first()
        self.table.setFocus()


def _columns() -> Sequence[Column[Difference]]:
    return (
        Column("table", _("Table of the report"), lambda one: one.table_title, width=240),
        Column("row", _("Row"), lambda one: one.row_label, strong=True, width=200),
        Column("column", _("Column"), lambda one: one.column_title, width=170),
        Column("before", _("As it was sent"), _part(0), right=True, width=100),
        Column("now", _("As counted now"), _part(1), right=True, width=100),
        Column("by", _("Difference"), _part(2), right=True, width=90),
    )


def _part(place: int) -> Callable[[Difference], str]:
    def part(one: Difference) -> str:
        from panpun_desktop.reports.monthly.closing_parts import was_and_is

        return was_and_is(one)[place]

    return part
