"""รอเตียง: people who stay and have no bed, to be dragged to one or placed by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds.chosen import ActButton
from panpun_desktop.views.beds.room import STAY_MIME, Carried, carried_in
from panpun_desktop.widgets import masking, theme
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.parts import Card, QuietButton, help_text
from panpun_desktop.widgets.table_model import AnyIndex
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import WithoutBed
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.waiting_rows import WaitingRow

_NOWHERE = QModelIndex()
_HEIGHT, _GAP, _MOST = 56, 7, 6
RowRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Waiter:
    """One line: someone who stays without a bed, or an entry of the waiting list."""

    name: str
    detail: str
    stay: WithoutBed | None = None
    entry: WaitingRow | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What the line is known by when it is read anew."""
        if self.stay is not None:
            return ("stay", self.stay.stay_id)
        return ("entry", self.entry.id if self.entry is not None else 0)

    def carried(self) -> Carried:
        """The same, ready to be placed."""
        if self.stay is not None:
            return waiting_carried(self.stay)
        assert self.entry is not None
        return Carried(0, 0, self.entry.person_id or 0, self.name, waiting_id=self.entry.id)


def waiters(
    people: Sequence[WithoutBed], entries: Sequence[WaitingRow], centre: Centre
) -> tuple[Waiter, ...]:
    """Those who stay without a bed, then the waiting list in its order."""
    staying = (Waiter(one.name, one.detail, stay=one) for one in people)
    return (*staying, *(Waiter(one.name, _entry_words(one, centre), entry=one) for one in entries))


def _entry_words(one: WaitingRow, centre: Centre) -> str:
    """3 คน · ครอบครัว · รอ 4 วัน; the bed that is held stands first."""
    parts = [_("holds {bed}").format(bed=one.reserved_bed) if one.reserved_bed else ""]
    parts.append(_("{n} people").format(n=one.people) if one.people > 1 else "")
    parts.append(centre.label("room_use", one.room_use) if one.room_use != "ANY" else "")
    parts.append(_("waits {n} days").format(n=one.days) if one.days else _("came today"))
    parts.append(centre.label("channel", one.channel) if one.channel else "")
    return " · ".join(part for part in parts if part)


