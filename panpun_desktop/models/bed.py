"""Buildings, rooms and beds; who sleeps where; nights a bed is closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import Base, Versioned


class Building(Versioned, Base):
    """A house of the centre."""

    __tablename__ = "building"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[date | None]


class Room(Versioned, Base):
    """A room and its use (list ``room_use``): a hint for placing, never a lock (decision 5)."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("building_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    name: Mapped[str]
    use: Mapped[str] = mapped_column(default="ANY")
    position: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[date | None]


class Bed(Versioned, Base):
    """One sleeping place, there from ``opened_on`` until ``closed_on`` (that night no more)."""

    __tablename__ = "bed"
    __table_args__ = (
        UniqueConstraint("room_id", "label"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="closed_not_before_opened"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
    label: Mapped[str]
    is_extra: Mapped[bool] = mapped_column(default=False)
    """ที่นอนเสริม: made when the house is full (R-OVR-3)."""
    position: Mapped[int] = mapped_column(default=0)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class BedBlock(Versioned, Base):
    """Nights on which a bed is closed for repair or cleaning: not available (R-REP-6)."""

    __tablename__ = "bed_block"
    __table_args__ = (CheckConstraint("end_on IS NULL OR end_on >= start_on", name="end_not_before_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bed_id: Mapped[int] = mapped_column(ForeignKey("bed.id"), index=True)
    start_on: Mapped[date]
    end_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(default="REPAIR", server_default="REPAIR")
    """Code of list ``block_kind``: REPAIR, CLEAN, OTHER."""
    reason: Mapped[str] = mapped_column(default="")


class BedUse(Versioned, Base):
    """Nights of a stay in a bed, or shared with another stay; half-open, None is open.

    Two people in a bed on one night, or one stay in two places, are refused by triggers; a use of
    no night (start = end) is history and overlaps nothing.
    """

    __tablename__ = "bed_use"
    __table_args__ = (
        CheckConstraint("end_on IS NULL OR end_on >= start_on", name="end_not_before_start"),
        CheckConstraint("(bed_id IS NULL) <> (shares_with_stay_id IS NULL)", name="bed_or_shared"),
        Index(
            "uq_bed_use_open_bed",
            "bed_id",
            unique=True,
            sqlite_where=text("end_on IS NULL"),
        ),
        Index(
            "uq_bed_use_open_stay",
            "stay_id",
            unique=True,
            sqlite_where=text("end_on IS NULL"),
        ),
        Index("ix_bed_use_bed_start", "bed_id", "start_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    bed_id: Mapped[int | None] = mapped_column(ForeignKey("bed.id"))
    shares_with_stay_id: Mapped[int | None] = mapped_column(ForeignKey("stay.id"))
    start_on: Mapped[date]
    end_on: Mapped[date | None]
