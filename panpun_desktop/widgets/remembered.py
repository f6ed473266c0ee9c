"""Small choices of this user on this machine that parts of dialogs keep: the printer, the last folder."""

from __future__ import annotations

from PySide6.QtCore import QSettings

_kept: list[QSettings] = []


def keep_in(local: QSettings) -> None:
    """Keep what is remembered in these settings; without them nothing outlives the question."""
    _kept[:] = [local]


def remember(key: str, value: str) -> None:
    """Keep a choice."""
    if _kept:
        _kept[0].setValue(key, value)


def remembered(key: str) -> str:
    """The choice made last, or nothing."""
    return str(_kept[0].value(key, "")) if _kept else ""
