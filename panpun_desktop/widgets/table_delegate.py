"""Draws the cells of a table: chips, a strong name with its remark, icons."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QStaticText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from panpun_desktop.widgets import hints, masking, theme
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.icons import paint_icon
from panpun_desktop.widgets.table_model import (
    AfterRole,
    ColumnRole,
    IconRole,
    RowRole,
    RowsTableModel,
    ToneRole,
)
from panpun_desktop.widgets.theme import Colour, Tone

TIP = Qt.ItemDataRole.ToolTipRole
_PAD = 10
_MOST_LINES = 3
_ENDLESS = 100_000
_SELECTED = QStyle.StateFlag.State_Selected.value
"""As a plain number: a table asks for every cell, and Qt's flags are slow to ask."""
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
AnyIndex = QModelIndex | QPersistentModelIndex


class RowsDelegate(QStyledItemDelegate):
    """One line at the bottom of each row; the selection is clay light; the focus a thin frame."""

    frames_cells = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        state = option.state.value
        if state & _SELECTED:
            painter.fillRect(box, Colour.CLAY_LIGHT.q)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), Colour.LINE.q)
        self._paint_cell(painter, box.adjusted(_PAD, 0, -_PAD, -1), index)
        if state & _FOCUSED and self.frames_cells:
            painter.setPen(Colour.CLAY.q)
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -2.5), 3, 3)
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, index: AnyIndex) -> None:
        table = cast("RowsTableModel[Any]", index.model())
        row = table.row_here(index.row())
        if row is None:  # still being read
            return
        column = table.columns[index.column()]
        text = masking.shown(column.text(row))
        name = column.icon(row) if column.icon else ""
        if name:
            paint_icon(painter, name, Colour.MUTED, QRectF(box.left(), box.center().y() - 8, 16, 16))
            box = box.adjusted(22, 0, 0, 0)
        tone = column.chip(row) if column.chip else None
        if tone is not None and text:
            paint_chip(painter, box, text, Tone(tone))
        else:
            _paint_text(painter, box, text, column, masking.shown(column.after(row)) if column.after else "")

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        column: Column[object] = index.data(ColumnRole)
        metrics = QFontMetrics(theme.font(theme.TABLE_PX, 600 if column.strong else 400))
        width = metrics.horizontalAdvance(str(index.data() or ""))
        after = str(index.data(AfterRole) or "")
        if after:
            width += QFontMetrics(theme.font(theme.HELP_PX)).horizontalAdvance(after) + 6
        width += 14 if index.data(ToneRole) is not None else 0
        width += 22 if index.data(IconRole) else 0
        return QSize(width + 2 * _PAD + 2, theme.ROW_HEIGHT)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """A tip of the column's own, else the whole text where the cell cuts it."""
        if event.type() is QEvent.Type.ToolTip and index.isValid() and not index.data(TIP):
            text = self.whole_text(option, index)
            if text:
                QToolTip.showText(event.globalPos(), text, view)
                return True
        return super().helpEvent(event, view, option, index)

    def whole_text(self, option: QStyleOptionViewItem, index: AnyIndex) -> str:
        """All that a cell says when there is more of it than fits, else nothing."""
        column: Column[object] | None = index.data(ColumnRole)
        if index.data(RowRole) is None or column is None or self._fits(option, index, column):
            return ""
        return " ".join(str(one) for one in (index.data(), index.data(AfterRole)) if one)

    def _fits(self, option: QStyleOptionViewItem, index: AnyIndex, column: Column[object]) -> bool:
        room = option.rect.width()
        if self.sizeHint(option, index).width() <= room + 2:
            return True
        if not column.wraps:
            return False
        font, inner = _font(theme.TABLE_PX, 600 if column.strong else 400), room - 2 * _PAD + 1
        lines = _lines(str(index.data() or ""), font, inner)
        return all(QFontMetrics(font).horizontalAdvance(line) <= inner for line in lines)


def _paint_text(painter: QPainter, box: QRectF, text: str, column: Column[object], after: str) -> None:
    font = _font(theme.TABLE_PX, 600 if column.strong else 400)
    painter.setFont(font)
    painter.setPen(Colour.MUTED.q if column.muted else Colour.INK.q)
    if column.wraps:
        _draw_lines(painter, box, _lines(text, font, int(box.width()) + 1), font)
        return
    shown, width = _fitting(text, font, int(box.width()) + 1)
    _draw(painter, box.right() - width if column.right else box.left(), box, shown)
    if after and not column.right:
        font = _font(theme.HELP_PX, 400)
        painter.setFont(font)
        painter.setPen(Colour.MUTED.q)
        room = box.adjusted(width + 6, 0, 0, 0)
        _draw(painter, room.left(), room, _fitting(after, font, int(room.width()))[0])


@cache
def _font(px: float, weight: int) -> QFont:
    return theme.font(px, weight)


@lru_cache(maxsize=1024)
def _fitting(text: str, font: QFont, width: int) -> tuple[QStaticText, int]:
    """The text as far as it fits, and how wide that is; measuring and shaping Thai cost most, so once."""
    metrics = QFontMetrics(font)
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    shown = QStaticText(words)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.prepare(font=font)
    return shown, metrics.horizontalAdvance(words)


def _draw(painter: QPainter, left: float, box: QRectF, shown: QStaticText) -> None:
    """Draw a text upright in the middle of a box, in the font it was measured in."""
    painter.drawStaticText(QPointF(left, box.center().y() - shown.size().height() / 2), shown)


@lru_cache(maxsize=2048)
def _lines(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """The text on one line, else on several: broken at blanks where that is enough, so names stay whole."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    at_blanks = _broken(text.replace(" ", " \u200b"), metrics, width)
    if all(metrics.horizontalAdvance(line) <= width for line in at_blanks):
        return at_blanks
    return _broken(hints.hinted(text).replace(" ", " \u200b"), metrics, width)


def _broken(hinted: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """As many pieces on a line as fit; the last takes what is left and alone may be cut."""
    lines, pieces = [""], [one for one in hinted.split("\u200b") if one]
    for piece in pieces:
        fits = metrics.horizontalAdvance((lines[-1] + piece).rstrip()) <= width
        if fits or not lines[-1] or len(lines) == _MOST_LINES:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(line.strip() for line in lines)


def _draw_lines(painter: QPainter, box: QRectF, lines: tuple[str, ...], font: QFont) -> None:
    """The lines around the middle of a box."""
    height = QFontMetrics(font).height() - 2
    top = box.center().y() - height * len(lines) / 2
    for number, line in enumerate(lines):
        place = QRectF(box.left(), top + number * height, box.width(), height)
        _draw(painter, place.left(), place, _fitting(line, font, int(box.width()) + 1)[0])


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: Tone) -> None:
    """Draw a chip at the left of a box, upright in its middle."""
    font = _font(13, 400)
    painter.setFont(font)
    width = min(_fitting(text, font, _ENDLESS)[1] + 14.0, box.width())
    chip = QRectF(box.left(), box.center().y() - 10, width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.light.q)
    painter.drawRoundedRect(chip, 3, 3)
    painter.setPen(tone.ink.q)
    shown, wide = _fitting(text, font, int(width - 12))
    _draw(painter, chip.center().x() - wide / 2, chip, shown)
    painter.setBrush(Qt.BrushStyle.NoBrush)
