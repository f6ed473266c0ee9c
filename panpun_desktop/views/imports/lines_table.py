"""The lines of a file: a cell is mended by typing in it, a head says what its column is read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from panpun_desktop.common.i18n import _
from panpun_desktop.views.imports.columns import UNREAD
from panpun_desktop.widgets.cell_editor import CellEditor
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.services.import_judging import JudgedLine

_LEAST_WIDTH = 160


class LinesTable(RowsTableView["JudgedLine"]):
    """``mended`` carries line, column and text, ``mapped`` the place of a column and what it is read as."""

    mended = Signal(int, str, str)
    mapped = Signal(int, str)

    def __init__(
        self,
        columns: Sequence[Column[JudgedLine]],
        places: Mapping[str, int],
        offered: Mapping[str, str],
    ) -> None:
        super().__init__(columns, _("Lines of the file"))
        self.setObjectName("importLines")
        self._places, self._offered = dict(places), dict(offered)
        self._menu = QMenu(self)
        delegate = self.itemDelegate()
        delegate.frames_cells = True  # type: ignore[attr-defined]
        self.horizontalHeader().sectionClicked.connect(self.open_head)

    # the head of a column ----------------------------------------------------------------------------

    def open_head(self, at: int) -> None:
        """Offer what a column of the file may be read as."""
        key = self.rows.columns[at].key
        place = self._place(key)
        if place is None:
            return
        self._menu.clear()
        for ours, words in ({"": _("Not brought in")} | self._offered).items():
            action = self._menu.addAction(words, partial(self.mapped.emit, place, ours))
            action.setCheckable(True)
            action.setChecked(ours == ("" if key.startswith(UNREAD) else key))
        heads = self.horizontalHeader()
        corner = QPoint(heads.sectionViewportPosition(at), heads.height())
        self._menu.popup(heads.viewport().mapToGlobal(corner))

    def _place(self, key: str) -> int | None:
        if key.startswith(UNREAD):
            return int(key.removeprefix(UNREAD))
        return self._places.get(key)

    # a cell ------------------------------------------------------------------------------------------

    def cell_key(self) -> str:
        """What the column under the cursor is read as; empty where nothing of the file stands."""
        index = self.currentIndex()
        key = self.rows.columns[index.column()].key if index.isValid() else ""
        return key if key in self._places else ""

    def keyboardSearch(self, search: str) -> None:
        if search.strip() and self.cell_key():
            self.edit_cell(self.cell_key(), search)

    def edit_cell(self, key: str, typed: str = "") -> CellEditor | None:
        """Mend a cell of the current line in its place; ``typed`` takes the place of what stands there."""
        row = self.current()
        at = next((at for at, one in enumerate(self.rows.columns) if one.key == key), -1)
        if row is None or at < 0:
            return None
        self.bring_into_view(at)
        index = self.rows.index(self.currentIndex().row(), at)
        self.setCurrentIndex(index)
        box = self.visualRect(index)
        box.setWidth(max(box.width(), _LEAST_WIDTH))
        box.moveRight(min(box.right(), self.viewport().width() - 1))
        line = row.line

        def take(text: str) -> bool:
            self.mended.emit(line, key, text)
            return True

        editor = CellEditor(self, box, take, lambda _step: self.setFocus())
        editor.setAccessibleName(self.rows.columns[at].title.removesuffix(" ▾"))
        editor.begin(row.read.raw.get(key, ""), typed)
        return editor
