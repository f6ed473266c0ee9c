"""A centre of six beds that a state machine plays with, and everything people see of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from panpun_desktop.common.clock import FixedClock, today
from panpun_desktop.models import (
    Absence,
    AuditEntry,
    Bed,
    Cohort,
    Enrolment,
    Episode,
    Household,
    Person,
    Stay,
)
from panpun_desktop.reports import runner
from panpun_desktop.rules.codes import AbsenceKind, OverrideReason
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.beds import board
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.cohorts import open_cohort
from panpun_desktop.services.course_rows import CourseFacts, Meeting, OpenCohort, SaveCourse
from panpun_desktop.services.courses import save_course
from panpun_desktop.services.families import families_of
from panpun_desktop.services.people import PeopleFilter, list_people
from panpun_desktop.services.setting_up import PlannedBuilding, PlannedRoom, SetUpCentre, set_up_centre
from panpun_desktop.store.database import Database
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import CHEAP

FIRST_DAY = date(2026, 9, 20)
"""Ten days before a fiscal year ends."""
PLAN = (
    PlannedBuilding("อาคาร 1", (PlannedRoom("ชาย 1", "MALE", 2), PlannedRoom("หญิง 1", "FEMALE", 2))),
    PlannedBuilding("อาคาร 2", (PlannedRoom("ครอบครัว 1", "FAMILY", 2),)),
)
RECOVERY_KEY = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"
ANY_REASON = {"*": GivenReason(OverrideReason.AGENCY.value, "รอประสานหน่วยงานปลายทางอยู่")}
VERSIONS = {"version", "stay_version", "episode_version", "bed_version"}
"""What an act and its taking back may leave different: the numbers that only guard against older views."""


@dataclass(frozen=True)
class Template:
    """A set-up centre to copy, with its key: opening a copy derives nothing."""

    path: Path
    data_key: bytes
    manager: Actor


def make_template(folder: Path) -> Template:
    """Set the centre of six beds up."""
    request = SetUpCentre("บ้านปั้นปูน", "สงขลา", "ผู้จัดการ", "manager", "demo", plan=PLAN, password_length=4)
    made = set_up_centre(folder, FixedClock.at(FIRST_DAY), request, RECOVERY_KEY, CHEAP).session
    _open_classes(made.work, made.actor)
    made.work.close()
    home = DataHome(folder)
    key = home.keys().open_with_password("manager", "demo")
    return Template(home.database_path, key, Actor(made.actor.user_id, "manager", "ผู้จัดการ", Role.MANAGER))


def _open_classes(work: UnitsOfWork, by: Actor) -> None:
    """A cohort of a short course and one of a long one, every day of the week."""
    week = tuple(Meeting(day) for day in range(1, 8))
    for service in ("COURSE_S", "COURSE_L"):
        facts = CourseFacts(service, service_type=service, floor_days=4)
        (course,) = save_course(work, by, SaveCourse(None, None, facts)).courses
        first = FIRST_DAY - timedelta(days=20)
        open_cohort(work, by, OpenCohort(course, first, week, days=120, skips_holidays=False))


@dataclass(frozen=True)
class OpenStay:
    """A stay that may be acted on."""

    id: int
    version: int
    person_id: int
    arrived_on: date
    service_type: str


class SmallCentre:
    """One copy of the template; everything below is read anew from the database each time."""

    def __init__(self, template: Template, folder: Path) -> None:
        self.path = Path(shutil.copy(template.path, folder / "panpun.db"))
        self.clock = FixedClock.at(FIRST_DAY, hour=9)
        self.database = Database.open(self.path, template.data_key)
        self.work = UnitsOfWork(self.database, self.clock)
        self.by = template.manager

    @property
    def today(self) -> date:
        """The day the clock stands on."""
        return today(self.clock)

    def pass_days(self, days: int) -> None:
        """Let nights go by."""
        self.clock.instant += timedelta(days=days)

    def reading(self) -> Any:
        """A look at the tables themselves."""
        return self.work.reading(self.by, "check.run")

    def acts(self) -> int:
        """How many acts the audit has: nothing is written without one."""
        with self.reading() as session:
            return session.scalar(select(func.count()).select_from(AuditEntry)) or 0

    def open_stays(self) -> list[OpenStay]:
        """Those who are staying, with the part that runs."""
        chosen = (
            select(Stay.id, Stay.version, Stay.person_id, Stay.arrived_on, Episode.service_type)
            .join(Episode, Episode.stay_id == Stay.id)
            .where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
            .where(Episode.ended_on.is_(None), Episode.voided_at.is_(None))
            .order_by(Stay.id)
        )
        with self.reading() as session:
            return [OpenStay(*row) for row in session.execute(chosen)]

    def cohorts(self) -> list[int]:
        """The cohort of the short course, then that of the long one."""
        return self._ids(Cohort)

    def running_enrolments(self) -> list[tuple[int, int, int]]:
        """Who is in a class: id, version and cohort of each enrolment."""
        chosen = (
            select(Enrolment.id, Enrolment.version, Enrolment.cohort_id)
            .where(Enrolment.ended_on.is_(None), Enrolment.voided_at.is_(None))
            .order_by(Enrolment.id)
        )
        with self.reading() as session:
            return [(row.id, row.version, row.cohort_id) for row in session.execute(chosen)]

    def people_gone(self) -> list[int]:
        """People of the register who are not staying."""
        here = select(Stay.person_id).where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
        chosen = select(Person.id).where(Person.voided_at.is_(None), Person.id.not_in(here))
        with self.reading() as session:
            return list(session.scalars(chosen.order_by(Person.id)))

    def open_absences(self) -> list[int]:
        """Leaves and hospital stays under way."""
        chosen = select(Absence.id).where(
            Absence.ended_on.is_(None), Absence.kind != AbsenceKind.SAME_DAY.value
        )
        with self.reading() as session:
            return list(session.scalars(chosen.order_by(Absence.id)))

    def standing_stays(self) -> list[int]:
        """Every stay that was not taken back, ended or not."""
        with self.reading() as session:
            return list(session.scalars(select(Stay.id).where(Stay.voided_at.is_(None)).order_by(Stay.id)))

    def beds(self) -> list[int]:
        """The six beds."""
        return self._ids(Bed)

    def households(self) -> list[int]:
        """The families there are."""
        return self._ids(Household)

    def _ids(self, model: Any) -> list[int]:
        with self.reading() as session:
            return list(session.scalars(select(model.id).order_by(model.id)))

    def seen(self) -> Any:
        """What people see: the register, the board of tonight and tomorrow, the two reports."""
        nights = [self.today, self.today + timedelta(days=1)]
        people = list_people(self.work, self.by, PeopleFilter(present_only=False))
        return _plain(
            (
                people,
                [families_of(self.work, self.by, one.id) for one in people],
                [board(self.work, self.by, night) for night in nights],
                self.census(),
                self.monthly(self.today),
            )
        )

    def census(self) -> dict[str, Any]:
        """The census of tonight."""
        return runner.facts(self.work, self.by, "census", {"day": self.today})

    def first_month(self) -> date:
        """The first day of the month in which statements begin; an import may set it back."""
        with self.reading() as session:
            begins = read_centre(session).go_live_on
        assert begins is not None
        return begins.replace(day=1)

    def monthly(self, month: date) -> dict[str, Any]:
        """The statement of a month."""
        return runner.facts(self.work, self.by, "monthly", {"month": month.replace(day=1)})


def _plain(value: Any) -> Any:
    """Dataclasses as plain values, without the versions."""
    if is_dataclass(value):
        return {
            one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.name not in VERSIONS
        }
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


__all__ = ["ANY_REASON", "FIRST_DAY", "OpenStay", "SmallCentre", "Template", "make_template"]
