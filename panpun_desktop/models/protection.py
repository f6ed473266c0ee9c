"""Who may not be found, who must not meet, who looked all the same (domain.md §7.2, R-PD-4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class Restriction(Versioned, Base):
    """A person whose presence is protected from a day on (R-SAF-1)."""

    __tablename__ = "restriction"
    __table_args__ = (
        Index(
            "uq_restriction_person_now",
            "person_id",
            unique=True,
            sqlite_where=text("until_on IS NULL AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason_code: Mapped[str]
    """Code of list ``restriction_reason``."""
    reason: Mapped[str] = mapped_column(default="")
    roles: Mapped[str] = mapped_column(default="")
    """Comma-separated roles that see the person besides those of the rule; for trainers the first name."""
    hides_place: Mapped[bool] = mapped_column(default=True)
    """ห้ามเปิดเผยที่พัก."""
    safe_contact: Mapped[str] = mapped_column(default="")
    """ช่องทางติดต่อที่ปลอดภัย and when."""
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class KeepApart(Versioned, Base):
    """Someone who must not be in one building with the person; said only to those who may know."""

    __tablename__ = "keep_apart"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    """The one who is protected."""
    other_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    """Who it is, when not in the register."""
    relation: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class BreakGlass(Versioned, Base):
    """Someone opened a protected record with a reason; a manager is told and has looked at it."""

    __tablename__ = "break_glass"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    role: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)


class AccessEntry(Base):
    """Who looked at, printed or exported whose record (R-PD-4); only ever grows (triggers)."""

    __tablename__ = "access_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('view', 'print', 'export', 'search', 'break_glass')", name="kind_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    user_id: Mapped[int]
    role: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    place: Mapped[str]
    """Screen, report or group of fields: a code, never sensitive text."""
    reason: Mapped[str] = mapped_column(default="")
