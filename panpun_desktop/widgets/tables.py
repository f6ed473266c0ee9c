"""The table of every list: sorts by its header, copies to a spreadsheet, opens with Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.columns import Column, Source, row_id
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.page_cache import PAGE, PageCache
from panpun_desktop.widgets.table_columns import TableColumns
from panpun_desktop.widgets.table_copy import block_of, put_on_clipboard, rows_of
from panpun_desktop.widgets.table_delegate import RowsDelegate
from panpun_desktop.widgets.table_model import AnyIndex, RowsTableModel

__all__ = ["Column", "RowsTableModel", "RowsTableView", "Source", "row_id"]

R = TypeVar("R")
_SAMPLE = 200
_WIDEST, _SHORT, _FEWEST = 340, 160, 110
"""Pixels: no column begins wider; what fits into ``_SHORT`` is never made narrower; the rest not below."""
_MOST_READS = 2
"""Pages read at a time: while one scrolls, what is passed over is never asked for."""


class RowsTableView(QTableView, Generic[R]):
    """A list of rows. ``opened`` and ``current_changed`` carry the row (or nothing).

    ``remember`` keeps the columns (which, where, how wide) in the settings of this user on this machine.
    With a source the table asks for what comes into view and the next page in the direction of
    scrolling; ``sort_asked`` then says that the header wants another order.
    """

    masks_names = True
    """Its delegate puts dots for names while visitors stand at the desk."""

    keeps_to_width = False
    """Long texts give way where the columns would be wider than the table."""

    opened = Signal(object)
    current_changed = Signal(object)
    sort_asked = Signal()

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
        self._fitted = False
        self._usual: dict[int, int] = {}
        self._needed: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self._operations: Operations | None = None
        self._reading: set[int] = set()
        self._top = 0
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.setModel(self.rows)
        self.setAccessibleName(name)
        delegate = RowsDelegate(self)
        delegate.frames_cells = not whole_rows
        self.setItemDelegate(delegate)
        self._set_up(whole_rows=whole_rows)
        self.columns = TableColumns(self.horizontalHeader(), columns)
        self.columns.added.connect(self.bring_into_view)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_pages)
        self.doubleClicked.connect(lambda _index: self._open())

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
        is_tall = any(column.wraps for column in self.rows.columns)
        rows.setDefaultSectionSize(theme.TALL_ROW_HEIGHT if is_tall else theme.ROW_HEIGHT)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setFixedHeight(34)
        heads.setFont(theme.font(13, 500))
        heads.setSortIndicatorShown(False)
        heads.setStretchLastSection(True)
        heads.sectionClicked.connect(self._sort_by)

    def height_of(self, rows: int) -> int:
        """Pixels for the header and so many whole rows: no row is cut in two."""
        frame = 2 * self.frameWidth()
        return self.horizontalHeader().height() + rows * self.verticalHeader().defaultSectionSize() + frame

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the row that was current stays current if it is still there."""
        kept = self._keep_place()
        self.rows.set_rows(rows)
        self._put_back(kept)

    def set_source(self, source: Source[R], operations: Operations) -> None:
        """Show what a source gives; its pages are read in the pool, first those in view."""
        kept = self._keep_place()
        self._operations, self._reading = operations, set()
        self.rows.set_source(source)
        self._put_back(kept)

    def take_page(self, number: int, rows: Sequence[R]) -> None:
        """Show a page of the source that was read."""
        lines = self.rows.take_page(number, rows)
        if lines and not self._fitted:
            self._fit()
        index = self.currentIndex()
        if index.isValid() and index.row() in lines:
            self.current_changed.emit(self.rows.row_here(index.row()))

    def sorting(self) -> tuple[str, bool] | None:
        """The sort key and whether it goes down, if the header was clicked."""
        if self._sorted is None:
            return None
        place, order = self._sorted
        return self.rows.columns[place].sort, order == Qt.SortOrder.DescendingOrder

    def show_sorting(self, sort: str, *, descending: bool) -> None:
        """Mark the header by whose column the rows come sorted."""
        place = next((at for at, one in enumerate(self.rows.columns) if one.sort == sort), -1)
        if place >= 0:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self._mark_sorting(place, order)

    def current(self) -> R | None:
        """The row with the cursor, or nothing."""
        index = self.currentIndex()
        return self.rows.row_here(index.row()) if index.isValid() else None

    def current_key(self) -> Any:
        """The key of the row with the cursor, also while the row is still being read."""
        index = self.currentIndex()
        return self.rows.key_of(index.row()) if index.isValid() else None

    def selected(self) -> list[R]:
        """The selected rows from top to bottom; of a source those that are here."""
        rows = (self.rows.row_here(line) for line in self._selected_lines())
        return [row for row in rows if row is not None]

    def _selected_lines(self) -> list[int]:
        """From the ranges: a hundred thousand lines have a million cells."""
        ranges = self._ranges()
        return sorted({line for one in ranges for line in range(one.top(), one.bottom() + 1)})

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _selected_columns(self) -> list[Column[R]]:
        chosen = {place for one in self._ranges() for place in range(one.left(), one.right() + 1)}
        return [self.rows.columns[place] for place in self.columns.shown() if place in chosen]

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

    def bring_into_view(self, place: int) -> None:
        """Scroll sideways until a column is whole in sight."""
        self.updateGeometries()  # the scroll bar does not know yet of a column just shown
        heads, bar = self.horizontalHeader(), self.horizontalScrollBar()
        left, width = heads.sectionPosition(place), heads.sectionSize(place)
        beyond = left + width - heads.viewport().width()
        bar.setValue(min(left, max(bar.value(), beyond)))

    def select_first(self) -> None:
        """Put the cursor on the first row."""
        if self.rows.rowCount():
            self.select_key(self.rows.key_of(0))

    def count_text(self) -> str:
        """How many rows there are, in words."""
        return _("{count} items").format(count=f"{self.rows.rowCount():,}")

    def remember(self, local: QSettings, key: str) -> None:
        """Keep the columns under this key."""
        self.columns.remember(local, key)
        self._fitted = self.columns.was_restored

    def copy(self) -> None:
        """Copy the selected block with its titles, ready for a spreadsheet."""
        lines, columns = self._selected_lines(), self._selected_columns()
        here = {line: self.rows.row_here(line) for line in lines}
        rows = [row for row in here.values() if row is not None]
        pages, operations = self.rows.pages, self._operations
        if pages is None or operations is None or len(rows) == len(here):
            if rows:
                put_on_clipboard(block_of(columns, rows))
            return
        operations.read(
            self,
            lambda: rows_of(pages.read, here, PAGE),
            lambda read: put_on_clipboard(block_of(columns, read)),
            key="copy",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        row = self.rows.row_here(current.row()) if current.isValid() else None
        if row is not None or not current.isValid():  # a row still being read is told when it comes
            self.current_changed.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._missing():
            self._soon.start()

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def _missing(self) -> list[int]:
        """Pages in view that are not here, then the next one in the direction of scrolling."""
        pages, count = self.rows.pages, self.rows.rowCount()
        if pages is None or not count:
            return []
        top, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return pages.missing(max(0, top), last if last >= 0 else count - 1, 1 if top >= self._top else -1)

    def _read_pages(self) -> None:
        pages, operations = self.rows.pages, self._operations
        if pages is None or operations is None:
            return
        for number in self._missing():
            if number not in self._reading and len(self._reading) < _MOST_READS:
                self._reading.add(number)
                take, give_up = self._taker(pages, number), self._forgetter(number)
                operations.read(self, _reader(pages, number), take, give_up, key=f"page{number}")
        self._top = max(0, self.rowAt(0))

    def _taker(self, pages: PageCache[R], number: int) -> Callable[[Sequence[R]], None]:
        def take(rows: Sequence[R]) -> None:
            if self.rows.pages is pages:  # else another source came meanwhile
                self._reading.discard(number)
                self.take_page(number, rows)

        return take

    def _forgetter(self, number: int) -> Callable[[object], None]:
        return lambda _error: self._reading.discard(number)

    def _sort_by(self, place: int) -> None:
        if not self.rows.columns[place].sort:
            return
        down = self._sorted == (place, Qt.SortOrder.AscendingOrder)
        self._mark_sorting(place, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        if self.rows.pages is not None:
            self.sort_asked.emit()
            return
        kept = self._keep_place()
        self.rows.sort(*self._sorted or (place, Qt.SortOrder.AscendingOrder))
        if not self._put_back(kept):
            self.select_first()

    def _mark_sorting(self, place: int, order: Qt.SortOrder) -> None:
        self._sorted = (place, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(place, order)

    def _keep_place(self) -> Any:
        return self.current_key()

    def _put_back(self, kept: Any) -> bool:
        """Go back to the row that was current."""
        if not self.rows.rowCount():
            return False
        if not self._fitted and self.rows.row_here(0) is not None:
            self._fit()
        return kept is not None and self.select_key(kept)

    def _fit(self) -> None:
        """Widths by titles and the first rows; later rows do not move them."""
        self._fitted = True
        self._usual, self._needed, self._least = {}, {}, {}
        sample = [line for line in range(min(self.rows.rowCount(), _SAMPLE)) if self.rows.row_here(line)]
        for place in self.columns.shown():
            column = self.rows.columns[place]
            cells = (self.sizeHintForIndex(self.rows.index(line, place)).width() for line in sample)
            title = self.horizontalHeader().sectionSizeHint(place)
            needed = max([title, *cells]) + 6
            usual = max(column.width, title) if column.width > 0 else min(needed, _WIDEST)
            self.setColumnWidth(place, usual)
            self._usual[place] = usual
            self._needed[place] = min(usual, needed)
            self._least[place] = min(usual, needed if needed <= _SHORT else max(title, _FEWEST))
        self._squeeze()
        self.columns.settle()

    def _squeeze(self) -> None:
        if self.keeps_to_width and self._usual and list(self._usual) == self.columns.shown():
            self.columns.squeeze(self._usual, (self._needed, self._least), self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze()


def _reader(pages: PageCache[R], number: int) -> Callable[[], Sequence[R]]:
    return lambda: pages.read(number)
