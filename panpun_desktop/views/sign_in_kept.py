"""For whom the operating system keeps the password on this machine: a setting of this machine alone."""

from __future__ import annotations

from PySide6.QtCore import QSettings

KEPT_LOGIN = "keyring/login"


def kept_login(local: QSettings) -> str:
    """The login that may open the program without typing; "" where it is switched off."""
    return str(local.value(KEPT_LOGIN) or "")
