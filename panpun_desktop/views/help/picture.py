"""A picture of the help in a window of its own, as large as the screen lets it be."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from panpun_desktop.common.help_book import help_folder
from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import QuietButton

_FRAME = QSize(60, 140)
"""Pixels for margins, title bar and button."""


class PictureDialog(QDialog):
    """Shows one picture; Esc, Enter or the button closes it."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpPictureDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.picture = QLabel()
        self.picture.setObjectName("helpPicture")
        self.picture.setAccessibleName(title)
        room = self.screen().availableSize() - _FRAME
        self.picture.setPixmap(QPixmap.fromImage(_fitting(read_picture(name), room)))
        close = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        close.setObjectName("closePictureButton")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.picture)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def read_picture(name: str) -> QImage:
    """The picture as it is kept; an empty one when there is none."""
    return QImage(str(help_folder() / "pictures" / name))


def smooth(image: QImage, width: int, ratio: float = 1.0) -> QImage:
    """The picture this many logical pixels wide, without broken letters; never larger than it is."""
    wanted = min(image.width(), round(width * ratio))
    if image.isNull() or wanted <= 0:
        return image
    return image.scaledToWidth(wanted, Qt.TransformationMode.SmoothTransformation)


def _fitting(image: QImage, room: QSize) -> QImage:
    if image.width() <= room.width() and image.height() <= room.height():
        return image
    ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(room, *ways)
