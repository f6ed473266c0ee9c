"""What was found in the records of people who stayed, and what is taken as it is, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AcceptedFinding, Consent, Person, Stay
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.data_quality import SEVERITIES, Finding, Looked, findings
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.visibility import Veil, require_sight, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class AcceptFinding:
    """Take something as it is: ``check`` and ``record`` as the row has them."""

    check: str
    record: str
    person_id: int
    reason: str


@dataclass(frozen=True)
class FindingRow:
    """One finding; ``accepted`` is the reason for which it is taken as it is."""

    id: str
    check: str
    record: str
    severity: str
    severity_label: str
    sentence: str
    person_id: int
    stay_id: int
    regno: str
    name: str
    arrived_on: date
    accepted: str = ""


@dataclass(frozen=True)
class Quality:
    """The findings of a period; ``unseen``: how many are about people whom this role does not see whole."""

    rows: tuple[FindingRow, ...]
    unseen: int


def data_quality(work: UnitsOfWork, by: Actor, first_on: date, last_on: date) -> Quality:
    """What is to be mended in the records of those who stayed in these days, the gravest first."""
    with work.reading(by, "report.read") as session:
        return read_quality(session, Period(first_on, last_on), today(work.clock), veil_of(session))


def read_quality(session: Session, period: Period, day: date, seen: Veil) -> Quality:
    """``data_quality`` inside a unit of work, for those whom the veil shows."""
    found = session.execute(_stays(period)).all()
    people = {row.person_id: row for row in found}
    newest = {row.person_id: row.stay_id for row in found}
    accepted = _accepted(session)
    looked = (_looked(row, is_last=newest[row.person_id] == row.stay_id) for row in found)
    rows, unseen = [], 0
    for one in findings(looked, day, read_centre(session).limits):
        if not seen.sees(one.looked.person_id):
            unseen += 1
            continue
        rows.append(_row(one, people[one.looked.person_id], accepted.get((one.check.key, one.record), "")))
    return Quality(tuple(rows), unseen)


def accept_finding(work: UnitsOfWork, by: Actor, request: AcceptFinding) -> Changes:
    """Take a finding as it is until the fact changes; RuleBroken ``finding.reason_missing``."""
    reason = request.reason.strip()
    if not reason:
        raise RuleBroken("finding.reason_missing", field="reason")
    with work.writing(by, "finding.accept") as session:
        require_sight(session, request.person_id)
        row = session.scalar(
            select(AcceptedFinding).where(
                AcceptedFinding.finding == request.check,
                AcceptedFinding.record == request.record,
                AcceptedFinding.voided_at.is_(None),
            )
        )
        if row is None:
            row = AcceptedFinding(finding=request.check, record=request.record, person_id=request.person_id)
            session.add(row)
        row.reason, row.accepted_on, row.accepted_by_id = reason, today(work.clock), by.user_id
    return Changes(people=frozenset({request.person_id}), summary=_("Taken as it is"))


def _accepted(session: Session) -> dict[tuple[str, str], str]:
    rows = select(AcceptedFinding.finding, AcceptedFinding.record, AcceptedFinding.reason).where(
        AcceptedFinding.voided_at.is_(None)
    )
    return {(row.finding, row.record): row.reason for row in session.execute(rows)}


def _row(found: Finding, person: Any, accepted: str) -> FindingRow:
    check = found.check
    return FindingRow(
        id=f"{check.key}|{found.record}",
        check=check.key,
        record=found.record,
        severity=check.severity.value,
        severity_label=_(SEVERITIES[check.severity]),
        sentence=_(check.sentence),
        person_id=person.person_id,
        stay_id=found.looked.stay_id,
        regno=person.regno,
        name=name_of(person),
        arrived_on=found.looked.arrived_on,
        accepted=accepted,
    )


_NAMES = ("regno", "title", "first_name", "middle_name", "last_name", "sex", "label")
_FACTS = (
    *("birth_precision", "birth_first_on", "birth_estimated_on", "national_id", "national_id_valid"),
    *("civil_status", "home_province", "card_expires_on", "phone", "emergency_contact"),
)


def _stays(period: Period) -> Any:
    asked = (
        select(func.count())
        .where(Consent.person_id == Person.id, Consent.state != "not_asked")
        .scalar_subquery()
    )
    of_stay = (
        *(Stay.arrived_on, Stay.left_on, Stay.channel, Stay.agency_id),
        *(Stay.outcome, Stay.outcome_province, Stay.outcome_agency_id),
    )
    return (
        select(
            Person.id.label("person_id"),
            Stay.id.label("stay_id"),
            *(getattr(Person, name) for name in (*_NAMES, *_FACTS)),
            *of_stay,
            asked.label("consents"),
        )
        .join(Person, Person.id == Stay.person_id)
        .where(
            Stay.voided_at.is_(None),
            and_(Stay.arrived_on <= period.last, or_(Stay.left_on.is_(None), Stay.left_on >= period.first)),
        )
        .order_by(Stay.arrived_on, Stay.id)
    )


def _looked(row: Any, *, is_last: bool) -> Looked:
    return Looked(
        person_id=row.person_id,
        stay_id=row.stay_id,
        arrived_on=row.arrived_on,
        left_on=row.left_on,
        channel=row.channel,
        agency_id=row.agency_id,
        outcome=row.outcome,
        outcome_province=row.outcome_province,
        outcome_agency_id=row.outcome_agency_id,
        has_name=bool(row.first_name or row.last_name),
        title=row.title,
        sex=row.sex,
        birth=birth_of(row),
        national_id=row.national_id or "",
        id_is_valid=row.national_id_valid,
        civil_status=row.civil_status,
        home_province=row.home_province,
        card_expires_on=row.card_expires_on,
        has_contact=bool(row.phone or row.emergency_contact),
        consents=row.consents,
        is_last=is_last,
    )
