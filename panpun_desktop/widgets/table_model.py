"""The model of every list: frozen rows keyed by id, held whole or fetched by pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.widgets.columns import Column, Source, row_id
from panpun_desktop.widgets.page_cache import PageCache
from panpun_desktop.widgets.theme import Tone

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole
ToneRole = Qt.ItemDataRole.UserRole + 1
AfterRole = Qt.ItemDataRole.UserRole + 2
ColumnRole = Qt.ItemDataRole.UserRole + 3
IconRole = Qt.ItemDataRole.UserRole + 4
_NOWHERE = QModelIndex()


class RowsTableModel(QAbstractTableModel, Generic[R]):
    """Shows rows through columns. Give it ``set_rows`` (all of them) or ``set_source`` (by pages)."""

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Any] = row_id) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[R] = []
        self.pages: PageCache[R] | None = None
        self._sort, self._descending = "", False

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self.pages, self._rows = None, list(rows)
        self.endResetModel()

    def set_source(self, source: Source[R]) -> None:
        """Show what a source gives; lines stay empty until ``take_page`` brings their page."""
        self.beginResetModel()
        self.pages, self._rows = PageCache(source), []
        self.endResetModel()

    def take_page(self, number: int, rows: Sequence[R]) -> range:
        """Fill a page of the source; the lines it fills."""
        if self.pages is None:
            return range(0)
        lines = self.pages.take(number, rows)
        if lines:
            self.dataChanged.emit(
                self.index(lines[0], 0), self.index(lines[-1], max(0, len(self.columns) - 1))
            )
        return lines

    def change_row(self, row: R) -> None:
        """Show a newer version of one row; a row that is not here is ignored."""
        at = self.find(self._key(row))
        if at < 0:
            return
        if self.pages is None:
            self._rows[at] = row
        else:
            self.pages.change(at, row)
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def row_at(self, number: int) -> R:
        """The row in a line of the table; with a source LookupError while its page has not come."""
        row = self.row_here(number)
        if row is None:
            raise LookupError(number)
        return row

    def row_here(self, number: int) -> R | None:
        """The row in a line of the table, or nothing while its page has not come."""
        return self._rows[number] if self.pages is None else self.pages.row(number)

    def find(self, key: Any) -> int:
        """The line of a row's key, or -1."""
        if self.pages is not None:
            return self.pages.line_of(key)
        found = (at for at, row in enumerate(self._rows) if self._key(row) == key)
        return next(found, -1)

    def key_of(self, number: int) -> Any:
        """The key of the row in a line."""
        return self._key(self._rows[number]) if self.pages is None else self.pages.source.keys[number]

    def _count(self) -> int:
        return len(self._rows) if self.pages is None else len(self.pages.source.keys)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count()

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head or column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if not index.isValid() or index.row() >= self._count():
            return None
        column, show = self.columns[index.column()], _SHOWN.get(role)
        if show is None or role in _OF_COLUMN:
            return None if show is None else show(column, None)
        row = self.row_here(index.row())
        return None if row is None else show(column, row)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort whole rows by a column that has a sort key, in Thai order; a source comes sorted."""
        if self.pages is not None or not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        self._sort, self._descending = self.columns[column].sort, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        self._sort_rows()
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        first = self._rows[0] if self._rows else None
        column = next(one for one in self.columns if one.sort == self._sort)
        if column.by is not None:
            by = column.by
            self._rows.sort(key=lambda row: (not by(row), by(row)), reverse=self._descending)
            return
        if first is not None and hasattr(first, self._sort):
            self._rows.sort(key=lambda row: _by_value(getattr(row, self._sort)), reverse=self._descending)
            return
        self._rows.sort(key=lambda row: _by_value(column.text(row)), reverse=self._descending)


def _by_value(value: Any) -> tuple[int, Any]:
    """Nothing last; words in dictionary order; the rest by itself."""
    if value is None or value == "":
        return (1, "")
    if isinstance(value, str):
        return (0, sort_key(value))
    return (0, value)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _spoken(column: Column[Any], row: Any) -> str:
    remark = column.after(row) if column.after else ""
    return f"{column.title} {column.text(row)} {remark}".strip()


def _tone(column: Column[Any], row: Any) -> Tone | None:
    return column.chip(row) if column.chip else None


_SHOWN: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _row: _alignment(column),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: lambda column, row: column.tip(row) if column.tip else None,
    RowRole: lambda _column, row: row,
    ToneRole: _tone,
    AfterRole: lambda column, row: column.after(row) if column.after else "",
    ColumnRole: lambda column, _row: column,
    IconRole: lambda column, row: column.icon(row) if column.icon else "",
}
_OF_COLUMN = (Qt.ItemDataRole.TextAlignmentRole, ColumnRole)
"""What a cell says without its row."""
