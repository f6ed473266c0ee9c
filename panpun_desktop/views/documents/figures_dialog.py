"""Every figure of the report as a list, for who works by keys: tables at the left, their figures beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QWidget

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.views.documents.list_dialog import ListDialog
from panpun_desktop.widgets.tables import Column

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.figures import ShownFigure


class FiguresDialog(ListDialog["ShownFigure"]):
    """Tables and their figures; Enter opens what is behind one and comes back here."""

    name = "figures"

    def __init__(
        self,
        figures: Sequence[ShownFigure],
        show: Callable[[ShownFigure], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Figures of the report"), _columns(), parent, act=_("Open the figure"))
        self._show_figure = show
        self._by_table: dict[str, list[ShownFigure]] = {}
        for one in figures:
            self._by_table.setdefault(one.table, []).append(one)
        self.beside.insertWidget(0, self._tables())
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

    def _show_table(self, title: str) -> None:
        self.table.set_rows(self._by_table.get(title, []))
        self.table.select_first()

    def open_line(self, line: ShownFigure) -> None:
        self._show_figure(line)


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
