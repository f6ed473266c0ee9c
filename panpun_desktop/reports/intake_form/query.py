"""Reads an intake form: the person, and the stay as it began."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panpun_desktop.models import Agency, Person, Stay
from panpun_desktop.reports.intake_form.data import IntakeForm
from panpun_desktop.reports.person_facts import person_on_paper, require_person, services_of, stay_of
from panpun_desktop.reports.report import Asked
from panpun_desktop.reports.sender import sender
from panpun_desktop.services.belongings import things_in


def read(session: Session, asked: Asked) -> IntakeForm:
    """The form of ``person_id`` and ``stay_id`` (default the latest stay); an empty one without a person."""
    person_id = asked.parameters.get("person_id")
    if person_id is None:
        return IntakeForm(sender(asked.centre))
    person = require_person(session, person_id)
    stay = stay_of(session, asked, person_id)
    if stay is None:
        return _of_person(asked, person)
    return _of_stay(session, asked, person, stay)


def _of_person(asked: Asked, person: Person) -> IntakeForm:
    return IntakeForm(
        sender(asked.centre),
        person_on_paper(person, asked, asked.today),
        medication=person.medication,
        emergency_contact=person.emergency_contact,
    )


def _of_stay(session: Session, asked: Asked, person: Person, stay: Stay) -> IntakeForm:
    centre = asked.centre
    agency = session.get(Agency, stay.agency_id) if stay.agency_id else None
    return IntakeForm(
        sender=sender(centre),
        person=person_on_paper(person, asked, stay.arrived_on),
        arrived_on=stay.arrived_on,
        arrived_time=stay.arrived_time,
        channel=centre.label("channel", stay.channel) if stay.channel != "UNKNOWN" else "",
        agency=agency.name if agency else "",
        brought_by=stay.brought_by,
        service=centre.label("service_type", next(iter(services_of(session, stay)), None)),
        condition=stay.condition_seen,
        medication=person.medication,
        emergency_contact=person.emergency_contact,
        belongings=things_in(stay.belongings),
        received_by=asked.by.name,
    )
