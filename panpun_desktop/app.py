"""Composition root: settings, log, language, database, services, screens, window.

The first page is painted before anything heavy is imported: services (and with them SQLAlchemy)
come in on a worker while the person types the password.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from panpun_desktop.common.clock import Clock, SystemClock
from panpun_desktop.common.errors import StorageGone
from panpun_desktop.common.i18n import _
from panpun_desktop.store import swap
from panpun_desktop.store.look import look
from panpun_desktop.views import bringing_in
from panpun_desktop.views.backup_desk import BackupDesk
from panpun_desktop.views.faults.desk import FaultDesk
from panpun_desktop.views.forgetting import forget_shown
from panpun_desktop.views.main_window import MainWindow
from panpun_desktop.views.sign_in.failures import recover, tell_failures
from panpun_desktop.views.sign_in.opening import Opened, centre_of, open_as, open_kept, with_centre
from panpun_desktop.views.sign_in.page import SignInPage
from panpun_desktop.views.sign_in_kept import kept_login
from panpun_desktop.widgets import hints, qt_translations, remembered, theme, uncaught
from panpun_desktop.widgets.icons import icon
from panpun_desktop.widgets.operations import Changes, Operations
from panpun_desktop.widgets.single_instance import SingleInstance, bring_to_front
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.common.log import Log
    from panpun_desktop.rules.faults import Look
    from panpun_desktop.services.card_terminal import Terminal
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.session import Session
    from panpun_desktop.views.context import Context, Shell

_log = logging.getLogger(__name__)
DEFAULT_LOCK_MINUTES = 10
_NOT_IN_PAGES = frozenset({"building", "holiday", "centre.logo"})
"""Changes of settings that pages read with their rows."""


class Program:
    """One run of the window over one data folder."""

    def __init__(self, app: QApplication, folder: Path, clock: Clock) -> None:
        self.app, self.folder, self.clock, self._real = app, folder, clock, folder
        self.local = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        remembered.keep_in(self.local)
        self.operations = Operations()
        self.operations.broken.connect(self._report)
        self.operations.changed.connect(self._read_centre_again)
        self._pages_are_dated = False
        hints.wait()
        self.window = MainWindow(self.operations, self.local)
        self.window.painted.connect(self._bring_in_the_rest)
        self.window.locked.connect(self._keep_names)
        self.window.unlocked.connect(self._tell_failures)
        self.faults = FaultDesk(self.window, self._look, self._begin, self._take_folder)
        self.operations.changed.connect(self.faults.works_again)
        self.backups = BackupDesk(self.window, clock, self._begin, self.sign_out)
        self.faults.restore = self.backups.restore
        self.instance: SingleInstance | None = None
        """Keeps the folder to this window; without one nobody asks who else works there."""
        self._written: Log | None = None
        self._usual_hooks = (sys.excepthook, threading.excepthook)
        self.context: Context | None = None
        self.terminal: Terminal | None = None
        """Where ID cards are put in; by default the readers of this machine."""
        self._later: list[Callable[[], None]] = []
        """What waits for a moment in which nothing is under way, one after the other."""
        self._rest = bringing_in.rest_timer(self.window, self._give_back)

    def start(self) -> None:
        """Show the first page, then bring in the services."""
        self._begin()
        self.window.show()

    def _begin(self) -> None:
        """Nothing is opened before it is known what the folder is; a fault has shown its page already."""
        found = self.faults.look(self.folder)
        if found.is_new:
            self.show_first_start()
        elif found.fault is None:
            self.show_sign_in()

    def _look(self, folder: Path) -> Look:
        with suppress(StorageGone):  # then the look says what is wrong
            swap.finish(folder)
        return look(folder, self.clock.now())

    def _take_folder(self, folder: Path) -> str:
        """Work in another folder from now on; gives why not."""
        if self.instance is not None and folder.resolve() != self.folder.resolve():
            other = SingleInstance(folder)
            if not other.take():
                other.raise_first(within_ms=1000)
                return _("That folder is open in another window.")
            self.instance.let_go()
            self.instance = other
            other.listen(self._come_to_front, self.window)
        self.folder = self._real = folder
        self._begin()
        return ""

    def _come_to_front(self) -> None:
        bring_to_front(self.window)

    def _bring_in_the_rest(self) -> None:
        if self._written is None:
            self._written = uncaught.start_log(self.folder, self.window)
            self.faults.log_is_open()
            if self.instance is not None:
                self.instance.listen(self._come_to_front, self.window)
        self.operations.busy.connect(self._go_on_when_idle)
        self._later.append(self._prepare)
        self.operations.read(self.window, bringing_in.services, lambda _done: None, key="services")

    def _go_on_when_idle(self, busy: bool) -> None:
        if not busy and isValid(self._rest):  # the last answer may come after the window has gone
            self._rest.start()
            if self._later:
                self._later.pop(0)()

    def _give_back(self) -> None:
        """Nobody has asked for anything for a while: what is kept for the next question goes."""
        if self.context is not None:
            self.context.work.database.give_pages_back()
        bringing_in.give_back()

    def _prepare(self) -> None:
        """Bring in the rest while the password is typed; who signs in at once does not wait for it."""
        QTimer.singleShot(0, self.window, lambda: bringing_in.first_views(self.window))
        self.operations.read(self.window, bringing_in.search, lambda _done: None, key="search")
        self.operations.read(self.window, hints.load, lambda _done: hints.give(), key="hints")

    def _read_names(self) -> None:
        """Read the names of the register, so that the first key of a search finds at once."""
        if self.context is not None and self.context.may("person.search"):
            work, actor = self.context.work, self.context.actor
            self.operations.read(self.window, lambda: _search(work, actor), lambda _found: None, key="names")

    def _keep_names(self, is_locked: bool) -> None:
        """While the window is locked the names of the register are not kept in memory."""
        if not is_locked:
            self._read_names()
        elif self.context is not None:
            from panpun_desktop.services.people import forget_names

            forget_names(self.context.work)
            forget_shown(self.window)

    def close(self) -> None:
        """Finish what is under way, let the data go, and end the log."""
        self.operations.wait()
        hints.give()
        self._leave()
        if self._written is not None:
            self._written.close()
            self._written = None
            sys.excepthook, threading.excepthook = self._usual_hooks

    def show_sign_in(self) -> None:
        """Ask who is there."""
        page = SignInPage(self.operations, self.open_as, _("Ban Pan Pun"))
        page.signed_in.connect(self.enter)
        page.recovery_asked.connect(lambda: recover(page, self.operations, self.folder, self.clock))
        page.restore_asked.connect(lambda: self.backups.restore(self.folder))
        page.refused.connect(lambda error: self.faults.refused(error, self.folder))
        page.demonstration_asked.connect(lambda: self._try_out(page))
        kept = kept_login(self.local)
        if kept:
            page.offer_kept(kept, lambda: self.open_kept(kept))
        self.window.show_page(page)
        page.start()

    def _try_out(self, page: SignInPage) -> None:
        from panpun_desktop.views.first_start.trying import try_out

        try_out(page, self._real, self.clock, self.operations, self._enter_new)

    def show_first_start(self) -> None:
        """Set the centre up; without that page the command line does it."""
        name = "panpun_desktop.views.first_start"
        if find_spec(name) is None:
            self.show_sign_in()
            return
        page = import_module(name).build(self.folder, self.clock, self.operations, self._enter_new)
        page.restore_asked.connect(lambda: self.backups.restore(self.folder))
        self.window.show_page(page)

    def open_as(self, login: str, password: str) -> Opened:
        """Open the centre as a user; runs in a worker."""
        return open_as(self.folder, self.clock, login, password)

    def open_kept(self, login: str) -> Opened:
        """Open the centre with the password that the operating system keeps; runs in a worker."""
        return open_kept(self.folder, self.clock, login)

    def unlock(self, login: str, password: str) -> int:
        """Let the person who was working go on; gives the wrong tries before. Runs in a worker."""
        from panpun_desktop.services import session

        failures = session.unlock(self.folder, self.clock, login, password)
        if failures and self.context is not None:
            session.note_failures(self.context.work, self.context.actor, failures)
        return failures

    def _enter_new(self, session: Session) -> None:
        """From now on the folder is that of the session: a demonstration has one of its own."""
        self.folder = session.work.database.path.parent
        self.operations.read(self.window, lambda: with_centre(session), self.enter)

    def enter(self, opened: Opened) -> None:
        """Show the workbench to the person who signed in."""
        from panpun_desktop.views.screens import screens
        from panpun_desktop.views.shell.first_class import open_class
        from panpun_desktop.views.shell.workbench import Workbench

        workbench = Workbench(screens(), lambda shell: self._make_context(shell, opened))
        self._later += [self._read_names, self._check_chain, self.backups.look]
        workbench.password_asked.connect(self._ask_password)
        minutes = opened.centre.settings.get("program.lock_minutes", DEFAULT_LOCK_MINUTES)
        self.window.open_workbench(workbench, self.unlock, self.sign_out, float(minutes))
        tell = partial(self._tell_failures, opened.session.failures)
        if opened.session.must_change_password:
            from panpun_desktop.views.password_dialog import require_own_password

            require_own_password(workbench, opened.typed, tell, self.sign_out)
        else:
            tell()
        open_class(workbench)
        self.faults.look_for_lost_acts(workbench.context)

    def _check_chain(self) -> None:
        """Look whether the end of the audit is whole."""
        if self.context is not None:
            from panpun_desktop.views.chain_warning import look_at_chain

            look_at_chain(self.context, self.window)

    def _tell_failures(self, failures: int) -> None:
        if self.context is not None:
            tell_failures(self.context, failures)

    def _make_context(self, shell: Shell, opened: Opened) -> Context:
        from panpun_desktop.views.acts.closed_month import ask_of_closed_months
        from panpun_desktop.views.context import Context
        from panpun_desktop.views.taking_back import TakingBack
        from panpun_desktop.widgets.undo import UndoStack

        session = opened.session
        undo = UndoStack(self.operations, TakingBack(session.work, session.actor), self.operations)
        self.context = Context(
            work=session.work,
            actor=session.actor,
            operations=self.operations,
            undo=undo,
            clock=self.clock,
            shell=shell,
            local=self.local,
            folder=self.folder,
            centre=opened.centre,
        )
        if self.terminal is not None:
            self.context.terminal = self.terminal
        ask_of_closed_months(self.context)
        if self.folder == self._real:  # a demonstration needs no backups
            self.backups.take(self.context)
        return self.context

    def _ask_password(self) -> None:
        from panpun_desktop.views.password_dialog import PasswordDialog

        if self.context is not None:
            PasswordDialog(self.context, self.window).open()

    def sign_out(self) -> None:
        """Forget the person and ask who is there; out of a demonstration one comes back to the real data."""
        self._leave()
        self.folder = self._real
        self._begin()

    def _leave(self) -> None:
        if self.context is None:
            return
        self.operations.wait()
        self.backups.leave()
        self.faults.signed_out()
        self.context.undo.close()
        self.context.work.close()
        self.context = None

    def _read_centre_again(self, changes: Changes, _asker: object) -> None:
        context = self.context
        if context is None or not changes.settings:
            return
        work, actor = context.work, context.actor
        self._pages_are_dated |= bool(changes.settings - _NOT_IN_PAGES)
        self.operations.read(self.window, lambda: centre_of(work, actor), self._take_centre, key="centre")

    def _take_centre(self, centre: Centre) -> None:
        workbench = self.window.workbench
        if self.context is None or workbench is None:
            return
        self.context.centre = centre
        self.window.lock_after(float(centre.settings["program.lock_minutes"]))
        workbench.navigation.show_name(self.context.centre_name)
        self.window.show_name(self.context.centre_name)
        if self._pages_are_dated:
            self._pages_are_dated = False
            workbench.build_anew()

    def _report(self, error: BaseException) -> None:
        from panpun_desktop.widgets.error_window import show_error

        if self.faults.broken(error):
            return
        _log.critical("uncaught", exc_info=error)
        show_error(error, self.window)


def _search(work: Any, actor: Any) -> object:
    from panpun_desktop.services.people import search

    return search(work, actor, "")


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The Qt application with our look, our words and our logging; an existing one is used again."""
    qInstallMessageHandler(uncaught.log_qt)
    bringing_in.share_memory()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or ["panpun"])
    app.setApplicationName("panpun")
    app.setDesktopFileName("org.panpun.Panpun")
    theme.apply(app)
    qt_translations.install(app)
    app.setWindowIcon(icon("home-heart", Colour.CLAY))
    return app


def open_window(folder: Path, clock: Clock | None = None) -> int:
    """Run the window over a data folder until it is closed; gives the exit code.

    Where it is open already the first window comes to the front: 0; 1 when it does not answer.
    """
    app = make_application()
    with suppress(OSError):  # what stands in the way is said in the window
        folder.mkdir(parents=True, exist_ok=True)
    instance = SingleInstance(folder)
    if not instance.take():
        if instance.raise_first():
            return 0
        if not instance.take():  # else the first window was closed meanwhile
            return _first_is_silent()
    program = Program(app, folder, clock or SystemClock())
    program.instance, program.backups.is_on = instance, True
    try:
        program.start()
        return app.exec()
    finally:
        program.close()
        (program.instance or instance).let_go()


def _first_is_silent() -> int:
    from PySide6.QtWidgets import QMessageBox

    said = _("The program is open already, but its window does not answer.")
    way_out = _("Wait a minute and start it again. Else restart the computer: what was saved is safe.")
    QMessageBox.information(None, _("Ban Pan Pun"), f"{said}\n\n{way_out}")
    return 1
