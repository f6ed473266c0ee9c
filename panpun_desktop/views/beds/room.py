"""A room as a card: its beds in a list of icons, so that keys, dragging and screen readers work."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.tile_delegate import GAP, TILE_HEIGHT, TileDelegate, TileRole
from panpun_desktop.widgets.labels import ThaiLabel, heading, muted
from panpun_desktop.widgets.table_model import AnyIndex

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile, RoomCard

MOST_COLUMNS, LEAST_TILE = 3, 92
STAY_MIME = "application/x-panpun-stay"
_NOWHERE = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_MOVING = {
    words.TAKEN: _SHOWN | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled,
    words.FREE: _SHOWN | Qt.ItemFlag.ItemIsDropEnabled,
}
"""Put together once: every bed is asked at every repaint."""


@dataclass(frozen=True)
class Carried:
    """Someone on the way to a bed, by mouse or by keys."""

    stay_id: int
    stay_version: int
    person_id: int
    name: str
    from_bed_id: int | None = None
    waiting_id: int | None = None
    """An entry of the waiting list; it has no stay yet."""

    def as_mime(self) -> QMimeData:
        """The same for a drag inside this program."""
        mime = QMimeData()
        mime.setData(STAY_MIME, QByteArray(json.dumps(asdict(self)).encode()))
        return mime


def carried_in(mime: QMimeData) -> Carried | None:
    """Who is dragged, or nothing when it is something else."""
    if not mime.hasFormat(STAY_MIME):
        return None
    return Carried(**json.loads(bytes(mime.data(STAY_MIME).data())))


class BedsTableModel(QAbstractListModel):
    """The tiles of one room."""

    def __init__(self, services: Mapping[str, str]) -> None:
        super().__init__()
        self._services = services
        self.tiles: tuple[BedTile, ...] = ()
        self.may_move = False

    def set_tiles(self, tiles: tuple[BedTile, ...], *, may_move: bool) -> None:
        """Show these beds; the cursor stays while their number does."""
        self.may_move = may_move
        if len(tiles) != len(self.tiles):
            self.beginResetModel()
            self.tiles = tiles
            self.endResetModel()
        elif tiles != self.tiles:
            self.tiles = tiles
            self.dataChanged.emit(self.index(0), self.index(len(tiles) - 1))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        tile = self.tiles[index.row()]
        if role == TileRole:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.full_label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.spoken(tile, self._services)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        tile = self.tiles[index.row()]
        return _MOVING.get(tile.state, _SHOWN) if self.may_move else _SHOWN

    def mimeTypes(self) -> list[str]:
        return [STAY_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = carried_from(self.tiles[indexes[0].row()])
        return carried.as_mime() if carried is not None else QMimeData()

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


def carried_from(tile: BedTile) -> Carried | None:
    """The sleeper of a tile, ready to be moved."""
    if tile.stay_id is None or tile.stay_version is None or tile.person_id is None:
        return None
    return Carried(tile.stay_id, tile.stay_version, tile.person_id, tile.name, tile.bed_id)


def may_swap(carried: Carried, tile: BedTile) -> bool:
    """Say whether the two can change beds: both have one, and they are not the same person."""
    has_bed = carried.from_bed_id is not None and carried.from_bed_id != tile.bed_id
    return has_bed and tile.state == words.TAKEN and tile.stay_id is not None


class RoomBedsView(QListView):
    """The beds of a room; keys go to the board, which knows all rooms."""

    masks_names = True
    key_pressed = Signal(object)
    menu_asked = Signal(object)
    """Position on the screen."""
    came_in = Signal()
    over = Signal(object, object, object)
    """Carried, the free tile under the drag and the place on the screen; nothing when it left."""
    dropped = Signal(object, object)
    """Carried, tile."""

    def __init__(self, model: BedsTableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beds = model
        self.painted = TileDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.painted)
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._allow_dragging()

    def _allow_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        # a static movement turns drops off on the viewport: without this none would ever arrive
        self.viewport().setAcceptDrops(True)

    def tile_box(self, row: int) -> QRect:
        """Where a tile stands, in this view."""
        return self.visualRect(self.beds.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Three tiles side by side, fewer where they would be too narrow; as high as all of them."""
        room = self.viewport().width() - 1  # a line that is quite full would wrap
        columns = max(1, min(MOST_COLUMNS, room // LEAST_TILE))
        width = max(LEAST_TILE // 2, room // columns)
        self.painted.width = width
        self.setGridSize(QSize(width, TILE_HEIGHT + GAP))
        lines = -(-len(self.beds.tiles) // columns)
        self.setFixedHeight(max(1, lines) * (TILE_HEIGHT + GAP))

    def mark_target(self, bed_id: int | None) -> None:
        """Frame the bed that someone is about to be put into."""
        if self.painted.target_id != bed_id:
            self.painted.target_id = bed_id
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(False)
        self.key_pressed.emit(event)
        if not event.isAccepted() and event.key() in (Qt.Key.Key_Space,):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(box.center())
        elif not self.indexAt(event.pos()).isValid():
            return
        self.menu_asked.emit(where)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came_in.emit()

    # Dropping is ours: the view's own takes a drop only where it may paint its indicator.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(carried_in(event.mimeData()) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        tile = self._bed_under(event)
        self.mark_target(tile.bed_id if tile is not None else None)
        event.setAccepted(tile is not None)
        where = self.viewport().mapToGlobal(event.position().toPoint())
        self.over.emit(carried_in(event.mimeData()), tile, where)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.mark_target(None)
        self.over.emit(None, None, None)

    def dropEvent(self, event: QDropEvent) -> None:
        tile = self._bed_under(event)
        carried = carried_in(event.mimeData())
        self.mark_target(None)
        event.setAccepted(tile is not None)
        if tile is not None and carried is not None:
            self.dropped.emit(carried, tile)
        else:
            self.over.emit(None, None, None)

    def _bed_under(self, event: QDropEvent) -> BedTile | None:
        """The bed under a drag, if someone may be put there, or may change beds with who sleeps there."""
        index = self.indexAt(event.position().toPoint())
        carried = carried_in(event.mimeData())
        if not index.isValid() or carried is None:
            return None
        tile = self.beds.tiles[index.row()]
        if not self.beds.flags(index) & Qt.ItemFlag.ItemIsDropEnabled:
            return None
        return tile if tile.state == words.FREE or may_swap(carried, tile) else None


class RoomFrame(QFrame):
    """The card of a room: name, note, beds."""

    def __init__(self, card: RoomCard, services: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("card", True)
        self.room_id = card.room_id
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 6, 11 - GAP, 9 - GAP)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, GAP, 0)
        self._name, self._note = heading(card.name), muted(card.note)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._note)
        column.addLayout(row)
        self.view = RoomBedsView(BedsTableModel(services), card.name)
        self.view.setObjectName(f"room{card.room_id}Beds")
        column.addWidget(self.view)
        column.addStretch(1)

    def show_card(self, card: RoomCard, *, may_move: bool) -> None:
        """Show the room as it is on another night."""
        self._name.setText(card.name)
        self._note.setText(card.note)
        grows = len(card.tiles) != len(self.view.beds.tiles)
        self.view.beds.set_tiles(card.tiles, may_move=may_move)
        if grows:
            self.view.fit()


def building_heading(name: str) -> ThaiLabel:
    """The name of a building above its rooms."""
    return muted(name)
