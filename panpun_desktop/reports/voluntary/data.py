"""The values of a statement of free will; empty ones are written by hand (R-DOC-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panpun_desktop.reports.person_facts import NOBODY, PersonOnPaper
from panpun_desktop.reports.sender import Sender


@dataclass(frozen=True)
class Voluntary:
    """That a person comes of their own free will (domain.md §4.4 INTENT)."""

    sender: Sender
    person: PersonOnPaper = NOBODY
    dated_on: date | None = None
    service: str = ""
    received_by: str = ""
    guardian: str = ""
    """Who signs for a minor; empty is written by hand."""
