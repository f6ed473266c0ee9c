"""The values of an intake form; empty ones are written by hand (R-DOC-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from panpun_desktop.reports.person_facts import NOBODY, PersonOnPaper
from panpun_desktop.reports.sender import Sender


@dataclass(frozen=True)
class IntakeForm:
    """How one person was received (domain.md §4.3)."""

    sender: Sender
    person: PersonOnPaper = NOBODY
    arrived_on: date | None = None
    arrived_time: time | None = None
    channel: str = ""
    agency: str = ""
    brought_by: str = ""
    service: str = ""
    condition: str = ""
    medication: str = ""
    emergency_contact: str = ""
    belongings: tuple[str, ...] = ()
    received_by: str = ""
