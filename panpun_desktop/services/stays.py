"""What happens inside a stay: change of service type, leave, hospital, leaving, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import BANGKOK, local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Episode, Override, Person, Stay
from panpun_desktop.rules.admission import Newcomer, entry_concern, limit_concern
from panpun_desktop.rules.clock import clock_of
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.intake import require_outcome, require_service
from panpun_desktop.rules.override import GivenReason, reason_for, require_answers, require_reason
from panpun_desktop.rules.stay import convert, require_left_after_arrived, require_possible_leaving
from panpun_desktop.services.belongings import ReturnBelongings, give_back
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.services.enrolment_clashes import joining_concerns
from panpun_desktop.services.enrolment_links import (
    episode_into_cohort,
    episode_opened,
    leaving_taken_back,
    running_of,
    service_changed,
    stay_ended,
)
from panpun_desktop.services.follow_ups import forget_plan, plan_after_leaving
from panpun_desktop.services.histories import History, histories, last_episode, open_episode
from panpun_desktop.services.leaving import end_absences, end_uses, ended_by_leaving, open_again
from panpun_desktop.services.overriding import write_override
from panpun_desktop.services.records import load, touch
from panpun_desktop.services.register import full_name
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.store.unit_of_work import actor_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.common.errors import Concern
    from panpun_desktop.rules.roles import Actor
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
    reasons: Mapping[str, GivenReason] = field(default_factory=dict)
    cohort_id: int | None = None
    """For a course: the cohort to go into; None: not known yet."""


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
    returned: tuple[tuple[int, int], ...] = ()
    """Belongings given back with the leaving: (belonging id, version seen)."""
    follow_up_days: tuple[int, ...] | None = None
    """Days after leaving on which to ask; None: those of the setting."""


@dataclass(frozen=True)
class ReopenStays:
    """รับกลับ: take a wrong leaving back as if it had not been; what it ended is in the audit."""

    stay_ids: tuple[int, ...]
    reason: str = ""
    """Why; it stays in the note of the stay."""


@dataclass(frozen=True)
class ExtendStay:
    """Record why a stay goes on past its limit, and until when (R-OVR-1)."""

    stay_id: int
    reason: GivenReason


@dataclass(frozen=True)
class Acknowledge:
    """A manager has looked at overrides (R-OVR-2)."""

    override_ids: tuple[int, ...]


def change_service(work: UnitsOfWork, by: Actor, request: ChangeService) -> Changes:
    """Change the service type inside the stay; not a discharge, not an admission."""
    require_service(request.service_type, request.client_of, request.awaiting)
    with work.writing(by, "stay.change_service") as session:
        return change_service_within(session, by, request, work.clock.now(), today(work.clock))


def change_service_within(
    session: Session, by: Actor, request: ChangeService, now: datetime, day: date
) -> Changes:
    """``change_service`` inside a unit of work that is already open."""
    chosen = read_centre(session)
    stay, person, episode = _running(session, request.stay_id, request.seen_version)
    to = ServiceType(request.service_type)
    before = facts_on(session, episode, request.on - timedelta(days=1))
    ended, opened = convert(before, to, request.on, chosen.limits)
    concerns = (
        *_conversion_concerns(session, chosen, person, to, request.on),
        *_cohort_concerns(session, request, person, episode),
    )
    require_answers(concerns, request.reasons, chosen.limits)
    close_episode(session, episode, ended.ended_on or request.on, chosen)
    left = service_changed(session, chosen, episode, to, request.on)
    session.flush()  # one open episode a stay: close the old one first
    is_transit = to is ServiceType.TRANSIT
    new = Episode(
        stay_id=stay.id,
        service_type=to.value,
        started_on=request.on,
        accompanying=request.accompanying,
        counted_from_on=opened.counted_from,
        client_of=request.client_of if is_transit else None,
        awaiting=request.awaiting if is_transit else None,
    )
    session.add(new)
    session.flush()
    episode_opened(session, new, person.id)
    if request.cohort_id is not None:
        if request.accompanying:
            name = seen_name(session, actor_of(session), person)
            raise RuleBroken("enrolment.accompanies", field="cohort", name=name)
        episode_into_cohort(session, request.cohort_id, person, new)
    for concern in concerns:
        reason = reason_for(concern, request.reasons)
        if concern.level == "override" and reason is not None:
            write_override(session, by, now, day, chosen, concern, reason, person.id, stay.id)
    touch(stay)
    session.flush()
    summary = _("{name}: service changed to {service}")
    return Changes(
        people=frozenset({person.id}),
        stays=frozenset({stay.id}),
        enrolments=frozenset() if left is None else frozenset({left.id}),
        cohorts=frozenset(one for one in (request.cohort_id, left and left.cohort_id) if one),
        summary=summary.format(name=full_name(person), service=chosen.label("service_type", to.value)),
    )


def _cohort_concerns(
    session: Session, request: ChangeService, person: Person, episode: Episode
) -> list[Concern]:
    """A full cohort and lessons at one hour; the class that ends with this part of the stay is left."""
    if request.cohort_id is None:
        return []
    left = running_of(session, episode.id)
    leaving = [] if left is None else [left.cohort_id]
    names = {person.id: seen_name(session, actor_of(session), person)}
    return joining_concerns(session, request.cohort_id, names, request.on, leaving=leaving)


def _conversion_concerns(
    session: Session, chosen: Centre, person: Person, to: ServiceType, on: date
) -> tuple[Concern, ...]:
    """Going back to a trial counts as an entry of the year (R-TRI-7)."""
    history = histories(session, [person.id]).get(person.id, History())
    newcomer = Newcomer("0", full_name(person), to, on, trial_started_on=history.trial_starts)
    concern = entry_concern(newcomer, chosen.limits)
    return () if concern is None else (concern,)


def _running(session: Session, stay_id: int, seen: int | None) -> tuple[Stay, Person, Episode]:
    stay = load(session, Stay, stay_id, seen)
    episode = open_episode(session, stay_id)
    if stay.left_on is not None or stay.voided_at is not None or episode is None:
        raise RuleBroken("stay.not_open")
    return stay, load(session, Person, stay.person_id), episode


def close_episode(session: Session, episode: Episode, on: date, chosen: Centre) -> None:
    """The limit date is kept as it stood; later changes of the holiday table leave it alone (R-TRA-3)."""
    facts = facts_on(session, episode, on)
    episode.closed_limit_on = clock_of(facts, on, chosen.limits, chosen.calendar).limit_on
    episode.ended_on = on


def end_stay(work: UnitsOfWork, by: Actor, request: EndStay) -> Changes:
    """Check out; the bed is free from that night on."""
    require_outcome(request.outcome, request.province, request.agency_id)
    left_at = datetime.combine(request.left_on, request.left_time or time(0, 0), tzinfo=BANGKOK)
    require_possible_leaving(left_at, local(work.clock))
    with work.writing(by, "stay.end") as session:
        chosen = read_centre(session)
        people = [_end(session, chosen, request, *one) for one in request.stays]
        if request.returned:
            give_back(session, by, ReturnBelongings(request.returned, request.left_on))
        alone = len(people) == 1
        text = _("{name} left the centre") if alone else _("{name} and family, {n} people, left the centre")
    return Changes(
        people=frozenset(person.id for person in people),
        stays=frozenset(stay_id for stay_id, _seen in request.stays),
        summary=text.format(name=full_name(people[0]), n=len(people)),
    )


def _end(session: Session, chosen: Centre, request: EndStay, stay_id: int, seen: int) -> Person:
    stay, person, episode = _running(session, stay_id, seen)
    require_left_after_arrived(stay.arrived_on, request.left_on)
    if request.left_on < episode.started_on:
        raise RuleBroken("stay.left_before_change", field="left_on")
    close_episode(session, episode, request.left_on, chosen)
    stay_ended(session, chosen, episode, request.left_on)
    end_uses(session, stay.id, request.left_on)
    end_absences(session, stay.id, request.left_on)
    stay.left_on, stay.left_time, stay.outcome = request.left_on, request.left_time, request.outcome
    stay.outcome_province, stay.outcome_agency_id = request.province, request.agency_id
    stay.outcome_note = request.note.strip()
    plan_after_leaving(session, chosen, stay, request.follow_up_days)
    return person


def reopen_stays(work: UnitsOfWork, by: Actor, request: ReopenStays) -> Changes:
    """Open ended stays again, in their beds where these are still free; the summary says where not."""
    with work.writing(by, "stay.reopen") as session:
        people = [_reopen(session, stay_id, request.reason.strip()) for stay_id in request.stay_ids]
        lost = []
        for stay_id, person in zip(request.stay_ids, people, strict=True):
            if not open_again(session, ended_by_leaving(session, stay_id)):
                lost.append(seen_name(session, by, person))
    text = _("The leaving was taken back")
    if lost:
        text += " · " + _("the bed is taken by now, give another one: {names}").format(names=", ".join(lost))
    return Changes(
        people=frozenset(one.id for one in people), stays=frozenset(request.stay_ids), summary=text
    )


def _reopen(session: Session, stay_id: int, reason: str) -> Person:
    stay = load(session, Stay, stay_id)
    episode = last_episode(session, stay_id)
    if stay.left_on is None or stay.voided_at is not None or episode is None:
        raise RuleBroken("stay.changed_since")
    open_stay = select(Stay.id).where(
        Stay.person_id == stay.person_id, Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    if session.scalar(open_stay) is not None:
        raise RuleBroken("stay.already_open")
    if reason:
        day = format_date(stay.left_on, "short")
        kept = _("The leaving of {day} was taken back: {reason}").format(day=day, reason=reason)
        stay.note = "\n".join(one for one in (stay.note, kept) if one)
    episode.ended_on, episode.closed_limit_on = None, None
    stay.left_on, stay.left_time, stay.outcome = None, None, None
    stay.outcome_province, stay.outcome_agency_id, stay.outcome_note = None, None, ""
    forget_plan(session, stay.id)
    session.flush()
    leaving_taken_back(session, episode)
    return load(session, Person, stay.person_id)


def extend_stay(work: UnitsOfWork, by: Actor, request: ExtendStay) -> Changes:
    """Record an override for a stay over its limit; pending unless a manager gives it."""
    with work.writing(by, "override.give") as session:
        chosen = read_centre(session)
        require_reason(request.reason, chosen.limits)
        stay, person, episode = _running(session, request.stay_id, None)
        day = today(work.clock)
        concern = _limit_concern(session, episode, day, chosen)
        now = work.clock.now()
        row = write_override(session, by, now, day, chosen, concern, request.reason, person.id, stay.id)
        session.flush()
        return Changes(
            people=frozenset({person.id}),
            stays=frozenset({stay.id}),
            overrides=frozenset({row.id}),
            summary=_("Reason recorded for {name}").format(name=full_name(person)),
        )


def _limit_concern(session: Session, episode: Episode, day: date, chosen: Centre) -> Concern:
    """The ceiling the stay is over, or will be over tomorrow when it is its last day."""
    for on in (day, day + timedelta(days=1)):
        facts = facts_on(session, episode, on)
        concern = limit_concern("0", clock_of(facts, on, chosen.limits, chosen.calendar))
        if concern is not None:
            return concern
    raise RuleBroken("override.not_needed")


def acknowledge(work: UnitsOfWork, by: Actor, request: Acknowledge) -> Changes:
    """Mark overrides as seen by the manager."""
    with work.writing(by, "override.acknowledge") as session:
        rows = [load(session, Override, one) for one in request.override_ids]
        for row in rows:
            if row.acknowledged_at is None:
                row.acknowledged_by_id, row.acknowledged_at = by.user_id, work.clock.now()
    return Changes(
        overrides=frozenset(request.override_ids),
        people=frozenset(row.person_id for row in rows),
        summary=_("Overrides acknowledged"),
    )
