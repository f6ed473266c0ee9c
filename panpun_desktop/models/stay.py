"""Stays, the service types lived through in them, absences, families admitted together, overrides."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class FamilyAdmission(Versioned, Base):
    """One act that admitted a family together (R-FAM-1)."""

    __tablename__ = "family_admission"

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    admitted_on: Mapped[date]


class Stay(Versioned, Base):
    """One formal check-in to check-out of one person (R-CLK-2)."""

    __tablename__ = "stay"
    __table_args__ = (
        CheckConstraint("left_on IS NULL OR left_on >= arrived_on", name="left_not_before_arrived"),
        # R-PER-1: at most one open stay; overlap with ended stays is refused by triggers
        Index(
            "uq_stay_open_person",
            "person_id",
            unique=True,
            sqlite_where=text("left_on IS NULL AND voided_at IS NULL"),
        ),
        Index("ix_stay_left_arrived", "left_on", "arrived_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    family_admission_id: Mapped[int | None] = mapped_column(ForeignKey("family_admission.id"), index=True)
    arrived_on: Mapped[date] = mapped_column(index=True)
    arrived_time: Mapped[time | None]
    left_on: Mapped[date | None]
    left_time: Mapped[time | None]
    expected_leave_on: Mapped[date | None]
    channel: Mapped[str]
    """Code of list ``channel`` (R-INT-1); UNKNOWN for imported stays without one."""
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    brought_by: Mapped[str] = mapped_column(default="")
    age_band: Mapped[str]
    """Frozen at admission (R-REP-4)."""
    sex: Mapped[str]
    """Frozen at admission, so that a later correction cannot unbalance a statement (R-REP-1)."""
    outcome: Mapped[str | None]
    """Code of list ``outcome``; set with ``left_on``."""
    outcome_province: Mapped[str | None]
    outcome_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    outcome_note: Mapped[str] = mapped_column(default="")
    condition_seen: Mapped[str] = mapped_column(default="")
    belongings: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None] = mapped_column(index=True)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="")


class Episode(Versioned, Base):
    """An unbroken part of a stay under one service type (R-CLK-2)."""

    __tablename__ = "episode"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ended_not_before_started"),
        Index(
            "uq_episode_open_stay",
            "stay_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL AND voided_at IS NULL"),
        ),
        Index("ix_episode_type_started", "service_type", "started_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    service_type: Mapped[str]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    """The day of the change or of leaving; the last night is the one before it."""
    counted_from_on: Mapped[date | None]
    """First day of the running count where it is earlier than ``started_on`` (R-CRS-8)."""
    accompanying: Mapped[bool] = mapped_column(default=False)
    """Follows the head of the family (R-FAM-4)."""
    client_of: Mapped[str | None]
    awaiting: Mapped[str | None]
    """TRANSIT only (R-TRA-4)."""
    closed_limit_on: Mapped[date | None]
    """The limit date as it stood when the episode ended (R-TRA-3)."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Absence(Versioned, Base):
    """Nights or hours away inside a stay: leave, hospital, a leaving taken back (R-TRI-3, R-TRI-4)."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ended_not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    kind: Mapped[str]
    """LEAVE, HOSPITAL or SAME_DAY."""
    started_on: Mapped[date]
    started_time: Mapped[time | None]
    ended_on: Mapped[date | None]
    """The day of return; that night is slept here again."""
    ended_time: Mapped[time | None]
    expected_back_on: Mapped[date | None]
    bed_kept: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")
    history: Mapped[str] = mapped_column(default="")
    """JSON of the taken-back leaving (outcome, time), with kind SAME_DAY."""


class Override(Versioned, Base):
    """A limit knowingly passed, with its reason (R-OVR-1..5)."""

    __tablename__ = "override"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    found: Mapped[str] = mapped_column(default="")
    allowed: Mapped[str] = mapped_column(default="")
    reason_code: Mapped[str]
    reason: Mapped[str]
    extend_to_on: Mapped[date | None]
    given_on: Mapped[date] = mapped_column(index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    acknowledge_by_on: Mapped[date | None]
    """The working day by which a manager is to look (R-OVR-2)."""
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)
