"""Painting the attendance sheet: letters on their tones, grey cells, the corner of a remark (design 05)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import sign_of
from panpun_desktop.views.courses.sheet_words import TONES, short_of
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from panpun_desktop.rules.class_presence import Grey
    from panpun_desktop.services.attendance_sheet import SheetCell

SHUT: Final = QColor("#F1EEEA")
"""A day without a lesson."""
GRID: Final = Colour.NEUTRAL_LIGHT
_LETTER_PX, _SHORT_PX, _CORNER, _HIGH = 13.5, 11, 6, 26
_DOT: Final = 2.5
_CENTRE = Qt.AlignmentFlag.AlignCenter


def paint_hole(painter: QPainter, middle: QPoint) -> None:
    """The dot of a day that is over and on which somebody is not marked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Tone.WARN.ink.q)
    painter.drawEllipse(QPointF(middle), _DOT, _DOT)
    painter.restore()


class CellPainter:
    """Draws cells; letters drawn once are kept as pictures, because shaping Thai is most of the work."""

    def __init__(self) -> None:
        self._letters: dict[tuple[str, Colour, float, int, float], tuple[QPixmap, int]] = {}

    def mark(self, painter: QPainter, box: QRect, cell: SheetCell, *, is_strong: bool) -> None:
        """A mark on its tone; a remark folds the corner."""
        letter, tone, ground = _shape(cell.code)
        if ground is not None:
            painter.fillRect(box, ground)
        self._letter(painter, box, letter, tone.ink, _LETTER_PX, 600 if is_strong else 400)
        if cell.remark:
            self._fold(painter, box, tone)

    def grey(self, painter: QPainter, box: QRect, grey: Grey) -> None:
        """Why nobody is expected, in a word."""
        painter.fillRect(box, Colour.NEUTRAL_LIGHT.q)
        self._letter(painter, box, short_of(grey), Colour.MUTED, _SHORT_PX, 400)

    def frame(self, painter: QPainter, box: QRect, *, has_focus: bool) -> None:
        """The cell the keys act on."""
        painter.setPen(QPen(Colour.CLAY.q, 2 if has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))

    def _fold(self, painter: QPainter, box: QRect, tone: Tone) -> None:
        corner = QPointF(box.right() + 1, box.top())
        points = [corner, corner + QPointF(-_CORNER, 0), corner + QPointF(0, _CORNER)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.ink.q)
        painter.drawPolygon(QPolygonF(points))

    def _letter(self, painter: QPainter, box: QRect, text: str, ink: Colour, px: float, weight: int) -> None:
        picture, wide = self._picture(text, ink, px, weight, painter.device().devicePixelRatio())
        painter.drawPixmap(
            box.left() + (box.width() - wide) // 2, box.top() + (box.height() - _HIGH) // 2, picture
        )

    def _picture(self, text: str, ink: Colour, px: float, weight: int, ratio: float) -> tuple[QPixmap, int]:
        key = (text, ink, px, weight, ratio)
        if key not in self._letters:
            picture = _drawn(text, ink, letter_font(px, weight), ratio)
            self._letters[key] = picture, round(picture.width() / ratio)
        return self._letters[key]


@cache
def _shape(code: str) -> tuple[str, Tone, QColor | None]:
    """The letter of a stored code, its tone, and the ground under it."""
    known = AttendanceCode(code)
    tone, has_ground = TONES[known]
    return sign_of(known).letter, tone, tone.light.q if has_ground else None


def _drawn(text: str, ink: Colour, font: QFont, ratio: float) -> QPixmap:
    width = int(QFontMetricsF(font).horizontalAdvance(text)) + 4
    picture = QPixmap(round(width * ratio), round(_HIGH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(ink.q)
    painter.drawText(QRectF(0, 0, width, _HIGH), _CENTRE, text)
    painter.end()
    return picture


@cache
def letter_font(px: float, weight: int) -> QFont:
    """A font of the sheet; made once."""
    return theme.font(px, weight)
