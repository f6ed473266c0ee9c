"""Qt parts that know no topic: theme, icons, fields, tables, operations."""

from __future__ import annotations

import linecache
from importlib import import_module
from typing import Any

import PySide6.QtCore  # noqa: F401 - brings the hook in


def _read_no_sources() -> None:
    """Spare the start 150 ms and 20 MB: Qt's import hook reads and keeps the source of every module.

    It looks for modules that switch Qt to snake_case names; none here does. The hook is PySide's own affair:
    a test sees to it that it is still the one that is met here.
    """
    feature: Any = import_module("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False
    linecache.clearcache()  # what it read before


_read_no_sources()
