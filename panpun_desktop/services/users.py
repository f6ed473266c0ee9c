"""Users and their roles; leaving staff are disabled, never deleted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AppUser
from panpun_desktop.rules.roles import Role, may
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.passwords import least_length, require_usable
from panpun_desktop.services.records import load
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.keys import KeyFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
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
    seen_version: int | None = None


@dataclass(frozen=True)
class ChangePassword:
    """A user changes the own password."""

    old: str = field(repr=False)
    new: str = field(repr=False)


def list_users(work: UnitsOfWork, by: Actor) -> tuple[UserRow, ...]:
    """All users, active first."""
    columns = (
        AppUser.id,
        AppUser.version,
        AppUser.login,
        AppUser.name,
        AppUser.role,
        AppUser.position_title,
        AppUser.phone,
        AppUser.is_active,
    )
    chosen = select(*columns).order_by(AppUser.is_active.desc(), AppUser.name)
    with work.reading(by, "user.read") as session:
        return tuple(UserRow(*row) for row in session.execute(chosen))


def user_named(work: UnitsOfWork, by: Actor, login: str) -> int:
    """The id of the user with a sign-in name; RuleBroken ``user.unknown``."""
    with work.reading(by, "audit.read") as session:
        found = session.scalar(select(AppUser.id).where(func.lower(AppUser.login) == login.strip().lower()))
    if found is None:
        raise RuleBroken("user.unknown", field="user", login=login)
    return found


def save_user(work: UnitsOfWork, by: Actor, request: SaveUser) -> Changes:
    """Add or change a user together with the key slot of the password.

    The slot is written before the row is committed: a crash in between leaves a slot nobody is
    allowed in by, never a user who cannot get in.
    """
    login, name = _named(request)
    if request.password or request.id is None:
        require_usable(request.password, least_length(work))
    with work.writing(by, "user.edit") as session:
        keys = key_file(work)
        _require_free_login(session, request.id, login)
        row = _loaded(session, request, login)
        if request.id is not None:
            _require_a_way_in(keys, row.login, request)
            _require_a_manager_left(session, row, request)
        _require_may_give(by, row, request)
        row.name, row.role, row.phone = name, Role(request.role).value, request.phone.strip()
        row.position_title, row.is_active = request.position_title.strip(), request.is_active
        if request.password:
            row.must_change_password = row.id != by.user_id
        session.add(row)
        session.flush()
        _write_slot(keys, row.login, request, work)
        return Changes(users=frozenset({row.id}), summary=_("User saved"))


def key_file(work: UnitsOfWork) -> KeyFile:
    """The key slots beside the open database."""
    return DataHome(work.database.path.parent).keys()


def _write_slot(keys: KeyFile, login: str, request: SaveUser, work: UnitsOfWork) -> None:
    if not request.is_active:
        keys.remove_slot(login)
    elif request.password:
        keys.replace_password(login, request.password, work.database.data_key)


def _named(request: SaveUser) -> tuple[str, str]:
    login, name = request.login.strip().lower(), request.name.strip()
    if not login or any(letter.isspace() for letter in login):
        raise RuleBroken("user.login_missing", field="login")
    if not name:
        raise RuleBroken("user.name_missing", field="name")
    return login, name


def _require_free_login(session: Session, user_id: int | None, login: str) -> None:
    taken = session.scalar(select(AppUser.id).where(AppUser.login == login))
    if taken is not None and taken != user_id:
        raise RuleBroken("user.login_taken", field="login", login=login)


def _loaded(session: Session, request: SaveUser, login: str) -> AppUser:
    if request.id is None:
        return AppUser(login=login)
    return load(session, AppUser, request.id, request.seen_version)


def _require_a_way_in(keys: KeyFile, login: str, request: SaveUser) -> None:
    """Someone who comes back has no password any more: a new one must be given."""
    if request.is_active and not request.password and login not in keys.logins:
        raise RuleBroken("user.password_missing", field="password")


def _require_may_give(by: Actor, row: AppUser, request: SaveUser) -> None:
    """Nobody gives what they lack: who sees no people makes no way to see them (R-SAF-1, ADMIN)."""
    gives_entry = bool(request.password) or request.id is None or request.role != row.role
    if not gives_entry or (row.id == by.user_id and request.role == row.role):
        return
    roles = {request.role, row.role or request.role}
    sees_people = any(may(replace(by, role=Role(role)), "person.read") for role in roles)
    if sees_people and not may(by, "person.read"):
        raise RuleBroken("user.manager_needed", field="role")


def _require_a_manager_left(session: Session, row: AppUser, request: SaveUser) -> None:
    """Somebody must always be able to manage users."""
    if row.role != Role.MANAGER or (request.is_active and request.role == Role.MANAGER):
        return
    others = select(func.count()).where(AppUser.role == Role.MANAGER, AppUser.is_active, AppUser.id != row.id)
    if not session.scalar(others):
        raise RuleBroken("user.last_manager", field="role")


def change_password(work: UnitsOfWork, by: Actor, request: ChangePassword) -> Changes:
    """Change the own password; the old one must be given."""
    require_usable(request.new, least_length(work))
    if request.new == request.old:
        raise RuleBroken("user.password_same", field="new")
    keys = key_file(work)
    data_key = keys.open_with_password(by.login, request.old)
    with work.writing(by, "user.change_own_password", always=True) as session:
        row = load(session, AppUser, by.user_id)
        row.must_change_password = False
        session.flush()
        keys.replace_password(by.login, request.new, data_key)
    return Changes(users=frozenset({by.user_id}), summary=_("Password changed"))
