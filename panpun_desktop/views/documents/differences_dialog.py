"""Every figure that the register gives otherwise than a closed month was sent, table by table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.documents.list_dialog import ListDialog
from panpun_desktop.widgets.tables import Column

if TYPE_CHECKING:
    from panpun_desktop.rules.closed_month import Difference


class DifferencesDialog(ListDialog["Difference"]):
    """The figures as a list: table, row, column, what was sent, what it is now, the difference."""

    name = "differences"

    def __init__(self, title: str, found: Sequence[Difference], parent: QWidget | None = None) -> None:
        super().__init__(title, _columns(), parent)
        self.show_lines(found)


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
