"""What papers read of a person and a stay; the last word on a consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.national_id import format_id
from panpun_desktop.models import Consent, Episode, Person, Stay
from panpun_desktop.rules.birth import Birth, BirthPrecision, age_on, is_minor_on
from panpun_desktop.rules.consents import Agreement, Standing, standing
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_ABOUT = "ประมาณ "
_WITHOUT_THE_WORD = frozenset({"กรุงเทพมหานคร", "ต่างประเทศ"})


@dataclass(frozen=True)
class PersonOnPaper:
    """A person as papers name them; empty is what nobody knows."""

    regno: str = ""
    name: str = ""
    nickname: str = ""
    sex: str = ""
    age: str = ""
    """With its unit on the paper's day: 47 ปี, ประมาณ 47 ปี, 8 เดือน."""
    is_minor: bool = False
    home_province: str = ""


NOBODY = PersonOnPaper()
"""Who a blank form is for."""


def person_on_paper(person: Person, asked: Asked, on: date) -> PersonOnPaper:
    """The person on the day of the paper."""
    birth = birth_of(person)
    return PersonOnPaper(
        regno=person.regno,
        name=full_name(person),
        nickname=person.nickname,
        sex=asked.centre.label("sex", person.sex) if person.sex != "U" else "",
        age=age_words(birth, on),
        is_minor=is_minor_on(birth, on, asked.centre.limits),
        home_province=person.home_province or "",
    )


def birth_of(person: Person) -> Birth:
    """What is known of the person's birth."""
    return Birth(BirthPrecision(person.birth_precision), person.birth_first_on, person.birth_estimated_on)


def age_words(birth: Birth, on: date) -> str:
    """The age with its unit, months below a year; empty when unknown."""
    years = age_on(birth, on)
    if years is None or birth.first_on is None:
        return ""
    if years == 0 and birth.precision in {BirthPrecision.DAY, BirthPrecision.MONTH}:
        first = birth.first_on
        months = (on.year - first.year) * 12 + on.month - first.month - (on.day < first.day)
        return f"{months} เดือน"
    return f"{_ABOUT if birth.is_estimated else ''}{years} ปี"


def province_words(province: str) -> str:
    """A home province as letters name it; empty when it is not known (domain.md §3.5)."""
    if province in {"", "ไม่ทราบ"}:
        return ""
    return province if province in _WITHOUT_THE_WORD else f"จังหวัด{province}"


def written_id(person: Person) -> str:
    """The 13-digit number as cards show it (R-CID-1); empty without one."""
    return format_id(person.national_id) if person.national_id else ""


def require_person(session: Session, person_id: int) -> Person:
    """The person's record; RuleBroken ``record.missing`` without one, ``person.masked`` when covered."""
    require_sight(session, person_id)
    return load(session, Person, person_id)


def stay_of(session: Session, asked: Asked, person_id: int) -> Stay | None:
    """The stay asked for by ``stay_id``, else the person's latest; None before the first."""
    query = select(Stay).where(Stay.person_id == person_id, Stay.voided_at.is_(None))
    if asked.parameters.get("stay_id") is not None:
        query = query.where(Stay.id == asked.parameters["stay_id"])
    return session.scalars(query.order_by(Stay.arrived_on.desc(), Stay.id.desc())).first()


def services_of(session: Session, stay: Stay | None) -> tuple[str, ...]:
    """The service types of a stay in their order; none without a stay."""
    if stay is None:
        return ()
    query = select(Episode.service_type).where(Episode.stay_id == stay.id, Episode.voided_at.is_(None))
    return tuple(session.scalars(query.order_by(Episode.started_on, Episode.id)))


def consent_given_on(session: Session, person_id: int, purpose: str) -> date | None:
    """The day of a consent that stands: the last word on the purpose, if it was yes (R-PD-2)."""
    query = select(Consent.state, Consent.given_on).where(
        Consent.person_id == person_id, Consent.purpose == purpose
    )
    last = session.execute(query.order_by(Consent.given_on.desc(), Consent.id.desc())).first()
    return last.given_on if last is not None and last.state == "given" else None


def disclosure_consent(
    session: Session, person_id: int, recipient: str, wanted: str = "", on: date | None = None
) -> Standing:
    """The consent to disclose to a recipient for what is wanted; else another that was given (R-PD-2).

    ``on``: the day of the paper; what ran out before it covers nothing.
    """
    query = select(Consent).where(Consent.person_id == person_id, Consent.purpose == "DISCLOSE")
    rows = session.scalars(query.order_by(Consent.given_on.desc(), Consent.id.desc()))
    answers = (
        Agreement(
            row.given_on,
            row.state,
            row.recipient,
            row.disclosed_for,
            row.how,
            row.witness,
            row.told,
            row.until_on,
        )
        for row in rows
    )
    return standing(answers, recipient, wanted, on)
