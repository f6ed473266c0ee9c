"""The password kept by the operating system for one person on this machine: off unless switched on.

``keyring`` is an extra of the program and is imported only here, and only when somebody uses it. Kept
is the password, not the data key: who is switched off or gets a new password is not let in by it.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.session import Session, sign_in, unlock

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock

_SAFE = tuple(
    f"keyring.backends.{one}" for one in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
)
"""Places that encrypt what they keep; others may write it plainly into a file."""


def is_installed() -> bool:
    """Whether this installation has the part at all; looked for, not loaded."""
    return find_spec("keyring") is not None


def keep_password(folder: Path, clock: Clock, login: str, password: str) -> None:
    """Let the system keep the password, once it is proved to be right.

    RuleBroken ``keyring.missing`` where the part is not installed, ``keyring.no_place`` where the
    system has no safe place for it; wrong passwords as at the door.
    """
    place = _place()
    unlock(folder, clock, login, password)
    _put(place, folder, login, password)


def keep_changed(folder: Path, login: str, password: str) -> None:
    """The password that the system keeps was changed."""
    _put(_place(), folder, login, password)


def forget_password(folder: Path, login: str) -> None:
    """Take the password away from the system; nothing happens where there is none."""
    place = _place()
    try:
        if place.get_password(_service(folder), login) is not None:
            place.delete_password(_service(folder), login)
    except Exception as error:
        raise RuleBroken("keyring.refused") from error


def sign_in_kept(folder: Path, clock: Clock, login: str) -> Session:
    """Open the centre with the password that the system keeps; RuleBroken ``keyring.nothing_kept``."""
    place = _place()
    try:
        password = place.get_password(_service(folder), login)
    except Exception as error:
        raise RuleBroken("keyring.refused") from error
    if not password:
        raise RuleBroken("keyring.nothing_kept", field="password")
    return sign_in(folder, clock, login, password)


def _place() -> Any:
    """The system's own safe place."""
    try:
        place = import_module("keyring").get_keyring()
    except ImportError as error:
        raise RuleBroken("keyring.missing") from error
    chosen = next((one for one in [*getattr(place, "backends", ()), place] if _is_safe(one)), None)
    if chosen is None:
        raise RuleBroken("keyring.no_place")
    return chosen


def _is_safe(place: Any) -> bool:
    return type(place).__module__.startswith(_SAFE)


def _put(place: Any, folder: Path, login: str, password: str) -> None:
    try:
        place.set_password(_service(folder), login, password)
    except Exception as error:
        raise RuleBroken("keyring.refused") from error


def _service(folder: Path) -> str:
    """One name for each data folder: a demonstration has a password of its own."""
    return f"panpun {hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
