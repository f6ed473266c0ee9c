"""All rooms in two columns, with one cursor that walks from bed to bed across them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.bed_acts import act_of_letter
from panpun_desktop.views.beds.room import Carried, RoomBedsView, RoomFrame, building_heading

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile, Board, RoomCard

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NEAR_EDGE = 28
Spot = tuple[RoomBedsView, int]


class BedBoard(QScrollArea):
    """Shows a board. The cursor is a bed; the signals carry its tile."""

    current_changed = Signal(object)
    opened = Signal(object)
    act_asked = Signal(str, object)
    """Act of a key (or "delete"), tile."""
    cancelled = Signal()
    menu_asked = Signal(object, QPoint)
    dropped = Signal(object, object)
    """Carried, tile."""
    hovered = Signal(object, object)
    """Carried, the free tile under the drag or nothing."""

    def __init__(self, services: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._frames: dict[int, RoomFrame] = {}
        self._shape: tuple[tuple[int, str], ...] = ()
        self._current: int | None = None
        self.setObjectName("bedBoard")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._inner.setObjectName("bedBoardRooms")
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.setWidget(self._inner)

    # showing ---------------------------------------------------------------------------------------

    def show_board(self, board: Board, *, may_move: bool) -> None:
        """Show a night; rooms that are the same keep their place, the cursor its bed."""
        self._arrange(board)
        for room in board.rooms:
            self._frames[room.room_id].show_card(room, may_move=may_move)
        kept = self.tile_of(self._current) if self._current is not None else None
        self._current = None
        self.select(kept.bed_id if kept is not None else self._first_bed())

    def _arrange(self, board: Board) -> None:
        """Put the cards of the rooms in two columns, anew only when there are other rooms."""
        shape = tuple((room.room_id, room.building) for room in board.rooms)
        if shape == self._shape:
            return
        self._shape = shape
        kept = {frame.room_id: frame for frame in self._frames.values()}
        self._clear(keep=[kept[room.room_id] for room in board.rooms if room.room_id in kept])
        self._place(board, kept)

    def _place(self, board: Board, kept: Mapping[int, RoomFrame]) -> None:
        has_headings = len({room.building for room in board.rooms}) > 1
        line, place, building = 0, 0, ""
        for room in board.rooms:
            if has_headings and room.building != building:
                line, place, building = line + (1 if place else 0), 0, room.building
                self._grid.addWidget(building_heading(building), line, 0, 1, 2)
                line += 1
            frame = kept.get(room.room_id) or self._frame(room)
            self._frames[room.room_id] = frame
            self._grid.addWidget(frame, line, place)
            line, place = (line + 1, 0) if place else (line, place + 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(line + 1, 1)

    def _clear(self, keep: Sequence[RoomFrame]) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item else None
            if old is not None and old not in keep:
                old.hide()
                old.deleteLater()
        self._frames.clear()

    def _frame(self, room: RoomCard) -> RoomFrame:
        frame = RoomFrame(room, self._services)
        view = frame.view
        view.key_pressed.connect(self._press)
        view.came_in.connect(lambda: self._enter(view))
        view.menu_asked.connect(lambda where: self._ask_menu(view, where))
        view.clicked.connect(lambda index: self.select(view.beds.tiles[index.row()].bed_id))
        view.doubleClicked.connect(lambda index: self.opened.emit(view.beds.tiles[index.row()]))
        view.dropped.connect(self.dropped)
        view.over.connect(self._hover)
        return frame

    # the cursor ------------------------------------------------------------------------------------

    def views(self) -> list[RoomBedsView]:
        """The beds of each room, in the order of the board."""
        return [frame.view for frame in self._frames.values()]

    def _spots(self) -> Iterator[Spot]:
        for view in self.views():
            for row in range(len(view.beds.tiles)):
                yield view, row

    def _spot(self, bed_id: int | None) -> Spot | None:
        return next(
            ((view, row) for view, row in self._spots() if view.beds.tiles[row].bed_id == bed_id), None
        )

    def _first_bed(self) -> int | None:
        return next((view.beds.tiles[row].bed_id for view, row in self._spots()), None)

    def tile_of(self, bed_id: int | None) -> BedTile | None:
        """The tile of a bed, if it is on the board."""
        spot = self._spot(bed_id)
        return spot[0].beds.tiles[spot[1]] if spot is not None else None

    def current(self) -> BedTile | None:
        """The tile with the cursor."""
        return self.tile_of(self._current)

    def room_of(self, bed_id: int) -> int:
        """The room of a bed on the board."""
        spot = self._spot(bed_id)
        return next((id for id, one in self._frames.items() if spot and one.view is spot[0]), 0)

    def select(self, bed_id: int | None) -> None:
        """Put the cursor on a bed; only its room is a tab stop."""
        spot = self._spot(bed_id)
        for view in self.views():
            is_here = spot is not None and view is spot[0]
            view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_here else Qt.FocusPolicy.ClickFocus)
            if not is_here:
                view.clearSelection()
        changed = bed_id != self._current
        self._current = bed_id if spot is not None else None
        if spot is not None:
            view, row = spot
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            view.selectionModel().setCurrentIndex(view.beds.index(row), flags)
        if changed:
            self.current_changed.emit(self.current())

    def focus_current(self) -> None:
        """Put the focus on the cursor's bed and bring it into view."""
        spot = self._spot(self._current)
        if spot is None:
            return
        view, row = spot
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(view, row)

    def go_to_free(self, near: int | None = None) -> None:
        """Put the cursor on the first free bed from a bed on (or at all) and focus it."""
        tiles = [view.beds.tiles[row] for view, row in self._spots()]
        start = next((n for n, tile in enumerate(tiles) if tile.bed_id == near), 0)
        for tile in (*tiles[start:], *tiles[:start]):
            if tile.state == words.FREE:
                self.select(tile.bed_id)
                break
        self.focus_current()

    def mark_target(self, bed_id: int | None) -> None:
        """Frame the bed that someone is about to be put into."""
        for view in self.views():
            view.mark_target(bed_id)

    def _show(self, view: RoomBedsView, row: int) -> None:
        box = view.tile_box(row)
        centre = view.viewport().mapTo(self._inner, box.center())
        self.ensureVisible(centre.x(), centre.y(), box.width() // 2, box.height())

    def _enter(self, view: RoomBedsView) -> None:
        spot = self._spot(self._current)
        if view.beds.tiles and spot is not None and spot[0] is not view:
            self.select(view.beds.tiles[max(0, view.currentIndex().row())].bed_id)

    def _hover(self, carried: Carried | None, tile: BedTile | None, where: QPoint | None) -> None:
        """Follow a drag, and scroll while it is near the upper or lower edge."""
        if where is not None:
            down = self.viewport().mapFromGlobal(where).y()
            bar = self.verticalScrollBar()
            if down < _NEAR_EDGE:
                bar.setValue(bar.value() - _NEAR_EDGE)
            elif down > self.viewport().height() - _NEAR_EDGE:
                bar.setValue(bar.value() + _NEAR_EDGE)
        self.hovered.emit(carried, tile)

    # keys ------------------------------------------------------------------------------------------

    def _press(self, event: QKeyEvent) -> None:
        tile = self.current()
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if tile is None or held & ~Qt.KeyboardModifier.ShiftModifier:
            return
        if key in _DIRECTIONS:
            self._walk(*_DIRECTIONS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._jump(last=key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(tile)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key == Qt.Key.Key_Delete:
            self.act_asked.emit("delete", tile)
        elif act_of_letter(event.text()):
            self.act_asked.emit(act_of_letter(event.text()), tile)
        else:
            return
        event.accept()

    def _jump(self, *, last: bool) -> None:
        spots = list(self._spots())
        if spots:
            view, row = spots[-1 if last else 0]
            self.select(view.beds.tiles[row].bed_id)
            self.focus_current()

    def _walk(self, across: int, down: int) -> None:
        """Go to the nearest bed in a direction, into the next room where this one ends."""
        here = self._centre(self._spot(self._current))
        best: tuple[int, int] | None = None
        for spot in self._spots():
            centre = self._centre(spot)
            ahead = (centre.x() - here.x()) * across + (centre.y() - here.y()) * down
            aside = abs((centre.x() - here.x()) * down) + abs((centre.y() - here.y()) * across)
            if ahead <= 4 or (across and aside > 20):
                continue
            distance = ahead + 4 * aside if across else ahead * 2 + aside
            if best is None or distance < best[0]:
                best = (distance, spot[0].beds.tiles[spot[1]].bed_id)
        if best is not None:
            self.select(best[1])
            self.focus_current()

    def _centre(self, spot: Spot | None) -> QPoint:
        if spot is None:
            return QPoint()
        view, row = spot
        return view.viewport().mapTo(self._inner, view.tile_box(row).center())

    def _ask_menu(self, view: RoomBedsView, where: QPoint) -> None:
        index = view.indexAt(view.viewport().mapFromGlobal(where))
        if index.isValid():
            self.select(view.beds.tiles[index.row()].bed_id)
        tile = self.current()
        if tile is not None:
            self.menu_asked.emit(tile, where)


def carries(carried: Carried | None, tile: BedTile | None) -> bool:
    """Say whether someone can be put into the bed."""
    return carried is not None and tile is not None and tile.state == words.FREE
