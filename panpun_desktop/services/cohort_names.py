"""What a cohort is called: ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569 (R-CRS-9)."""

from __future__ import annotations

from typing import Any

from panpun_desktop.common.i18n import _


def short_cohort_name(cohort: Any) -> str:
    """A cohort without its course; a row with number and be_year."""
    return _("Cohort {number}, {year}").format(number=cohort.number, year=cohort.be_year)


def cohort_name(course: Any, cohort: Any) -> str:
    """A cohort with its course; rows with name, and number and be_year."""
    return f"{course.name} {short_cohort_name(cohort)}"
