"""กศน./สกร.: the curriculum as data, and the tracking copy of what learners do (domain.md §6)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class Curriculum(Versioned, Base):
    """One edition of the curriculum; a successor stands beside it, learners keep theirs."""

    __tablename__ = "curriculum"
    __table_args__ = (
        CheckConstraint("in_term_weight BETWEEN 0 AND 100", name="weight_of_hundred"),
        CheckConstraint("retake IN ('BEST', 'LAST')", name="retake_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """The year it is called by: 2551."""
    name: Mapped[str]
    hours_per_credit: Mapped[int] = mapped_column(default=40)
    activity_hours: Mapped[int] = mapped_column(default=200)
    """กพช. before graduation."""
    needs_moral: Mapped[bool] = mapped_column(default=True)
    needs_nnet: Mapped[bool] = mapped_column(default=True)
    in_term_weight: Mapped[int] = mapped_column(default=60)
    """The most of 100 for the term's work; the exam has the rest."""
    exam_attendance: Mapped[int] = mapped_column(default=75)
    """Percent of meetings attended to sit the exam; told, never enforced."""
    retake: Mapped[str] = mapped_column(default="BEST")
    """Which grade counts of a subject taken again: BEST or LAST."""
    is_active: Mapped[bool] = mapped_column(default=True)


