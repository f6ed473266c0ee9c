"""The list under a name field: who in the register may be meant. The field keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.be_calendar import PartialDate
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_partial
from panpun_desktop.services.people_rows import PersonHit
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.table_delegate import AnyIndex, paint_chip
from panpun_desktop.widgets.theme import Colour, Tone

_HIT = Qt.ItemDataRole.UserRole
_ROW = 46
_MOST = 6


class HitsPopup(QFrame):
    """Shows findings of the register below a field; arrows move through them, ``taken`` carries one."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, sex_labels: dict[str, str], today: date) -> None:
        super().__init__(parent)
        self.setObjectName("hitsPopup")
        self.setProperty("card", True)
        self._sex_labels, self._today = sex_labels, today
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("People in the register"))
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.taken.emit(item.data(_HIT)))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 4)
        column.setSpacing(2)
        column.addWidget(self.list)
        keys = ThaiLabel(_("↓ choose · Enter take this person · Esc keep typing"), role="help")
        keys.setContentsMargins(10, 0, 10, 0)
        column.addWidget(keys)
        self.hide()

    def show_hits(self, hits: Sequence[PersonHit], below: QWidget, *, exact: bool) -> None:
        """Show findings under a field; an exact match is chosen already, others wait for an arrow key."""
        self.list.clear()
        for hit in hits[:_MOST]:
            item = QListWidgetItem(f"{hit.name} {self.remark(hit)}")
            item.setData(_HIT, hit)
            item.setData(_HIT + 1, self.remark(hit))
            item.setSizeHint(QSize(100, _ROW))
            self.list.addItem(item)
        if not hits:
            self.hide()
            return
        self.list.setCurrentRow(0 if exact else -1)
        self._place(below)
        self.show()
        self.raise_()

    def _place(self, below: QWidget) -> None:
        window = below.window()
        height = self.list.count() * _ROW + 4
        self.list.setFixedHeight(height)
        at = below.mapTo(window, QPoint(0, below.height() + 2))
        width = min(460, window.width() - at.x() - 8)
        self.setGeometry(at.x(), at.y(), width, height + 30)

    def remark(self, hit: PersonHit) -> str:
        """Register number, sex, age and last stay in one line."""
        sex = self._sex_labels.get(hit.sex, "")
        age = _("{age} years").format(age=hit.age) if hit.age is not None else ""
        parts = (hit.regno, f"{sex} {age}".strip(), last_stay(hit, self._today), hit.bed)
        return " · ".join(part for part in parts if part)

    def step(self, by: int) -> None:
        """Choose the next or the previous finding."""
        row = self.list.currentRow() + by
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))

    def current(self) -> PersonHit | None:
        """The finding that is chosen, or nothing."""
        item = self.list.currentItem()
        hit: PersonHit | None = item.data(_HIT) if item is not None else None
        return hit


def last_stay(hit: PersonHit, today: date) -> str:
    """When the person was last here, in words; nothing for someone who never stayed."""
    if hit.present:
        return _("staying here now")
    if hit.last_stay_on is None:
        return ""
    month = PartialDate("month", hit.last_stay_on.replace(day=1), "be")
    return _("stayed in {month}").format(month=format_partial(month, today, "short"))


class _HitDelegate(QStyledItemDelegate):
    """A name over its remark; a chip says who is here now or was only found by likeness."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        hit: PersonHit = index.data(_HIT)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, Colour.CLAY_LIGHT.q)
        room = int(box.width()) - 24 - (110 if hit.present or hit.matched == "similar" else 0)
        for text, top, size, weight, ink in (
            (hit.name, 3, theme.TABLE_PX, 600, Colour.INK),
            (str(index.data(_HIT + 1)), 23, theme.HELP_PX, 400, Colour.MUTED),
        ):
            painter.setFont(theme.font(size, weight))
            painter.setPen(ink.q)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = QRectF(box.left() + 10, box.top() + top, room, 20)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        self._paint_chip(painter, box, hit)
        painter.restore()

    def _paint_chip(self, painter: QPainter, box: QRectF, hit: PersonHit) -> None:
        where = QRectF(box.right() - 112, box.top(), 104, box.height())
        if hit.present:
            paint_chip(painter, where, _("Staying"), Tone.INFO)
        elif hit.matched == "similar":
            paint_chip(painter, where, _("Similar name"), Tone.NEUTRAL)
