"""Pictures of the window with the dialogs and menus that stand before it, as they look on a desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from panpun_desktop.widgets import theme
from panpun_desktop.widgets.theme import Colour

_STRIP = 34
"""Height of the title strip that a window manager would draw."""


def save_picture(window: QWidget, path: Path) -> None:
    """Save the window and everything of the program that stands before it."""
    picture = window.grab()
    before = [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for one in sorted(before, key=_nearness):
        _lay_over(painter, window, one)
    painter.end()
    picture.save(str(path))


def _nearness(widget: QWidget) -> tuple[bool, int]:
    return (not isinstance(widget, QDialog), _depth(widget))


def _depth(widget: QWidget) -> int:
    depth, parent = 0, widget.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return depth


def _lay_over(painter: QPainter, window: QWidget, widget: QWidget) -> None:
    picture: QPixmap = widget.grab()
    if isinstance(widget, QDialog):
        painter.fillRect(window.rect(), QColor(38, 34, 30, 50))
        place = (window.rect().center() - widget.rect().center()) + QPoint(0, _STRIP // 2)
        _draw_frame(painter, QRect(place, widget.size()), widget.windowTitle())
    else:
        place = window.mapFromGlobal(widget.mapToGlobal(QPoint(0, 0)))
    painter.drawPixmap(place, picture)


def _draw_frame(painter: QPainter, inner: QRect, title: str) -> None:
    painter.setPen(Colour.LINE.q)
    painter.setBrush(Colour.BACKGROUND.q)
    painter.drawRoundedRect(inner.adjusted(-1, -_STRIP, 1, 1), 6, 6)
    painter.setPen(Colour.INK.q)
    painter.setFont(theme.font(theme.BASE_PX, 600))
    strip = QRect(inner.left() + 14, inner.top() - _STRIP, inner.width() - 28, _STRIP)
    painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter, title)
