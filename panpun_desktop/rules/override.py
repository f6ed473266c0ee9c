"""Passing a limit knowingly: levels, reasons, and the manager who looks at it later (R-OVR-1, R-OVR-2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import Concern, NeedsConfirmation, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import OverrideReason
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.roles import Actor, may

if TYPE_CHECKING:
    from panpun_desktop.rules.working_days import WorkingCalendar

ALL = "*"
"""The key of a reason that answers every concern (R-FAM-1: one reason for several, stored per person)."""


class ConcernLevel(StrEnum):
    """How much a concern asks for (R-OVR-1)."""

    INFO = "info"
    WARN = "warn"
    OVERRIDE = "override"


@dataclass(frozen=True)
class GivenReason:
    """A reason code with its free text; until when a stay is to go on, if it says so."""

    code: str
    text: str
    extend_to_on: date | None = None


@dataclass(frozen=True)
class OverrideDraft:
    """What is recorded for one concern of one person (R-OVR-1)."""

    rule_id: str
    subject: str
    value: str
    limit: str
    reason: GivenReason
    is_pending: bool
    acknowledge_by_on: date | None


def concern_key(concern: Concern) -> str:
    """The key under which a concern is answered: "rule_id:subject"."""
    return f"{concern.rule_id}:{concern.subject}"


def reason_for(concern: Concern, reasons: Mapping[str, GivenReason]) -> GivenReason | None:
    """The reason given for a concern, by its own key or the one for all."""
    return reasons.get(concern_key(concern)) or reasons.get(ALL)


def require_reason(reason: GivenReason, limits: Limits) -> None:
    """Refuse an unknown code, or a text shorter than the centre asks for (R-OVR-1)."""
    if reason.code not in set(OverrideReason):
        raise RuleBroken("override.reason_missing", field="reason_code")
    if len("".join(reason.text.split())) < limits.override_reason_min_length:
        least = limits.override_reason_min_length
        raise RuleBroken("override.reason_too_short", field="reason", least=least)


def require_answers(concerns: Iterable[Concern], reasons: Mapping[str, GivenReason], limits: Limits) -> None:
    """Ask for what is still unanswered (NeedsConfirmation), and refuse reasons that say too little.

    Information and warnings need no reason, but a warning must have been seen: any reason answers it,
    an empty text too.
    """
    asked = tuple(one for one in concerns if one.level != ConcernLevel.INFO)
    if any(reason_for(one, reasons) is None for one in asked):
        raise NeedsConfirmation(tuple(concerns))
    for one in asked:
        reason = reason_for(one, reasons)
        if reason is not None and one.level == ConcernLevel.OVERRIDE:
            require_reason(reason, limits)


def override_of(
    concern: Concern, reason: GivenReason, by: Actor, today: date, calendar: WorkingCalendar
) -> OverrideDraft:
    """What to record; pending until a manager has looked, by the next working day (R-OVR-2)."""
    is_pending = not may(by, "override.acknowledge")
    due_on = acknowledge_by(today, calendar) if is_pending else None
    return OverrideDraft(
        concern.rule_id, concern.subject, concern.value, concern.limit, reason, is_pending, due_on
    )


def acknowledge_by(today: date, calendar: WorkingCalendar) -> date:
    """The working day after today, on which the manager's task is due."""
    return calendar.nth_working_day(today, 1, include_start=False)


def status_text(is_acknowledged: bool) -> str:
    """The words for an override's state (R-OVR-2)."""
    return _("Seen by the manager") if is_acknowledged else _("Waits for the manager to see it")
