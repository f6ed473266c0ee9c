"""The newest photo of a person, or an outline of one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.icons import icon


class PhotoLabel(QLabel):
    """A small portrait that fills its frame."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photoPlace")
        self.setFixedSize(width, height)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.has_picture = False
        self.show_picture(None)

    def show_picture(self, content: bytes | None) -> None:
        """Show a small picture; None shows the outline."""
        picture = QPixmap()
        self.has_picture = bool(content) and picture.loadFromData(content or b"")
        self.setPixmap(self._fitting(picture) if self.has_picture else icon("user", "#A08F82").pixmap(36, 36))
        self.setAccessibleName(_("Photo") if self.has_picture else _("No photo"))

    def _fitting(self, picture: QPixmap) -> QPixmap:
        """The middle of the picture, as large as the frame."""
        size = self.size()
        wide = picture.scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        x, y = (wide.width() - size.width()) // 2, (wide.height() - size.height()) // 2
        return wide.copy(x, y, size.width(), size.height())
