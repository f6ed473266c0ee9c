"""What happens inside a stay: change of service type, leave, hospital, leaving, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import BANGKOK, local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Absence, BedUse, Episode, Override, Person, Stay
from panpun_desktop.rules.admission import Newcomer, entry_concern, limit_concern
from panpun_desktop.rules.clock import clock_of
from panpun_desktop.rules.codes import AbsenceKind, ServiceType
from panpun_desktop.rules.intake import require_outcome, require_service
from panpun_desktop.rules.override import GivenReason, reason_for, require_answers, require_reason
from panpun_desktop.rules.stay import convert, require_left_after_arrived, require_possible_leaving
from panpun_desktop.services.bed_uses import sleeper_in
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes, Undo
from panpun_desktop.services.histories import History, episode_facts, histories, last_episode, open_episode
from panpun_desktop.services.overriding import write_override
from panpun_desktop.services.records import load, touch
from panpun_desktop.services.register import full_name

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
    ended, opened = convert(episode_facts(episode), to, request.on, chosen.limits)
    concerns = _conversion_concerns(session, chosen, person, to, request.on)
    require_answers(concerns, request.reasons, chosen.limits)
    _close_episode(episode, ended.ended_on or request.on, chosen)
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
        summary=summary.format(name=full_name(person), service=chosen.label("service_type", to.value)),
        undo=Undo(revert_service, RevertService(stay.id, new.id)),
    )


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


def _close_episode(episode: Episode, on: date, chosen: Centre) -> None:
    """The limit date is kept as it stood; later changes of the holiday table leave it alone (R-TRA-3)."""
    episode.closed_limit_on = clock_of(episode_facts(episode), on, chosen.limits, chosen.calendar).limit_on
    episode.ended_on = on


def revert_service(work: UnitsOfWork, by: Actor, request: RevertService) -> Changes:
    """Void the newer episode and open the one before it again."""
    with work.writing(by, "stay.change_service") as session:
        stay, person, episode = _running(session, request.stay_id, None)
        if episode.id != request.episode_id:
            raise RuleBroken("stay.changed_since")
        episode.voided_at = work.clock.now()
        session.flush()
        before = last_episode(session, stay.id)
        if before is None:
            raise RuleBroken("stay.changed_since")
        before.ended_on, before.closed_limit_on = None, None
        touch(stay)
    return Changes(
        people=frozenset({person.id}), stays=frozenset({stay.id}), summary=_("Change of service taken back")
    )


def end_stay(work: UnitsOfWork, by: Actor, request: EndStay) -> Changes:
    """Check out; the bed is free from that night on."""
    require_outcome(request.outcome, request.province, request.agency_id)
    left_at = datetime.combine(request.left_on, request.left_time or time(0, 0), tzinfo=BANGKOK)
    require_possible_leaving(left_at, local(work.clock))
    with work.writing(by, "stay.end") as session:
        chosen = read_centre(session)
        people = [_end(session, chosen, request, *one) for one in request.stays]
        alone = len(people) == 1
        text = _("{name} left the centre") if alone else _("{name} and family, {n} people, left the centre")
    return Changes(
        people=frozenset(person.id for person in people),
        stays=frozenset(stay_id for stay_id, _seen in request.stays),
        summary=text.format(name=full_name(people[0]), n=len(people)),
        undo=Undo(reopen_stays, ReopenStays(tuple(stay_id for stay_id, _seen in request.stays))),
    )


def _end(session: Session, chosen: Centre, request: EndStay, stay_id: int, seen: int) -> Person:
    stay, person, _episode = _running(session, stay_id, seen)
    end_within(session, chosen, stay, request)
    return person


def end_within(session: Session, chosen: Centre, stay: Stay, request: EndStay) -> None:
    """End a loaded stay inside an open unit of work."""
    require_left_after_arrived(stay.arrived_on, request.left_on)
    episode = open_episode(session, stay.id)
    if episode is None or request.left_on < episode.started_on:
        raise RuleBroken("stay.left_before_change", field="left_on")
    _close_episode(episode, request.left_on, chosen)
    for use in session.scalars(select(BedUse).where(BedUse.stay_id == stay.id, BedUse.end_on.is_(None))):
        use.end_on = max(use.start_on, request.left_on)
    for absence in session.scalars(
        select(Absence).where(Absence.stay_id == stay.id, Absence.ended_on.is_(None))
    ):
        absence.ended_on = max(absence.started_on, request.left_on)
    stay.left_on, stay.left_time, stay.outcome = request.left_on, request.left_time, request.outcome
    stay.outcome_province, stay.outcome_agency_id = request.province, request.agency_id
    stay.outcome_note = request.note.strip()


def reopen_stays(work: UnitsOfWork, by: Actor, request: ReopenStays) -> Changes:
    """Open ended stays again, in their beds where these are still free."""
    with work.writing(by, "stay.reopen") as session:
        people = {_reopen(session, stay_id) for stay_id in request.stay_ids}
    return Changes(
        people=frozenset(people),
        stays=frozenset(request.stay_ids),
        summary=_("The leaving was taken back"),
    )


def _reopen(session: Session, stay_id: int) -> int:
    stay = load(session, Stay, stay_id)
    episode = last_episode(session, stay_id)
    if stay.left_on is None or episode is None:
        raise RuleBroken("stay.changed_since")
    episode.ended_on, episode.closed_limit_on = None, None
    _back_to_bed(session, stay_id, stay.left_on)
    for absence in session.scalars(
        select(Absence).where(Absence.stay_id == stay_id, Absence.ended_on == stay.left_on)
    ):
        if absence.kind != AbsenceKind.SAME_DAY.value:
            absence.ended_on = None
    stay.left_on, stay.left_time, stay.outcome = None, None, None
    stay.outcome_province, stay.outcome_agency_id, stay.outcome_note = None, None, ""
    return stay.person_id


def _back_to_bed(session: Session, stay_id: int, left_on: date) -> None:
    """The bed of the last night again, unless someone else has it by now: then the stay is without a bed."""
    uses = select(BedUse).where(BedUse.stay_id == stay_id, BedUse.end_on == left_on)
    use = session.scalars(uses.order_by(BedUse.id.desc()).limit(1)).first()
    if use is None:
        return
    if use.bed_id is None or sleeper_in(session, use.bed_id, left_on, None) is None:
        use.end_on = None


def start_absence(work: UnitsOfWork, by: Actor, request: StartAbsence) -> Changes:
    """Start a leave or a hospital stay; the count of the stay goes on (R-TRI-3)."""
    if request.kind not in {AbsenceKind.LEAVE.value, AbsenceKind.HOSPITAL.value}:
        raise RuleBroken("absence.kind", field="kind")
    with work.writing(by, "stay.absence") as session:
        stay, person, _episode = _running(session, request.stay_id, request.seen_version)
        if request.started_on < stay.arrived_on:
            raise RuleBroken("absence.before_arrival", field="started_on")
        if session.scalar(select(Absence.id).where(Absence.stay_id == stay.id, Absence.ended_on.is_(None))):
            raise RuleBroken("absence.open_already", field="kind")
        row = Absence(
            stay_id=stay.id,
            kind=request.kind,
            started_on=request.started_on,
            expected_back_on=request.expected_back_on,
            bed_kept=request.bed_kept,
            note=request.note.strip(),
        )
        session.add(row)
        if not request.bed_kept:
            _give_up_bed(session, stay.id, request.started_on)
        touch(stay)
        session.flush()
        ends_at_once = EndAbsence(row.id, request.started_on)
    return _absence_changes(stay, person, _("{name} is away"), Undo(end_absence, ends_at_once))


def _give_up_bed(session: Session, stay_id: int, on: date) -> None:
    for use in session.scalars(select(BedUse).where(BedUse.stay_id == stay_id, BedUse.end_on.is_(None))):
        use.end_on = max(use.start_on, on)


def _absence_changes(stay: Stay, person: Person, text: str, undo: Undo | None) -> Changes:
    return Changes(
        people=frozenset({person.id}),
        stays=frozenset({stay.id}),
        summary=text.format(name=full_name(person)),
        undo=undo,
    )


def end_absence(work: UnitsOfWork, by: Actor, request: EndAbsence) -> Changes:
    """Record the return; the same day as the start means nobody was away at all."""
    with work.writing(by, "stay.absence") as session:
        absence = load(session, Absence, request.absence_id)
        if request.ended_on < absence.started_on:
            raise RuleBroken("absence.back_before_start", field="ended_on")
        absence.ended_on = request.ended_on
        stay = load(session, Stay, absence.stay_id)
        person = load(session, Person, stay.person_id)
        touch(stay)
    return _absence_changes(stay, person, _("{name} is back"), None)


def extend_stay(work: UnitsOfWork, by: Actor, request: ExtendStay) -> Changes:
    """Record an override for a stay over its limit; pending unless a manager gives it."""
    with work.writing(by, "override.give") as session:
        chosen = read_centre(session)
        require_reason(request.reason, chosen.limits)
        stay, person, episode = _running(session, request.stay_id, None)
        day = today(work.clock)
        concern = _limit_concern(episode, day, chosen)
        now = work.clock.now()
        row = write_override(session, by, now, day, chosen, concern, request.reason, person.id, stay.id)
        session.flush()
        return Changes(
            people=frozenset({person.id}),
            stays=frozenset({stay.id}),
            overrides=frozenset({row.id}),
            summary=_("Reason recorded for {name}").format(name=full_name(person)),
        )


def _limit_concern(episode: Episode, day: date, chosen: Centre) -> Concern:
    """The ceiling the stay is over, or will be over tomorrow when it is its last day."""
    from datetime import timedelta

    facts = episode_facts(episode)
    for on in (day, day + timedelta(days=1)):
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
