"""Long work of an import: how far it is, and stopping it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Progress

Tell = Callable[[int, int], None]


class Working(QObject):
    """One piece of work at a time, in a worker; the progress bar offers to stop it."""

    _told = Signal(int, int)

    def __init__(self, context: Context, progress: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._progress, self._asker = context, progress, parent
        self._stop = threading.Event()
        self._told.connect(progress.show_step)
        progress.cancelled.connect(self._stop.set)

    def read(
        self,
        words: str,
        act: Callable[[Tell], Any],
        done: Callable[[Any], object],
        refused: Callable[[PanpunError], object],
    ) -> None:
        """Look at something; an older look is overtaken."""
        tell, end, fail = self._begin(words, done, refused)
        self._context.operations.read(self._asker, lambda: act(tell), end, fail, key="import")

    def change(
        self,
        words: str,
        act: Callable[[Tell], Any],
        done: Callable[[Any], object],
        refused: Callable[[PanpunError], object],
    ) -> None:
        """Write something."""
        tell, end, fail = self._begin(words, done, refused)
        self._context.operations.change(self._asker, lambda: act(tell), end, fail)

    def _begin(
        self, words: str, done: Callable[[Any], object], refused: Callable[[PanpunError], object]
    ) -> tuple[Tell, Callable[[Any], object], Callable[[PanpunError], object]]:
        stop = self._stop = threading.Event()
        self._progress.cancelled.connect(stop.set)
        self._progress.wait_for(words)

        def tell(step: int, of: int) -> None:
            if stop.is_set():
                raise RuleBroken("import.stopped")
            self._told.emit(step, of)

        def end(found: Any) -> None:
            self._progress.done()
            done(found)

        def fail(error: PanpunError) -> None:
            self._progress.done()
            refused(error)

        return tell, end, fail
