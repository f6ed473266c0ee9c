"""The search over everything (Ctrl+K): type, choose with the arrows, Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Screen
from panpun_desktop.views.search.found import Found, as_found, commands, people
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.table_delegate import paint_chip
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people import PersonHit

_LINE, _WIDTH, _TOP = 56, 640, 84
_FoundRole = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class _Lines(QStyledItemDelegate):
    """An icon, a name with its facts below, and the kind at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        found: Found = index.data(_FoundRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, Colour.CLAY_LIGHT.q)
        paint_icon(painter, found.icon, Colour.MUTED, QRectF(box.left() + 16, box.center().y() - 9, 18, 18))
        words = box.adjusted(46, 6, -130, -6)
        self._paint_words(painter, words, found)
        painter.setFont(theme.font(13))
        width = painter.fontMetrics().horizontalAdvance(found.kind) + 14
        paint_chip(painter, box.adjusted(box.width() - width - 16, 0, -16, 0), found.kind, Tone.NEUTRAL)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRectF, found: Found) -> None:
        half = box.height() / 2
        upper = box.adjusted(0, 0, 0, -half) if found.detail else box
        painter.setFont(theme.font(theme.BASE_PX, 600))
        painter.setPen(Colour.INK.q)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, found.title)
        painter.setFont(theme.font(13))
        painter.setPen(Colour.MUTED.q)
        detail = painter.fontMetrics().elidedText(found.detail, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignVCenter, detail)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, _LINE)


class SearchPanel(QWidget):
    """Lies over the window and dims it; Esc or a click beside the card closes it."""

    closed = Signal()

    def __init__(self, context: Context, screens: Sequence[Screen], over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("searchPanel")
        self._context, self._screens = context, screens
        self._back_to: QWidget | None = None
        self.field = SearchBox(_("Name, nickname, ID number, register number, bed"), pause_ms=60)
        self.field.setObjectName("searchField")
        self.list = QListWidget()
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setAccessibleName(_("Findings"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = ThaiLabel("", role="help")
        self._lay_out()
        self.field.textChanged.connect(self._show_commands)
        self.field.searched.connect(self._ask)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._open())
        self.hide()

    def _lay_out(self) -> None:
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._card.setProperty("card", True)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        keys = ThaiLabel(_("↑↓ choose · Enter open · Ctrl+Enter admit · Esc close"), role="help")
        foot.addWidget(keys)
        foot.addStretch(1)
        foot.addWidget(self.count)
        column.addLayout(foot)

    def start(self, text: str = "") -> None:
        """Open over the whole window, with a text to begin with."""
        self._back_to = self.window().focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        self._show_commands()

    def fit(self) -> None:
        """Cover the window; the card keeps to its middle."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDTH, self.width() - 40)
        lines = min(max(self.list.count(), 1), 7)
        height = min(lines * _LINE + 100, self.height() - _TOP - 10)
        self._card.setGeometry((self.width() - width) // 2, min(_TOP, self.height() // 8), width, height)

    def finish(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    # what is found --------------------------------------------------------------------------------

    def _show_commands(self) -> None:
        if not self.isVisible():
            return
        kept = [one for one in self._found() if one.person_id is not None] if self.field.text() else []
        self._show(kept + commands(self._context, self._screens, self.field.text()))

    def _ask(self, text: str) -> None:
        if not self.isVisible() or not text.strip() or not self._context.may("person.search"):
            return
        context = self._context
        self._context.operations.read(
            self, lambda: people(context, text), lambda hits: self._take(text, hits), self._refuse, "search"
        )

    def _take(self, text: str, hits: Sequence[PersonHit]) -> None:
        if text != self.field.text():
            return
        lines = [as_found(self._context, hit) for hit in hits]
        self._show(lines + commands(self._context, self._screens, text))

    def _refuse(self, error: PanpunError) -> None:
        self.count.setText(message_of(error))

    def _found(self) -> list[Found]:
        return [self.list.item(row).data(_FoundRole) for row in range(self.list.count())]

    def _show(self, found: Sequence[Found]) -> None:
        self.list.clear()
        for one in found:
            item = QListWidgetItem()
            item.setData(_FoundRole, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title} {one.detail} {one.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        words = _("{count} items").format(count=len(found))
        similar = _("Similar to what was typed") if any(one.is_similar for one in found) else ""
        self.count.setText(f"{similar} · {words}" if similar else words)
        self.fit()

    # keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: object, event: object) -> bool:
        return isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        act = _KEYS.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            act = _CONTROL_KEYS.get(event.key())
        if act is None:
            return False
        act(self)
        return True

    def _step(self, by: int) -> None:
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def _chosen(self) -> Found | None:
        item = self.list.currentItem()
        found: Found | None = item.data(_FoundRole) if item is not None else None
        return found

    def _open(self) -> None:
        found = self._chosen()
        if found is not None:
            self.hide()
            QTimer.singleShot(0, found.open)
        elif self.field.text().strip():
            self.hide()
            self._context.navigate("residents", search=self.field.text().strip())

    def _admit(self) -> None:
        found = self._chosen()
        if found is not None and found.person_id is not None:
            self.hide()
            self._context.navigate("admission", person_id=found.person_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(38, 34, 30, 80))
        painter.end()


_KEYS: dict[int, Callable[[SearchPanel], None]] = {
    Qt.Key.Key_Down: lambda panel: panel._step(1),
    Qt.Key.Key_Up: lambda panel: panel._step(-1),
    Qt.Key.Key_Return: lambda panel: panel._open(),
    Qt.Key.Key_Enter: lambda panel: panel._open(),
    Qt.Key.Key_Escape: lambda panel: panel.finish(),
}
_CONTROL_KEYS: dict[int, Callable[[SearchPanel], None]] = {
    Qt.Key.Key_Return: lambda panel: panel._admit(),
    Qt.Key.Key_Enter: lambda panel: panel._admit(),
}
