"""Every figure of the report as a list, for who works by keys: tables at the left, their figures beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.figures import ShownFigure


class FiguresDialog(QDialog):
    """Tables and their figures; Enter opens what is behind one and comes back here."""

    def __init__(
        self,
        figures: Sequence[ShownFigure],
        show: Callable[[ShownFigure], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show_figure = show
        self._by_table: dict[str, list[ShownFigure]] = {}
        for one in figures:
            self._by_table.setdefault(one.table, []).append(one)
        self.setObjectName("figuresDialog")
        self.setWindowTitle(_("Figures of the report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Figures of the report"), role="title"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._tables())
        row.addWidget(self._figures(), 1)
        column.addLayout(row, 1)
        column.addLayout(self._buttons())
        self.tables.setCurrentRow(0)
        self.tables.setFocus()

    def _tables(self) -> QWidget:
        self.tables = QListWidget()
        self.tables.setObjectName("figureTables")
        self.tables.setAccessibleName(_("Tables of the report"))
        self.tables.addItems(list(self._by_table))
        self.tables.setFixedWidth(384)
        self.tables.currentTextChanged.connect(self._show_table)
        self.tables.itemActivated.connect(lambda _item: self.table.setFocus())
        return self.tables

    def _figures(self) -> QWidget:
        self.table: RowsTableView[ShownFigure] = RowsTableView(_columns(), _("Figures"))
        self.table.setObjectName("figuresTable")
        self.table.opened.connect(self._open)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("figuresCloseButton")
        row.addWidget(close)
        self.open_button = MainButton(_("Open the figure"), key="⏎", clicked=self._open_current)
        self.open_button.setObjectName("figuresOpenButton")
        row.addWidget(self.open_button)
        return row

    def _show_table(self, title: str) -> None:
        self.table.set_rows(self._by_table.get(title, []))
        self.table.select_first()

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open(row)

    def _open(self, row: ShownFigure) -> None:
        self._show_figure(row)


def _columns() -> Sequence[Column[ShownFigure]]:
    return (
        Column("row", _("Row"), lambda one: one.row, strong=True, width=176),
        Column("column", _("Column"), lambda one: one.column, width=140),
        Column("figure", _("Figure"), lambda one: one.text, right=True, width=80),
        Column("behind", _("Behind it"), _behind),
    )


def _behind(one: ShownFigure) -> str:
    if one.person_ids:
        count = len(one.person_ids)
        return ngettext("{count} person", "{count} people", count).format(count=count)
    if one.stay_ids:
        count = len(one.stay_ids)
        return ngettext("{count} stay", "{count} stays", count).format(count=count)
    return "–"
