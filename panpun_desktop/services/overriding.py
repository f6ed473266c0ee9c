"""Writing down that a limit was knowingly passed (R-OVR-1, R-OVR-2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import Concern
from panpun_desktop.models import Override
from panpun_desktop.rules.override import GivenReason, override_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre


def write_override(
    session: Session,
    by: Actor,
    now: datetime,
    today: date,
    chosen: Centre,
    concern: Concern,
    reason: GivenReason,
    person_id: int,
    stay_id: int,
) -> Override:
    """One record per person and rule; without a manager it waits for one (R-OVR-2)."""
    draft = override_of(concern, reason, by, today, chosen.calendar)
    row = Override(
        rule_id=draft.rule_id,
        person_id=person_id,
        stay_id=stay_id,
        found=draft.value,
        allowed=draft.limit,
        reason_code=reason.code,
        reason=reason.text.strip(),
        extend_to_on=reason.extend_to_on,
        given_on=today,
        given_by_id=by.user_id,
        acknowledge_by_on=draft.acknowledge_by_on,
        acknowledged_by_id=None if draft.is_pending else by.user_id,
        acknowledged_at=None if draft.is_pending else now,
    )
    session.add(row)
    return row
