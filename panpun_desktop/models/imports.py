"""Registers brought in from files: which file, read how, with what result."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Instant, Versioned


class ImportProfile(Versioned, Base):
    """How the columns of one kind of file are read, kept under a name."""

    __tablename__ = "import_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="register")
    content: Mapped[str]
    """TOML, as a profile file of the command line."""


class ImportBatch(Versioned, Base):
    """One import: one act, taken back as a whole."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """register or stays."""
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    profile: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[datetime] = mapped_column(Instant)
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    lines: Mapped[int] = mapped_column(default=0)
    imported: Mapped[int] = mapped_column(default=0)
    noted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    counts: Mapped[str] = mapped_column(default="{}")
    """JSON: persons, stays, households, joined."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
