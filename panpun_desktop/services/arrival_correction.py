"""แก้ไขวันเข้า: the day of an admission was typed wrongly; everything that began with it follows, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_time
from panpun_desktop.models import (
    Absence,
    AttendanceMark,
    BedUse,
    CourseSession,
    Enrolment,
    Episode,
    Person,
    Stay,
)
from panpun_desktop.rules.birth import age_band
from panpun_desktop.rules.codes import PRESENT
from panpun_desktop.rules.stay import require_possible_arrival
from panpun_desktop.services.arrival_follow import follow_course, follow_family, follow_papers
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.leaving_beds import AddedNights, give_nights
from panpun_desktop.services.leaving_correction import CorrectedStay, day_words
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class CorrectArrival:
    """The day, and the time where it is known, on which people really came."""

    stays: tuple[CorrectedStay, ...]
    arrived_on: date
    arrived_time: time | None
    reason: str


def correct_arrival(work: UnitsOfWork, by: Actor, request: CorrectArrival) -> Changes:
    """Set the day of an admission right: stay, bed, service and clock, course, consents, things follow.

    RuleBroken ``arrival.…`` names what cannot be: before the birth, within an earlier stay, after something
    that was written down of the person here (R-OVR-3).
    """
    if not request.reason.strip():
        raise RuleBroken("arrival.reason_missing", field="reason")
    with work.writing(by, "stay.correct_arrival") as session:
        chosen = read_centre(session)
        came_at = datetime.combine(request.arrived_on, request.arrived_time or time(0, 0), tzinfo=BANGKOK)
        require_possible_arrival(came_at, work.clock.now(), chosen.limits)
        told = [_correct(session, by, chosen, request, one) for one in request.stays]
        stays = [session.get_one(Stay, one.stay_id) for one in request.stays]
        follow_family(session, stays)
        _keep_shares_within(session, stays)
        people = frozenset(stay.person_id for stay in stays)
    summary = _("Admission day corrected: {what}").format(what=" · ".join(told))
    return Changes(people=people, stays=frozenset(one.stay_id for one in request.stays), summary=summary)


def _correct(session: Session, by: Actor, chosen: Centre, request: CorrectArrival, one: CorrectedStay) -> str:
    """Correct one stay; whose it is, from which day to which."""
    stay = load(session, Stay, one.stay_id, one.seen_version)
    require_sight(session, stay.person_id)
    if stay.voided_at is not None:
        raise RuleBroken("stay.changed_since")
    if (stay.arrived_on, stay.arrived_time) == (request.arrived_on, request.arrived_time):
        raise RuleBroken("arrival.same", field="arrived_on")
    person = session.get_one(Person, stay.person_id)
    name, was_on, was_time = seen_name(session, by, person), stay.arrived_on, stay.arrived_time
    parts = parts_of(session, stay.id)
    _require_possible(session, chosen, person, stay, parts, request, name)
    if request.arrived_on != was_on:
        _move(session, by, chosen, person, stay, parts, request.arrived_on, one)
    stay.arrived_time = request.arrived_time
    changed = day_words((was_on, was_time), (request.arrived_on, request.arrived_time))
    kept = _("Admission day corrected {what}: {reason}").format(what=changed, reason=request.reason.strip())
    stay.note = "\n".join(part for part in (stay.note, kept) if part)
    session.flush()
    return f"{name} {changed}"


def parts_of(session: Session, stay_id: int) -> Sequence[Episode]:
    """The parts of a stay in their order."""
    parts = select(Episode).where(Episode.stay_id == stay_id, Episode.voided_at.is_(None))
    return session.scalars(parts.order_by(Episode.started_on, Episode.id)).all()


def _move(
    session: Session,
    by: Actor,
    chosen: Centre,
    person: Person,
    stay: Stay,
    parts: Sequence[Episode],
    on: date,
    one: CorrectedStay,
) -> None:
    """Begin everything of the stay on the other day, as if that had been typed."""
    was_on, bands = stay.arrived_on, chosen.limits.age_bands
    if stay.age_band == age_band(birth_of(person), was_on, bands):
        stay.age_band = age_band(birth_of(person), on, bands)
    stay.arrived_on = on
    session.flush()
    _move_beds(session, by, stay, was_on, one)
    follow_course(session, chosen, stay, parts, was_on)
    follow_papers(session, stay, was_on)


# beds ----------------------------------------------------------------------------------------------


def added_before(session: Session, stay_id: int, was_on: date, on: date) -> list[AddedNights]:
    """The nights by which the first bed of a stay begins earlier; none where it begins later."""
    return [AddedNights(use, on, was_on) for use in first_uses(session, stay_id, was_on) if on < was_on]


def first_uses(session: Session, stay_id: int, was_on: date) -> Sequence[BedUse]:
    """The bed from the night of the admission on."""
    uses = select(BedUse).where(BedUse.stay_id == stay_id, BedUse.start_on == was_on, _has_nights())
    return session.scalars(uses.order_by(BedUse.id)).all()


def _has_nights() -> Any:
    return or_(BedUse.end_on.is_(None), BedUse.end_on > BedUse.start_on)


def _move_beds(session: Session, by: Actor, stay: Stay, was_on: date, one: CorrectedStay) -> None:
    """The first bed begins with the stay; earlier nights on which it is not free have another or none."""
    for added in added_before(session, stay.id, was_on, stay.arrived_on):
        if give_nights(session, by, stay.id, added, one.bed_id, without_bed=one.without_bed):
            added.use.start_on = added.from_on
        session.flush()
    for use in first_uses(session, stay.id, was_on) if stay.arrived_on > was_on else ():
        use.start_on = stay.arrived_on
    session.flush()


def _keep_shares_within(session: Session, stays: Sequence[Stay]) -> None:
    """Nobody shares the bed of somebody who has not come yet: until then there is none (R-FAM-2)."""
    ids = [stay.id for stay in stays]
    shared = select(BedUse).where(
        BedUse.shares_with_stay_id.is_not(None),
        or_(BedUse.stay_id.in_(ids), BedUse.shares_with_stay_id.in_(ids)),
        _has_nights(),
    )
    for use in session.scalars(shared.order_by(BedUse.id)):
        came_on = session.get_one(Stay, use.shares_with_stay_id).arrived_on
        if use.start_on < came_on:
            use.start_on = came_on if use.end_on is None else min(came_on, use.end_on)


# what stands in the way of a day --------------------------------------------------------------------


def _require_possible(
    session: Session,
    chosen: Centre,
    person: Person,
    stay: Stay,
    parts: Sequence[Episode],
    request: CorrectArrival,
    name: str,
) -> None:
    """Refuse a day before the birth, within an earlier stay, or after what was done here; with the facts."""
    on, born_on = request.arrived_on, person.birth_first_on
    if born_on is not None and on < born_on and not birth_of(person).is_estimated:
        raise _refusal("arrival.before_birth", name, born_on)
    _require_before_leaving(stay, request, name)
    _require_after_earlier(session, stay, on, name)
    for part in parts[1:]:
        if part.started_on < on:
            service = chosen.label("service_type", part.service_type)
            raise _refusal("arrival.after_change", name, part.started_on, service=service)
    _require_no_bed_before(session, stay, on, name)
    _require_here_since(session, stay, on, name)
    _require_no_class_before(session, stay, on, name)


def _refusal(id: str, name: str, day: date | None, **facts: Any) -> RuleBroken:
    return RuleBroken(id, field="arrived_on", name=name, day=day, **facts)


def _require_before_leaving(stay: Stay, request: CorrectArrival, name: str) -> None:
    came, left = request.arrived_time, stay.left_time
    if stay.left_on is not None and request.arrived_on > stay.left_on:
        raise _refusal("arrival.after_leaving", name, stay.left_on)
    if request.arrived_on == stay.left_on and came is not None and left is not None and left < came:
        at = format_time(left)
        raise RuleBroken("arrival.after_leaving_time", field="arrived_time", at=at, name=name)


def _require_after_earlier(session: Session, stay: Stay, on: date, name: str) -> None:
    """The last leaving before this stay; one that is left open belongs to no earlier stay."""
    earlier = select(func.max(Stay.left_on)).where(
        Stay.person_id == stay.person_id,
        Stay.id != stay.id,
        Stay.voided_at.is_(None),
        Stay.left_on <= stay.arrived_on,
    )
    left_on = session.scalar(earlier)
    if left_on is not None and on < left_on:
        raise _refusal("arrival.within_earlier", name, left_on)


def _require_no_bed_before(session: Session, stay: Stay, on: date, name: str) -> None:
    """A bed given, or left for another one, on a day before: somebody was here then."""
    given = select(BedUse).where(BedUse.stay_id == stay.id, BedUse.start_on < on, _has_nights())
    for use in session.scalars(given.order_by(BedUse.start_on, BedUse.id)):
        bed = _("a shared bed") if use.bed_id is None else label_of(session, use.bed_id)
        if use.start_on > stay.arrived_on:
            raise _refusal("arrival.after_bed", name, use.start_on, bed=bed)
        if use.end_on is not None and use.end_on < on:
            raise _refusal("arrival.after_move", name, use.end_on, bed=bed)


def _require_here_since(session: Session, stay: Stay, on: date, name: str) -> None:
    """Somebody who went on leave, or left and came back, before the day was here then."""
    away = select(func.min(Absence.started_on)).where(Absence.stay_id == stay.id, Absence.started_on < on)
    day = session.scalar(away)
    if day is not None:
        raise _refusal("arrival.after_absence", name, day)


def _require_no_class_before(session: Session, stay: Stay, on: date, name: str) -> None:
    """Somebody present in class as a resident was here; a course that ended before the day was none."""
    of_stay = (
        Episode.stay_id == stay.id,
        Enrolment.voided_at.is_(None),
        Enrolment.joined_on >= stay.arrived_on,
    )
    present = (
        select(func.min(CourseSession.on_day))
        .join(AttendanceMark, AttendanceMark.session_id == CourseSession.id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .where(*of_stay, CourseSession.voided_at.is_(None), CourseSession.on_day < on)
        .where(AttendanceMark.code.in_([one.value for one in PRESENT]))
    )
    day = session.scalar(present)
    if day is not None:
        raise _refusal("arrival.after_mark", name, day)
    ended = select(func.min(Enrolment.ended_on)).join(Episode, Episode.id == Enrolment.episode_id)
    day = session.scalar(ended.where(*of_stay, Enrolment.ended_on < on))
    if day is not None:
        raise _refusal("arrival.after_course", name, day)