class WaitingTableModel(QAbstractListModel):
    """Those without a bed in the order of their arrival, then those who wait by urgency."""

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[Waiter, ...] = ()
        self.may_move = False

    def set_people(self, people: tuple[Waiter, ...], *, may_move: bool) -> None:
        """Show these people."""
        self.may_move = may_move
        if people != self.people:
            self.beginResetModel()
            self.people = people
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.people[index.row()]
        if role == RowRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.name}, {one.detail}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        shown = flag.ItemIsEnabled | flag.ItemIsSelectable
        return shown | flag.ItemIsDragEnabled if self.may_move else shown

    def mimeTypes(self) -> list[str]:
        return [STAY_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return self.people[indexes[0].row()].carried().as_mime()

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


def waiting_carried(one: WithoutBed) -> Carried:
    """Someone without a bed, ready to be placed."""
    return Carried(one.stay_id, one.stay_version, one.person_id, one.name)


class _WaitingDelegate(QStyledItemDelegate):
    """Number, name, what is known, and a handle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        one: Waiter = index.data(RowRole)
        box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -_GAP - 0.5)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Colour.CLAY.q if is_chosen else Colour.LINE.q)
        painter.setBrush(Colour.CARD.q)
        painter.drawRoundedRect(box, 5, 5)
        self._paint_number(
            painter, QRectF(box.left() + 10, box.top() + 7, 22, box.height() - 14), index.row()
        )
        left = box.left() + 42
        width = box.right() - 34 - left
        self._write(
            painter, QRectF(left, box.top() + 5, width, 24), one.name, theme.font(14, 500), Colour.INK
        )
        self._write(
            painter, QRectF(left, box.top() + 28, width, 22), one.detail, theme.font(12.5), Colour.MUTED
        )
        grip = QRectF(box.right() - 27, box.top() + 7, 17, 17)
        paint_icon(painter, "grip-vertical", Colour.MUTED, grip)
        painter.restore()

    def _paint_number(self, painter: QPainter, box: QRectF, row: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Colour.NEUTRAL_LIGHT.q)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(Colour.MUTED.q)
        painter.setFont(theme.font(12.5))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(row + 1))

    def _write(self, painter: QPainter, box: QRectF, text: str, font: Any, ink: Colour) -> None:
        painter.setFont(font)
        painter.setPen(ink.q)
        shown = QFontMetricsF(font).elidedText(masking.shown(text), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class WaitingView(QListView):
    """The list; Enter takes someone up."""

    masks_names = True
    taken_up = Signal(object)
    given_back = Signal(object)
    """Someone was dragged here from a bed: no bed for now."""
    menu_asked = Signal(object, object)
    """Waiter, place on the screen."""
    moved_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = WaitingTableModel()
        self._painted = _WaitingDelegate()
        self.setObjectName("waitingList")
        self.setModel(self.people)
        self.setItemDelegate(self._painted)
        self.setAccessibleName(_("People waiting for a bed"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.viewport().setAcceptDrops(True)
        self.doubleClicked.connect(lambda _index: self._take_up())

    def chosen(self) -> Waiter | None:
        """The line with the cursor."""
        index = self.currentIndex()
        return self.people.people[index.row()] if index.isValid() else None

    def _take_up(self) -> None:
        if self.chosen() is not None and self.people.may_move:
            self.taken_up.emit(self.chosen())

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.moved_to.emit(self.chosen())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and self.indexAt(event.pos()).isValid():
            self.setCurrentIndex(self.indexAt(event.pos()))
        if self.chosen() is not None:
            below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            self.menu_asked.emit(self.chosen(), below if by_key else event.globalPos())

    # dropping is ours: a list that is dropped on would take the line in, or move its own

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(_from_bed(event.mimeData()) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(_from_bed(event.mimeData()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        carried = _from_bed(event.mimeData())
        event.setAccepted(carried is not None)
        if carried is not None:
            self.given_back.emit(carried)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take_up()
        else:
            super().keyPressEvent(event)


def _from_bed(mime: QMimeData) -> Carried | None:
    carried = carried_in(mime)
    return carried if carried is not None and carried.from_bed_id is not None else None


class WaitingCard(Card):
    """The list in its card; ``taken_up`` and ``chosen`` carry who it is about."""

    taken_up = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Waiting for a bed"), parent, padding=10)
        self.list = WaitingView()
        self.list.taken_up.connect(self.taken_up)
        self.list.clicked.connect(lambda _index: self.chosen.emit(self.list.chosen()))
        self.list.moved_to.connect(self.chosen)
        self._hint = help_text(_("Drag to a bed, or select and press Enter"))
        self._empty = help_text(_("Everybody here has a bed"))
        self._empty.hide()  # until the night was read nothing is known
        self.body.setSpacing(2)
        self.body.addWidget(self.list)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._empty)
        self.body.addSpacing(6)
        self._buttons = FlowRow()
        self.body.addWidget(self._buttons)

    def offer(self, acts: Sequence[ActButton]) -> None:
        """Buttons below the list."""
        self._buttons.clear()
        self._buttons.setVisible(bool(acts))
        for name, text, act in acts:
            button = QuietButton(text, small=True, clicked=act)
            button.setObjectName(name)
            self._buttons.add(button)

    def show_people(self, people: tuple[Waiter, ...], *, may_move: bool, unseen: int = 0) -> None:
        """Show who waits on the night; ``unseen`` more have no bed and are not named here."""
        kept = self.list.chosen()
        self.list.people.set_people(people, may_move=may_move)
        keys = [one.key for one in people]
        if kept is not None and kept.key in keys:
            self.list.setCurrentIndex(self.list.people.index(keys.index(kept.key)))
        self.set_count(str(len(people)) if people else "")
        self.list.setVisible(bool(people))
        self._hint.setVisible(bool(people) and may_move)
        self._empty.setVisible(not people and not unseen)
        self.list.setFixedHeight(min(len(people), _MOST) * (_HEIGHT + _GAP) + 2)
