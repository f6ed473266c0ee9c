"""What papers about a class say of it: course and number, days, who teaches; nobody restricted is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import AppUser, Cohort, CohortTrainer, Course
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import masked_name, veil

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.attendance_sheet import SheetRow


@dataclass(frozen=True)
class ClassOnPaper:
    """A cohort as papers head themselves with it."""

    name: str
    """ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569."""
    starts_on: date
    ends_on: date
    trainers: tuple[str, ...]
    room: str

    @property
    def heading(self) -> str:
        """The name with the word for a course before it, once."""
        return self.name if self.name.startswith("หลักสูตร") else f"หลักสูตร{self.name}"

    @property
    def taught(self) -> str:
        """When, by whom and where, for the line under the heading."""
        days = f"{format_date(self.starts_on, 'short')} – {format_date(self.ends_on, 'short')}"
        who = f"ครูฝึก {', '.join(self.trainers)}" if self.trainers else ""
        room = self.room if not self.room or self.room.startswith("ห้อง") else f"ห้อง {self.room}"
        return " · ".join(one for one in (days, who, room) if one)


def class_on_paper(session: Session, cohort_id: int) -> ClassOnPaper:
    """The cohort; RuleBroken ``record.missing`` when it is not there."""
    cohort = load(session, Cohort, cohort_id)
    course = load(session, Course, cohort.course_id)
    return ClassOnPaper(
        cohort_name(course, cohort),
        cohort.starts_on,
        cohort.ends_on,
        _trainers(session, cohort_id),
        cohort.room,
    )


def _trainers(session: Session, cohort_id: int) -> tuple[str, ...]:
    rows = session.execute(
        select(AppUser.name, CohortTrainer.guest_name)
        .outerjoin(AppUser, AppUser.id == CohortTrainer.user_id)
        .where(CohortTrainer.cohort_id == cohort_id, CohortTrainer.voided_at.is_(None))
        .order_by(CohortTrainer.is_lead.desc(), CohortTrainer.id)
    )
    return tuple(user or guest for user, guest in rows)


def names_on_paper(session: Session, asked: Asked, names: Mapping[int, str]) -> dict[int, str]:
    """Names by person as a list for everybody's eyes may print them (R-SAF-1)."""
    covered = veil(session, asked.by).on_paper.not_whole
    return {one: masked_name() if one in covered else name for one, name in names.items()}


def held_until(rows: Iterable[SheetRow], otherwise: date) -> date:
    """The last day on which anybody was marked: later lessons were not held yet (R-CRS-10)."""
    facts = (one.standing.facts for one in rows)
    days = (one.session.day for known in facts for one in known.lessons if one.session.key in known.marks)
    return max(days, default=otherwise)
