"""The papers that are printed in one go: which of them, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.labels import heading

_PLACE = Qt.ItemDataRole.UserRole
_MOST_LINES = 7


class _List(QListWidget):
    """Alt+Up and Alt+Down move the paper that the cursor is on."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class PrintPapers(QWidget):
    """A list with a tick for each paper; ``changed`` when another choice or order holds."""

    changed = Signal()

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        self.list = _List()
        self.list.setObjectName("printPapersList")
        self.list.setAccessibleName(_("Papers to print"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setWordWrap(True)
        for place, title in enumerate(titles):
            self._add(place, title)
        self.list.setFixedHeight(30 * min(_MOST_LINES, max(3, len(titles))) + 8)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.model().rowsMoved.connect(self._moved)
        self.list.moved.connect(self.move_current)
        column.addWidget(self.list)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(heading(_("Papers to print")))
        row.addStretch(1)
        row.addWidget(IconButton("chevron-up", _("Earlier (Alt+Up)"), clicked=lambda: self.move_current(-1)))
        row.addWidget(IconButton("chevron-down", _("Later (Alt+Down)"), clicked=lambda: self.move_current(1)))
        return row

    def _add(self, place: int, title: str) -> None:
        item = QListWidgetItem(title)
        item.setData(_PLACE, place)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setCheckState(Qt.CheckState.Checked)
        self.list.addItem(item)

    def chosen(self) -> list[int]:
        """The papers ticked, as places in the list they came in, in the order shown now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [int(one.data(_PLACE)) for one in items if one.checkState() == Qt.CheckState.Checked]

    def move_current(self, by: int) -> None:
        """Move the paper under the cursor up (-1) or down (1)."""
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + by < self.list.count():
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentRow(row + by)
        self.list.blockSignals(False)
        self.changed.emit()

    def _moved(self, *_moved: QModelIndex | int) -> None:
        self.changed.emit()
