"""What happens inside a stay: change of service type, leave, hospital, leaving, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.admissions import Reason
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ChangeService:
    """End the episode and open another the same day, same stay, same bed (R-TRI-8)."""

    stay_id: int
    seen_version: int
    service_type: str
    on: date
    client_of: str | None = None
    awaiting: str | None = None
    accompanying: bool = False
    reasons: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True)
class RevertService:
    """Take back a change of service type: the inverse of ``change_service``."""

    stay_id: int
    episode_id: int


@dataclass(frozen=True)
class EndStay:
    """ออกจากศูนย์: one or several stays leave on a day with one outcome (R-FAM-3, R-OVR-4)."""

    stays: tuple[tuple[int, int], ...]
    """(stay id, version seen)."""
    left_on: date
    outcome: str
    left_time: time | None = None
    province: str | None = None
    """Required with outcome HOME (domain.md §2.2)."""
    agency_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class ReopenStays:
    """Take a leaving back as if it had not been: the inverse of ``end_stay``."""

    stay_ids: tuple[int, ...]


@dataclass(frozen=True)
class StartAbsence:
    """Overnight leave or hospital from a night on; the bed is kept unless said otherwise (R-TRI-3)."""

    stay_id: int
    seen_version: int
    kind: str
    started_on: date
    expected_back_on: date | None = None
    bed_kept: bool = True
    note: str = ""


@dataclass(frozen=True)
class EndAbsence:
    """Back again; the night of the day is slept here."""

    absence_id: int
    ended_on: date


@dataclass(frozen=True)
class ExtendStay:
    """Record why a stay goes on past its limit, and until when (R-OVR-1)."""

    stay_id: int
    rule_id: str
    reason: Reason


@dataclass(frozen=True)
class Acknowledge:
    """A manager has looked at an override (R-OVR-2)."""

    override_ids: tuple[int, ...]


def change_service(work: UnitsOfWork, by: Actor, request: ChangeService) -> Changes:
    """Change the service type inside the stay; not a discharge, not an admission."""
    raise NotImplementedError


def revert_service(work: UnitsOfWork, by: Actor, request: RevertService) -> Changes:
    """Void the newer episode and open the one before it again."""
    raise NotImplementedError


def end_stay(work: UnitsOfWork, by: Actor, request: EndStay) -> Changes:
    """Check out; the bed is free from that night on."""
    raise NotImplementedError


def reopen_stays(work: UnitsOfWork, by: Actor, request: ReopenStays) -> Changes:
    """Open ended stays again, in their beds where these are still free."""
    raise NotImplementedError


def start_absence(work: UnitsOfWork, by: Actor, request: StartAbsence) -> Changes:
    """Start a leave or a hospital stay."""
    raise NotImplementedError


def end_absence(work: UnitsOfWork, by: Actor, request: EndAbsence) -> Changes:
    """Record the return."""
    raise NotImplementedError


def extend_stay(work: UnitsOfWork, by: Actor, request: ExtendStay) -> Changes:
    """Record an override for a stay over its limit; pending unless a manager gives it."""
    raise NotImplementedError


def acknowledge(work: UnitsOfWork, by: Actor, request: Acknowledge) -> Changes:
    """Mark overrides as seen by the manager."""
    raise NotImplementedError
