"""What makes the tests quick and changes no answer: statements compiled once, no waiting for the disk.

Only the process of the tests is quickened; programs that a test starts run as they are delivered.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

from panpun_desktop.__main__ import set_up_python
from panpun_desktop.store import database

STATEMENTS = 6_000
"""How many compiled statements the tests of one process keep."""

prepare_as_delivered = database._prepare


def quicken() -> None:
    """Quicken every test of this process."""
    set_up_python()
    database.create_engine = _SharingEngines()
    database._prepare = _prepare_in_memory
    os.fsync = _stay_in_memory


def keep_what_is_imported() -> None:
    """Take the modules out of what Python looks through again and again."""
    gc.collect()
    gc.freeze()


def let_windows_go() -> None:
    """Destroy the windows that a test closed: Qt would keep them, and style them, until a loop runs again."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        from PySide6.QtCore import QEvent

        widgets.QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _SharingEngines:
    """Makes engines as SQLAlchemy does; they all find what one of them has compiled.

    A statement is compiled for a dialect and kept by its engine, and each test opens engines of its own.
    """

    def __init__(self) -> None:
        self._first: Engine | None = None
        self._compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    def __call__(self, url: str, **options: Any) -> Engine:
        made = create_engine(url, **options)
        first = self._first = self._first or made
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = self._compiled
        return made


def _prepare_in_memory(connection: Any, data_key: bytes) -> None:
    """What the operating system has is safe from a test that ends: only a power cut would lose it."""
    prepare_as_delivered(connection, data_key)
    connection.execute("PRAGMA synchronous=OFF")


def _stay_in_memory(_number: int) -> None:
    pass
