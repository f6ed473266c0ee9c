"""A person known to the centre, the household they belong to, and what they agreed to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import DERIVED, Base, Instant, Versioned


class Person(Versioned, Base):
    """A service user. Almost every fact may be missing (domain.md R-PER-2); the register number never is."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("sex IN ('M', 'F', 'U')", name="sex_code"),
        # R-CID-3: unique when present and valid; a typing slip may stand twice until it is mended
        Index(
            "uq_person_valid_national_id",
            "national_id",
            unique=True,
            sqlite_where=text("national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    regno: Mapped[str] = mapped_column(unique=True)
    """Register number such as P69-0214, never reused."""
    title: Mapped[str] = mapped_column(default="")
    first_name: Mapped[str] = mapped_column(default="")
    middle_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    nickname: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    """What tells an unnamed person from another ("เสื้อแดง ตลาดใหม่")."""
    sex: Mapped[str] = mapped_column(default="U")
    birth_precision: Mapped[str] = mapped_column(default="UNKNOWN")
    birth_first_on: Mapped[date | None]
    """The birthday, or the first day of the month or year it lies in (R-AGE-1)."""
    birth_estimated_on: Mapped[date | None]
    """The day an age was estimated, with precision EST_AGE."""
    national_id: Mapped[str | None]
    """Thirteen digits as given, without separators; not a key, may change (R-CID-3)."""
    national_id_valid: Mapped[bool] = mapped_column(default=False)
    civil_status: Mapped[str | None]
    """Code of list ``civil_status``; None: not asked."""
    card_held: Mapped[str | None]
    home_province: Mapped[str | None]
    home_address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_unsafe: Mapped[bool] = mapped_column(default=False)
    emergency_contact: Mapped[str] = mapped_column(default="")
    medication: Mapped[str] = mapped_column(default="")
    diet: Mapped[str | None]
    caution: Mapped[str] = mapped_column(default="")
    """ข้อควรระวัง, what everyone in the house must know."""
    called_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """ชื่อที่ต้องการให้เรียก."""
    name_en: Mapped[str] = mapped_column(default="", server_default=text("''"))
    gender: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """เพศสภาพ in the person's own words; beds do not follow from it."""
    nationality: Mapped[str | None]
    religion: Mapped[str | None]
    education: Mapped[str | None]
    education_done: Mapped[bool | None]
    education_system: Mapped[str | None]
    """Code of list ``education_system``: FORMAL or NFE."""
    occupation: Mapped[str] = mapped_column(default="", server_default=text("''"))
    marital: Mapped[str | None]
    disability_card: Mapped[str | None]
    health_scheme: Mapped[str | None]
    """สิทธิการรักษา, code of list ``health_scheme``."""
    allergy: Mapped[str] = mapped_column(default="", server_default=text("''"))
    birth_place: Mapped[str] = mapped_column(default="", server_default=text("''"))
    father_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    mother_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    card_issued_on: Mapped[date | None]
    card_expires_on: Mapped[date | None]
    """9999-12-31: ตลอดชีพ."""
    note: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None] = mapped_column(index=True)
    """The key an imported register used for this person."""
    name_key: Mapped[str] = mapped_column(default="", index=True, info=DERIVED)
    """Search key of the names without title."""
    sort_key: Mapped[str] = mapped_column(default="", index=True, info=DERIVED)
    registered_on: Mapped[date]
    anonymised_on: Mapped[date | None]
    """From here on nothing tells who it was; the record stays for the statistics (R-PD-5)."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The record this one was merged into; it is voided as long as that holds."""
    voided_at: Mapped[datetime | None] = mapped_column(Instant)


class Household(Versioned, Base):
    """People who came, or belong, together."""

    __tablename__ = "household"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None] = mapped_column(index=True)


class HouseholdMember(Versioned, Base):
    """One person's place in a household and relation to its head (list ``relation``)."""

    __tablename__ = "household_member"
    __table_args__ = (
        Index(
            "uq_household_member_now",
            "household_id",
            "person_id",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[str] = mapped_column(default="HEAD")
    since_on: Mapped[date]
    until_on: Mapped[date | None]


class NotSamePerson(Base):
    """Two records that someone has said are two people: the warning is not shown again."""

    __tablename__ = "not_same_person"

    lower_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    higher_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class Consent(Versioned, Base):
    """What a person agreed to for one purpose (R-PD-1, R-PD-2); never a condition of the stay."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("state IN ('given', 'refused', 'withdrawn', 'not_asked')", name="state_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    """Code of list ``consent_purpose``."""
    state: Mapped[str]
    text_version: Mapped[str] = mapped_column(default="1")
    given_on: Mapped[date]
    how: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """To whom, as the person was told; "" is agencies in general."""
    disclosed_for: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """What for, as the person was told; "" names no purpose."""
    told: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """What may be told; "" is what the purpose needs."""
    until_on: Mapped[date | None]
    """The last day on which it holds; None is until it is withdrawn."""
