"""What is asked when people are admitted: the members and everything about their coming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services.id_cards import TakeOverCard
from panpun_desktop.services.people_rows import PersonFacts


@dataclass(frozen=True)
class Member:
    """One person of the admission: someone in the register, or new facts."""

    person_id: int | None = None
    facts: PersonFacts | None = None
    """With ``person_id``: the facts as shown now, saved only where they differ. Without: a new person."""
    seen_version: int | None = None
    relation: str = "HEAD"
    accompanying: bool = False
    service_type: str | None = None
    """Own service type; None takes the admission's."""
    bed_id: int | None = None
    shares_with: int | None = None
    """Index of the member whose bed is shared."""
    shares_with_stay_id: int | None = None
    """The stay of somebody here already whose bed is shared."""
    not_same_as: tuple[int, ...] = ()
    """Register records said to be other people."""
    consents: Mapping[str, str] = field(default_factory=dict)
    """Purpose -> given, refused or not_asked."""
    card: TakeOverCard | None = None
    """What an ID card said beside the facts; a photo is kept when the consents allow it (R-CARD-1)."""
    condition_seen: str = ""
    belongings: str = ""


@dataclass(frozen=True)
class AdmitPeople:
    """Everything of one admission; concerns are answered by ``reasons`` and asked again otherwise."""

    members: tuple[Member, ...]
    service_type: str
    arrived_on: date
    arrived_time: time | None = None
    channel: str = "SELF"
    agency_id: int | None = None
    agency_name: str = ""
    """Name of an agency not yet in the directory; it is added."""
    brought_by: str = ""
    client_of: str | None = None
    awaiting: str | None = None
    expected_leave_on: date | None = None
    household_id: int | None = None
    note: str = ""
    cohort_id: int | None = None
    """For a course: the cohort of those who are here for it; None: not known yet."""
    waiting_id: int | None = None
    """The entry of the waiting list that ends with this admission."""
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)
    """``rule_id:subject`` -> reason, subject being the member's index; the key ``*`` answers all."""
