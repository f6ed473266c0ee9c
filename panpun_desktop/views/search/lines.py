"""How a finding looks: people on two lines with a chip, pages and commands on one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from panpun_desktop.views.search.found import Found
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.table_delegate import paint_chip
from panpun_desktop.widgets.theme import Colour, Tone

PERSON_LINE, COMMAND_LINE = 56, 37
FoundRole = Qt.ItemDataRole.UserRole
_LEFT, _WORDS = 16, 46
AnyIndex = QModelIndex | QPersistentModelIndex


def height_of(found: Found) -> int:
    """The height of a line in pixels."""
    return COMMAND_LINE if found.is_command else PERSON_LINE


class Lines(QStyledItemDelegate):
    """An icon, a name with its facts below, and the kind at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        found: Found = index.data(FoundRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, Colour.CLAY_LIGHT.q)
        picture = QRectF(box.left() + _LEFT, box.center().y() - 9, 18, 18)
        paint_icon(painter, found.icon, Colour.MUTED, picture)
        taken = self._paint_kind(painter, box, found)
        self._paint_words(painter, box.adjusted(_WORDS, 7, -taken - 12, -7), found)
        painter.restore()

    def _paint_kind(self, painter: QPainter, box: QRectF, found: Found) -> float:
        painter.setFont(theme.font(13))
        width = painter.fontMetrics().horizontalAdvance(found.kind) + 14.0
        right = box.adjusted(box.width() - width - _LEFT, 0, -_LEFT, 0)
        if found.is_command:
            painter.setPen(Colour.MUTED.q)
            words = f"{found.detail}   {found.kind}" if found.detail else found.kind
            painter.drawText(
                box.adjusted(0, 0, -_LEFT - 1, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                words,
            )
            return painter.fontMetrics().horizontalAdvance(words) + _LEFT
        paint_chip(painter, right, found.kind, Tone.NEUTRAL)
        return width + _LEFT

    def _paint_words(self, painter: QPainter, box: QRectF, found: Found) -> None:
        half = box.height() / 2
        two_lines = not found.is_command and bool(found.detail)
        upper = box.adjusted(0, 0, 0, -half) if two_lines else box
        painter.setFont(theme.font(theme.BASE_PX, 600))
        painter.setPen(Colour.INK.q)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, _elided(painter, found.title, box))
        if not two_lines:
            return
        painter.setFont(theme.font(13))
        painter.setPen(Colour.MUTED.q)
        lower = box.adjusted(0, half, 0, 0)
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, _elided(painter, found.detail, box))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, height_of(index.data(FoundRole)))


def _elided(painter: QPainter, text: str, box: QRectF) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
