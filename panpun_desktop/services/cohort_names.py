"""What a cohort is called: ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569 (R-CRS-9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import Cohort, Course

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def short_cohort_name(cohort: Any) -> str:
    """A cohort without its course; a row with number and be_year."""
    return _("Cohort {number}, {year}").format(number=cohort.number, year=cohort.be_year)


def cohort_name(course: Any, cohort: Any) -> str:
    """A cohort with its course; rows with name, and number and be_year."""
    return f"{course.name} {short_cohort_name(cohort)}"


def cohort_title(session: Session, cohort_id: int) -> str:
    """The same name by the id alone, for the quiet bar and tasks."""
    course, cohort = session.execute(
        select(Course, Cohort).join(Course, Course.id == Cohort.course_id).where(Cohort.id == cohort_id)
    ).one()
    return cohort_name(course, cohort)
