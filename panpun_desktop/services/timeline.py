"""The story of a person as rows: stays, services, beds, absences, overrides, papers, consents, forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.models import (
    Absence,
    Agency,
    Bed,
    BedUse,
    Consent,
    Document,
    Episode,
    Override,
    Room,
    Stay,
)
from panpun_desktop.rules.clock import Unit
from panpun_desktop.rules.codes import AbsenceKind, ServiceType
from panpun_desktop.services.nameless import nameless_among
from panpun_desktop.services.people_rows import TimelineRow
from panpun_desktop.services.stay_rows import bed_label
from panpun_desktop.services.timeline_more import more_of_the_story

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.stay_rows import Part

_ORDER = (
    "protection", "admitted", "service", "training", "education", "bed", "absence", "census", "consent",
    "document", "file", "override", "incident", "belonging", "follow_up", "merge", "left", "forecast",
)  # fmt: skip
"""Of events on one day, what came first."""
_CONSENT_WORDS = {
    "given": N_("Agreed: {purposes}"),
    "refused": N_("Did not agree: {purposes}"),
    "withdrawn": N_("Withdrew: {purposes}"),
}


def timeline(
    session: Session, by: Actor, person_id: int, part: Part | None, today: date, centre: Centre
) -> tuple[TimelineRow, ...]:
    """Everything recorded of a person by day, what is expected last; ``part`` is the running one."""
    is_ours = (Stay.person_id == person_id, Stay.voided_at.is_(None))
    rows = [
        *_stays(session, is_ours, centre),
        *_services(session, is_ours, centre),
        *(() if nameless_among(session, (person_id,)) else _beds(session, is_ours)),
        *_absences(session, is_ours, centre),
        *_overrides(session, person_id, centre),
        *_documents(session, person_id),
        *_consents(session, person_id, centre),
        *more_of_the_story(session, by, person_id, is_ours, centre),
        *_forecasts(session, is_ours, part, today),
    ]
    return tuple(sorted(rows, key=lambda row: (row.on, _ORDER.index(row.kind))))


def _stays(session: Session, is_ours: Any, centre: Centre) -> Iterator[TimelineRow]:
    came_from, went_to = aliased(Agency), aliased(Agency)
    rows = session.execute(
        select(
            Stay,
            came_from.name.label("came_from"),
            went_to.name.label("went_to"),
            _family_size().label("family"),
        )
        .outerjoin(came_from, came_from.id == Stay.agency_id)
        .outerjoin(went_to, went_to.id == Stay.outcome_agency_id)
        .where(*is_ours)
    )
    for stay, agency, destination, family in rows:
        channel = centre.label("channel", stay.channel)
        parts = (_arrival_text(family), agency or channel)
        yield TimelineRow(stay.arrived_on, "admitted", " · ".join(parts), "clay", stay_id=stay.id)
        if stay.left_on is not None:
            yield TimelineRow(
                stay.left_on, "left", _leaving_text(stay, destination, centre), "ok", stay_id=stay.id
            )


def _family_size() -> Any:
    together = aliased(Stay)
    return (
        select(func.count())
        .where(together.family_admission_id == Stay.family_admission_id, together.voided_at.is_(None))
        .correlate(Stay)
        .scalar_subquery()
    )


def _arrival_text(family: int) -> str:
    if family > 1:
        return _("Admitted with the family, {number} people").format(number=family)
    return _("Admitted")


def _leaving_text(stay: Stay, destination: str | None, centre: Centre) -> str:
    outcome = centre.label("outcome", stay.outcome)
    where = destination or centre.label("province", stay.outcome_province)
    return " · ".join(part for part in (_("Left the centre"), outcome, where) if part)


def _services(session: Session, is_ours: Any, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(Episode.stay_id, Episode.service_type, Episode.started_on, Episode.accompanying)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(*is_ours, Episode.voided_at.is_(None))
        .order_by(Episode.stay_id, Episode.started_on, Episode.id)
    )
    for _stay_id, chain in groupby(rows, lambda row: row.stay_id):
        for place, row in enumerate(chain):
            text = _service_text(row, centre)
            if place:
                text = _("Changed to {service}").format(service=text)
            yield TimelineRow(row.started_on, "service", text, "violet")


def _service_text(row: Any, centre: Centre) -> str:
    label = centre.label("service_type", row.service_type)
    service = ServiceType(row.service_type)
    if row.accompanying:
        return _("{service} (with the family)").format(service=label)
    if service.is_course:
        least = centre.limits.course_floor(service)
        return _("{service} (at least {days} days)").format(service=label, days=least)
    return label


def _beds(session: Session, is_ours: Any) -> Iterator[TimelineRow]:
    host = aliased(BedUse)
    rows = session.execute(
        select(BedUse.stay_id, BedUse.start_on, BedUse.shares_with_stay_id, Room.name, Bed.label)
        .join(Stay, Stay.id == BedUse.stay_id)
        .outerjoin(
            host,
            (host.stay_id == BedUse.shares_with_stay_id)
            & (host.start_on <= BedUse.start_on)
            & (host.end_on.is_(None) | (host.end_on > BedUse.start_on)),
        )
        .outerjoin(Bed, Bed.id == func.coalesce(BedUse.bed_id, host.bed_id))
        .outerjoin(Room, Room.id == Bed.room_id)
        # a bed changed again before the first night was never slept in
        .where(*is_ours, BedUse.end_on.is_(None) | (BedUse.end_on > BedUse.start_on))
        .order_by(BedUse.stay_id, BedUse.start_on, BedUse.id)
    )
    for _stay_id, chain in groupby(rows, lambda row: row.stay_id):
        for place, row in enumerate(chain):
            text = _bed_text(row, is_first=place == 0)
            yield TimelineRow(row.start_on, "bed", text, "info")


def _bed_text(row: Any, is_first: bool) -> str:
    bed = bed_label(row.name, row.label) if row.label else ""
    if row.shares_with_stay_id is not None:
        return _("Shares bed {bed}").format(bed=bed)
    return (_("Bed {bed}") if is_first else _("Moved to bed {bed}")).format(bed=bed)


def _absences(session: Session, is_ours: Any, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(Absence.kind, Absence.started_on, Absence.ended_on, Absence.expected_back_on)
        .join(Stay, Stay.id == Absence.stay_id)
        .where(*is_ours)
    )
    for kind, started_on, ended_on, expected_on in rows:
        label = centre.label("absence_kind", kind)
        yield TimelineRow(started_on, "absence", label, "warn")
        if ended_on is None and expected_on is not None:
            yield TimelineRow(expected_on, "forecast", _("Expected back"), is_forecast=True)
        if ended_on is not None and kind != AbsenceKind.SAME_DAY:
            text = _("Back from: {absence}").format(absence=label)
            yield TimelineRow(ended_on, "absence", text, "info")


def _overrides(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(
            Override.given_on,
            Override.rule_id,
            Override.reason_code,
            Override.reason,
            Override.acknowledged_at,
        )
        .join(Stay, Stay.id == Override.stay_id)
        .where(Override.person_id == person_id, Stay.voided_at.is_(None))
    )
    for given_on, rule, code, reason, seen_at in rows:
        words = centre.label("override_reason", code)
        parts = [
            _("Allowed beyond the limit: {rule}").format(rule=centre.label("rule", rule)),
            reason or words,
        ]
        if seen_at is None:
            parts.append(_("waits for the manager"))
        yield TimelineRow(given_on, "override", " · ".join(parts), "warn")


def _documents(session: Session, person_id: int) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(Document.id, Document.title, Document.number, Document.dated_on, Document.cancelled_at).where(
            Document.person_id == person_id
        )
    )
    for id, title, number, dated_on, cancelled_at in rows:
        text = f"{title} {number}".strip()
        if cancelled_at is not None:
            text = _("{paper} (cancelled)").format(paper=text)
        yield TimelineRow(dated_on, "document", text, document_id=id)


def _consents(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(Consent.given_on, Consent.state, Consent.purpose)
        .where(Consent.person_id == person_id, Consent.state.in_(_CONSENT_WORDS))
        .order_by(Consent.given_on, Consent.state, Consent.id)
    )
    labels = {**centre.codes.get("statement", {}), **centre.codes["consent_purpose"]}
    for (on, state), chain in groupby(rows, lambda row: (row.given_on, row.state)):
        purposes = ", ".join(labels.get(row.purpose, row.purpose) for row in chain)
        yield TimelineRow(on, "consent", _(_CONSENT_WORDS[state]).format(purposes=purposes))


def _forecasts(session: Session, is_ours: Any, part: Part | None, today: date) -> Iterator[TimelineRow]:
    if part is not None and (limit_on := part.clock.limit_on) is not None and limit_on > today:
        yield TimelineRow(limit_on, "forecast", limit_text(part), is_forecast=True)
    for day in _expected_leaving(session, is_ours, today):
        yield TimelineRow(day, "forecast", _("Expected to leave"), is_forecast=True)


def limit_text(part: Part) -> str:
    """What will be on the limit day: ครบ 45 วัน (คาดการณ์)."""
    if part.clock.unit is Unit.WORKING_DAYS:
        return _("{days} working days completed (forecast)").format(days=part.clock.limit)
    return _("{days} days completed (forecast)").format(days=part.clock.limit)


def _expected_leaving(session: Session, is_ours: Any, today: date) -> Iterable[date]:
    days = session.scalars(
        select(Stay.expected_leave_on).where(*is_ours, Stay.left_on.is_(None), Stay.expected_leave_on > today)
    )
    return [day for day in days if day is not None]
