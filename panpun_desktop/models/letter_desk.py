"""The letter desk: the centre's own words of letters, papers that came in, files kept with a paper."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import UNAUDITED, Base, Instant, Versioned


class LetterTemplate(Base):
    """An edition of the centre's own words for a kind of paper; the newest holds, every one is kept."""

    __tablename__ = "letter_template"
    __table_args__ = (Index("uq_letter_template_edition", "kind", "edition", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """Name of the file in resources/letters."""
    edition: Mapped[int]
    content: Mapped[str]
    """TOML as the delivered file; "" goes back to the words as delivered."""
    note: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))


class IncomingPaper(Versioned, Base):
    """A line of the register of incoming papers, ทะเบียนหนังสือรับ (R-DOC-1)."""

    __tablename__ = "incoming_paper"
    __table_args__ = (
        Index("uq_incoming_paper_number", "be_year", "sequence", unique=True),
        Index("ix_incoming_paper_open", "reply_due_on", sqlite_where=text("reply_due_on IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    be_year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str]
    """As printed; a voided line keeps it."""
    received_on: Mapped[date]
    their_number: Mapped[str] = mapped_column(default="")
    their_date: Mapped[date | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    sender: Mapped[str] = mapped_column(default="")
    """Who wrote, where it is no agency of the list."""
    subject: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    """The paper of ours that it answers."""
    result: Mapped[str] = mapped_column(default="")
    """What it says to a transfer: RECEIVED, REFUSED or nothing."""
    reply_due_on: Mapped[date | None]
    """By when we are to answer."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    closed_on: Mapped[date | None]
    """Nothing more is to be done about it."""
    note: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    void_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class PaperFile(Versioned, Base):
    """A file kept with an issued or incoming paper: scan, reply, the text as changed in Word."""

    __tablename__ = "paper_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("incoming_paper.id"), index=True)
    kind: Mapped[str]
    """scan, reply, issued_text (replaces the drawn text), attachment, sealed."""
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class PaperFileContent(Base):
    """The bytes, kept apart so that lists stay light; never changed (trigger)."""

    __tablename__ = "paper_file_content"

    paper_file_id: Mapped[int] = mapped_column(ForeignKey("paper_file.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReportRun(Base):
    """What somebody asked of a report the last time."""

    __tablename__ = "report_run"
    __table_args__ = (
        Index("uq_report_run_user_key", "user_id", "key", unique=True),
        {"info": UNAUDITED},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    key: Mapped[str]
    """Of reports/registry.py."""
    parameters: Mapped[str] = mapped_column(default="{}")
    run_at: Mapped[datetime] = mapped_column(Instant)
