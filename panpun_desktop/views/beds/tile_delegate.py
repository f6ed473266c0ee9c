"""Paints a bed as a tile: colour of the service at the edge, number, day, name (design 04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds import words
from panpun_desktop.widgets import masking, theme
from panpun_desktop.widgets.table_model import AnyIndex
from panpun_desktop.widgets.theme import Colour, Tone, service_colour

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile

TILE_HEIGHT, GAP = 50, 6
TileRole = Qt.ItemDataRole.UserRole
_PAD, _EDGE = 11.5, 4
_UP, _DOWN = 6, 26
_MOST_PICTURES = 60
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TileDelegate(QStyledItemDelegate):
    """One tile; ``target_id`` is the bed under a drag or a move by keys, ``width`` that of all tiles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.target_id: int | None = None
        self.width = 100
        self._small, self._name = theme.font(12.5), theme.font(theme.BASE_PX, 500)
        self._metrics = {id(one): QFontMetricsF(one) for one in (self._small, self._name)}
        self._pictures: dict[tuple[BedTile, int, float, bool], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self.width, TILE_HEIGHT + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        tile: BedTile = index.data(TileRole)
        painter.drawPixmap(option.rect.topLeft(), self._picture(tile, painter.device().devicePixelRatio()))
        is_target = tile.bed_id == self.target_id
        if not (is_target or option.state & QStyle.StateFlag.State_Selected):
            return
        box = QRectF(option.rect).adjusted(0.5, 0.5, -GAP - 0.5, -GAP - 0.5)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, box, Colour.OK if is_target else Colour.CLAY, 2 if has_focus else 1.4)
        painter.restore()

    def _picture(self, tile: BedTile, ratio: float) -> QPixmap:
        """The tile drawn once: shaping Thai again at each repaint would be most of the work."""
        key = (tile, self.width, ratio, masking.is_on())
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures.clear()
            picture = self._pictures[key] = self._draw(tile, ratio)
        return picture

    def _draw(self, tile: BedTile, ratio: float) -> QPixmap:
        picture = QPixmap(round(self.width * ratio), round((TILE_HEIGHT + GAP) * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0.5, 0.5, self.width - GAP - 1, TILE_HEIGHT - 1)
        self._paint_ground(painter, box, tile)
        if tile.state == words.TAKEN:
            self._paint_sleeper(painter, box, tile)
        else:
            self._paint_empty(painter, box, tile)
        painter.end()
        return picture

    def _paint_ground(self, painter: QPainter, box: QRectF, tile: BedTile) -> None:
        ground, line = Colour.CARD, Colour.LINE
        if tile.state == words.TAKEN and tile.level in ("amber", "red"):
            tone = Tone.WARN if tile.level == "amber" else Tone.BAD
            ground, line = tone.light, tone.ink
        elif tile.state == words.CLOSED:
            ground = Colour.NEUTRAL_LIGHT
        elif tile.absent:
            ground = Colour.SOFT
        is_free = tile.state == words.FREE
        pen = QPen(Colour.FIELD_LINE.q if is_free else line.q, 1)
        if is_free and tile.reserved_for:
            pen = QPen(Tone.WARN.ink.q, 1)
        if is_free:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(ground.q)
        painter.drawRoundedRect(box, 5, 5)

    def _paint_sleeper(self, painter: QPainter, box: QRectF, tile: BedTile) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(service_colour(tile.service_type).q)
        edge = QRectF(box.left() - 0.5, box.top() - 0.5, _EDGE + 5, box.height() + 1)
        painter.save()
        painter.setClipRect(QRectF(edge.left(), edge.top(), _EDGE, edge.height()))
        painter.drawRoundedRect(edge, 5, 5)
        painter.restore()
        tone = words.level_tone(tile)
        figure_ink = tone.ink if tone is not None else Colour.MUTED
        self._write(painter, box, _UP, tile.label, self._small, Colour.MUTED)
        self._write(painter, box, _UP, words.day_figure(tile), self._small, figure_ink, right=True)
        mark = words.absent_mark(tile)
        tone = Tone.INFO if mark else Tone.WARN
        mark = mark or words.promise_mark(tile)
        room = self._paint_mark(painter, box, mark, tone) if mark else 0
        ink = Colour.MUTED if tile.absent else Colour.INK
        self._write(
            painter,
            box.adjusted(0, 0, -room, 0),
            _DOWN,
            masking.shown(words.tile_name(tile)),
            self._name,
            ink,
        )

    def _paint_empty(self, painter: QPainter, box: QRectF, tile: BedTile) -> None:
        is_free = tile.state == words.FREE
        self._write(painter, box, _UP, tile.label, self._small, Colour.MUTED)
        state = _("free") if is_free else words.state_words(tile)
        ink = Colour.OK if is_free else Colour.MUTED
        if is_free and tile.reserved_for:
            state, ink = _("reserved · {name}").format(name=masking.shown(tile.reserved_for)), Colour.WARN
        self._write(painter, box, _DOWN - 2, state, self._small, ink)
        self._write(painter, box, _UP, words.promise_mark(tile), self._small, Colour.WARN, right=True)

    def _paint_mark(self, painter: QPainter, box: QRectF, mark: str, tone: Tone) -> float:
        """A word on its tone in the lower right corner; gives the width it takes."""
        width = self._metrics[id(self._small)].horizontalAdvance(mark) + 10
        chip = QRectF(box.right() - width - 7, box.bottom() - 22, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.light.q)
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(tone.ink.q)
        painter.setFont(self._small)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, mark)
        return width + 6

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        down: float,
        text: str,
        font: QFont,
        ink: Colour,
        *,
        right: bool = False,
    ) -> None:
        if not text:
            return
        metrics = self._metrics[id(font)]
        line = QRectF(box.left() + _PAD, box.top() + down - 2, box.width() - _PAD - 9, 24)
        painter.setFont(font)
        painter.setPen(ink.q)
        shown = text
        if metrics.horizontalAdvance(text) > line.width():
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _RIGHT if right else _LEFT, shown)

    def _paint_frame(self, painter: QPainter, box: QRectF, ink: Colour, width: float) -> None:
        painter.setPen(QPen(ink.q, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
