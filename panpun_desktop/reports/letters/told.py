"""What kinds of letters read alike: the person, the stay, the agency, consents, and what staff typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.phone import format_phone
from panpun_desktop.models import Agency, Restriction
from panpun_desktop.reports.letter_texts import LetterKind
from panpun_desktop.reports.letters.filled import Filled, Value, lacking
from panpun_desktop.reports.letters.remarks import SENSITIVE, sensitive_told
from panpun_desktop.reports.person_facts import (
    NOBODY,
    disclosure_consent,
    person_on_paper,
    require_person,
    services_of,
    stay_of,
    written_id,
)
from panpun_desktop.reports.sender import sender
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import Person, Stay
    from panpun_desktop.reports.report import Asked

_BY_HAND = frozenset({"number"})


@dataclass(frozen=True)
class Told:
    """A letter being read: facts of the register, and what was typed over them."""

    session: Session
    asked: Asked

    @property
    def typed(self) -> Mapping[str, Any]:
        """The parameters as given."""
        return self.asked.parameters

    def text(self, name: str) -> str:
        """What was typed in a field; empty when nothing was."""
        return str(self.typed.get(name) or "").strip()

    def amount(self, name: str) -> Decimal | None:
        """Baht typed in a field; None without a sum above nothing."""
        try:
            sum_typed = Decimal(self.text(name).replace(",", ""))
        except InvalidOperation:
            return None
        return sum_typed if sum_typed.is_finite() and sum_typed > 0 else None

    @cached_property
    def dated_on(self) -> date:
        """The day of the paper."""
        given = self.typed.get("dated_on")
        return given if isinstance(given, date) else self.asked.today

    @cached_property
    def person(self) -> Person | None:
        """Whom it is about; None for a blank form."""
        person_id = self.typed.get("person_id")
        return None if person_id is None else require_person(self.session, int(person_id))

    @property
    def someone(self) -> Person:
        """Whom it is about, where the kind needs somebody."""
        if self.person is None:
            raise ValueError("a letter about nobody")
        return self.person

    @cached_property
    def stay(self) -> Stay | None:
        """The stay asked for, else the latest."""
        return stay_of(self.session, self.asked, self.someone.id)

    @property
    def service(self) -> str:
        """The service type that the person lives under."""
        services = services_of(self.session, self.stay)
        return self.asked.centre.label("service_type", services[-1] if services else None)

    @cached_property
    def agency(self) -> Agency | None:
        """To whom it goes, when that is an agency of the directory."""
        agency_id = self.typed.get("agency_id")
        return None if agency_id is None else load(self.session, Agency, int(agency_id))

    @property
    def is_to_state(self) -> bool:
        """Only the state is told the number (domain.md §4.2)."""
        kind = self.agency.kind if self.agency else ""
        codes = code_lists()["agency_kind"].codes
        return any(one.code == kind and one.extra.get("is_state", False) for one in codes)

    @cached_property
    def consent_on(self) -> date | None:
        """The day of the consent to disclose to this agency that stands."""
        agency = self.agency.name if self.agency else ""
        consent = disclosure_consent(self.session, self.someone.id, agency, on=self.dated_on).consent
        return consent.given_on if consent else None

    @property
    def disclosed_id(self) -> str:
        """The number, to a state agency and with consent; else empty."""
        return written_id(self.someone) if self.is_to_state and self.consent_on else ""

    @property
    def has_no_id(self) -> bool:
        """Nobody knows a number of the person."""
        return not self.someone.national_id

    @property
    def basis(self) -> str:
        """The ground on which an agency is told (R-PD-1)."""
        if self.consent_on is not None:
            return "consent"
        return "social_protection" if self.is_to_state else "legitimate_interest"

    @cached_property
    def restriction(self) -> Restriction | None:
        """The protection that stands for the person (R-SAF-1)."""
        query = select(Restriction).where(
            Restriction.person_id == self.someone.id,
            Restriction.until_on.is_(None),
            Restriction.voided_at.is_(None),
        )
        return self.session.scalars(query).first()

    def usual(self) -> dict[str, Value]:
        """Values that most letters have."""
        centre, person = self.asked.centre, self.person
        told = person_on_paper(person, self.asked, self.dated_on) if person else NOBODY
        return {
            "centre": centre.name,
            "client_word": str(centre.settings["centre.client_word"]),
            "person": told.name,
            "regno": told.regno,
            "age": told.age,
            "agency": self.agency.name if self.agency else "",
            "escort": self.text("escort"),
            "escort_position": self.text("escort_position"),
            "escort_phone": format_phone(self.text("escort_phone")),
        }

    def filled(
        self,
        key: str,
        title: str,
        words: LetterKind,
        values: Mapping[str, Value],
        clauses: Iterable[str] = (),
        **more: Any,
    ) -> Filled:
        """The letter of these values over the usual ones."""
        centre, holding = self.asked.centre, frozenset(clauses)
        if more.get("disclosed") and sensitive_told(key, self.typed, centre.offered("sensitive_word")):
            more["disclosed"] = (*more["disclosed"], SENSITIVE)
        every = self.usual() | dict(values)
        person = person_on_paper(self.person, self.asked, self.dated_on) if self.person else NOBODY
        about: dict[str, Any] = {
            "sender": sender(centre),
            "person": person,
            "person_id": self.person.id if self.person else None,
            "addressee": self.agency.addressee or self.agency.name if self.agency else "",
            "agency": self.agency.name if self.agency else "",
            "signer": self.text("signer") or centre.signer_name,
            "signer_position": self.text("signer_position") or centre.signer_position,
            "written_by": self.asked.by.name,
            "lacking": lacking(words, every, holding, _BY_HAND),
        }
        return Filled(key, title, dated_on=self.dated_on, values=every, clauses=holding, **(about | more))
