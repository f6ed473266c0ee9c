"""The one window: sign-in or first start, then the workbench; locking brings the sign-in page back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.demonstration_mark import is_marked
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.demonstration_strip import DemonstrationStrip
from panpun_desktop.views.help.desk import HelpDesk
from panpun_desktop.views.idle_watch import IdleWatch
from panpun_desktop.views.sign_in.page import SignIn, SignInPage
from panpun_desktop.widgets.operations import Operations

if TYPE_CHECKING:
    from panpun_desktop.views.shell.workbench import Workbench

LEAST_WIDTH, LEAST_HEIGHT = 900, 500
SMALL_WIDTH, SMALL_HEIGHT = 1400, 800


class MainWindow(QMainWindow):
    """Shows one thing at a time and remembers its size for this user on this machine.

    ``painted`` comes once, when the first page stands on the screen; ``locked`` says that the lock
    page covers the workbench (True) or that somebody works again (False).
    """

    painted = Signal()
    locked = Signal(bool)
    unlocked = Signal(int)
    """Somebody works again, after so many wrong passwords."""

    def __init__(self, operations: Operations, local: QSettings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(_("Ban Pan Pun"))
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.operations, self._local = operations, local
        self._stack = QStackedWidget()
        self.strip = DemonstrationStrip()
        self.strip.left.connect(self._leave_demonstration)
        self.setCentralWidget(self._below_strip())
        self.workbench: Workbench | None = None
        self._lock_page: SignInPage | None = None
        self._watch = IdleWatch(self)
        self._watch.idle.connect(self.lock)
        self._lock_minutes = 0.0
        self._unlock: SignIn | None = None
        self._sign_out: Callable[[], None] = lambda: None
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before closing; who answers False closes the window later."""
        self._was_painted = False
        self.help = HelpDesk(self, operations, self._topic)
        self._restore_size()

    def _leave_demonstration(self) -> None:
        self._sign_out()

    def _below_strip(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        return whole

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _restore_size(self) -> None:
        geometry = self._local.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)
            if opens_maximised(QGuiApplication.platformName(), self.screen().availableSize()):
                self.setWindowState(Qt.WindowState.WindowMaximized)

    def show_page(self, page: QWidget) -> None:
        """Show a page instead of everything else (sign-in, first start)."""
        self._drop()
        self.strip.hide()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def open_workbench(
        self, workbench: Workbench, unlock: SignIn, sign_out: Callable[[], None], lock_minutes: float
    ) -> None:
        """Show the workbench of the person who signed in; the first of its pages opens."""
        self._drop()
        self.workbench, self._unlock, self._sign_out = workbench, unlock, sign_out
        workbench.lock_asked.connect(self.lock)
        workbench.sign_out_asked.connect(sign_out)
        workbench.help_asked.connect(self._show_help)
        self._stack.addWidget(workbench)
        self._stack.setCurrentWidget(workbench)
        self.strip.setVisible(is_marked(workbench.context.folder))
        self.show_name(workbench.context.centre_name)
        workbench.navigate(next(iter(workbench.screens), ""))
        self._lock_minutes = lock_minutes
        handle = self.windowHandle()
        if handle is not None:
            self._watch.watch(handle)
        self._watch.start(lock_minutes)

    def _topic(self) -> tuple[str, str]:
        """What help is for: the open screen and its part, or the page instead of the workbench."""
        shown = self._stack.currentWidget()
        if shown is not None and shown is self.workbench:
            return self.workbench.topic()
        return _folder_of(shown), ""

    def _show_help(self, topic: str) -> None:
        if topic:
            self.help.show_topic(topic)
        else:
            self.help.help()

    def lock_after(self, minutes: float) -> None:
        """Lock when nobody has touched anything for this long; counting begins anew when it changes."""
        if minutes == self._lock_minutes or self.workbench is None:
            return
        self._lock_minutes = minutes
        if not self.is_locked():
            self._watch.start(minutes)

    def show_name(self, name: str) -> None:
        """Put the centre's name into the title bar."""
        name = name or _("Ban Pan Pun")
        is_demonstration = self.strip.isVisibleTo(self)
        self.setWindowTitle(_("Demonstration: {name}").format(name=name) if is_demonstration else name)

    def is_locked(self) -> bool:
        """Say whether the lock page covers the workbench."""
        return self._lock_page is not None

    def lock(self) -> None:
        """Cover the workbench; what was open there stays as it was."""
        if self.workbench is None or self._lock_page is not None or self._unlock is None:
            return
        _close_dialogs(self)
        self._watch.stop()
        actor = self.workbench.context.actor
        page = SignInPage(self.operations, self._unlock, self.workbench.context.centre_name)
        page.signed_in.connect(self._open_again)
        page.sign_out_asked.connect(self._sign_out)
        self._lock_page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.lock(actor.login, actor.name, is_manager=actor.role is Role.MANAGER)
        self.locked.emit(True)

    def _open_again(self, failures: Any) -> None:
        page, self._lock_page = self._lock_page, None
        if page is None or self.workbench is None:
            return
        self._stack.setCurrentWidget(self.workbench)
        self._stack.removeWidget(page)
        page.deleteLater()
        self._watch.start(self._lock_minutes)
        opened = self.workbench.open_page()
        if opened is not None:
            opened.focus_first()
        self.locked.emit(False)
        self.unlocked.emit(failures if isinstance(failures, int) else 0)

    def _drop(self) -> None:
        """Leave nothing of what was shown: the next person may be another one."""
        self._watch.stop()
        self.workbench = self._lock_page = None
        while self._stack.count():
            old = self._stack.widget(0)
            if old is not None:
                self._stack.removeWidget(old)
                old.setParent(None)
                old.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._local.setValue("window/geometry", self.saveGeometry())
        self._local.sync()
        self.operations.wait()
        super().closeEvent(event)


def opens_maximised(platform: str, room: QSize) -> bool:
    """Say whether a window nobody has placed yet fills the screen: a small one leaves no choice."""
    return platform != "offscreen" and room.width() <= SMALL_WIDTH and room.height() <= SMALL_HEIGHT


def _folder_of(page: QWidget | None) -> str:
    """The folder of views a page comes from: its name is what help calls it."""
    parts = type(page).__module__.split(".")
    return parts[parts.index("views") + 1] if "views" in parts else ""


def _close_dialogs(window: QWidget) -> None:
    """Close what stands before the window: a locked screen shows nothing."""
    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            one.close()
