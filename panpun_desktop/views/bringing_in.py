"""What is heavy to import comes in after the first paint, while the password is typed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QWidget

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""M_ARENA_MAX and M_MMAP_THRESHOLD of malloc.h."""
_BIG = 1024 * 1024
YOUNG_OBJECTS = 5_000
"""How many new objects before Python looks for rings among them, once the imports are done."""
_REST_MILLISECONDS = 5000


def share_memory() -> None:
    """Let every thread take memory from the same two heaps: each would keep what it once needed, for good.

    Big blocks (papers, pictures) stay outside the heaps: the first freed one would else end that, and the
    next ones would leave holes. To be called before there are threads; only glibc keeps a heap for each.
    """
    libc = _glibc()
    if libc is not None:
        libc.mallopt(_ARENA_MAX, 2)
        libc.mallopt(_MMAP_THRESHOLD, _BIG)


def give_back() -> None:
    """Give the system back what nobody holds any more: a tenth of a second, while nothing is under way."""
    QPixmapCache.clear()  # pictures of text, drawn again where they are looked at
    gc.collect()
    libc = _glibc()
    if libc is not None:
        libc.malloc_trim(0)


def rest_timer(window: QWidget, rest: Callable[[], None] = give_back) -> QTimer:
    """A timer that gives memory back when it is not started anew for a while."""
    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.setInterval(_REST_MILLISECONDS)
    timer.timeout.connect(rest)
    return timer


@cache
def _glibc() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    with suppress(OSError):
        libc = ctypes.CDLL("libc.so.6")
        return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
    return None


def services() -> None:
    """What signing in needs; for a worker."""
    for name in ("session", "centre", "today"):
        import_module(f"panpun_desktop.services.{name}")
    gc.freeze()  # what is imported stays: looking through it again would only halt the window
    gc.set_threshold(YOUNG_OBJECTS, 100)  # rings of what was shown go soon; all is looked through as seldom


def search() -> None:
    """What the first search needs; for a worker."""
    import_module("panpun_desktop.services.people")
    gc.freeze()


def first_views(window: QWidget) -> None:
    """The first page, one module at a time so that no key press waits; Qt classes need Qt's own thread."""
    from panpun_desktop.views.screens import screens

    first = [screen.key for screen in screens()][:1]
    _in_turn(window, [f"panpun_desktop.views.{name}" for name in ("shell.workbench", *first)])


def _in_turn(window: QWidget, names: list[str]) -> None:
    if names:
        import_module(names[0])
        QTimer.singleShot(0, window, lambda: _in_turn(window, names[1:]))
