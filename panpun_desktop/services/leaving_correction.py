"""แก้ไขวันออก: the day of a leaving was typed wrongly; everything that ended with it follows, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.models import (
    Absence,
    AttendanceMark,
    AuditChange,
    BedUse,
    CourseSession,
    Enrolment,
    FollowUp,
    Person,
    Stay,
)
from panpun_desktop.rules.codes import PRESENT, AbsenceKind
from panpun_desktop.rules.stay import require_left_after_arrived, require_possible_leaving
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.enrolment_links import leaving_taken_back, stay_ended
from panpun_desktop.services.histories import last_episode
from panpun_desktop.services.leaving import end_absences, end_uses, ended_by_leaving, leaving_entries
from panpun_desktop.services.leaving_beds import go_on
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.stays import close_episode
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import Episode
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class CorrectedStay:
    """One stay of the act, and where its person slept on nights for which the own bed is taken."""

    stay_id: int
    seen_version: int
    bed_id: int | None = None
    """Another bed for these nights."""
    without_bed: bool = False
    """The own bed stays as it was, the nights after it have none."""


@dataclass(frozen=True)
class CorrectLeaving:
    """The day, and the time where it is known, on which people really left."""

    stays: tuple[CorrectedStay, ...]
    left_on: date
    left_time: time | None
    reason: str


def correct_leaving(work: UnitsOfWork, by: Actor, request: CorrectLeaving) -> Changes:
    """Set the day of a leaving right: stay, bed, leave, course and the days to ask follow (R-OVR-3, R-CRS-1).

    RuleBroken ``leaving.…`` names the act that stands in the way of an earlier day, and who has the bed.
    """
    if not request.reason.strip():
        raise RuleBroken("leaving.reason_missing", field="reason")
    left_at = datetime.combine(request.left_on, request.left_time or time(0, 0), tzinfo=BANGKOK)
    require_possible_leaving(left_at, local(work.clock))
    with work.writing(by, "stay.correct_leaving") as session:
        chosen = read_centre(session)
        told = [_correct(session, by, chosen, request, one) for one in request.stays]
        people = [session.get_one(Stay, one.stay_id).person_id for one in request.stays]
    summary = _("Leaving day corrected: {what}").format(what=" · ".join(told))
    return Changes(
        people=frozenset(people), stays=frozenset(one.stay_id for one in request.stays), summary=summary
    )


def _correct(session: Session, by: Actor, chosen: Centre, request: CorrectLeaving, one: CorrectedStay) -> str:
    """Correct one stay; whose it is, from which day to which."""
    stay = load(session, Stay, one.stay_id, one.seen_version)
    require_sight(session, stay.person_id)
    person, episode, left_on = (
        session.get_one(Person, stay.person_id),
        last_episode(session, stay.id),
        stay.left_on,
    )
    if left_on is None or stay.voided_at is not None or episode is None:
        raise RuleBroken("stay.changed_since")
    if (left_on, stay.left_time) == (request.left_on, request.left_time):
        raise RuleBroken("leaving.same", field="left_on")
    name = seen_name(session, by, person)
    _require_possible(session, chosen, stay, episode, request, name)
    changed = day_words((left_on, stay.left_time), (request.left_on, request.left_time))
    if request.left_on != left_on:
        _move(session, by, chosen, stay, episode, request.left_on, one)
        _move_plan(session, stay, request.left_on - left_on)
    stay.left_on, stay.left_time = request.left_on, request.left_time
    kept = _("Leaving day corrected {what}: {reason}").format(what=changed, reason=request.reason.strip())
    stay.note = "\n".join(part for part in (stay.note, kept) if part)
    session.flush()
    return f"{name} {changed}"


def day_words(before: tuple[date, time | None], now: tuple[date, time | None]) -> str:
    """From which day to which; with the times where one of them is another, or the day is the same."""
    (was_on, was_at), (now_on, now_at) = before, now
    was, will = format_date(was_on, "short"), format_date(now_on, "short")
    if was_at != now_at or was_on == now_on:
        was, will = _with_time(was, was_at), _with_time(will, now_at)
    return f"{was} → {will}"


def _with_time(day: str, at: time | None) -> str:
    return day if at is None else f"{day} {format_time(at)}"


def _move(
    session: Session,
    by: Actor,
    chosen: Centre,
    stay: Stay,
    episode: Episode,
    left_on: date,
    one: CorrectedStay,
) -> None:
    """End everything of the stay on the other day, as if that had been typed."""
    absences = ended_by_leaving(session, stay.id).absences
    go_on(session, by, stay, left_on, one.bed_id, without_bed=one.without_bed)
    for id, before in absences:
        absence = session.get_one(Absence, id)
        absence.ended_on = max(absence.started_on, min(before or left_on, left_on))
    episode.ended_on, episode.closed_limit_on = None, None
    leaving_taken_back(session, episode)
    close_episode(session, episode, left_on, chosen)
    stay_ended(session, chosen, episode, left_on)
    end_uses(session, stay.id, left_on)
    end_absences(session, stay.id, left_on)


def _move_plan(session: Session, stay: Stay, by: timedelta) -> None:
    """The days to ask that were planned with the leaving, and are not done, move with it."""
    made = select(AuditChange.entity_id).where(
        AuditChange.entry_id.in_(leaving_entries(session, stay.id)),
        AuditChange.entity == FollowUp.__tablename__,
        AuditChange.kind == "insert",
    )
    planned = select(FollowUp).where(
        FollowUp.id.in_([int(id) for id in session.scalars(made)]),
        FollowUp.done_on.is_(None),
        FollowUp.voided_at.is_(None),
    )
    for row in session.scalars(planned):
        row.due_on += by


# what stands in the way of a day --------------------------------------------------------------------


def _require_possible(
    session: Session, chosen: Centre, stay: Stay, episode: Episode, request: CorrectLeaving, name: str
) -> None:
    """Refuse a day before the arrival or an act after it, or within the next stay; with the facts."""
    left_on = request.left_on
    require_left_after_arrived(stay.arrived_on, left_on)
    came, left = stay.arrived_time, request.left_time
    if left_on == stay.arrived_on and came is not None and left is not None and left < came:
        raise RuleBroken("leaving.before_arrival_time", field="left_time", at=format_time(came), name=name)
    if left_on < episode.started_on:
        service = chosen.label("service_type", episode.service_type)
        raise _refusal("leaving.before_change", name, episode.started_on, service=service)
    _require_before_next(session, stay, left_on, name)
    _require_no_bed_after(session, stay, left_on, name)
    _require_here(session, stay, left_on, name)
    _require_no_class_after(session, episode, left_on, name)


def _refusal(id: str, name: str, day: date | None, **facts: Any) -> RuleBroken:
    return RuleBroken(id, field="left_on", name=name, day=day, **facts)


def _require_before_next(session: Session, stay: Stay, left_on: date, name: str) -> None:
    arrived_on = session.scalar(
        select(func.min(Stay.arrived_on)).where(
            Stay.person_id == stay.person_id,
            Stay.id != stay.id,
            Stay.voided_at.is_(None),
            Stay.arrived_on >= stay.arrived_on,
        )
    )
    if arrived_on is not None and left_on > arrived_on:
        raise RuleBroken("leaving.came_again", field="left_on", name=name, day=arrived_on)


def _require_no_bed_after(session: Session, stay: Stay, left_on: date, name: str) -> None:
    later = select(BedUse).where(
        BedUse.stay_id == stay.id, BedUse.start_on > left_on, BedUse.end_on > BedUse.start_on
    )
    use = session.scalars(later.order_by(BedUse.start_on)).first()
    if use is not None:
        bed = _("a shared bed") if use.bed_id is None else label_of(session, use.bed_id)
        raise _refusal("leaving.before_move", name, use.start_on, bed=bed)


def _require_here(session: Session, stay: Stay, left_on: date, name: str) -> None:
    """Somebody who went on leave after the day, or came back from one, was here then."""
    ended_with_it = {id for id, _before in ended_by_leaving(session, stay.id).absences}
    later = select(Absence.id, Absence.started_on, Absence.ended_on).where(
        Absence.stay_id == stay.id,
        Absence.ended_on > left_on,
        Absence.kind != AbsenceKind.SAME_DAY.value,
    )
    for id, started_on, ended_on in session.execute(later.order_by(Absence.started_on)):
        if started_on > left_on:
            raise _refusal("leaving.before_absence", name, started_on)
        if id not in ended_with_it:
            raise _refusal("leaving.before_return", name, ended_on)


def _require_no_class_after(session: Session, episode: Episode, left_on: date, name: str) -> None:
    """Somebody marked present in class was here; the mark is set right first."""
    last = (
        select(func.max(CourseSession.on_day))
        .join(AttendanceMark, AttendanceMark.session_id == CourseSession.id)
        .join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id)
        .where(
            Enrolment.episode_id == episode.id,
            Enrolment.voided_at.is_(None),
            CourseSession.voided_at.is_(None),
            CourseSession.on_day > left_on,
            AttendanceMark.code.in_([one.value for one in PRESENT]),
        )
    )
    day = session.scalar(last)
    if day is not None:
        raise _refusal("leaving.before_mark", name, day)
