"""A whole centre for tests: set up through the service, with one user of each role that signs in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import AppUser, Bed, Room
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.session import Session, sign_in
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import CHEAP, NOW

PASSWORD = "demo"
RECOVERY_KEY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"
FIRST_NIGHT = date(2026, 1, 1)


@dataclass
class OpenCentre:
    """An open centre; ``work`` is shared, the actors are its users."""

    folder: Path
    work: UnitsOfWork
    clock: FixedClock
    manager: Actor
    desk: Actor
    trainer: Actor
    admin: Actor

    @property
    def actor(self) -> Actor:
        """Who acts when it does not matter: the front desk."""
        return self.desk

    def bed(self, label: str) -> int:
        """The id of a bed by its full label: ``ชาย 2-04``."""
        room, _dash, number = label.rpartition("-")
        with self.work.reading(SYSTEM, "setting.read") as session:
            found = session.scalar(select(Bed.id).join(Room).where(Room.name == room, Bed.label == number))
        assert found is not None, label
        return found

    def sign_in(self, login: str) -> Session:
        """A session of another user on the same folder."""
        return sign_in(self.folder, self.clock, login, PASSWORD)


def make_centre(folder: Path) -> None:
    """Set up a centre with users manager, desk, trainer and admin."""
    clock = FixedClock(NOW)
    request = SetUpCentre(
        name="ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
        province="สงขลา",
        manager_name="นายจำลอง ข้อมูลทดสอบ",
        login="manager",
        password=PASSWORD,
        password_length=len(PASSWORD),
        go_live_on=FIRST_NIGHT,
    )
    made = set_up_centre(folder, clock, request, RECOVERY_KEY, CHEAP).session
    users = (
        ("desk", "สมหญิง แรกรับ", Role.REG),
        ("trainer", "วรรณา ครูฝึก", Role.TRAINER),
        ("admin", "ผู้ดูแลระบบ", Role.ADMIN),
    )
    for login, name, role in users:
        save_user(made.work, made.actor, SaveUser(None, login, name, role.value, password=PASSWORD))
    with made.work.writing(made.actor, "user.edit") as session:
        for row in session.scalars(select(AppUser)):
            row.must_change_password = False
    made.work.close()


def open_centre(folder: Path, clock: FixedClock) -> OpenCentre:
    """Open a centre that ``make_centre`` made."""
    session = sign_in(folder, clock, "manager", PASSWORD)
    with session.work.reading(SYSTEM, "setting.read") as reading:
        rows = {row.login: row for row in reading.scalars(select(AppUser))}
    actors = {login: Actor(row.id, row.login, row.name, Role(row.role)) for login, row in rows.items()}
    return OpenCentre(folder, session.work, clock, **{name: actors[name] for name in _ROLES})


_ROLES = ("manager", "desk", "trainer", "admin")
