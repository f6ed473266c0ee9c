"""Users and their roles; leaving staff are disabled, never deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class UserRow:
    """One user as the settings screen shows it."""

    id: int
    version: int
    login: str
    name: str
    role: str
    position_title: str
    phone: str
    is_active: bool


@dataclass(frozen=True)
class SaveUser:
    """Add (id None, with a first password) or change a user."""

    id: int | None
    login: str
    name: str
    role: str
    position_title: str = ""
    phone: str = ""
    is_active: bool = True
    password: str = field(repr=False, default="")
    """First password, or a new one set by the manager; empty keeps the old one."""


@dataclass(frozen=True)
class ChangePassword:
    """A user changes the own password."""

    old: str = field(repr=False)
    new: str = field(repr=False)


def list_users(work: UnitsOfWork, by: Actor) -> tuple[UserRow, ...]:
    """All users, active first."""
    raise NotImplementedError


def save_user(work: UnitsOfWork, by: Actor, folder: Path, request: SaveUser) -> Changes:
    """Add or change a user and the key slot that goes with the password."""
    raise NotImplementedError


def change_password(work: UnitsOfWork, by: Actor, folder: Path, request: ChangePassword) -> Changes:
    """Change the own password."""
    raise NotImplementedError
