"""Setting up a centre: the encrypted file, its keys, the delivered data, the plan, the first manager."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.resources import resource
from panpun_desktop.common.toml_text import read_toml
from panpun_desktop.models import AppUser, Bed, Building, Code, Holiday, Room, Setting
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.roles import SYSTEM, Role
from panpun_desktop.rules.seed import code_lists, curricula, setting_defaults
from panpun_desktop.services.education_seed import add_curricula
from panpun_desktop.services.passwords import SHORTEST, delivered_length, require_usable
from panpun_desktop.services.session import Session, signed_in
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.keys import KdfCost, new_recovery_key
from panpun_desktop.store.look import SETTING_UP, require_new

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as DatabaseSession

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_MOST_BEDS = 1000
"""Of one room; more is a slip of the finger."""


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
    password: str = field(repr=False)
    letter_prefix: str = ""
    """Empty: numbers go without; a centre of the delivered name has the delivered letters."""
    plan: tuple[PlannedBuilding, ...] = ()
    """Empty: the sample plan of resources/seed/plan.toml."""
    go_live_on: date | None = None
    """Statements begin with its month; None: today."""
    beds_from_on: date | None = None
    """The first night of the beds; None: the go-live day."""
    password_length: int = 0
    """Characters that passwords need here; 0: as delivered."""
    serves_once: bool = False
    """The window asks for an own password at the first sign-in; this one may be short."""


@dataclass(frozen=True)
class NewCentre:
    """A centre that was just set up; the recovery key is shown once and kept nowhere."""

    session: Session
    recovery_key: str = field(repr=False)


def fresh_recovery_key() -> str:
    """A new recovery key to show, print and prove before ``set_up_centre`` uses it."""
    return new_recovery_key()


def sample_plan() -> tuple[PlannedBuilding, ...]:
    """The sample building plan delivered with the program."""
    return read_plan(resource("seed/plan.toml"))


def read_plan(path: Path) -> tuple[PlannedBuilding, ...]:
    """Read a building plan from a TOML file; RuleBroken "plan.unreadable" says what is wrong."""
    try:
        found = read_toml(path.read_text(encoding="utf-8"))
        return tuple(_planned(building) for building in found["building"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise RuleBroken("plan.unreadable", field="plan", path=path.name) from error


def _planned(building: dict[str, Any]) -> PlannedBuilding:
    rooms = tuple(
        PlannedRoom(str(room["name"]), RoomUse(room["use"]).value, _beds(room["beds"]))
        for room in building["rooms"]
    )
    if not rooms:
        raise ValueError("a building needs rooms")
    return PlannedBuilding(str(building["name"]), rooms)


def _beds(written: object) -> int:
    if not isinstance(written, int) or not 0 <= written <= _MOST_BEDS:
        raise ValueError("a room has a whole number of beds, and not thousands")
    return written


def set_up_centre(
    folder: Path, clock: Clock, request: SetUpCentre, recovery_key: str = "", cost: KdfCost | None = None
) -> NewCentre:
    """Make an empty centre; where one is, or a part of one, nothing is touched (``look.require_new``).

    Everything is made in a folder aside and moved in at the end, the keys last: a set-up that was
    cut short leaves no half centre and can simply be done again.
    """
    _require_complete(request)
    home, aside = DataHome(folder), DataHome(folder / SETTING_UP)
    require_new(folder)
    shutil.rmtree(aside.folder, ignore_errors=True)
    recovery_key = recovery_key or new_recovery_key()
    login = request.login.strip().lower()
    with closing(aside.create(login, request.password, recovery_key, clock, cost)) as work:
        _fill(work, request, today(clock))
    home.put_left_aside()
    aside.database_path.replace(home.database_path)
    aside.keys_path.replace(home.keys_path)
    shutil.rmtree(aside.folder)
    opened = home.open_with_password(login, request.password, clock)
    return NewCentre(signed_in(opened, login), recovery_key)


def _require_complete(request: SetUpCentre) -> None:
    for name in ("name", "manager_name", "login"):
        if not getattr(request, name).strip():
            raise RuleBroken("setup.missing", field=name)
    if any(letter.isspace() for letter in request.login.strip()):
        raise RuleBroken("user.login_missing", field="login")
    if request.province not in {code.code for code in code_lists()["province"].codes}:
        raise RuleBroken("setup.province_unknown", field="province", province=request.province)
    least = SHORTEST if request.serves_once else request.password_length or delivered_length()
    require_usable(request.password, least)


def _fill(work: UnitsOfWork, request: SetUpCentre, day: date) -> None:
    go_live = request.go_live_on or day
    with work.writing(SYSTEM, "centre.set_up") as session:
        session.add_all(_settings(request, go_live))
        session.add_all(_codes())
        session.add_all(_holidays())
        add_curricula(session, curricula())
        add_plan(session, request.plan or sample_plan(), request.beds_from_on or go_live)
        session.add(_manager(request))


def short_of(name: str) -> str:
    """What the window calls a centre until somebody shortens it: the name in brackets, else the whole."""
    called = re.search(r"\(\s*([^()]*[^()\s])\s*\)", name)
    return called.group(1) if called is not None else name.strip()


def _settings(request: SetUpCentre, go_live: date) -> Iterator[Setting]:
    given: dict[str, Any] = {
        "centre.name": request.name.strip(),
        "centre.short_name": short_of(request.name),
        "centre.province": request.province,
        "centre.signer_name": request.manager_name.strip(),
        "centre.go_live_on": go_live.isoformat(),
    }
    prefix = request.letter_prefix.strip()
    if prefix or request.name.strip() != setting_defaults()["centre.name"].default:
        given["document.letter_prefix"] = prefix
    if request.password_length:
        given["program.password_length"] = request.password_length
    for key, value in given.items():
        yield Setting(key=key, value=json.dumps(value, ensure_ascii=False))


def _codes() -> Iterator[Code]:
    for name, delivered in code_lists().items():
        for position, code in enumerate(delivered.codes):
            yield Code(list=name, code=code.code, label=code.label, short_label=code.short, position=position)


def _holidays() -> Iterator[Holiday]:
    with resource("seed/holidays.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Holiday(
                day=date.fromisoformat(row["day"]),
                name=row["name"],
                kind=row["kind"],
                applies_to=row["applies_to"] or "state",
                note=row["note"],
            )


def add_plan(session: DatabaseSession, plan: tuple[PlannedBuilding, ...], from_on: date) -> None:
    """Build a plan: every bed is there from the night given."""
    for number, planned in enumerate(plan, 1):
        building = Building(name=planned.name, position=number)
        session.add(building)
        session.flush()
        for position, room in enumerate(planned.rooms, 1):
            row = Room(building_id=building.id, name=room.name, use=room.use, position=position)
            session.add(row)
            session.flush()
            session.add_all(
                Bed(room_id=row.id, label=f"{n:02d}", position=n, opened_on=from_on)
                for n in range(1, room.beds + 1)
            )


def _manager(request: SetUpCentre) -> AppUser:
    return AppUser(
        login=request.login.strip().lower(),
        name=request.manager_name.strip(),
        role=Role.MANAGER.value,
        position_title="",
        must_change_password=request.serves_once,
    )
