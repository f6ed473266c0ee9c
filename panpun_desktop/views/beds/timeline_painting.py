"""Painting the timeline: only the rows in view, bars as shapes with their words (design 11)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import masking, theme
from panpun_desktop.widgets.theme import Colour, Tone, service_colour

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from panpun_desktop.services.bed_timeline_rows import TimelineBar

INSET, RADIUS, _PAD = 5, 4, 8
_MOST_WORDS = 600
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class BarPainter:
    """Draws bars; words drawn once are kept as pictures, because shaping Thai is most of the work."""

    def __init__(self) -> None:
        self._font: QFont = theme.font(12.5, 500)
        self._metrics = QFontMetricsF(self._font)
        self._words: dict[tuple[str, str, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, bar: TimelineBar, box: QRectF, known: float) -> None:
        """One bar in its box; ``known`` is where the nights end that were slept (tonight too)."""
        if bar.kind == "stay":
            self._stay(painter, bar, box, known)
        elif bar.kind == "closed":
            self._closed(painter, bar, box)
        else:
            self._dashed(painter, bar, box)

    def _stay(self, painter: QPainter, bar: TimelineBar, box: QRectF, known: float) -> None:
        colour = service_colour(bar.service_type).q if bar.service_type else Colour.MUTED.q
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if known < box.right() - 4:  # expected, not lived through yet
            edge = QRectF(box)
            edge.setLeft(max(known, box.left()))
            painter.setPen(_dashes(QColor(255, 255, 255, 190), 1.2))
            inner = edge.adjusted(0, 2.5, -2.5, -2.5)
            corners = (inner.topLeft(), inner.topRight(), inner.bottomRight(), inner.bottomLeft())
            painter.drawPolyline(QPolygonF(corners))
        self._write(painter, bar.text, box, Colour.CARD)

    def _closed(self, painter: QPainter, bar: TimelineBar, box: QRectF) -> None:
        painter.setPen(QPen(Colour.FIELD_LINE.q, 1))
        painter.setBrush(Colour.NEUTRAL_LIGHT.q)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(Colour.FIELD_LINE.q, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._write(painter, bar.text, box, Colour.INK, ground=Colour.NEUTRAL_LIGHT)

    def _dashed(self, painter: QPainter, bar: TimelineBar, box: QRectF) -> None:
        is_offer = bar.kind == "offered"
        tone = Tone.VIOLET if is_offer else (Tone.WARN if bar.waiting_id else Tone.NEUTRAL)
        painter.setPen(_dashes(tone.ink.q, 1.2))
        painter.setBrush(Colour.CARD.q)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        words = _("→ {name} (proposed)") if is_offer else _("reserved · {name}")
        self._write(painter, words.format(name=bar.name), box, tone.ink)

    def away(self, painter: QPainter, box: QRectF) -> None:
        """Nights away lie hatched over the stay."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(255, 255, 255, 150), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box)

    def ghost(self, painter: QPainter, box: QRectF) -> None:
        """Where someone would lie, or which nights are being chosen."""
        painter.setPen(QPen(Colour.CLAY.q, 1.6))
        fill = QColor(Colour.CLAY.q)
        fill.setAlpha(40)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, RADIUS, RADIUS)

    def cursor(self, painter: QPainter, box: QRectF, *, has_focus: bool) -> None:
        """The cell the keys act on."""
        painter.setPen(QPen(Colour.CLAY.q, 2 if has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)

    def _write(
        self, painter: QPainter, text: str, box: QRectF, ink: Colour, ground: Colour | None = None
    ) -> None:
        """The words at the left end of what is seen of the bar."""
        room, text = int(box.width()) - 2 * _PAD, masking.shown(text)
        if not text or room < 12:
            return
        picture = self._picture(text, ink, room, painter.device().devicePixelRatio())
        wide = picture.width() / picture.devicePixelRatio()
        at = QRectF(box.left() + _PAD, box.top(), wide, box.height())
        if ground is not None:
            painter.fillRect(at.adjusted(-3, 4, 3, -4), ground.q)
        painter.drawPixmap(at.topLeft(), picture)

    def _picture(self, text: str, ink: Colour, room: int, ratio: float) -> QPixmap:
        whole = self._metrics.horizontalAdvance(text) <= room
        key = (text, ink.value, 0 if whole else room, ratio)
        if key not in self._words:
            if len(self._words) > _MOST_WORDS:
                self._words.clear()
            shown = text
            if not whole:
                shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._words[key] = self._draw(shown, ink, ratio)
        return self._words[key]

    def _draw(self, text: str, ink: Colour, ratio: float) -> QPixmap:
        width = int(self._metrics.horizontalAdvance(text)) + 2
        picture = QPixmap(round(max(1, width) * ratio), round(26 * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(self._font)
        painter.setPen(ink.q)
        painter.drawText(QRectF(0, 0, width, 26), _MIDDLE, text)
        painter.end()
        return picture


def _dashes(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setDashPattern([3, 2.4])
    return pen


@cache
def month_font() -> QFont:
    """The small words over the days."""
    return theme.font(11)