class CurriculumGrade(Versioned, Base):
    """From this score of 100 on, this grade."""

    __tablename__ = "curriculum_grade"
    __table_args__ = (
        UniqueConstraint("curriculum_id", "grade"),
        CheckConstraint("least_score BETWEEN 0 AND 100", name="score_of_hundred"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"))
    grade: Mapped[Decimal] = mapped_column(Numeric(2, 1))
    least_score: Mapped[Decimal] = mapped_column(Numeric(5, 2))


class CurriculumLevel(Versioned, Base):
    """A level with the credits it asks for."""

    __tablename__ = "curriculum_level"
    __table_args__ = (
        UniqueConstraint("curriculum_id", "code"),
        CheckConstraint("credits >= compulsory + elective", name="credits_hold_both"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"))
    code: Mapped[str]
    """P, M1 or M2, as in list ``education``."""
    name: Mapped[str]
    short_name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    credits: Mapped[int]
    compulsory: Mapped[int]
    elective: Mapped[int]
    cap_code: Mapped[str] = mapped_column(default="")
    """Which of its ``credit_cap`` rows the office follows."""


class CreditCap(Versioned, Base):
    """A published way to limit the credits of a term; sources disagree, the office chooses."""

    __tablename__ = "credit_cap"
    __table_args__ = (
        UniqueConstraint("level_id", "code"),
        CheckConstraint("per_term > 0 AND last_term >= per_term", name="last_holds_a_term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("curriculum_level.id"))
    code: Mapped[str]
    per_term: Mapped[int]
    last_term: Mapped[int]
    note: Mapped[str] = mapped_column(default="")


class Strand(Versioned, Base):
    """สาระ: one of the five strands subjects belong to."""

    __tablename__ = "strand"
    __table_args__ = (UniqueConstraint("curriculum_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    curriculum_id: Mapped[int] = mapped_column(ForeignKey("curriculum.id"))
    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Subject(Versioned, Base):
    """A subject of a level; electives are added by the office."""

    __tablename__ = "subject"
    __table_args__ = (
        UniqueConstraint("level_id", "code"),
        CheckConstraint("credits > 0", name="has_credits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("curriculum_level.id"))
    strand_id: Mapped[int | None] = mapped_column(ForeignKey("strand.id"))
    """None: an elective that belongs to no strand."""
    code: Mapped[str]
    name: Mapped[str]
    credits: Mapped[int]
    is_compulsory: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class SchoolTerm(Versioned, Base):
    """One term of the school year, with days of its own where the office gave them."""

    __tablename__ = "school_term"
    __table_args__ = (
        UniqueConstraint("year", "half"),
        CheckConstraint("half IN (1, 2)", name="half_of_year"),
        CheckConstraint("ends_on >= starts_on", name="end_not_before_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    """Academic year in พ.ศ."""
    half: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    exam_on: Mapped[date | None]
    """The first day of the exams; None: not given yet."""


class Learner(Versioned, Base):
    """Someone at one level of one curriculum; goes on after they left the centre."""

    __tablename__ = "learner"
    __table_args__ = (
        Index(
            "uq_learner_person_level",
            "person_id",
            "level_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        CheckConstraint(
            "status IN ('STUDYING', 'NOT_REGISTERED', 'GRADUATED', 'RESIGNED', 'MOVED')", name="status_code"
        ),
        CheckConstraint("(status = 'GRADUATED') = (graduated_on IS NOT NULL)", name="graduated_on_a_day"),
        CheckConstraint("moral IN ('', 'PASSED', 'FAILED')", name="moral_code"),
        CheckConstraint("nnet IN ('', 'SAT', 'ABSENT', 'EXEMPT')", name="nnet_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("curriculum_level.id"), index=True)
    student_no: Mapped[str] = mapped_column(default="")
    """รหัสนักศึกษา, given by the school."""
    g_code: Mapped[str] = mapped_column(default="")
    """รหัส G of someone without a national id number."""
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    school: Mapped[str] = mapped_column(default="")
    """สกร.ระดับอำเภอ, where it is not in the directory of agencies."""
    teacher: Mapped[str] = mapped_column(default="")
    group_name: Mapped[str] = mapped_column(default="")
    prior_education: Mapped[str | None]
    """Code of list ``education``; None: not asked."""
    prior_evidence: Mapped[str] = mapped_column(default="")
    """วุฒิเดิม: the paper shown at entry."""
    meets_on: Mapped[str] = mapped_column(default="")
    """Weekdays of the meetings as digits, 1 Monday to 7 Sunday."""
    meets_from: Mapped[time | None]
    meets_until: Mapped[time | None]
    enrolled_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="STUDYING")
    """Code of list ``learner_status``."""
    status_on: Mapped[date | None]
    graduated_on: Mapped[date | None]
    moral: Mapped[str] = mapped_column(default="")
    """Code of list ``moral_result``; empty: not assessed yet."""
    moral_on: Mapped[date | None]
    nnet: Mapped[str] = mapped_column(default="")
    """Code of list ``nnet_status``; empty: not sat yet."""
    nnet_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class LearnerTerm(Versioned, Base):
    """A learner's registration for a term."""

    __tablename__ = "learner_term"
    __table_args__ = (
        Index(
            "uq_learner_term_term",
            "learner_id",
            "term_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        CheckConstraint("attendance BETWEEN 0 AND 100", name="attendance_of_hundred"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("school_term.id"), index=True)
    registered_on: Mapped[date] = mapped_column(index=True)
    sat_exam: Mapped[bool | None]
    """Whether the final exam was sat; None: not known yet."""
    exam_on: Mapped[date | None]
    attendance: Mapped[int | None]
    """Percent of the meetings attended."""
    cap_reason: Mapped[str] = mapped_column(default="")
    """Why the term holds more credits than the cap."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class LearnerSubject(Versioned, Base):
    """One taking of a subject: in a term, or transferred (เทียบโอน) without one."""

    __tablename__ = "learner_subject"
    __table_args__ = (
        Index(
            "uq_learner_subject_term",
            "learner_term_id",
            "subject_id",
            unique=True,
            sqlite_where=text("learner_term_id IS NOT NULL AND voided_at IS NULL"),
        ),
        Index(
            "uq_learner_subject_transfer",
            "learner_id",
            "subject_id",
            unique=True,
            sqlite_where=text("learner_term_id IS NULL AND voided_at IS NULL"),
        ),
        CheckConstraint("credits > 0", name="has_credits"),
        CheckConstraint("grade BETWEEN 0 AND 4", name="grade_of_four"),
        CheckConstraint(
            "study_state IN ('STUDYING', 'GRADED', 'ABSENT', 'WITHDRAWN')", name="study_state_code"
        ),
        CheckConstraint(
            "study_state <> 'GRADED' OR grade IS NOT NULL OR learner_term_id IS NULL", name="graded"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    learner_term_id: Mapped[int | None] = mapped_column(ForeignKey("learner_term.id"), index=True)
    """None: transferred."""
    credits: Mapped[int]
    """As they were when taken: a later edit of the subject changes nothing earned."""
    in_term_score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    final_score: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    grade: Mapped[Decimal | None] = mapped_column(Numeric(2, 1))
    study_state: Mapped[str] = mapped_column(default="STUDYING")
    """Code of list ``subject_state``."""
    transferred_on: Mapped[date | None]
    transferred_from: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class LearnerActivity(Versioned, Base):
    """Hours of กพช., กิจกรรมพัฒนาคุณภาพชีวิต."""

    __tablename__ = "learner_activity"
    __table_args__ = (CheckConstraint("hours > 0", name="has_hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    on_day: Mapped[date]
    name: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(Numeric(5, 1))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
