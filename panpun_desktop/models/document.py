"""Papers that were issued: number, the facts they were drawn from, and the drawn bytes themselves."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class Document(Versioned, Base):
    """An issued paper: frozen, reprinted byte for byte, cancelled but never deleted (R-DOC-1, R-DOC-2)."""

    __tablename__ = "document"
    __table_args__ = (
        Index(
            "uq_document_register_number",
            "register",
            "be_year",
            "sequence",
            unique=True,
            sqlite_where=text("sequence IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    """Key in reports/registry.py: intake_form, voluntary, transfer_letter, monthly, census …"""
    title: Mapped[str]
    register: Mapped[str] = mapped_column(default="")
    be_year: Mapped[int | None]
    sequence: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    """As printed: ปป. ๐๑๒/๒๕๖๙; empty for papers without a register."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    """The course that a certificate or transcript is about."""
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    dated_on: Mapped[date]
    recipient: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """To whom it went, where it is no agency of the list."""
    reply_due_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    """When the answer came, or nobody waits for one any longer."""
    parameters: Mapped[str] = mapped_column(default="{}")
    """JSON of what was asked for."""
    facts: Mapped[str] = mapped_column(default="{}")
    """JSON of the finished values the layout was given."""
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str] = mapped_column(default="")


class DocumentFile(Base):
    """The drawn bytes, kept apart so that lists stay light; never changed (trigger)."""

    __tablename__ = "document_file"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]


class Disclosure(Base):
    """What was told to whom, on what ground (R-PD-9)."""

    __tablename__ = "disclosure"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    recipient: Mapped[str]
    items: Mapped[str]
    """Comma-separated codes of what was disclosed."""
    basis: Mapped[str]
    disclosed_on: Mapped[date]
