"""What the demonstration teaches: its courses with modules, and cohorts past, running and coming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from panpun_desktop.services.cohorts import open_cohort
from panpun_desktop.services.course_rows import (
    AM,
    DAY,
    PM,
    CourseFacts,
    Meeting,
    ModuleFacts,
    OpenCohort,
    SaveCourse,
    Trainer,
)
from panpun_desktop.services.courses import save_course
from panpun_desktop.services.demonstration_today import UnitsAt

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

SEWING, ELECTRIC, FOOD, COMPUTER, LIFE = "sewing", "electric", "food", "computer", "life"
_WORKDAYS = (1, 2, 3, 4, 5)
_MORNING, _NOON, _AFTERNOON, _EVENING = time(9), time(12), time(13), time(16)
_PREPARED_DAYS = 200
"""Days before today that the courses were written down."""


def _modules(*parts: tuple[str, int, int | None]) -> tuple[ModuleFacts, ...]:
    return tuple(
        ModuleFacts(name, Decimal(hours), None if most is None else Decimal(most))
        for name, hours, most in parts
    )


_COURSES: Mapping[str, tuple[CourseFacts, tuple[ModuleFacts, ...]]] = {
    SEWING: (
        CourseFacts(
            "ตัดเย็บเสื้อผ้า",
            "SEWING",
            "COURSE_M",
            hours=180,
            has_assessment=True,
            pass_score=Decimal(60),
            description="จักรอุตสาหกรรม สร้างแบบ ตัดและเย็บเสื้อผ้าสำเร็จรูป",
        ),
        _modules(
            ("การใช้จักรอุตสาหกรรมและความปลอดภัย", 30, 20),
            ("การวัดตัวและสร้างแบบ", 50, 30),
            ("การตัดและเย็บประกอบ", 80, 40),
            ("การคิดต้นทุนและการขาย", 20, 10),
        ),
    ),
    ELECTRIC: (
        CourseFacts("ช่างไฟฟ้าภายในอาคาร", "CRAFTSMAN", "COURSE_L", hours=240, has_assessment=True),
        _modules(
            ("ความปลอดภัยและเครื่องมือ", 30, 20),
            ("การเดินสายไฟฟ้าภายในอาคาร", 120, 50),
            ("การตรวจสอบและซ่อมบำรุง", 90, 30),
        ),
    ),
    FOOD: (
        CourseFacts("อาหารและขนม", "FOOD", "COURSE_S", hours=120),
        _modules(
            ("สุขาภิบาลอาหาร", 12, 20),
            ("อาหารจานเดียว", 60, 50),
            ("ขนมไทย", 48, 30),
        ),
    ),
    COMPUTER: (
        CourseFacts("คอมพิวเตอร์สำนักงาน", "COMPUTER", hours=60, has_assessment=True),
        _modules(("พิมพ์เอกสาร", 30, 50), ("ตารางคำนวณ", 30, 50)),
    ),
    LIFE: (
        CourseFacts("ทักษะชีวิต: สิทธิและความเท่าเทียม", "RIGHTS", hours=12),
        _modules(("สิทธิและสวัสดิการของรัฐ", 6, None), ("การอยู่ร่วมกัน", 6, None)),
    ),
}


class Opened(NamedTuple):
    """A cohort of the demonstration."""

    id: int
    course: str
    starts_on: date
    ends_on: date


class _Plan(NamedTuple):
    course: str
    number: int
    begins: int
    """Days from today; before today where negative."""
    ends: int
    hours: tuple[tuple[str, time, time], ...]
    weekdays: tuple[int, ...]
    room: str
    own: bool
    """Taught by the user of the demonstration."""
    guest: str
    capacity: int | None


_WHOLE = ((DAY, _MORNING, _EVENING),)
_HALVES = ((AM, _MORNING, _NOON), (PM, _AFTERNOON, _EVENING))
_PLANS = (
    _Plan(SEWING, 56, -140, -35, _WHOLE, _WORKDAYS, "ห้องตัดเย็บ 2", False, "นางสาวจินตนา ชำนาญผ้า", 20),
    _Plan(SEWING, 57, -63, 28, _WHOLE, _WORKDAYS, "ห้องตัดเย็บ 1", True, "", 20),
    _Plan(ELECTRIC, 12, -80, 24, _HALVES, _WORKDAYS, "โรงฝึกช่าง", False, "นายอำนวย ช่างไฟ", 16),
    _Plan(FOOD, 31, -38, 8, _WHOLE, _WORKDAYS, "ครัวฝึก", False, "นางประไพ ครัวไทย", 15),
    _Plan(COMPUTER, 8, -40, 30, _HALVES[1:], (1, 3), "ห้องคอมพิวเตอร์", False, "นายธีร์ คีย์บอร์ด", 12),
    _Plan(LIFE, 4, 9, 30, ((PM, time(16, 30), time(18)),), (2, 4), "ห้องประชุม", True, "", 30),
)


def open_courses(work: UnitsOfWork, manager: Actor, trainer: Actor, day: date) -> tuple[Opened, ...]:
    """Write the courses down and open their cohorts, each in its time; lessons fall on ``day`` too."""
    UnitsAt(work, day - timedelta(days=_PREPARED_DAYS)).at(9, 30)
    courses = {
        key: min(save_course(work, manager, SaveCourse(None, None, facts, modules)).courses)
        for key, (facts, modules) in _COURSES.items()
    }
    return tuple(_open(work, manager, trainer, day, courses[one.course], one) for one in _PLANS)


def _open(
    work: UnitsOfWork, manager: Actor, trainer: Actor, day: date, course_id: int, plan: _Plan
) -> Opened:
    starts, ends = day + timedelta(days=plan.begins), day + timedelta(days=plan.ends)
    teacher = Trainer(trainer.user_id, is_lead=True) if plan.own else Trainer(guest_name=plan.guest)
    request = OpenCohort(
        course_id,
        starts,
        tuple(_meetings(plan, day)),
        ends_on=ends,
        number=plan.number,
        capacity=plan.capacity,
        room=plan.room,
        trainers=(teacher,),
    )
    UnitsAt(work, min(starts, day) - timedelta(days=10)).at(10, 0)
    return Opened(min(open_cohort(work, manager, request).cohorts), plan.course, starts, ends)


def _meetings(plan: _Plan, day: date) -> Iterable[Meeting]:
    """The days of the week; the demonstration's last day has its lessons, whatever day it is."""
    on = {*plan.weekdays, day.isoweekday()} if plan.begins <= 0 <= plan.ends else plan.weekdays
    for weekday in sorted(on):
        for half, begins_at, ends_at in plan.hours:
            yield Meeting(weekday, half, begins_at, ends_at)
