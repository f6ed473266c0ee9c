"""The table of every list: sorts by its header, copies to a spreadsheet, opens with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.word_break import without_break_hints
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.columns import Column, Source, row_id
from panpun_desktop.widgets.table_delegate import RowsDelegate
from panpun_desktop.widgets.table_model import AnyIndex, RowsTableModel

__all__ = ["Column", "RowsTableModel", "RowsTableView", "Source", "row_id"]

R = TypeVar("R")
_SAMPLE = 200


class RowsTableView(QTableView, Generic[R]):
    """A list of rows. ``opened`` and ``current_changed`` carry the row (or nothing).

    ``remember`` keeps widths and sorting in the settings of this user on this machine.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        name: str,
        parent: QWidget | None = None,
        *,
        whole_rows: bool = True,
    ) -> None:
        super().__init__(parent)
        self.rows: RowsTableModel[R] = RowsTableModel(columns)
        self._local: tuple[QSettings, str] | None = None
        self._fitted = False
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.setModel(self.rows)
        self.setAccessibleName(name)
        delegate = RowsDelegate(self)
        delegate.frames_cells = not whole_rows
        self.setItemDelegate(delegate)
        self._set_up(whole_rows=whole_rows)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.row_at(index.row())))

    def _set_up(self, *, whole_rows: bool) -> None:
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectRows if whole_rows else behaviour.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setFixedHeight(34)
        heads.setFont(theme.font(13, 500))
        heads.setSortIndicatorShown(False)
        heads.setStretchLastSection(True)
        heads.sectionClicked.connect(self._sort_by)
        heads.sectionResized.connect(lambda *_sizes: self._keep_widths())

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the row that was current stays current if it is still there."""
        kept = self._keep_place()
        self.rows.set_rows(rows)
        self._put_back(kept)

    def set_source(self, source: Source[R]) -> None:
        """Show what a source gives, page by page."""
        kept = self._keep_place()
        self.rows.set_source(source)
        self._put_back(kept)

    def current(self) -> R | None:
        """The row with the cursor, or nothing."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def selected(self) -> list[R]:
        """The selected rows from top to bottom."""
        lines = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.rows.row_at(line) for line in lines]

    def select_key(self, key: Any) -> bool:
        """Put the cursor on the row with this key; false when it is not here."""
        line = self.rows.find(key)
        if line < 0:
            return False
        index = self.rows.index(line, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def select_first(self) -> None:
        """Put the cursor on the first row."""
        if self.rows.rowCount():
            self.select_key(self.rows.key_of(0))

    def count_text(self) -> str:
        """How many rows there are, in words."""
        return _("{count} items").format(count=f"{self.rows.rowCount():,}")

    def remember(self, local: QSettings, key: str) -> None:
        """Keep the widths of the columns under this key."""
        self._local = None
        widths = local.value(f"tables/{key}")
        if isinstance(widths, list) and len(widths) == len(self.rows.columns):
            for place, width in enumerate(widths):
                self.setColumnWidth(place, int(width))
            self._fitted = True
        self._local = (local, key)

    def copy(self) -> None:
        """Copy the selected block with its titles, ready for a spreadsheet."""
        indexes = self.selectionModel().selectedIndexes()
        if not indexes:
            return
        lines = sorted({index.row() for index in indexes})
        places = sorted({index.column() for index in indexes})
        columns = [self.rows.columns[place] for place in places]
        text = ["\t".join(_cell(column.title) for column in columns)]
        for line in lines:
            row = self.rows.row_at(line)
            text.append("\t".join(_cell(column.text(row)) for column in columns))
        QGuiApplication.clipboard().setText("\n".join(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.current() is not None:
                self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self.rows.row_at(current.row()) if current.isValid() else None)

    def _sort_by(self, place: int) -> None:
        if not self.rows.columns[place].sort:
            return
        heads = self.horizontalHeader()
        down = self._sorted == (place, Qt.SortOrder.AscendingOrder)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self._sorted = (place, order)
        kept = self._keep_place()
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(place, order)
        self.rows.sort(place, order)
        if not self._put_back(kept):
            self.select_first()

    def _keep_place(self) -> Any:
        index = self.currentIndex()
        return self.rows.key_of(index.row()) if index.isValid() else None

    def _put_back(self, kept: Any) -> bool:
        """Go back to the row that was current; with a source it is looked for on the first page."""
        if not self.rows.rowCount():
            return False
        self.rows.row_at(0)
        if not self._fitted:
            self._fit()
        return kept is not None and self.select_key(kept)

    def _fit(self) -> None:
        """Widths by titles and the first rows; later rows do not move them."""
        self._fitted = True
        sample = range(min(self.rows.rowCount(), _SAMPLE))
        for place, column in enumerate(self.rows.columns):
            cells = (self.sizeHintForIndex(self.rows.index(line, place)).width() for line in sample)
            needed = max([self.horizontalHeader().sectionSizeHint(place), *cells])
            self.setColumnWidth(place, column.width if column.width > 0 else min(needed + 6, 340))

    def _keep_widths(self) -> None:
        if self._local is None or not self._fitted:
            return
        local, key = self._local
        local.setValue(f"tables/{key}", [self.columnWidth(at) for at in range(len(self.rows.columns))])


def _cell(text: str) -> str:
    """A cell for the clipboard: no break hints, no tabs or lines of its own."""
    return " ".join(without_break_hints(text).split())
