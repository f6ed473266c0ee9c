"""Signing in and locking; the way from a password to an open unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AppUser
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.code_lists import add_new_codes
from panpun_desktop.services.education_seed import add_new_curricula
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.unit_of_work import UnitsOfWork

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock


@dataclass(frozen=True)
class Session:
    """Someone signed in, with the way to the data."""

    work: UnitsOfWork
    actor: Actor
    must_change_password: bool = False


def is_set_up(folder: Path) -> bool:
    """Say whether a data folder holds a centre."""
    return DataHome(folder).exists()


def sign_in(folder: Path, clock: Clock, login: str, password: str) -> Session:
    """Open the centre as a user; a wrong login or password gives the same refusal."""
    return signed_in(DataHome(folder).open_with_password(login, password, clock), login)


def signed_in(work: UnitsOfWork, login: str) -> Session:
    """The session of a user on an open centre; the file is let go when the user may not sign in."""
    try:
        return _as_user(work, login)
    except BaseException:
        work.close()
        raise


def _as_user(work: UnitsOfWork, login: str) -> Session:
    with work.reading(SYSTEM, "setting.read") as session:
        row = session.scalar(select(AppUser).where(AppUser.login == login.strip().lower()))
    if row is None or not row.is_active:
        raise RuleBroken("session.disabled", field="login")
    add_new_codes(work)
    add_new_curricula(work)
    actor = Actor(row.id, row.login, row.name, Role(row.role))
    with work.writing(actor, "session.sign_in", always=True):
        pass
    return Session(work, actor, row.must_change_password)


def confirm_password(folder: Path, login: str, password: str) -> bool:
    """Say whether the password is right: to unlock a locked window."""
    try:
        DataHome(folder).keys().open_with_password(login, password)
    except RuleBroken:
        return False
    return True
