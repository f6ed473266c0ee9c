"""Courses and the cohorts (รุ่น) that go through them: modules, trainers, weekly pattern, planned sessions."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class Course(Versioned, Base):
    """A course: one of the three residential kinds, a vocational subject, life skills.

    What is left empty takes the setting: the floor of the service type, the least attendance.
    """

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    group_code: Mapped[str] = mapped_column(default="OTHER")
    """Code of list ``course_group``."""
    service_type: Mapped[str | None]
    """COURSE_S, COURSE_M or COURSE_L where a resident lives here for it; None for any other course."""
    floor_days: Mapped[int | None]
    """Least days (R-CRS-1); None: that of the service type, none for other courses."""
    hours: Mapped[int | None]
    min_attendance: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    """Per cent (R-CRS-7); None: the setting ``course.min_attendance``."""
    has_assessment: Mapped[bool] = mapped_column(default=False)
    pass_score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    """Per cent of the modules' scores; None: the setting ``course.pass_score``."""
    description: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class CourseModule(Versioned, Base):
    """A part of a course with its hours and, where it is marked, its highest score."""

    __tablename__ = "course_module"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    hours: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    max_score: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    """None: the module is not marked."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Cohort(Versioned, Base):
    """รุ่นที่ n of a course (R-CRS-9); its days are its sessions."""

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_not_before_starts"),
        Index(
            "uq_cohort_course_number",
            "course_id",
            "number",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    be_year: Mapped[int]
    """The year it is named by: รุ่นที่ 54 ปี 2561."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Last day of the plan, included."""
    capacity: Mapped[int | None]
    """A planning figure: passing it warns, never refuses."""
    room: Mapped[str] = mapped_column(default="")
    skips_holidays: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    """The day its results were settled; nothing is reminded of afterwards."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="")


class CohortMeeting(Versioned, Base):
    """The weekly pattern from which sessions are planned and clashes are seen."""

    __tablename__ = "cohort_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    weekday: Mapped[int]
    """1 Monday … 7 Sunday."""
    half: Mapped[str] = mapped_column(default="DAY")
    """DAY, AM or PM."""
    begins_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class CohortTrainer(Versioned, Base):
    """Who teaches a cohort: someone of the staff, or a guest (วิทยากร) by name."""

    __tablename__ = "cohort_trainer"
    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (guest_name = '')", name="user_or_guest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    guest_name: Mapped[str] = mapped_column(default="")
    guest_phone: Mapped[str] = mapped_column(default="")
    is_lead: Mapped[bool] = mapped_column(default=False)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class CourseSession(Versioned, Base):
    """One planned meeting of a cohort: a whole day or half of one; หยุด when it was not held."""

    __tablename__ = "course_session"
    __table_args__ = (
        Index(
            "uq_course_session_cohort_half",
            "cohort_id",
            "on_day",
            "half",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    on_day: Mapped[date] = mapped_column(index=True)
    half: Mapped[str] = mapped_column(default="DAY")
    begins_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("cohort_trainer.id"))
    """None: the trainers of the cohort."""
    module_id: Mapped[int | None] = mapped_column(ForeignKey("course_module.id"))
    topic: Mapped[str] = mapped_column(default="")
    is_held: Mapped[bool] = mapped_column(default=True)
    not_held_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
