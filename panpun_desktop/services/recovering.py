"""A forgotten password, when no manager is left who can sign in: the printed recovery key opens the data.

Nothing else is shown with it: a manager gets a new password and signs in with that.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AppUser
from panpun_desktop.rules.roles import SYSTEM, Role
from panpun_desktop.services.passwords import least_length, require_usable
from panpun_desktop.services.session import RECOVERY, attempted
from panpun_desktop.store.home import DataHome

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Select

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ManagerRow:
    """A manager whose password may be set anew."""

    login: str
    name: str


@dataclass(frozen=True)
class Managers:
    """Whom the printed key helps, and how many characters a new password needs here."""

    rows: tuple[ManagerRow, ...]
    least: int


@dataclass(frozen=True)
class SetPasswordByKey:
    """The recovery key as typed off paper, whose password, the new one."""

    recovery_key: str = field(repr=False)
    login: str
    new: str = field(repr=False)


def managers(folder: Path, clock: Clock, recovery_key: str) -> Managers:
    """Who may be helped, by name; wrong keys slow down like wrong passwords."""
    with closing(_opened(folder, clock, recovery_key)) as work:
        least = least_length(work)
        with work.reading(SYSTEM, "user.read") as session:
            rows = session.execute(_managers().with_only_columns(AppUser.login, AppUser.name))
            return Managers(tuple(ManagerRow(*row) for row in rows), least)


def set_password_by_key(folder: Path, clock: Clock, request: SetPasswordByKey) -> None:
    """Give a manager a new password with the recovery key; noted in the audit."""
    home = DataHome(folder)
    with (
        closing(_opened(folder, clock, request.recovery_key)) as work,
        work.writing(SYSTEM, "user.recover", always=True) as session,
    ):
        require_usable(request.new, least_length(work))
        row = session.scalar(_managers().where(AppUser.login == request.login))
        if row is None:
            raise RuleBroken("user.not_a_manager", field="login")
        row.must_change_password = False
        session.flush()
        home.keys().replace_password(row.login, request.new, work.database.data_key)


def _opened(folder: Path, clock: Clock, recovery_key: str) -> UnitsOfWork:
    with attempted(folder, clock, RECOVERY):
        return DataHome(folder).open_with_recovery(recovery_key, clock)


def _managers() -> Select[AppUser]:
    chosen = select(AppUser).where(AppUser.role == Role.MANAGER.value, AppUser.is_active)
    return chosen.order_by(AppUser.name)
