"""What happens to an enrolment: suspended, resumed, broken off, upgraded, moved, taken up again, removed.

Results (ผ่าน/ไม่ผ่าน) are the manager's and stand elsewhere. A resident's stay goes with each act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    AttendanceMark,
    Course,
    CourseSession,
    Enrolment,
    EnrolmentPause,
    Episode,
    Person,
    Stay,
)
from panpun_desktop.rules import roles
from panpun_desktop.rules.codes import COURSES, ServiceType
from panpun_desktop.rules.intake import require_service
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.course_clocks import days_within
from panpun_desktop.services.courses import floor_of
from panpun_desktop.services.enrolment_links import (
    close_pauses,
    end_enrolment,
    has_marks,
    put_in,
    require_not_in,
)
from panpun_desktop.services.enrolment_rows import (
    ACTIVE,
    APPLIED,
    DROPPED,
    MOVED,
    RUNNING,
    SUSPENDED,
    UPGRADED,
)
from panpun_desktop.services.enrolments import Joining, changes
from panpun_desktop.services.records import load
from panpun_desktop.services.stays import ChangeService, change_service_within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.enrolment_rows import (
        ComeBack,
        Drop,
        RemoveEnrolment,
        Resume,
        Suspend,
        Transfer,
        Upgrade,
    )
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Act:
    """One act on an enrolment, while it is done."""

    joining: Joining
    row: Enrolment
    person: Person

    @classmethod
    def on(
        cls,
        session: Session,
        work: UnitsOfWork,
        by: Actor,
        request: Suspend | Resume | Drop | Upgrade | Transfer | ComeBack | RemoveEnrolment,
        *states: str,
    ) -> _Act:
        """Load what the act is about; refused unless the enrolment is in one of the states."""
        row = load(session, Enrolment, request.enrolment_id, request.seen_version)
        reasons: Mapping[str, GivenReason] = getattr(request, "reasons", {})
        joining = Joining.of(session, work, by, row.cohort_id, reasons)
        person = load(session, Person, row.person_id)
        if row.voided_at is not None:
            raise RuleBroken("record.missing", kind="Enrolment")
        if row.state not in states:
            state = joining.chosen.label("enrolment_state", row.state)
            raise RuleBroken("enrolment.not_in_state", name=joining.name(person), state=state)
        return cls(joining, row, person)

    @property
    def session(self) -> Session:
        """The unit of work."""
        return self.joining.session

    def changes(self, text: str, *more: Enrolment) -> Changes:
        """What was touched; ``text`` with the places people and cohort."""
        rows = (self.row, *more)
        return changes(self.joining, rows, [self.person], text, *(one.cohort_id for one in rows))

    @property
    def first_day(self) -> date:
        """The first day of the running count."""
        episode = None if self.row.episode_id is None else load(self.session, Episode, self.row.episode_id)
        of_stay = None if episode is None else episode.counted_from_on or episode.started_on
        first = self.row.counted_from_on or of_stay or self.row.joined_on
        assert first is not None
        return first

    @property
    def open_episode(self) -> Episode | None:
        """The part of the stay that the enrolment is, while it lasts."""
        episode = None if self.row.episode_id is None else load(self.session, Episode, self.row.episode_id)
        return None if episode is None or episode.ended_on is not None else episode

    def require_reason(self, reason: str) -> str:
        """The reason, tidied; it may not be missing."""
        if not reason.strip():
            raise RuleBroken("enrolment.reason_missing", field="reason")
        return reason.strip()

    def require_no_mark_after(self, last_on: date) -> None:
        """Refuse a last day in class before a day on which attendance is marked."""
        rows = (
            select(func.max(CourseSession.on_day))
            .join(AttendanceMark, AttendanceMark.session_id == CourseSession.id)
            .where(AttendanceMark.enrolment_id == self.row.id)
        )
        latest = self.session.scalar(rows)
        if latest is not None and latest > last_on:
            raise RuleBroken("enrolment.marks_after", field="on", day=latest)


def suspend(work: UnitsOfWork, by: Actor, request: Suspend) -> Changes:
    """พักการอบรม: the days do not count until someone resumes."""
    with work.writing(by, "enrolment.edit") as session:
        act = _Act.on(session, work, by, request, ACTIVE)
        act.joining.require_took_place(request.from_on, act.row.joined_on)
        reason = act.require_reason(request.reason)
        session.add(EnrolmentPause(enrolment_id=act.row.id, started_on=request.from_on, reason=reason))
        act.row.state = SUSPENDED
        return act.changes(_("{people}: training in {cohort} is suspended"))


def resume(work: UnitsOfWork, by: Actor, request: Resume) -> Changes:
    """Back in class; the day counts again."""
    with work.writing(by, "enrolment.edit") as session:
        act = _Act.on(session, work, by, request, SUSPENDED)
        act.joining.require_took_place(request.on, None)
        began = session.scalar(
            select(func.max(EnrolmentPause.started_on)).where(
                EnrolmentPause.enrolment_id == act.row.id,
                EnrolmentPause.ended_on.is_(None),
                EnrolmentPause.voided_at.is_(None),
            )
        )
        if began is not None and request.on < began:
            raise RuleBroken("enrolment.resumed_before", field="on", started_on=began)
        close_pauses(session, act.row.id, request.on)
        act.row.state = ACTIVE
        return act.changes(_("{people} is back in {cohort}"))


def drop(work: UnitsOfWork, by: Actor, request: Drop) -> Changes:
    """ออกกลางคัน after a last day in class; the stay of a resident may go on under another service."""
    if request.to_service is not None:
        require_service(request.to_service, request.client_of, request.awaiting)
    with work.writing(by, "enrolment.edit") as session:
        return drop_within(session, work, by, request)


def drop_within(session: Session, work: UnitsOfWork, by: Actor, request: Drop) -> Changes:
    """``drop`` inside a unit of work that is already open."""
    act = _Act.on(session, work, by, request, *RUNNING)
    act.joining.require_took_place(request.last_on, act.row.joined_on)
    act.require_no_mark_after(request.last_on)
    episode = act.open_episode
    end_enrolment(session, act.row, DROPPED, request.last_on, act.require_reason(request.reason))
    session.flush()
    if request.to_service is not None and episode is not None:
        _require_desk(act)
        on = min(request.last_on + _DAY, act.joining.day)
        stay = load(session, Stay, episode.stay_id)
        change = ChangeService(
            stay.id,
            stay.version,
            request.to_service,
            on,
            request.client_of,
            request.awaiting,
            reasons=request.reasons,
        )
        _change_service(act.joining, change)
    return act.changes(_("{people} left {cohort} before its end"))


def _require_desk(act: _Act) -> None:
    if not roles.may(act.joining.by, "stay.change_service"):
        raise RuleBroken("enrolment.needs_desk", name=act.joining.name(act.person))


def _change_service(joining: Joining, request: ChangeService) -> None:
    change_service_within(joining.session, joining.by, request, joining.now, joining.day)


def upgrade(work: UnitsOfWork, by: Actor, request: Upgrade) -> Changes:
    """Go on in a higher course; before completion without a gap the running first day is kept (R-CRS-8)."""
    with work.writing(by, "enrolment.edit") as session:
        return upgrade_within(session, work, by, request)


def upgrade_within(session: Session, work: UnitsOfWork, by: Actor, request: Upgrade) -> Changes:
    """``upgrade`` inside a unit of work that is already open."""
    act = _Act.on(session, work, by, request, *RUNNING)
    to = _goal(act, work, request.to_cohort_id, request.on, request.reasons)
    _require_higher(act.joining.course, to.course)
    act.require_no_mark_after(request.on - _DAY)
    episode = act.open_episode
    if episode is not None:
        return _upgrade_resident(act, to, episode, request)
    if act.row.episode_id is not None:
        raise RuleBroken("enrolment.awaits_result", name=act.joining.name(act.person))
    first_day = None if _is_complete(act, request.on - _DAY) else act.first_day
    if first_day is not None:
        end_enrolment(session, act.row, UPGRADED, request.on - _DAY, "")
    new = put_in(session, to.cohort, act.person, None, act.joining.day, request.on, counted_from_on=first_day)
    return _gone_on(act, to, new)


def _goal(
    act: _Act, work: UnitsOfWork, cohort_id: int, on: date, reasons: Mapping[str, GivenReason]
) -> Joining:
    """The cohort to go on in; a full one and lessons at one hour are asked about."""
    to = Joining.of(act.session, work, act.joining.by, cohort_id, reasons)
    to.require_day(on)
    require_not_in(act.session, to.cohort, act.person)
    assert act.row.joined_on is not None
    if on <= act.row.joined_on:
        raise RuleBroken("enrolment.before_joined", field="on", joined_on=act.row.joined_on)
    to.confirm([act.person], on, leaving=[act.row.cohort_id])
    return to


def _require_higher(was: Course, to: Course) -> None:
    order = [one.value for one in COURSES]
    kinds = (was.service_type, to.service_type)
    if None in kinds or order.index(str(kinds[1])) <= order.index(str(kinds[0])):
        raise RuleBroken("enrolment.not_higher", field="to_cohort")


def _upgrade_resident(act: _Act, to: Joining, episode: Episode, request: Upgrade) -> Changes:
    _require_desk(act)
    stay = load(act.session, Stay, episode.stay_id)
    service = ServiceType(str(to.course.service_type))
    change = ChangeService(
        stay.id, stay.version, service.value, request.on, cohort_id=to.cohort.id, reasons=request.reasons
    )
    _change_service(to, change)
    new = act.session.scalars(
        select(Enrolment).where(
            Enrolment.cohort_id == to.cohort.id,
            Enrolment.person_id == act.person.id,
            Enrolment.voided_at.is_(None),
        )
    ).one()
    return _gone_on(act, to, new)


def _gone_on(act: _Act, to: Joining, new: Enrolment) -> Changes:
    text = _("{people} goes on in {cohort}").replace("{cohort}", cohort_name(to.course, to.cohort))
    return act.changes(text, new)


def _is_complete(act: _Act, day: date) -> bool:
    floor = floor_of(act.joining.course, act.joining.chosen.limits)
    if floor is None:
        return False
    pauses = act.session.execute(
        select(EnrolmentPause.started_on, EnrolmentPause.ended_on).where(
            EnrolmentPause.enrolment_id == act.row.id, EnrolmentPause.voided_at.is_(None)
        )
    )
    first = act.first_day
    paused = days_within([(row.started_on, row.ended_on) for row in pauses], first, day)
    return (day - first).days + 1 - paused >= floor


def transfer(work: UnitsOfWork, by: Actor, request: Transfer) -> Changes:
    """Go on in another cohort of the same kind of course; the count runs on, the marks stay there."""
    with work.writing(by, "enrolment.edit") as session:
        act = _Act.on(session, work, by, request, *RUNNING)
        to = _goal(act, work, request.to_cohort_id, request.on, request.reasons)
        _require_same_kind(act.joining.course, to.course)
        act.require_no_mark_after(request.on - _DAY)
        first_day = act.row.counted_from_on or (None if act.row.episode_id else act.first_day)
        episode = act.open_episode
        name = cohort_name(to.course, to.cohort)
        reason = " · ".join(
            one for one in (_("Moved to {cohort}").format(cohort=name), request.reason) if one
        )
        end_enrolment(session, act.row, MOVED, request.on - _DAY, reason)
        session.flush()
        new = put_in(
            session, to.cohort, act.person, episode, act.joining.day, request.on, counted_from_on=first_day
        )
        return _gone_on(act, to, new)


def _require_same_kind(was: Course, to: Course) -> None:
    if was.service_type != to.service_type or (was.service_type is None and was.id != to.id):
        raise RuleBroken("enrolment.other_kind", field="to_cohort")


def come_back(work: UnitsOfWork, by: Actor, request: ComeBack) -> Changes:
    """In class again after having left it; the days between do not count."""
    with work.writing(by, "enrolment.edit") as session:
        act = _Act.on(session, work, by, request, DROPPED, UPGRADED, MOVED)
        act.joining.require_day(request.on)
        row = act.row
        assert row.ended_on is not None
        if request.on <= row.ended_on:
            raise RuleBroken("enrolment.back_before_end", field="on", ended_on=row.ended_on)
        act.joining.confirm([act.person], request.on)
        first_day, gap_from = act.first_day, row.ended_on + _DAY
        before = row.episode_id
        episode = act.joining.episode_for(act.person, request.on)
        if gap_from < request.on:
            session.add(
                EnrolmentPause(
                    enrolment_id=row.id,
                    started_on=gap_from,
                    ended_on=request.on,
                    reason=request.reason.strip() or row.end_reason,
                )
            )
        row.episode_id = None if episode is None else episode.id
        if row.episode_id != before:
            row.counted_from_on = first_day
        row.state, row.ended_on, row.end_reason = ACTIVE, None, ""
        return act.changes(_("{people} is back in {cohort}"))


def remove_enrolment(work: UnitsOfWork, by: Actor, request: RemoveEnrolment) -> Changes:
    """Take an enrolment out that was a mistake, or an application; refused once attendance was marked."""
    with work.writing(by, "enrolment.edit") as session:
        act = _Act.on(session, work, by, request, APPLIED, *RUNNING, DROPPED, UPGRADED, MOVED)
        reason = act.require_reason(request.reason)
        if has_marks(session, act.row.id):
            raise RuleBroken("enrolment.has_marks", name=act.joining.name(act.person))
        act.row.voided_at, act.row.void_reason = act.joining.now, reason
        return act.changes(_("{people} was taken out of {cohort}"))
