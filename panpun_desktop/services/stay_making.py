"""Opening a stay: a new one, or the one the person left a few hours ago (R-TRI-4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panpun_desktop.models import Absence, Episode, Person, Stay
from panpun_desktop.rules.codes import AbsenceKind, ServiceType
from panpun_desktop.services.enrolment_links import leaving_taken_back
from panpun_desktop.services.histories import last_episode
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.services.admission_requests import AdmitPeople, Member

_LEAVING = ("left_on", "left_time", "outcome", "outcome_province", "outcome_agency_id", "outcome_note")


def new_stay(person: Person, request: AdmitPeople, member: Member, age_band: str) -> Stay:
    """A new stay, not yet written; age band and sex are frozen (R-REP-4)."""
    return Stay(
        person_id=person.id,
        arrived_on=request.arrived_on,
        arrived_time=request.arrived_time,
        expected_leave_on=request.expected_leave_on,
        channel=request.channel,
        brought_by=request.brought_by.strip(),
        age_band=age_band,
        sex=person.sex,
        condition_seen=member.condition_seen.strip(),
        belongings=member.belongings.strip(),
        note=request.note.strip(),
    )


def first_episode(stay_id: int, service: ServiceType, request: AdmitPeople, accompanying: bool) -> Episode:
    """The part that begins on the day of the request."""
    is_transit = service is ServiceType.TRANSIT
    return Episode(
        stay_id=stay_id,
        service_type=service.value,
        started_on=request.arrived_on,
        accompanying=accompanying,
        client_of=request.client_of if is_transit else None,
        awaiting=request.awaiting if is_transit else None,
    )


def continue_stay(session: Session, stay_id: int, service: ServiceType, request: AdmitPeople) -> Stay:
    """Reopen the stay that was left: the hours away become an absence, the leaving stays in its history.

    One admission, no discharge; under another service type it is a conversion in the same stay.
    """
    stay = load(session, Stay, stay_id)
    episode = last_episode(session, stay_id)
    assert stay.left_on is not None
    assert episode is not None
    converted = None
    if episode.service_type == service:
        episode.ended_on = None
        leaving_taken_back(session, episode)
    else:
        episode.ended_on = request.arrived_on
        converted = first_episode(stay_id, service, request, episode.accompanying)
        session.add(converted)
        session.flush()
    session.add(_absence(stay, request, converted))
    for name in _LEAVING:
        setattr(stay, name, "" if name == "outcome_note" else None)
    return stay


def _absence(stay: Stay, request: AdmitPeople, converted: Episode | None) -> Absence:
    leaving = {name: getattr(stay, name) for name in _LEAVING}
    leaving["converted_episode_id"] = None if converted is None else converted.id
    return Absence(
        stay_id=stay.id,
        kind=AbsenceKind.SAME_DAY.value,
        started_on=stay.left_on,
        started_time=stay.left_time,
        ended_on=request.arrived_on,
        ended_time=request.arrived_time,
        bed_kept=False,
        history=json.dumps(leaving, ensure_ascii=False, default=str),
    )
