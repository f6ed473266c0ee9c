"""Draw the program's icon in the sizes that desktops and Windows want, from installer/desktop/*.svg.

``QT_QPA_PLATFORM=offscreen python installer/make_icons.py`` writes the .png and .ico files beside it.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent / "desktop"
NAME = "org.panpun.Panpun"
DESKTOP_SIZES = (48, 128, 256)
WINDOWS_SIZES = (16, 20, 24, 32, 48, 64, 256)


def drawn(svg: QSvgRenderer, size: int) -> bytes:
    """The icon as PNG, ``size`` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    svg.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def main() -> None:
    """Write every size."""
    app = QGuiApplication([])
    svg = QSvgRenderer(str(FOLDER / f"{NAME}.svg"))
    for size in DESKTOP_SIZES:
        (FOLDER / f"{NAME}-{size}.png").write_bytes(drawn(svg, size))
    pictures = [Image.open(io.BytesIO(drawn(svg, size))) for size in WINDOWS_SIZES]
    sizes = [(size, size) for size in WINDOWS_SIZES]
    pictures[-1].save(FOLDER / "panpun.ico", sizes=sizes, append_images=pictures[:-1])
    app.quit()


if __name__ == "__main__":
    main()
