"""The day on which someone is expected to leave: a plan only, it frees no bed (R-TRI-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Person, Stay
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ExpectLeaving:
    """Someone is expected to leave on a day; None: nobody knows."""

    stay_id: int
    seen_version: int
    on: date | None


def expect_leaving(work: UnitsOfWork, by: Actor, request: ExpectLeaving) -> Changes:
    """Plan the day of leaving; a day that is over, or before the arrival, is refused."""
    with work.writing(by, "bed.move") as session:
        stay = load(session, Stay, request.stay_id, request.seen_version)
        if stay.left_on is not None or stay.voided_at is not None:
            raise RuleBroken("stay.not_open")
        if request.on is not None and request.on < max(today(work.clock), stay.arrived_on):
            raise RuleBroken("stay.expected_in_past", field="on")
        stay.expected_leave_on = request.on
        name = seen_name(session, by, session.get_one(Person, stay.person_id))
    text = _("{name} is expected to leave on {day}") if request.on else _("{name}: no leaving is expected")
    day = format_date(request.on, "short") if request.on else ""
    return Changes(
        stays=frozenset({stay.id}),
        people=frozenset({stay.person_id}),
        summary=text.format(name=name, day=day),
    )
