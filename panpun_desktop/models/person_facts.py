"""What a person's page keeps beside the person: other names, phones, addresses, relations, codes, files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import DERIVED, Base, Instant, Versioned


class PersonName(Versioned, Base):
    """Another name someone is known by: an alias or a former name (domain.md §3.3)."""

    __tablename__ = "person_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(default="ALIAS")
    """Code of list ``name_kind``: ALIAS, FORMER, CALLED …"""
    text: Mapped[str]
    """As written, first and last name together."""
    name_key: Mapped[str] = mapped_column(default="", index=True, info=DERIVED)
    """Search key of ``text``."""
    until_on: Mapped[date | None]
    """The day a former name ended, if known."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class PersonPhone(Versioned, Base):
    """A further phone number; the first one stands on the person (domain.md §3.5)."""

    __tablename__ = "person_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str]
    whose: Mapped[str] = mapped_column(default="")
    """Who answers: a relative, a neighbour; empty for the person."""
    is_unsafe: Mapped[bool] = mapped_column(default=False)
    """ห้ามโทร/ไม่ปลอดภัย."""
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class PersonAddress(Versioned, Base):
    """One of the three addresses of a person (domain.md §3.5); every part may be missing.

    ภูมิลำเนา (HOME) is also what ``person.home_province`` and ``person.home_address`` say in short.
    """

    __tablename__ = "person_address"
    __table_args__ = (
        Index("uq_person_address_person_kind", "person_id", "kind", unique=True),
        CheckConstraint("kind IN ('REGISTERED', 'HOME', 'CURRENT')", name="kind_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    house_no: Mapped[str] = mapped_column(default="")
    moo: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    """สถานที่/หมู่บ้าน, or where a person was met."""
    trok: Mapped[str] = mapped_column(default="")
    soi: Mapped[str] = mapped_column(default="")
    road: Mapped[str] = mapped_column(default="")
    subdistrict: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")
    province: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    """What was written in one line and not taken apart."""
    latitude: Mapped[str] = mapped_column(default="")
    longitude: Mapped[str] = mapped_column(default="")


class PersonRelation(Versioned, Base):
    """``other`` is the ``relation`` of the person; one row says both ways, the inverse is derived."""

    __tablename__ = "person_relation"
    __table_args__ = (
        CheckConstraint("other_person_id IS NULL OR other_person_id <> person_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    other_name: Mapped[str] = mapped_column(default="")
    """Who it is, when not in the register."""
    phone: Mapped[str] = mapped_column(default="")
    relation: Mapped[str]
    """Code of list ``relation``."""
    is_guardian: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class PersonCode(Base):
    """One of several codes that hold for a person: target groups, kinds of disability."""

    __tablename__ = "person_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    list: Mapped[str] = mapped_column(primary_key=True)
    """``target_group`` or ``disability``."""
    code: Mapped[str] = mapped_column(primary_key=True)


class PersonFile(Versioned, Base):
    """A photo or a scanned paper of a person; the newest photo not voided is the one shown."""

    __tablename__ = "person_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    """Code of list ``file_kind``: PHOTO, ID_CARD, HOUSE_BOOK …"""
    title: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    """The name the file came with."""
    media_type: Mapped[str]
    size: Mapped[int]
    dated_on: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    voided_at: Mapped[datetime | None] = mapped_column(Instant)
    void_reason: Mapped[str] = mapped_column(default="")


class PersonFileContent(Base):
    """The bytes of a file, kept apart so that lists stay light; never changed (trigger)."""

    __tablename__ = "person_file_content"

    file_id: Mapped[int] = mapped_column(ForeignKey("person_file.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    thumbnail: Mapped[bytes | None] = mapped_column(LargeBinary)
    sha256: Mapped[str]


class PersonMerge(Versioned, Base):
    """Two records that were one person: what moved from the one to the other, so that it can go back."""

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_at: Mapped[datetime] = mapped_column(Instant)
    merged_by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    moved: Mapped[str] = mapped_column(default="{}")
    """JSON: table -> keys of the rows that moved."""
    kept_before: Mapped[str] = mapped_column(default="{}")
    """JSON: the columns of the kept record that were taken from the other, as they were before."""
    unmerged_at: Mapped[datetime | None] = mapped_column(Instant)
