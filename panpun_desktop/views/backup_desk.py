"""Backups in the window: made by themselves while people work and at the end, a sign when they are old.

``is_on`` is off until the program runs for a person: tests, the tour and a demonstration make none uninvited.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.sign_in.page import SignInPage

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock
    from panpun_desktop.services.backups import BackupMade, BackupState
    from panpun_desktop.services.restoring import Restored
    from panpun_desktop.views.backup_words import Sign
    from panpun_desktop.views.closing_dialog import ClosingDialog
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.main_window import MainWindow
    from panpun_desktop.views.restore_dialog import RestoreDialog
    from panpun_desktop.views.shell.workbench import Workbench

_log = logging.getLogger(__name__)
LOOK_MS = 5 * 60 * 1000
"""How often it is asked whether the next backup is due."""
_AFTER_FAILURE = timedelta(minutes=30)
_LINGER_MS = 30_000
"""How long a skipped backup may go on behind a closed window before it is left as after a power cut."""


class BackupDesk(QObject):
    """``begin`` opens the data folder anew, ``let_go`` closes the data and signs the person out."""

    def __init__(
        self, window: MainWindow, clock: Clock, begin: Callable[[], object], let_go: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self.window, self.operations, self._clock = window, window.operations, clock
        self._begin, self._let_go = begin, let_go
        self.context: Context | None = None
        self.is_on = False
        self._is_making = self._is_leaving = False
        self._not_before: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.may_close = self.may_close

    def take(self, context: Context) -> None:
        """Somebody works on the data from now on."""
        self.context, self._is_leaving, self._not_before = context, False, None
        context.copied, context.restore = self.look, lambda file: self.restore(context.folder, file)
        if self.is_on:
            self._timer.start()

    def leave(self) -> None:
        """Nobody works on them any more."""
        self._timer.stop()
        self.context = None

    # while people work -----------------------------------------------------------------------------

    def look(self) -> None:
        """See how old the backups are: show it, and make the next one when it is due."""
        context = self.context
        if context is None or not self.is_on:
            return
        work, actor, now = context.work, context.actor, context.clock.now()

        def ask() -> BackupState:
            from panpun_desktop.services.backups import backup_state

            return backup_state(work, actor, now)

        self.operations.read(self, ask, lambda state: self._show(state, now), self._note, key="state")

    def _show(self, state: BackupState, now: datetime) -> None:
        from panpun_desktop.views.backup_words import moment, sign_of

        workbench = self.window.workbench
        if self.context is None or workbench is None:
            return
        self._show_sign(workbench, sign_of(state, now, may_set=self.context.may("setting.edit")))
        words = _("last backup {at}").format(at=moment(state.newest_at)) if state.newest_at else ""
        workbench.bottom.show_state(words)
        is_time = self._not_before is None or now >= self._not_before
        if state.is_due and is_time and not self._is_making:
            self._make()

    def _show_sign(self, workbench: Workbench, sign: Sign) -> None:
        workbench.top.show_sign(sign.text, sign.tone, sign.tip)

    def _make(self) -> None:
        if self.context is None:
            return
        self._is_making = True
        work, actor = self.context.work, self.context.actor
        self.operations.read(self, lambda: _back_up(work, actor, "timed"), self._made, self._fail, key="make")

    def _made(self, _made: BackupMade) -> None:
        self._is_making, self._not_before = False, None
        self.look()

    def _fail(self, error: PanpunError) -> None:
        """The sign goes on saying it; the next try waits, or a full disk would be filled with tries."""
        self._is_making = False
        if self.context is not None:
            self._not_before = self.context.clock.now() + _AFTER_FAILURE
            self.context.say(message_of(error))
        self._note(error)

    def _note(self, error: PanpunError) -> None:
        _log.error("backup: %s", error.id)

    # at the end ------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """The window is to close: True at once, or later by itself when the last backup is made."""
        context = self.context
        if context is None or not self.is_on or _is_saving_session():
            return True
        if not self._is_leaving:
            self._is_leaving = True
            work = context.work
            self.operations.read(
                self, lambda: _is_wanted(work), self._close_with, self._close_after, key="end"
            )
        return False

    def _close_with(self, is_wanted: bool) -> None:
        context = self.context
        if context is None or not is_wanted:
            self._close()
            return
        from panpun_desktop.views.closing_dialog import ClosingDialog

        dialog = ClosingDialog(self.window)
        dialog.left.connect(lambda: self._skip(dialog))
        dialog.stayed.connect(lambda: self._stay(dialog))
        dialog.open()
        work, actor = context.work, context.actor

        def fail(error: PanpunError) -> None:
            self._note(error)
            if dialog.isHidden():
                self._end()
            else:
                self._is_making = False
                dialog.fail(message_of(error))

        self._is_making = True

        def end(_made: BackupMade) -> None:
            self._end()
            dialog.hide()

        self.operations.read(self, lambda: _back_up(work, actor, "close"), end, fail, key="close")

    def _close_after(self, error: PanpunError) -> None:
        self._note(error)
        self._close()

    def _skip(self, dialog: ClosingDialog) -> None:
        dialog.hide()
        if not self._is_making:
            self._close()
            return
        self.window.hide()
        QTimer.singleShot(_LINGER_MS, self, self._break_off)

    def _stay(self, dialog: ClosingDialog) -> None:
        self._is_leaving = False
        dialog.hide()
        dialog.deleteLater()

    def _end(self) -> None:
        self._is_making = False
        self._close()

    def _close(self) -> None:
        was_hidden = self.window.isHidden()
        self.leave()
        self.window.close()
        if was_hidden:  # closing what nobody sees does not end the program
            QGuiApplication.quit()

    def _break_off(self) -> None:
        """A drive that does not answer must not keep the program: the data bear this as a power cut."""
        if self._is_making:
            _log.error("backup: broken off")
            os._exit(0)

    # putting back ----------------------------------------------------------------------------------

    def restore(self, folder: Path, file: Path | None = None) -> RestoreDialog:
        """Open the dialog that puts a backup in the place of the data of a folder."""
        from panpun_desktop.views.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self.operations, folder, self._clock, self.window, file)
        dialog.let_go = self._release
        dialog.restored.connect(self._say_restored)
        dialog.open()
        return dialog

    def _release(self) -> None:
        if self.context is not None:
            self._let_go()

    def _say_restored(self, restored: Restored) -> None:
        from panpun_desktop.views.backup_words import moment

        self._begin()
        page = self.window.findChild(SignInPage)
        if page is None:
            return
        said = _("The backup of {at} is in place.").format(at=moment(restored.contents.made_at))
        if restored.aside is not None:
            kept = _("The data that were there before lie in the folder {name} beside them.")
            said = f"{said} {kept.format(name=restored.aside.name)}"
        page.say(said)


def _back_up(work: Any, actor: Any, occasion: str) -> BackupMade:
    from panpun_desktop.services.backups import BackUp, back_up

    return back_up(work, actor, BackUp(occasion=occasion))


def _is_wanted(work: Any) -> bool:
    from panpun_desktop.services.backup_wanted import is_wanted_at_close

    return is_wanted_at_close(work)


def _is_saving_session() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
