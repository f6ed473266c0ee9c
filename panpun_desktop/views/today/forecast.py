"""The bars of the coming nights: people expected, as a picture and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.services.today_rows import ForecastDay

_CERTAIN, _GUESSED = QColor("#DBA590"), QColor("#EADBD3")
_FIGURE, _DAY, _MOST_HIGH = 20, 20, 96


class ForecastBars(QWidget):
    """One bar for each night; the first is tonight, paler ones are guesses from limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days: tuple[ForecastDay, ...] = ()
        self.setObjectName("forecastBars")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_FIGURE + _MOST_HIGH + _DAY)
        self.setAccessibleName(_("People expected on the coming nights"))

    def sizeHint(self) -> QSize:
        return QSize(370, self.height())

    def show_days(self, days: tuple[ForecastDay, ...]) -> None:
        """Show these nights."""
        self.days = days
        self.setAccessibleDescription(", ".join(day_words(one) for one in days))
        self.update()

    def bars(self) -> list[QRectF]:
        """Where each bar stands."""
        if not self.days:
            return []
        step = self.width() / len(self.days)
        width = min(26.0, step * 0.78)
        most = max(1, *(one.people for one in self.days))
        foot = self.height() - _DAY
        return [
            QRectF(place * step + (step - width) / 2, foot - high, width, high)
            for place, one in enumerate(self.days)
            for high in (max(1.0, one.people / most * _MOST_HIGH),)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (one, bar) in enumerate(zip(self.days, self.bars(), strict=True)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Colour.CLAY.q if not place else _CERTAIN if one.is_certain else _GUESSED)
            painter.drawRoundedRect(bar, 2, 2)
            self._write(painter, bar, one)
        if self.hasFocus():
            painter.setPen(QPen(Colour.CLAY.q, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _write(self, painter: QPainter, bar: QRectF, one: ForecastDay) -> None:
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        room = QRectF(bar.left() - 10, 0, bar.width() + 20, _DAY)
        painter.setFont(theme.font(11.5))
        painter.setPen(Colour.INK.q)
        painter.drawText(room.translated(0, bar.top() - _FIGURE), centred, str(one.people))
        painter.setPen(Colour.MUTED.q)
        painter.drawText(room.translated(0, self.height() - _DAY + 1), centred, str(one.on.day))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            under = [
                one for one, bar in zip(self.days, self.bars(), strict=True) if _holds(bar, event.pos().x())
            ]
            QToolTip.showText(event.globalPos(), day_words(under[0]) if under else "", self)
            return True
        return super().event(event)


def _holds(bar: QRectF, across: int) -> bool:
    return bar.left() - 3 <= across <= bar.right() + 3


def day_words(one: ForecastDay) -> str:
    """21 พ.ย. 2569: 47 คน."""
    text = _("{day}: {people} people") if one.is_certain else _("{day}: about {people} people")
    return text.format(day=format_date(one.on, "short"), people=one.people)
