"""The day at the desk: nights counted, people waiting and turned away, belongings, incidents, follow-ups."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class NightCensus(Versioned, Base):
    """The count of one night, named explicitly; confirmed by someone at an instant."""

    __tablename__ = "night_census"

    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[date] = mapped_column(unique=True)
    counted_by: Mapped[str] = mapped_column(default="")
    """Who walked the rooms, as on the walk sheet."""
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    confirmed_figures: Mapped[str] = mapped_column(default="{}")
    """JSON of the figures as they stood when confirmed."""


class NightCensusLine(Versioned, Base):
    """One exception of a count: someone expected in a bed was not as the board says, or a visitor was."""

    __tablename__ = "night_census_line"
    __table_args__ = (
        Index(
            "uq_night_census_line_stay",
            "census_id",
            "stay_id",
            unique=True,
            sqlite_where=text("stay_id IS NOT NULL AND voided_at IS NULL"),
        ),
        CheckConstraint("(stay_id IS NULL) <> (visitor = '')", name="stay_or_visitor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    census_id: Mapped[int] = mapped_column(ForeignKey("night_census.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), index=True)
    visitor: Mapped[str] = mapped_column(default="")
    """Who slept here without a stay."""
    state: Mapped[str]
    """present, not_here, leave, hospital, other_bed, late or visitor."""
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id"))
    """Where the person was found, with other_bed and visitor."""
    back_at: Mapped[time | None]
    """When someone came or is expected back, with late."""
    note: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class BedReservation(Versioned, Base):
    """A bed promised to someone from a night on; it lapses by itself when the hour has passed."""

    __tablename__ = "bed_reservation"
    __table_args__ = (CheckConstraint("end_on IS NULL OR end_on >= start_on", name="end_not_before_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    waiting_id: Mapped[int | None] = mapped_column(ForeignKey("waiting_entry.id"), index=True)
    for_whom: Mapped[str] = mapped_column(default="")
    """Who it is for, when not in the register."""
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    """First night it holds no more; None: until it lapses or is used."""
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(default="")
    used_stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_reason: Mapped[str] = mapped_column(default="")
    """used or cancelled; a lapsed one is still open here, its hour says so."""


class WaitingEntry(Versioned, Base):
    """Someone, or a family, that waits for a place; urgency rises with the days waited."""

    __tablename__ = "waiting_entry"
    __table_args__ = (CheckConstraint("people > 0", name="someone_waits"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    """Who waits, when not in the register."""
    phone: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=1)
    children: Mapped[int] = mapped_column(default=0)
    """How many of ``people`` are minors."""
    room_use: Mapped[str] = mapped_column(default="ANY")
    """Code of list ``room_use``: what kind of room is needed."""
    urgency: Mapped[str] = mapped_column(default="NORMAL")
    """Code of list ``urgency``."""
    came_on: Mapped[date]
    channel: Mapped[str | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    need: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="WAITING")
    """WAITING, ADMITTED, WITHDRAWN or TURNED_AWAY."""
    closed_on: Mapped[date | None]
    closed_note: Mapped[str] = mapped_column(default="")
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class TurnAway(Versioned, Base):
    """People the centre could not take in, why, and where they were told to go."""

    __tablename__ = "turn_away"
    __table_args__ = (CheckConstraint("people > 0", name="someone_came"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    on_day: Mapped[date] = mapped_column(index=True)
    at_time: Mapped[time | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    waiting_id: Mapped[int | None] = mapped_column(ForeignKey("waiting_entry.id"))
    name: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=1)
    children: Mapped[int] = mapped_column(default=0)
    sex: Mapped[str] = mapped_column(default="U")
    reason_code: Mapped[str]
    """Code of list ``turn_away_reason``."""
    note: Mapped[str] = mapped_column(default="")
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    """Where they were sent."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Belonging(Versioned, Base):
    """Something the centre keeps for a person, and its return."""

    __tablename__ = "belonging"
    __table_args__ = (
        CheckConstraint("returned_on IS NULL OR returned_on >= received_on", name="returned_not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), index=True)
    item: Mapped[str]
    quantity: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[str] = mapped_column(default="")
    """Locker, safe, room."""
    received_on: Mapped[date]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    returned_on: Mapped[date | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    returned_to: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Incident(Versioned, Base):
    """บันทึกเหตุการณ์: what happened, who was told, what was done."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    on_day: Mapped[date] = mapped_column(index=True)
    at_time: Mapped[time | None]
    kind: Mapped[str]
    """Code of list ``incident_kind``."""
    severity: Mapped[str] = mapped_column(default="NORMAL")
    """Code of list ``incident_severity``."""
    place: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    told: Mapped[str] = mapped_column(default="")
    """Who was told, and when."""
    done: Mapped[str] = mapped_column(default="")
    needs_follow_up: Mapped[bool] = mapped_column(default=False)
    settled_on: Mapped[date | None]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="")


class IncidentPerson(Base):
    """Someone an incident is about; a restricted person restricts the incident."""

    __tablename__ = "incident_person"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(default="")
    """Code of list ``incident_part``."""


class FollowUp(Versioned, Base):
    """After-care after leaving: due some days later, done or given up (R-CM-4: 7/30/90 days)."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    """The course after which it is asked how the work goes."""
    due_on: Mapped[date] = mapped_column(index=True)
    done_on: Mapped[date | None]
    how: Mapped[str] = mapped_column(default="")
    """Code of list ``follow_up_how``: telephone, visit …"""
    result: Mapped[str] = mapped_column(default="")
    """Code of list ``follow_up_result``."""
    note: Mapped[str] = mapped_column(default="")
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
