"""Reads a transfer letter: the person, the stay, the agency, and what may be disclosed to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from panpun_desktop.models import Agency, Person
from panpun_desktop.reports.letters.remarks import TRANSFER, sensitive_told
from panpun_desktop.reports.person_facts import (
    disclosure_consent,
    person_on_paper,
    require_person,
    services_of,
    stay_of,
    written_id,
)
from panpun_desktop.reports.report import Asked
from panpun_desktop.reports.sender import sender
from panpun_desktop.reports.transfer_letter.data import (
    CONSENT,
    ENCLOSURES,
    HISTORY,
    REPLY,
    Escort,
    TransferLetter,
)
from panpun_desktop.rules.consents import Agreement
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.records import load

_USUAL = (HISTORY, CONSENT, REPLY)


def read(session: Session, asked: Asked) -> TransferLetter:
    """The letter about ``person_id`` to ``agency_id``; everything else may be missing (R-DOC-3).

    Known parameters: stay_id, dated_on, reference, wanted_service, escort, escort_position, escort_phone,
    escort_on, escort_time, attachments (codes), reply_days, signer, signer_position.
    """
    told, centre = asked.parameters, asked.centre
    person = require_person(session, told["person_id"])
    agency = load(session, Agency, told["agency_id"])
    stay = stay_of(session, asked, person.id)
    day: date = told.get("dated_on") or asked.today
    wanted = _text(told, "wanted_service")
    agreed = disclosure_consent(session, person.id, agency.name, wanted, day)
    services = services_of(session, stay)
    return TransferLetter(
        sender=sender(centre),
        client_word=centre.settings["centre.client_word"],
        dated_on=day,
        agency=agency.name,
        addressee=agency.addressee,
        is_state=is_state_agency(agency.kind),
        person=person_on_paper(person, asked, day),
        national_id=_disclosed_id(person, agency, agreed.consent),
        consent=agreed.consent,
        other_consent=agreed.other,
        arrived_on=stay.arrived_on if stay else None,
        left_on=stay.left_on if stay else None,
        service=centre.label("service_type", services[-1] if services else None),
        wanted_service=wanted,
        reference=_text(told, "reference"),
        escort=_escort(told),
        enclosures=_enclosures(told.get("attachments")),
        reply_days=told.get("reply_days") or int(centre.settings["document.reply_days"]),
        signer=_text(told, "signer") or centre.signer_name,
        signer_position=_text(told, "signer_position") or centre.signer_position,
        written_by=asked.by.name,
        sensitive=sensitive_told(TRANSFER, told, centre.offered("sensitive_word")),
    )


def is_state_agency(kind: str) -> bool:
    """Say whether agencies of this kind are the state's: only they are told the number."""
    codes = code_lists()["agency_kind"].codes
    return any(one.code == kind and one.extra.get("is_state", False) for one in codes)


def _disclosed_id(person: Person, agency: Agency, consent: Agreement | None) -> str:
    may_be_told = consent is not None and is_state_agency(agency.kind)
    return written_id(person) if may_be_told else ""


def _enclosures(chosen: Any) -> tuple[str, ...]:
    """What is sent along, in the order of the list."""
    wanted = _USUAL if chosen is None else tuple(chosen)
    return tuple(one for one in ENCLOSURES if one in wanted)


def _escort(told: Mapping[str, Any]) -> Escort:
    return Escort(
        name=_text(told, "escort"),
        position=_text(told, "escort_position"),
        phone=_text(told, "escort_phone"),
        on=told.get("escort_on"),
        at=told.get("escort_time"),
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name) or "").strip()
