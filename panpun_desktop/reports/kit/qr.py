"""A QR code of a text, in UTF-8."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import cm

from panpun_desktop.reports.kit.blocks import Painted

_QUIET = 4  # modules of white around, as the standard asks


def qr_modules(text: str) -> list[list[bool]]:
    """The dark modules, rows from the top."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def qr(text: str, centimetres: float = 2.5) -> Painted:
    """A square QR code with its quiet zone, ``centimetres`` wide."""
    modules = qr_modules(text)
    side = centimetres * cm
    step = side / (len(modules) + 2 * _QUIET)

    def paint(canvas: Any, _width: float, height: float) -> None:
        canvas.saveState()
        canvas.setFillColor("black")
        for row, cells in enumerate(modules):
            y = height - (row + _QUIET + 1) * step
            for column, is_dark in enumerate(cells):
                if is_dark:
                    canvas.rect((column + _QUIET) * step, y, step * 1.02, step * 1.02, stroke=0, fill=1)
        canvas.restoreState()

    return Painted(side, paint, side)
