"""รอเตียง: people who stay and have no bed, to be dragged to one or placed by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
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
from panpun_desktop.views.beds.room import STAY_MIME, Carried
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.parts import Card, help_text
from panpun_desktop.widgets.table_model import AnyIndex
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import WithoutBed

_NOWHERE = QModelIndex()
_HEIGHT, _GAP, _MOST = 56, 7, 6
RowRole = Qt.ItemDataRole.UserRole


class WaitingTableModel(QAbstractListModel):
    """Those without a bed, in the order of their arrival."""

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[WithoutBed, ...] = ()
        self.may_move = False

    def set_people(self, people: tuple[WithoutBed, ...], *, may_move: bool) -> None:
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
        return waiting_carried(self.people[indexes[0].row()]).as_mime()

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
        one: WithoutBed = index.data(RowRole)
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
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class WaitingView(QListView):
    """The list; Enter takes someone up."""

    taken_up = Signal(object)

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
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda _index: self._take_up())

    def chosen(self) -> WithoutBed | None:
        """The person with the cursor."""
        index = self.currentIndex()
        return self.people.people[index.row()] if index.isValid() else None

    def _take_up(self) -> None:
        if self.chosen() is not None and self.people.may_move:
            self.taken_up.emit(self.chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take_up()
        else:
            super().keyPressEvent(event)


class WaitingCard(Card):
    """The list in its card; ``taken_up`` and ``chosen`` carry who it is about."""

    taken_up = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Waiting for a bed"), parent, padding=10)
        self.list = WaitingView()
        self.list.taken_up.connect(self.taken_up)
        self.list.clicked.connect(lambda _index: self.chosen.emit(self.list.chosen()))
        self._hint = help_text(_("Drag to a bed, or select and press Enter"))
        self._empty = help_text(_("Everybody here has a bed"))
        self.body.setSpacing(2)
        self.body.addWidget(self.list)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._empty)

    def show_people(self, people: tuple[WithoutBed, ...], *, may_move: bool) -> None:
        """Show who waits on the night."""
        kept = self.list.chosen()
        self.list.people.set_people(people, may_move=may_move)
        stays = [one.stay_id for one in people]
        if kept is not None and kept.stay_id in stays:
            self.list.setCurrentIndex(self.list.people.index(stays.index(kept.stay_id)))
        self.set_count(str(len(people)) if people else "")
        self.list.setVisible(bool(people))
        self._hint.setVisible(bool(people) and may_move)
        self._empty.setVisible(not people)
        self.list.setFixedHeight(min(len(people), _MOST) * (_HEIGHT + _GAP) + 2)
