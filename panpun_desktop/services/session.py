"""Signing in and locking; the way from a password to an open unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import AppUser
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.code_lists import add_new_codes
from panpun_desktop.services.education_seed import add_new_curricula
from panpun_desktop.store import swap
from panpun_desktop.store.backup_file import keys_are_of_other_data
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.sign_in_file import SignInFile
from panpun_desktop.store.unit_of_work import UnitsOfWork

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock


WRONG = frozenset({"session.wrong_password", "session.wrong_recovery_key"})
"""Refusals that are counted."""
RECOVERY = "\x00recovery"
"""Under what the tries of the recovery key are counted: no login is written so."""


@dataclass(frozen=True)
class Session:
    """Someone signed in, with the way to the data."""

    work: UnitsOfWork
    actor: Actor
    must_change_password: bool = False
    failures: int = 0
    """Wrong passwords for this login since the last right one; told once, to notice a stranger."""


@dataclass
class Attempt:
    """One try at a door; ``failures`` are those before it, known once it opened."""

    failures: int = 0


def is_set_up(folder: Path) -> bool:
    """Say whether a data folder holds a centre; a restore that a power cut ended is finished first."""
    swap.finish(folder)
    return DataHome(folder).exists()


def sign_in(folder: Path, clock: Clock, login: str, password: str) -> Session:
    """Open the centre as a user; a wrong login or password gives the same refusal.

    RuleBroken ``session.wait`` with the seconds left while earlier failures slow it down. The fact
    ``is_of_other_keys`` of a wrong password says that the key file is not that of the data.
    """
    try:
        with attempted(folder, clock, login) as attempt:
            work = DataHome(folder).open_with_password(login, password, clock)
    except RuleBroken as error:
        if error.id in WRONG and keys_are_of_other_data(folder):
            raise RuleBroken(
                error.id, field=error.field, **{**error.facts, "is_of_other_keys": True}
            ) from error
        raise
    return signed_in(work, login, attempt.failures)


@contextmanager
def attempted(folder: Path, clock: Clock, login: str) -> Iterator[Attempt]:
    """Try a secret: refused while one waits; a wrong one is counted and says the seconds to wait."""
    kept, attempt = SignInFile(folder), Attempt()
    left = kept.failures(login).seconds_left(clock.now())
    if left:
        raise RuleBroken("session.wait", field="password", seconds=left)
    try:
        yield attempt
    except RuleBroken as error:
        if error.id in WRONG:
            now = clock.now()
            wait = kept.add(login, now).seconds_left(now)
            raise RuleBroken(error.id, field=error.field, **{**error.facts, "seconds": wait}) from error
        raise
    attempt.failures = kept.clear(login)


def signed_in(work: UnitsOfWork, login: str, failures: int = 0) -> Session:
    """The session of a user on an open centre; the file is let go when the user may not sign in."""
    try:
        return _as_user(work, login, failures)
    except BaseException:
        work.close()
        raise


def _as_user(work: UnitsOfWork, login: str, failures: int) -> Session:
    with work.reading(SYSTEM, "setting.read") as session:
        row = session.scalar(select(AppUser).where(AppUser.login == login.strip().lower()))
    if row is None or not row.is_active:
        raise RuleBroken("session.disabled", field="login")
    add_new_codes(work)
    add_new_curricula(work)
    actor = Actor(row.id, row.login, row.name, Role(row.role))
    note = f"failures={failures}" if failures else ""
    with work.writing(actor, "session.sign_in", note=note, always=True):
        pass
    return Session(work, actor, row.must_change_password, failures)


def unlock(folder: Path, clock: Clock, login: str, password: str) -> int:
    """Let the person who was working go on: the failures before; refused and slowed down like signing in."""
    with attempted(folder, clock, login) as attempt:
        DataHome(folder).keys().open_with_password(login, password)
    return attempt.failures


def note_failures(work: UnitsOfWork, by: Actor, failures: int) -> None:
    """Keep in the audit how many wrong passwords were tried at the locked window."""
    with work.writing(by, "session.sign_in", note=f"unlock failures={failures}", always=True):
        pass
