"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow


@cache
def _input() -> frozenset[QEvent.Type]:
    """What counts as touching; asked for late, because the list of event types is slow to come in."""
    kind = QEvent.Type
    return frozenset({kind.KeyPress, kind.MouseButtonPress, kind.MouseMove, kind.Wheel, kind.TouchBegin})


class IdleWatch(QObject):
    """Emits ``idle`` when no key or mouse reached the window for some minutes."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.idle)

    def watch(self, window: QWindow) -> None:
        """Watch what the system sends to a window; the window gets few events besides these."""
        window.installEventFilter(self)

    def start(self, minutes: float) -> None:
        """Begin to count."""
        self._timer.start(round(minutes * 60_000))

    def stop(self) -> None:
        """Stop counting (nobody is signed in)."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _input() and self._timer.isActive():
            self._timer.start()
        return False
