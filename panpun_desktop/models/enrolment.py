"""Who is in a cohort, what became of it, and every mark of attendance."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class Enrolment(Versioned, Base):
    """One person in one cohort.

    A resident's enrolment in a course of a service type and the episode of the stay are one fact: the
    enrolment hangs on the episode and runs with it, and every act that ends one ends the other
    (``services.enrolment_links``). Everybody else (ไป-กลับ, a lesson beside another service) has no episode.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= joined_on", name="ended_not_before_joined"),
        CheckConstraint("(state = 'APPLIED') = (joined_on IS NULL)", name="joined_when_taken_in"),
        CheckConstraint(
            "(ended_on IS NULL) = (state IN ('APPLIED', 'ACTIVE', 'SUSPENDED'))", name="ended_with_result"
        ),
        Index(
            "uq_enrolment_cohort_person",
            "cohort_id",
            "person_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        Index(
            "uq_enrolment_running_episode",
            "episode_id",
            unique=True,
            sqlite_where=text("episode_id IS NOT NULL AND ended_on IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    episode_id: Mapped[int | None] = mapped_column(ForeignKey("episode.id"), index=True)
    """The part of the stay that this enrolment is."""
    state: Mapped[str] = mapped_column(index=True)
    """Code of list ``enrolment_state``."""
    applied_on: Mapped[date]
    joined_on: Mapped[date | None]
    """First day in the class; sessions before it are not counted (R-CRS-10)."""
    counted_from_on: Mapped[date | None]
    """First day of the running count, where the episode or joining does not say it (R-CRS-6, R-CRS-8)."""
    ended_on: Mapped[date | None]
    """Last day in the class, included; set with the state that ended it."""
    end_reason: Mapped[str] = mapped_column(default="")
    assessment_passed: Mapped[bool | None]
    assessment_score: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    """Per cent, where the assessment is a figure."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """The manager who confirmed the result (R-CRS-7)."""
    settled_figures: Mapped[str] = mapped_column(default="{}")
    """JSON of days, percentage and criteria as they stood when the result was confirmed."""
    next_step: Mapped[str | None]
    """Code of list ``course_next``: higher course, travel home, work (R-CRS-3)."""
    next_note: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="")


class EnrolmentPause(Versioned, Base):
    """พักการอบรม: the count of days stands still (R-CRS-5)."""

    __tablename__ = "enrolment_pause"
    __table_args__ = (CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ended_not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    """The day of coming back, which counts again."""
    reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class ContinuityDecision(Versioned, Base):
    """What the manager decided about a break: count on, start anew, or end (R-CRS-6)."""

    __tablename__ = "continuity_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    broke_on: Mapped[date]
    """First day of the run or of the nights away."""
    until_on: Mapped[date]
    """Last day that the decision speaks of."""
    choice: Mapped[str]
    """CONTINUE, RESTART or DROP."""
    restart_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class ModuleResult(Versioned, Base):
    """What someone reached in a module: hours, score, passed."""

    __tablename__ = "module_result"
    __table_args__ = (Index("uq_module_result_enrolment_module", "enrolment_id", "module_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("course_module.id"), index=True)
    hours: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    score: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    passed: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")


class AttendanceMark(Versioned, Base):
    """One mark of one person at one session; no mark means not checked yet."""

    __tablename__ = "attendance_mark"
    __table_args__ = (
        Index("uq_attendance_mark_session_enrolment", "session_id", "enrolment_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    code: Mapped[str]
    """Code of list ``attendance``: P, L, S, B, A or O."""
    remark: Mapped[str] = mapped_column(default="")
    late_reason: Mapped[str] = mapped_column(default="")
    """Why it was changed after the days in which trainers may change it."""
