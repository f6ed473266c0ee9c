"""What the office owes the people in its records: requests, breaches, retention; and the copies kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import UNAUDITED, Base, Instant, Versioned


class DataRequest(Versioned, Base):
    """A line of the register คำขอใช้สิทธิของเจ้าของข้อมูล (R-PD-3)."""

    __tablename__ = "data_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    """As printed; a voided line keeps it."""
    kind: Mapped[str]
    """Code of list ``data_request_kind``: ACCESS, COPY, CORRECT, ERASE, RESTRICT, OBJECT, WITHDRAW."""
    received_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by: Mapped[str] = mapped_column(default="")
    """Who asked, where it is not the person: a guardian, someone not in the register."""
    channel: Mapped[str] = mapped_column(default="")
    wish: Mapped[str] = mapped_column(default="")
    identity_checked_by: Mapped[str] = mapped_column(default="")
    """What showed who asks: a card, known to staff; "" is not checked yet."""
    due_on: Mapped[date]
    result: Mapped[str] = mapped_column(default="")
    """"" open, done, partly or refused."""
    result_note: Mapped[str] = mapped_column(default="")
    """What was done, or why it was refused."""
    closed_on: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    void_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Breach(Versioned, Base):
    """A line of the register เหตุละเมิดข้อมูลส่วนบุคคล (R-PD-6)."""

    __tablename__ = "breach"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    known_at: Mapped[datetime] = mapped_column(Instant)
    """When the centre came to know; the clock of the notification runs from here."""
    happened: Mapped[str] = mapped_column(default="")
    """When it happened, in words: often only about."""
    description: Mapped[str]
    groups: Mapped[str] = mapped_column(default="")
    """Which data, in words; never anyone's data themselves."""
    people: Mapped[int | None]
    """How many are concerned; None is not known yet."""
    risk: Mapped[str] = mapped_column(default="")
    """"" not judged yet, none, some or high."""
    risk_note: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime] = mapped_column(Instant)
    office_told_at: Mapped[datetime | None] = mapped_column(Instant)
    people_told_on: Mapped[date | None]
    remedy: Mapped[str] = mapped_column(default="")
    late_reason: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    void_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class RetentionDecision(Versioned, Base):
    """What a manager decided about a record whose time is over (R-PD-5)."""

    __tablename__ = "retention_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    decision: Mapped[str]
    """anonymise or keep."""
    keep_until_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class AuditRedaction(Base):
    """An entry whose kept values were blanked because a record was anonymised (R-PD-5).

    The chain goes on over the hash it had; the seal covers what is left, so that a change shows still.
    """

    __tablename__ = "audit_redaction"
    __table_args__ = {"info": UNAUDITED}

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    seal: Mapped[str]


class BackupRun(Base):
    """A copy that was made, and whether it could be read again."""

    __tablename__ = "backup_run"
    __table_args__ = (
        Index("ix_backup_run_place", "place", "made_at"),
        Index("uq_backup_run_name", "place", "name", unique=True, sqlite_where=text("removed_at IS NULL")),
        {"info": UNAUDITED},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str]
    """here, second, chosen (a file somebody named) or outside (encrypted to a public key)."""
    name: Mapped[str]
    occasion: Mapped[str]
    """close, timed, asked or upgrade."""
    size: Mapped[int]
    sha256: Mapped[str]
    audit_count: Mapped[int]
    audit_hash: Mapped[str]
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    problem: Mapped[str] = mapped_column(default="")
    """Error id where it could not be made or read; "" is sound."""
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
