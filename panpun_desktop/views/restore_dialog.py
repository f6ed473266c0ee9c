"""Putting a backup back: which one, what opens it, what is in it, a rehearsal, and only then in earnest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.views.backup_words import moment, size_words
from panpun_desktop.views.restore_contents import ContentsPage, rehearsal_words
from panpun_desktop.views.sign_in.slowing import Slowing
from panpun_desktop.widgets.banners import Banner, Progress
from panpun_desktop.widgets.buttons import MainButton, QuietButton, Segmented
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services.backup_rows import BackupRow
    from panpun_desktop.services.restoring import Contents, Rehearsal, Restored, Secret

T = TypeVar("T")
_PASSWORD, _KEY = "password", "key"
_SIZE = (640, 640)
"""Pixels: with its frame it stands whole on a screen 768 high."""
_MESSAGE_ROOM = 58
"""Pixels kept for a message, so that nothing moves when one comes."""


class RestoreDialog(QDialog):
    """First the file and the secret, then what is in it. ``restored`` carries what was put back.

    ``let_go`` is called before the data are touched: whoever has them open closes them.
    """

    restored = Signal(object)

    def __init__(
        self, operations: Operations, folder: Path, clock: Clock, parent: QWidget, file: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._operations, self._folder, self._clock = operations, folder, clock
        self.let_go: Callable[[], object] = lambda: None
        self._is_busy = False
        self._known: dict[str, str] = {}
        """Files that may be chosen, and what each is called."""
        self.setObjectName("restoreDialog")
        self.setWindowTitle(_("Restore a backup"))
        self.resize(*_SIZE)
        self._build()
        self._lay_out()
        self._show_secret(_PASSWORD)
        self._list(file)

    def _build(self) -> None:
        self.file = ChoiceBox([])
        self.file.setObjectName("restoreFile")
        browse = QuietButton(_("Other file…"), clicked=self._browse)
        browse.setObjectName("restoreOtherButton")
        self.file_box = FieldBox(_("Backup"), self.file, beside=(browse,))
        ways = [(_PASSWORD, _("Password")), (_KEY, _("Recovery key"))]
        self.way = Segmented(ways, _("What opens the backup"))
        self.way.chosen.connect(lambda way: self._show_secret(str(way)))
        self.login, self.password, self.key = LineField(), PasswordEdit(), LineField()
        self.login.setObjectName("restoreLogin")
        self.password.setObjectName("restorePassword")
        self.key.setObjectName("restoreKey")
        self.login_box = FieldBox(_("Login"), self.login)
        self.password_box = FieldBox(
            _("Password"), self.password, hint=_("Of a manager or administrator, as it was at that time")
        )
        self.key_box = FieldBox(
            _("Recovery key"), self.key, hint=_("32 letters and figures on the sheet in the safe")
        )
        for field in (self.password, self.key):
            field.enter_moves_on = False
            field.returnPressed.connect(self.look)
        self.contents = ContentsPage()
        self.contents.confirmed.connect(lambda _is: self._show_buttons())
        self.contents.entered.connect(self.restore)
        self.banner = Banner("", Tone.BAD)
        self.progress = Progress(may_cancel=False)
        self._build_buttons()
        self.slowing = Slowing(self.banner, self.look_button)

    def _build_buttons(self) -> None:
        self.cancel_button = QuietButton(_("Cancel"), clicked=self.reject)
        self.back_button = QuietButton(_("Another backup"), clicked=self._back)
        self.rehearse_button = QuietButton(_("Rehearse restoring"), clicked=self.rehearse)
        self.look_button = MainButton(_("See what is in it"), clicked=self.look)
        self.restore_button = MainButton(_("Restore"), clicked=self.restore)
        names = {
            "restoreCancelButton": self.cancel_button,
            "restoreBackButton": self.back_button,
            "rehearseButton": self.rehearse_button,
            "restoreLookButton": self.look_button,
            "restoreNowButton": self.restore_button,
        }
        for name, button in names.items():
            button.setObjectName(name)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self._asking())
        self.pages.addWidget(self.contents)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Restore a backup"), role="title"))
        column.addWidget(self._scrolled(self.pages), 1)
        column.addWidget(self._messages())
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        for button in (self.cancel_button, self.rehearse_button, self.look_button, self.restore_button):
            row.addWidget(button)
        column.addLayout(row)
        self._show_buttons()

    def _scrolled(self, pages: QWidget) -> QScrollArea:
        """A long page scrolls, so that the buttons stay in sight."""
        area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(pages)
        return area

    def _messages(self) -> QWidget:
        """The one place for what is under way and what came of it."""
        place = QWidget()
        place.setMinimumHeight(_MESSAGE_ROOM)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addWidget(self.banner)
        return place

    def _asking(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            help_text(_("Nothing is changed until the last step. First the backup is opened in a copy."))
        )
        column.addWidget(self.file_box)
        column.addWidget(self.way)
        for box in (self.login_box, self.password_box, self.key_box):
            column.addWidget(box)
        column.addStretch(1)
        return page

    # which backup ----------------------------------------------------------------------------------

    def _list(self, file: Path | None) -> None:
        folder = self._folder

        def ask() -> tuple[BackupRow, ...]:
            from panpun_desktop.services.backup_wanted import backups_in

            return backups_in(folder)

        self._operations.read(self, ask, lambda rows: self._offer(rows, file), self._refuse, key="files")

    def _offer(self, rows: Sequence[BackupRow], file: Path | None) -> None:
        self._known = {str(row.path): f"{moment(row.made_at)} · {size_words(row.size)}" for row in rows}
        self.file.set_options(self._known)
        if file is not None:
            self.take_file(file)
        elif self._known:
            self.file.set_value(next(iter(self._known)))
        else:
            self.banner.say(_("No backup lies beside the data. Choose the file of one."), Tone.INFO)
        self.login.setFocus()

    def take_file(self, file: Path) -> None:
        """Choose a file, one beside the data or any other."""
        self._known.setdefault(str(file), str(file))
        self.file.set_options(self._known)
        self.file.set_value(str(file))
        self.banner.say("")

    def _browse(self) -> None:
        kinds = _("Backups") + " (*.panpun)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), str(self._folder), kinds)
        if chosen:
            self.take_file(Path(chosen))

    def _show_secret(self, way: str) -> None:
        self.key_box.setVisible(way == _KEY)
        for box in (self.login_box, self.password_box):
            box.setVisible(way == _PASSWORD)
        (self.key if way == _KEY else self.login).setFocus()

    def _asked(self) -> tuple[Path, Secret] | None:
        """The file and what opens it; None when something is missing, which is said beside it."""
        from panpun_desktop.services.restoring import Secret

        path, login, password = self.file.value(), self.login.text().strip(), self.password.text()
        if not path:
            self.file_box.show_problem(_("Choose a backup"))
        elif self.way.value() == _KEY:
            if self.key.text().strip():
                return Path(path), Secret(recovery_key=self.key.text())
            self.key_box.show_problem(_("Type the recovery key"))
        elif not login:
            self.login_box.show_problem(_("Enter your login"))
        elif not password:
            self.password_box.show_problem(_("Enter your password"))
        else:
            return Path(path), Secret(login, password)
        return None

    # the steps -------------------------------------------------------------------------------------

    def look(self) -> None:
        """Open the backup in a copy and show what is in it."""
        asked = self._asked()
        if asked is None or self._is_busy or self.slowing.seconds_left:
            return
        folder, clock, (file, secret) = self._folder, self._clock, asked

        def ask() -> Contents:
            from panpun_desktop.services.restoring import look_into

            return look_into(folder, clock, file, secret)

        self._run(ask, self._show_contents, _("Opening the backup…"))

    def _show_contents(self, contents: Contents) -> None:
        self.contents.show_contents(contents)
        self.pages.setCurrentWidget(self.contents)
        self._show_buttons()
        self.contents.word.setFocus()

    def _back(self) -> None:
        self.pages.setCurrentIndex(0)
        self.banner.say("")
        self._show_buttons()

    def rehearse(self) -> None:
        """Restore into a copy and check it whole; nothing of it stays."""
        asked = self._asked()
        if asked is None or self._is_busy:
            return
        folder, clock, (file, secret) = self._folder, self._clock, asked

        def ask() -> Rehearsal:
            from panpun_desktop.services.restoring import rehearse

            return rehearse(folder, clock, file, secret)

        self._run(ask, self._show_rehearsal, _("Rehearsing in a copy…"))

    def _show_rehearsal(self, rehearsal: Rehearsal) -> None:
        self.banner.say(*rehearsal_words(rehearsal))
        self.contents.word.setFocus()

    def restore(self) -> None:
        """Put the backup in the place of the data; they are closed first and stay beside it."""
        asked = self._asked()
        if asked is None or self._is_busy or not self.contents.is_confirmed():
            return
        folder, clock, (file, secret) = self._folder, self._clock, asked
        self.let_go()

        def act() -> Restored:
            from panpun_desktop.services.restoring import Restore, restore

            return restore(folder, clock, Restore(file, secret, is_own_window=True))

        self._run(act, self._restored, _("Restoring. Do not switch the computer off…"))

    def _restored(self, restored: Restored) -> None:
        self.accept()
        self.restored.emit(restored)
        self.deleteLater()

    def _run(self, act: Callable[[], T], done: Callable[[T], object], words: str) -> None:
        self.banner.say("")
        self._is_busy = True
        self._show_buttons()
        self.progress.wait_for(words)

        def take(found: T) -> None:
            self._rest()
            done(found)

        self._operations.read(self, act, take, self._refuse)

    def _rest(self) -> None:
        self._is_busy = False
        self.progress.done()
        self._show_buttons()

    def _refuse(self, error: PanpunError) -> None:
        self._rest()
        self.slowing.refuse(error)

    def _show_buttons(self) -> None:
        is_known = self.pages.currentWidget() is self.contents
        self.look_button.setVisible(not is_known)
        (self.restore_button if is_known else self.look_button).setDefault(True)  # Enter never goes back
        for button in (self.back_button, self.rehearse_button, self.restore_button):
            button.setVisible(is_known)
        for button in (self.back_button, self.rehearse_button, self.look_button, self.cancel_button):
            button.setEnabled(not self._is_busy)
        self.restore_button.setEnabled(not self._is_busy and self.contents.is_confirmed())
        self.pages.setEnabled(not self._is_busy)

    def reject(self) -> None:
        """Not while something is under way: a restore is not left half way."""
        if not self._is_busy:
            super().reject()
            self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_busy:
            event.ignore()
        else:
            super().closeEvent(event)
