"""Outline icons (Tabler), recoloured by role and drawn sharp at any scale."""

from __future__ import annotations

import logging
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from panpun_desktop.common.resources import RESOURCES
from panpun_desktop.widgets.theme import Colour

_log = logging.getLogger(__name__)
_FOLDER = RESOURCES / "icons"


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    path = _FOLDER / f"{name}.svg"
    if not path.exists():
        _log.warning("no icon named %s", name)
        return QSvgRenderer()
    drawing = path.read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


class _OutlineEngine(QIconEngine):
    """Draws the SVG at the pixels asked for, so that 125 % and 150 % stay sharp."""

    def __init__(self, name: str, colour: str, checked: str) -> None:
        super().__init__()
        self._key = (name, colour, checked)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name, colour, checked = self._key
        if mode == QIcon.Mode.Disabled:
            colour = "#A59D94"
        elif state == QIcon.State.On:
            colour = checked
        _renderer(name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _OutlineEngine(*self._key)


@cache
def icon(name: str, colour: str = Colour.INK, checked: str = "") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in a colour, and in another one while its button is checked."""
    return QIcon(_OutlineEngine(name, str(colour), str(checked or colour)))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon inside a delegate or a widget that paints itself."""
    _renderer(name, str(colour)).render(painter, rect)


def has_icon(name: str) -> bool:
    """Say whether the icon is among the committed ones."""
    return (_FOLDER / f"{name}.svg").exists()
