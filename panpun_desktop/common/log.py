"""The program's log: a small rotating file that never holds personal data (domain.md §8).

Of an error it keeps what kind it was, its id and where in the code it happened; its text and its facts
may name people and stay out. Whoever writes to the log keeps to ids and counts.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import StackSummary, extract_tb
from types import TracebackType
from typing import Any

PACKAGE_LOGGER = "panpun_desktop"
_MAX_BYTES = 1_000_000
_KEPT_FILES = 5


class NamelessFormatter(logging.Formatter):
    """Writes errors without their texts: kinds, ids and places in the code."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name logging calls
        """The chain of errors, the last one last."""
        return "\n".join(reversed([_described(error) for error in _chain(ei[1])]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _described(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    error_id = getattr(error, "id", "")
    places = _places(extract_tb(error.__traceback__))
    return "\n".join([*places, f"{name} {error_id}".rstrip() if isinstance(error_id, str) else name])


def _places(frames: StackSummary) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]


class _Handler(RotatingFileHandler):
    """What cannot be written, as on a full disk, is told by the page of the fault and not once more."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name logging calls
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


@dataclass
class Log:
    """The open log files."""

    handler: RotatingFileHandler
    crash_file: TextIOWrapper

    def close(self) -> None:
        """Stop logging and close the files; on a full disk the last words are lost, nothing else."""
        logging.getLogger(PACKAGE_LOGGER).removeHandler(self.handler)
        faulthandler.disable()
        for file in (self.handler, self.crash_file):
            with suppress(OSError):
                file.close()


def start(folder: Path, level: int = logging.INFO) -> Log:
    """Log into ``folder``: panpun.log of the program, crash.log of Python's own fault handler.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = _Handler(folder / "panpun.log", maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8")
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(PACKAGE_LOGGER)
    logger.setLevel(level)
    logger.addHandler(handler)
    crash_file = (folder / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crash_file)
    return Log(handler, crash_file)


def log_uncaught() -> None:
    """Let errors that nobody caught reach the log as well; the usual output stays."""
    usual, usual_in_thread = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _record(error)
        usual(kind, error, trace)

    def uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            _record(arguments.exc_value)
        usual_in_thread(arguments)

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread


def _record(error: BaseException) -> None:
    if not isinstance(error, KeyboardInterrupt):
        logging.getLogger(PACKAGE_LOGGER).critical("uncaught", exc_info=error)
