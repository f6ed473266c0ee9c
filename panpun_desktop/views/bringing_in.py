"""What is heavy to import comes in after the first paint, while the password is typed."""

from __future__ import annotations

import gc
import linecache
from importlib import import_module

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def services() -> None:
    """What signing in needs; for a worker."""
    for name in ("session", "centre", "today"):
        import_module(f"panpun_desktop.services.{name}")
    gc.freeze()  # what is imported stays: looking through it again would only halt the window


def forget_sources() -> None:
    """Give back the text of every module: Qt's import hook reads it and Python keeps it, 20 MB and more."""
    linecache.clearcache()


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
