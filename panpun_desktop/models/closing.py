"""Months that were closed: what was reported, whom it counted, and what was typed before the program."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class ClosedMonth(Versioned, Base):
    """One edition of a month's statement as it was sent; frozen, reprinted byte for byte (R-REP-5, G8).

    The newest edition of a month that is not reopened is what the month was closed with.
    """

    __tablename__ = "closed_month"
    __table_args__ = (
        Index("uq_closed_month_edition", "month_on", "edition", unique=True),
        CheckConstraint("edition >= 0", name="edition_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month_on: Mapped[date]
    """First day of the month."""
    edition: Mapped[int] = mapped_column(default=0)
    """0 is the first; n is ฉบับแก้ไขครั้งที่ n."""
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    """The paper with its bytes."""
    figures: Mapped[str]
    """JSON of the finished values (interfaces.md §2)."""
    behind: Mapped[str] = mapped_column(default="{}")
    """JSON: table -> row -> column -> ids of the people counted there, for tables of people."""
    differences: Mapped[str] = mapped_column(default="[]")
    """JSON of what an amended edition says otherwise than the one before."""
    is_balanced: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was closed with differences, or amended."""
    audit_number: Mapped[int]
    """Number and hash of the last audit entry when it was closed."""
    audit_head: Mapped[str]
    closed_at: Mapped[datetime] = mapped_column(Instant)
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    reopen_reason: Mapped[str] = mapped_column(default="")


class ClosedStay(Base):
    """A stay as an edition counted it: what later changes are measured against (R-REP-5)."""

    __tablename__ = "closed_stay"
    __table_args__ = (Index("uq_closed_stay", "closed_month_id", "stay_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    closed_month_id: Mapped[int] = mapped_column(ForeignKey("closed_month.id"))
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    """As it stood in the list."""
    regno: Mapped[str]
    sex: Mapped[str]
    age_band: Mapped[str]
    service_type: Mapped[str]
    """Of the last part counted in the month."""
    channel: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    arrived_on: Mapped[date]
    left_on: Mapped[date | None]
    moves: Mapped[str]
    """Comma-separated: opening, admitted, discharged, closing."""


class EarlierFigure(Versioned, Base):
    """The ministry line of a month before the program, as typed then (domain.md, decisions 6 and 7)."""

    __tablename__ = "earlier_figure"
    __table_args__ = (
        Index("uq_earlier_figure_month", "month_on", unique=True, sqlite_where=text("voided_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    month_on: Mapped[date]
    target: Mapped[int | None]
    opening: Mapped[int | None]
    admitted: Mapped[int | None]
    discharged: Mapped[int | None]
    closing: Mapped[int | None]
    """As typed; the computed balance stands beside it and may differ."""
    cumulative: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class StatementText(Versioned, Base):
    """The manager's words of a month: problems, proposals, plan."""

    __tablename__ = "statement_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    month_on: Mapped[date] = mapped_column(unique=True)
    problems: Mapped[str] = mapped_column(default="")
    proposals: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")


class AcceptedFinding(Versioned, Base):
    """A finding about data quality that is known and taken as it is."""

    __tablename__ = "accepted_finding"
    __table_args__ = (
        Index(
            "uq_accepted_finding",
            "finding",
            "record",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding: Mapped[str]
    """Key of the check."""
    record: Mapped[str]
    """What it was found on: ``person:12``, ``stay:7``."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    accepted_on: Mapped[date]
    accepted_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
