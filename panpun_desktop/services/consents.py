"""Recording what a person agreed to, one purpose at a time (R-PD-1, R-PD-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Consent
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

STATES = ("given", "refused", "withdrawn", "not_asked")


@dataclass(frozen=True)
class RecordConsent:
    """What a person said to one purpose on a day; ``how``: read by themselves, read aloud, interpreted.

    A consent to disclose may name its ``recipient``, what it is ``disclosed_for``, what may be ``told`` and
    the last day on which it holds, as the person was told.
    """

    person_id: int
    purpose: str
    given_on: date
    state: str
    how: str = ""
    witness: str = ""
    recipient: str = ""
    disclosed_for: str = ""
    told: str = ""
    until_on: date | None = None


def record_consent(work: UnitsOfWork, by: Actor, request: RecordConsent) -> Changes:
    """Record an answer; earlier ones stay, the last one counts. It never ends a stay (R-PD-2)."""
    with work.writing(by, "consent.record") as session:
        _require_possible(request, today(work.clock))
        person = load_known(session, request.person_id)
        require_sight(session, person.id)
        centre = read_centre(session)
        if request.purpose not in centre.active_codes["consent_purpose"]:
            raise RuleBroken("consent.purpose_unknown", field="purpose")
        row = Consent(
            person_id=person.id,
            purpose=request.purpose,
            state=request.state,
            given_on=request.given_on,
            how=request.how.strip(),
            witness=request.witness.strip(),
            recipient=request.recipient.strip(),
            disclosed_for=request.disclosed_for.strip(),
            told=request.told.strip(),
            until_on=request.until_on,
        )
        session.add(row)
        session.flush()
    label = centre.label("consent_purpose", request.purpose)
    return Changes(
        people=frozenset({person.id}),
        summary=_("Answer recorded: {purpose}").format(purpose=label),
    )


def _require_possible(request: RecordConsent, day: date) -> None:
    if request.state not in STATES:
        raise RuleBroken("consent.state_unknown", field="state")
    if request.given_on > day:
        raise RuleBroken("consent.in_future", field="given_on", given_on=request.given_on)
    if request.until_on is not None and request.until_on < request.given_on:
        raise RuleBroken("consent.until_before_given", field="until_on")
