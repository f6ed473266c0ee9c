"""The values of a transfer letter: the least that the recipient needs (domain.md §4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from panpun_desktop.reports.letters.remarks import SENSITIVE
from panpun_desktop.reports.person_facts import PersonOnPaper
from panpun_desktop.reports.sender import Sender
from panpun_desktop.rules.consents import Agreement

HISTORY, CONSENT, ID_COPIES, REPLY = "history", "consent", "id_copies", "reply"
ENCLOSURES = (HISTORY, CONSENT, ID_COPIES, REPLY)
"""What can be sent along, in the order in which it is listed."""


@dataclass(frozen=True)
class Escort:
    """Who brings the person, and when."""

    name: str = ""
    position: str = ""
    phone: str = ""
    on: date | None = None
    at: time | None = None


@dataclass(frozen=True)
class TransferLetter:
    """A letter that hands a person over to an agency; no health and no case detail is in it."""

    sender: Sender
    client_word: str
    dated_on: date
    agency: str
    addressee: str
    """Who the letter goes to, after เรียน; empty is written by hand."""
    is_state: bool
    person: PersonOnPaper
    national_id: str
    """Only for a state agency and with consent to disclose, else empty (domain.md §4.2)."""
    consent: Agreement | None
    """The consent that covers this recipient and what is wanted there; None without one."""
    other_consent: Agreement | None
    """Where none does: one that was given for something else."""
    arrived_on: date | None
    left_on: date | None
    service: str
    wanted_service: str
    reference: str
    escort: Escort
    enclosures: tuple[str, ...]
    """Codes of ``ENCLOSURES``, only what really is sent along."""
    reply_days: int
    signer: str
    signer_position: str
    written_by: str
    sensitive: tuple[str, ...] = ()
    """Words of the sensitive list in what is printed: nobody may read that nothing of health is told."""

    @property
    def listed(self) -> tuple[str, ...]:
        """What is listed as sent along: a consent only where one was given."""
        return tuple(one for one in self.enclosures if one != CONSENT or self.consent is not None)

    @property
    def has_form(self) -> bool:
        """Say whether a form for the consent lies behind the letter; nobody who left can sign one."""
        return CONSENT in self.enclosures and self.consent is None and self.left_on is None

    @property
    def disclosed(self) -> tuple[str, ...]:
        """Codes of what the recipient is told (R-PD-9)."""
        told = ["name", "age", "home_province", "stay_dates"]
        told += ["national_id"] if self.national_id else []
        told += ["sex", "service_type"] if HISTORY in self.enclosures else []
        return (*told, *((SENSITIVE,) if self.sensitive else ()))

    @property
    def basis(self) -> str:
        """The ground on which it is told (R-PD-1): consent, or the help that an agency gives."""
        if self.consent is not None:
            return "consent"
        return "social_protection" if self.is_state else "legitimate_interest"

    @property
    def reply_due_on(self) -> date | None:
        """The day by which the reply is asked for; None when no form for it is sent along."""
        return self.dated_on + timedelta(days=self.reply_days) if REPLY in self.enclosures else None
