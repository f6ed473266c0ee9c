"""What the centre decides: settings, code lists, holidays, agencies, users, drafts, counters."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import UNAUDITED, Base, Instant, Versioned


class Setting(Versioned, Base):
    """One decision of the centre, as JSON; keys and defaults in resources/seed/settings.toml."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class StoredFile(Versioned, Base):
    """A file the centre gave: its logo, its own font."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Code(Versioned, Base):
    """One entry of an editable code list; the code is what is stored elsewhere, never deleted."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("list", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[str]
    code: Mapped[str]
    label: Mapped[str]
    short_label: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class Holiday(Versioned, Base):
    """A day off (R-HOL-1); ``provinces`` is a comma-separated list, empty for all."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("day", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="annual")
    """annual, substitute, special or local."""
    provinces: Mapped[str] = mapped_column(default="")
    applies_to: Mapped[str] = mapped_column(default="state")
    note: Mapped[str] = mapped_column(default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)


class Agency(Versioned, Base):
    """An agency people come from or go to, and how its letters are addressed."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="GOV")
    """Code of list ``agency_kind``: GOV, LOCAL, NGO, FAITH."""
    addressee: Mapped[str] = mapped_column(default="")
    """Who letters go to, after เรียน."""
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class AppUser(Versioned, Base):
    """Someone who signs in; disabled when they leave, never deleted."""

    __tablename__ = "app_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    position_title: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)


class Draft(Base):
    """What someone is typing, so that a lock or a crash loses nothing."""

    __tablename__ = "draft"
    __table_args__ = {"info": UNAUDITED}

    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(Instant)


class Counter(Base):
    """The last number given in a register and year; numbers are never reused (R-DOC-1)."""

    __tablename__ = "counter"
    __table_args__ = {"info": UNAUDITED}

    register: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    """Buddhist-era calendar year."""
    last: Mapped[int] = mapped_column(default=0)
