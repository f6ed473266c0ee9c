"""Reads a statement of free will: the person and the service type that they live under."""

from __future__ import annotations

from sqlalchemy.orm import Session

from panpun_desktop.reports.person_facts import person_on_paper, require_person, services_of, stay_of
from panpun_desktop.reports.report import Asked
from panpun_desktop.reports.sender import sender
from panpun_desktop.reports.voluntary.data import Voluntary
from panpun_desktop.reports.voluntary.guardian import guardian_of


def read(session: Session, asked: Asked) -> Voluntary:
    """The statement of ``person_id`` for ``stay_id`` (default the latest stay), dated ``dated_on``.

    Without a date it carries the day of arrival; without a person it is empty.
    """
    person_id = asked.parameters.get("person_id")
    if person_id is None:
        return Voluntary(sender(asked.centre))
    person = require_person(session, person_id)
    stay = stay_of(session, asked, person_id)
    day = asked.parameters.get("dated_on") or (stay.arrived_on if stay else asked.today)
    services = services_of(session, stay)
    told = person_on_paper(person, asked, day)
    return Voluntary(
        sender=sender(asked.centre),
        person=told,
        dated_on=day,
        service=asked.centre.label("service_type", services[-1] if services else None),
        received_by=asked.by.name,
        guardian=guardian_of(session, asked, stay, day) if told.is_minor else "",
    )
