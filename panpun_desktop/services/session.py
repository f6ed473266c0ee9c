"""Setting up a centre, signing in, locking; the way from a password to an open unit of work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.common.clock import Clock
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class PlannedRoom:
    """A room of a building plan, with as many beds numbered 01, 02, …"""

    name: str
    use: str
    beds: int


@dataclass(frozen=True)
class PlannedBuilding:
    """A building of a plan."""

    name: str
    rooms: tuple[PlannedRoom, ...]


@dataclass(frozen=True)
class SetUpCentre:
    """What first start asks for."""

    name: str
    province: str
    manager_name: str
    login: str
    password: str
    letter_prefix: str = ""
    plan: tuple[PlannedBuilding, ...] = ()
    """Empty: the sample plan of resources/seed/plan.toml."""
    go_live_on: date | None = None
    """Statements begin with its month; None: today."""


@dataclass(frozen=True)
class Session:
    """Someone signed in, with the way to the data."""

    work: UnitsOfWork
    actor: Actor
    must_change_password: bool = False


@dataclass(frozen=True)
class NewCentre:
    """A centre that was just set up; the recovery key is shown once and kept nowhere."""

    session: Session
    recovery_key: str = field(repr=False, default="")


def sample_plan() -> tuple[PlannedBuilding, ...]:
    """The sample building plan of resources/seed/plan.toml."""
    raise NotImplementedError


def read_plan(path: Path) -> tuple[PlannedBuilding, ...]:
    """Read a building plan from a TOML file."""
    raise NotImplementedError


def is_set_up(folder: Path) -> bool:
    """Say whether a data folder holds a centre."""
    raise NotImplementedError


def set_up_centre(folder: Path, clock: Clock, request: SetUpCentre, recovery_key: str = "") -> NewCentre:
    """Make an empty centre: encrypted file, key slots, seed data, plan, first manager."""
    raise NotImplementedError


def sign_in(folder: Path, clock: Clock, login: str, password: str) -> Session:
    """Open the centre as a user; a wrong login or password gives the same refusal."""
    raise NotImplementedError


def confirm_password(folder: Path, login: str, password: str) -> bool:
    """Say whether the password is right: to unlock a locked window."""
    raise NotImplementedError
