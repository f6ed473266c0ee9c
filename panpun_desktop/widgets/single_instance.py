"""One window per data folder: a second start brings the first window to the front.

A lock file says who has the folder; one that a killed program left is taken over. The first window
listens under a name made from the folder; Qt's network part is only loaded when it is needed.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Qt, QThread
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 10_000
"""An old computer that is busy answers late; a window listens only once it is painted."""
_PAUSE_MS = 100
_RAISED = b"raised\n"


class SingleInstance:
    """Who works in a folder. ``take`` it, then ``listen``; ``let_go`` at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a lock is never too old, only left by a program that is gone
        whole = str(folder.resolve()).encode()
        self.name = f"panpun-{hashlib.sha256(whole).hexdigest()[:24]}"
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the folder; False when another window has it. A folder that takes no file has no rival."""
        if self._lock.tryLock(0):
            return True
        # the name and number in a file left by a power cut may fit another program by now, or another
        # computer; a file that is held cannot be removed, so removing it is the proof
        if self._lock.removeStaleLockFile() and self._lock.tryLock(0):
            return True
        return self._lock.error() != QLockFile.LockError.LockFailedError

    def listen(self, raise_window: Callable[[], object], parent: QObject) -> None:
        """Call back whenever the program is started once more on this folder."""
        if not self._lock.isLocked() or self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        server = self._server = QLocalServer(parent)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self.name)  # the lock is ours: whatever listened there is gone
        server.newConnection.connect(lambda: self._answer(raise_window))
        server.listen(self.name)

    def _answer(self, raise_window: Callable[[], object]) -> None:
        server = self._server
        while server is not None and (caller := server.nextPendingConnection()) is not None:
            raise_window()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_RAISED)
            caller.flush()  # the caller ends the talk: ended here, it might miss the answer

    def raise_first(self, within_ms: int = _WAIT_MS) -> bool:
        """Ask the window that has the folder to come to the front; False when nobody answers in time.

        One that was started a moment ago does not listen yet: it is asked again until it does.
        """
        self._let_it_come()
        limit = QDeadlineTimer(within_ms)
        while not (answered := self._ask(limit)) and not limit.hasExpired():
            QThread.msleep(_PAUSE_MS)
        return answered

    def _ask(self, limit: QDeadlineTimer) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        caller = QLocalSocket()
        caller.connectToServer(self.name)
        if not caller.waitForConnected(limit.remainingTime()):
            return False
        if not caller.bytesAvailable():
            caller.waitForReadyRead(limit.remainingTime())
        return bytes(caller.readAll().data()) == _RAISED

    def _let_it_come(self) -> None:
        """Windows lets only the program that was just started hand the foreground on."""
        if sys.platform == "win32":
            import ctypes

            found = self._lock.getLockInfo()  # number, computer, program; nothing where nobody has it
            if found:
                ctypes.windll.user32.AllowSetForegroundWindow(found[0])

    def let_go(self) -> None:
        """Stop listening and give the folder free."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()


def bring_to_front(window: QWidget) -> None:
    """Show a window before all others; a minimised one gets the size back that it had."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
