"""What stands before the window while a last backup is made: it can be skipped, and says when it failed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone


class ClosingDialog(QDialog):
    """``left`` closes the program without waiting, ``stayed`` goes back to work after a failure."""

    left = Signal()
    stayed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("closingDialog")
        self.setWindowTitle(_("Closing the program"))
        self.setMinimumWidth(440)
        self.title = ThaiLabel(_("Backing up…"), role="title")
        self.hint = help_text(
            _("The program closes by itself when the backup is checked. Nothing is lost by skipping.")
        )
        self.banner = Banner("", Tone.BAD)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Backing up…"))
        self.stay_button = QuietButton(_("Back to work"), clicked=self.stayed.emit)
        self.stay_button.setObjectName("stayButton")
        self.leave_button = QuietButton(_("Skip and close"), clicked=self.left.emit)
        self.leave_button.setObjectName("skipBackupButton")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for one in (self.title, self.bar, self.banner, self.hint):
            column.addWidget(one)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stay_button)
        row.addWidget(self.leave_button)
        column.addLayout(row)
        self.stay_button.hide()

    def fail(self, text: str) -> None:
        """The backup could not be made: say why and let the person choose."""
        self.title.setText(_("The backup was not made"))
        self.bar.hide()
        self.hint.hide()
        self.banner.say(text, Tone.BAD)
        self.stay_button.show()
        self.leave_button.setText(_("Close without a backup"))

    def reject(self) -> None:
        """Esc: back to work once it failed; while it runs there is only skipping."""
        if not self.stay_button.isHidden():
            self.stayed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
