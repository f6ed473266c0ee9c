"""Where errors go that nobody caught: the log, standard error and the error window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from panpun_desktop.common.log import Log

_qt_log = logging.getLogger("panpun_desktop.qt")
_CHATTER = ("does not support propagateSizeHints", "does not support raise", "grabbing the keyboard")


def start_log(folder: Path, window: QWidget) -> Log | None:
    """Log into a data folder; where that cannot be written, into the user's own place for logs."""
    from panpun_desktop.common import log

    written = _first_that_opens(folder / "log", _own_place())
    log.log_uncaught()
    usual: Callable[[type[BaseException], BaseException, TracebackType | None], object] = sys.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        usual(kind, error, trace)
        if isinstance(error, Exception):
            from panpun_desktop.widgets.error_window import show_error

            show_error(error, window)

    sys.excepthook = uncaught
    return written


def _first_that_opens(*folders: Path) -> Log | None:
    from panpun_desktop.common import log

    for folder in folders:
        try:
            return log.start(folder)
        except OSError:
            continue
    return None


def _own_place() -> Path:
    from platformdirs import user_log_path

    return user_log_path("panpun", appauthor=False)


def log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt says goes to the log, without what every machine without a desktop says."""
    if any(chatter in text for chatter in _CHATTER):
        return
    _qt_log.log(logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING, "%s", text)
