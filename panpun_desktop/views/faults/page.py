"""The page shown instead of the sign-in when the data folder has a fault: what it is and the ways out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.faults import Finding
from panpun_desktop.views.faults import words
from panpun_desktop.views.faults.report import report_of
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, PlainButton, QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Colour, Tone

CARD_WIDTH = 760


class FaultPage(QWidget):
    """Says what was found, that nothing was written over, and offers what helps.

    ``again_asked`` looks once more, ``folder_chosen`` carries another folder, ``restore_asked`` opens the
    screen of backups; that button is there only where somebody can answer it.
    """

    again_asked = Signal()
    folder_chosen = Signal(object)
    restore_asked = Signal()

    def __init__(
        self, finding: Finding, folder: Path, *, may_restore: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.finding, self.folder = finding, folder
        self.told = Banner()
        self.told.setObjectName("faultBanner")
        self._build_buttons(may_restore=may_restore)
        self._lay_out()

    def _build_buttons(self, *, may_restore: bool) -> None:
        self.again_button = MainButton(_("Try again"), "refresh", clicked=self.again_asked.emit)
        self.again_button.setObjectName("tryAgainButton")
        self.restore_button = QuietButton(_("Restore a backup…"), "history", clicked=self.restore_asked.emit)
        self.restore_button.setObjectName("restoreButton")
        self.restore_button.setVisible(False)
        self._may_restore = may_restore
        self.folder_button = QuietButton(_("Choose another folder…"), "database", clicked=self._choose)
        self.folder_button.setObjectName("chooseFolderButton")
        self.copy_button = PlainButton(_("Copy a report"), clicked=self._copy)
        self.copy_button.setObjectName("copyFaultButton")
        self.copy_button.setToolTip(_("For who looks after the program; it names nobody."))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        card.setProperty("card", True)
        card.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(30, 26, 30, 24)
        column.setSpacing(12)
        column.addLayout(self._head())
        for text in (words.found_of(self.finding), words.way_out_of(self.finding)):
            column.addWidget(ThaiLabel(text, wrap=True))
        where = ThaiLabel(_("Folder: {folder}").format(folder=self.folder), role="help", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(where)
        column.addWidget(Banner(_("Nothing was written over, moved or deleted."), Tone.OK))
        column.addWidget(self.told)
        column.addSpacing(4)
        column.addLayout(self._buttons())
        middle = QHBoxLayout()  # an alignment would not ask wrapped text how tall it is
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel("alert-circle", Colour.BAD, 26))
        self.title = ThaiLabel(words.title_of(self.finding), role="title")
        row.addWidget(self.title, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.folder_button)
        if self._may_restore:
            row.addWidget(self.restore_button)
            self.restore_button.setVisible(True)
        row.addWidget(self.again_button)
        return row

    def start(self) -> None:
        """Put the focus where going on starts."""
        self.again_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """Answer a try on the page itself."""
        self.told.say(text, Tone.INFO)

    def _choose(self) -> None:
        start = self.folder if self.folder.is_dir() else self.folder.parent
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the data"), str(start))
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_of(self.finding, self.folder))
        self.say(_("The report is copied. It holds sizes and versions, nobody's data."))
