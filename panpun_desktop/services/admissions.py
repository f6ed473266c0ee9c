"""Admitting one person or a family in one act (R-FAM-1, R-INT-1, R-PER-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.common.errors import Concern
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.people import PersonFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Reason:
    """Why a limit is passed: code of list ``override_reason`` and free text of ten characters or more."""

    code: str
    text: str
    extend_to_on: date | None = None


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
    not_same_as: tuple[int, ...] = ()
    """Register records said to be other people."""
    consents: Mapping[str, str] = field(default_factory=dict)
    """Purpose -> given, refused or not_asked."""
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
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    """"rule_id:subject" -> reason, subject being the member's index; the key "*" answers all."""


@dataclass(frozen=True)
class VoidAdmission:
    """Take an admission back: its stays are voided with a reason, people it made leave the register."""

    stay_ids: tuple[int, ...]
    person_ids: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class ServiceChoice:
    """What the screen shows at one service type, before it is chosen."""

    service_type: str
    label: str
    rule_text: str
    """ไม่เกิน 10 วันติดต่อกัน · ใช้แล้ว 0/6 ครั้ง."""
    level: str
    """none, warn or override."""


@dataclass(frozen=True)
class Admitted:
    """What came of an admission."""

    changes: Changes
    stay_ids: tuple[int, ...]
    """In the order of the members."""
    person_ids: tuple[int, ...]


def service_choices(
    work: UnitsOfWork, by: Actor, person_ids: tuple[int, ...], arrived_on: date
) -> tuple[ServiceChoice, ...]:
    """The five service types with their rule for these people on this day (known people only)."""
    raise NotImplementedError


def check_admission(work: UnitsOfWork, by: Actor, request: AdmitPeople) -> tuple[Concern, ...]:
    """What would have to be confirmed, all members together; impossible requests are refused."""
    raise NotImplementedError


def admit(work: UnitsOfWork, by: Actor, request: AdmitPeople) -> Admitted:
    """Admit them all in one act, or none; NeedsConfirmation when a concern has no reason yet."""
    raise NotImplementedError


def void_admission(work: UnitsOfWork, by: Actor, request: VoidAdmission) -> Changes:
    """Void the stays of an admission: the inverse of ``admit``."""
    raise NotImplementedError
