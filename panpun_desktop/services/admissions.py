"""Admitting one person or a family in one act (R-FAM-1, R-INT-1, R-PER-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK, local, today
from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Consent, FamilyAdmission, Person, Stay
from panpun_desktop.rules.admission import Newcomer, admission_concerns, choice_text
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, age_band
from panpun_desktop.rules.codes import Relation, ServiceType
from panpun_desktop.rules.override import concern_key, reason_for, require_answers
from panpun_desktop.rules.stay import ReentryKind, reentry, require_no_overlap, require_possible_arrival
from panpun_desktop.services.admission_checks import require_possible
from panpun_desktop.services.admission_cohorts import cohort_concerns, put_into_cohort
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.agencies import agency_called
from panpun_desktop.services.belongings import keep_at_admission
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.enrolment_links import episode_opened
from panpun_desktop.services.first_beds import give_first_beds, promised_beds
from panpun_desktop.services.histories import History, histories
from panpun_desktop.services.home_address import follow_home
from panpun_desktop.services.households import join_household, members_there
from panpun_desktop.services.id_cards import put_card_at_admission
from panpun_desktop.services.overriding import write_override
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.register import (
    apply_facts,
    full_name,
    keep_alike_apart,
    keep_apart,
    register_people,
    require_free_national_id,
)
from panpun_desktop.services.stay_making import continue_stay, first_episode, new_stay
from panpun_desktop.services.visibility import veil_of
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.birth import Birth
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ServiceChoice:
    """What the screen shows at one service type, before it is chosen."""

    service_type: str
    label: str
    rule_text: str
    """ไม่เกิน 10 วันติดต่อกัน · ใช้แล้ว 0/6 ครั้ง."""


@dataclass(frozen=True)
class Admitted:
    """What came of an admission."""

    changes: Changes
    stay_ids: tuple[int, ...]
    """In the order of the members."""
    person_ids: tuple[int, ...]
    regnos: tuple[str, ...]


@dataclass(frozen=True)
class _Arrival:
    """One member with everything that was looked up before anything is written."""

    member: Member
    person: Person
    is_new: bool
    history: History
    service: ServiceType
    newcomer: Newcomer


def service_choices(
    work: UnitsOfWork, by: Actor, person_ids: tuple[int, ...], arrived_on: date
) -> tuple[ServiceChoice, ...]:
    """The service types offered, each with its rule for these people on this day.

    Of several known people the one with most trial entries speaks; new people have none.
    """
    with work.reading(by, "person.read") as session:
        chosen = read_centre(session)
        known = histories(session, person_ids)
        starts = max((one.trial_starts for one in known.values()), key=len, default=())
    offered = chosen.active_codes["service_type"]
    texts = (
        choice_text(ServiceType(code), arrived_on, chosen.limits, chosen.calendar, starts) for code in offered
    )
    return tuple(
        ServiceChoice(code, chosen.label("service_type", code), text)
        for code, text in zip(offered, texts, strict=True)
    )


def check_admission(work: UnitsOfWork, by: Actor, request: AdmitPeople) -> tuple[Concern, ...]:
    """What would have to be confirmed, all members together; impossible requests are refused."""
    require_possible(request)
    with work.reading(by, "person.read") as session:
        chosen = read_centre(session)
        known = histories(session, [one.person_id for one in request.members if one.person_id])
        newcomers = []
        for index, member in enumerate(request.members):
            person = session.get(Person, member.person_id) if member.person_id else None
            history = known.get(member.person_id or 0, History())
            newcomers.append(_newcomer(index, request, member, person, history, chosen))
        there = members_there(session, request.household_id)
        promised = promised_beds(session, by, request)
        places = cohort_concerns(session, request)
    found = admission_concerns(newcomers, today(work.clock), chosen.limits, chosen.calendar, there)
    return (*found, *promised, *places)


def admit(work: UnitsOfWork, by: Actor, request: AdmitPeople) -> Admitted:
    """Admit them all in one act, or none; NeedsConfirmation when a concern has no reason yet."""
    require_possible(request)
    with work.writing(by, "stay.admit") as session:
        return admit_within(session, by, request, work.clock.now(), local(work.clock).date())


def admit_within(session: Session, by: Actor, request: AdmitPeople, now: datetime, day: date) -> Admitted:
    """``admit`` inside a unit of work that is already open: imports and the demonstration."""
    chosen = read_centre(session)
    require_possible_arrival(_arrived_at(request), now, chosen.limits)
    arrivals = _look_up(session, chosen, request, day)
    there = members_there(session, request.household_id)
    newcomers = [one.newcomer for one in arrivals]
    found = admission_concerns(newcomers, day, chosen.limits, chosen.calendar, there)
    concerns = (*found, *cohort_concerns(session, request))
    require_answers(concerns, request.reasons, chosen.limits)
    stays = _write_stays(session, chosen, request, arrivals)
    give_first_beds(session, by, request, stays)
    bulk_insert(session, Consent, _consents(arrivals, request.arrived_on))
    for arrival, stay in zip(arrivals, stays, strict=True):
        keep_at_admission(
            session, by, arrival.person.id, stay.id, arrival.member.belongings, request.arrived_on
        )
        if arrival.member.card is not None:
            put_card_at_admission(session, by, arrival.person, arrival.member.card)
        for concern in concerns:
            _write_override(session, by, now, day, chosen, request, concern, arrival, stay)
    session.flush()
    return _admitted(arrivals, stays, request)


def _arrived_at(request: AdmitPeople) -> datetime:
    return datetime.combine(request.arrived_on, request.arrived_time or time(0, 0), tzinfo=BANGKOK)


def _look_up(session: Session, chosen: Centre, request: AdmitPeople, day: date) -> tuple[_Arrival, ...]:
    known = histories(session, [one.person_id for one in request.members if one.person_id])
    arrivals = []
    for index, (member, person) in enumerate(_people(session, chosen, request, day)):
        keep_apart(session, person, member.not_same_as)
        history = known.get(person.id, History())
        if history.is_open:
            raise RuleBroken("stay.already_open", field="person", name=full_name(person), row=index)
        newcomer = _newcomer(index, request, member, person, history, chosen)
        _require_no_overlap(history, request.arrived_on, newcomer.service_type, chosen)
        is_new = member.person_id is None
        arrivals.append(_Arrival(member, person, is_new, history, newcomer.service_type, newcomer))
    keep_alike_apart(session, [one.person for one in arrivals], chosen)
    return tuple(arrivals)


def _require_no_overlap(history: History, arrived_on: date, service: ServiceType, chosen: Centre) -> None:
    """A back-dated arrival must not reach into a later stay; the one it reopens is no other."""
    reopened = reentry(history.spans, arrived_on, service, chosen.limits).stay_id
    require_no_overlap((one for one in history.spans if one.stay_id != reopened), arrived_on, None)


def _people(
    session: Session, chosen: Centre, request: AdmitPeople, day: date
) -> Iterator[tuple[Member, Person]]:
    """Every member with the person: the new ones registered together, the others brought up to date."""
    new = [member.facts or PersonFacts() for member in request.members if member.person_id is None]
    registered = iter(register_people(session, new, day, chosen))
    for member in request.members:
        if member.person_id is None:
            yield member, next(registered)
        else:
            yield member, _known_person(session, member, member.person_id)


def _known_person(session: Session, member: Member, person_id: int) -> Person:
    person = load_known(session, person_id, member.seen_version)
    if member.facts is not None and veil_of(session).sees(person_id):
        apply_facts(person, member.facts)
        follow_home(session, person)
        require_free_national_id(session, person)
    return person


def _newcomer(
    index: int, request: AdmitPeople, member: Member, person: Person | None, history: History, chosen: Centre
) -> Newcomer:
    service = _service(request, member)
    back = reentry(history.spans, request.arrived_on, service, chosen.limits)
    counts_on = back.kind is ReentryKind.CONTINUES and back.stay_id is not None
    return Newcomer(
        subject=str(index),
        name=full_name(person) if person is not None else "",
        service_type=service,
        arrived_on=request.arrived_on,
        birth=_birth(member, person),
        relation=Relation(member.relation),
        accompanying=member.accompanying,
        trial_started_on=history.trial_starts,
        counted_from=history.counted_from.get(back.stay_id or 0) if counts_on else None,
    )


def _birth(member: Member, person: Person | None) -> Birth:
    known = member.facts if member.facts is not None else person
    return UNKNOWN_BIRTH if known is None else birth_of(known)


def _service(request: AdmitPeople, member: Member) -> ServiceType:
    """Those who accompany carry the head's service type (R-FAM-4)."""
    own = None if member.accompanying else member.service_type
    return ServiceType(own or request.service_type)


def _write_stays(
    session: Session, chosen: Centre, request: AdmitPeople, arrivals: tuple[_Arrival, ...]
) -> tuple[Stay, ...]:
    agency_id = request.agency_id
    if request.agency_name.strip() and agency_id is None:
        agency_id = agency_called(session, request.agency_name).id
    family_id = _write_family(session, request, arrivals)
    stays: list[Stay] = []
    opened: list[tuple[Stay, _Arrival]] = []
    for arrival in arrivals:
        back = reentry(arrival.history.spans, request.arrived_on, arrival.service, chosen.limits)
        if back.stay_id is not None:
            stays.append(continue_stay(session, back.stay_id, arrival.service, request))
            continue
        band = age_band(arrival.newcomer.birth, request.arrived_on, chosen.limits.age_bands)
        stay = new_stay(arrival.person, request, arrival.member, band)
        stay.agency_id, stay.family_admission_id = agency_id, family_id
        session.add(stay)
        stays.append(stay)
        opened.append((stay, arrival))
    session.flush()  # the ids of all stays at once
    for stay, arrival in opened:
        episode = first_episode(stay.id, arrival.service, request, arrival.member.accompanying)
        session.add(episode)
        if arrival.service.is_course and not arrival.is_new:
            session.flush()
            episode_opened(session, episode, arrival.person.id)
    pairs = zip(arrivals, stays, strict=True)
    put_into_cohort(session, request, ((one.member, one.person, stay) for one, stay in pairs))
    return tuple(stays)


def _write_family(session: Session, request: AdmitPeople, arrivals: tuple[_Arrival, ...]) -> int | None:
    """People who come together, or to join those who came, share one family admission (R-FAM-1)."""
    if len(arrivals) == 1 and request.household_id is None:
        return None
    members = [(one.person, one.member.relation) for one in arrivals]
    household = join_household(session, request.household_id, members, request.arrived_on)
    family = {"household_id": household.id, "admitted_on": request.arrived_on}
    (written,) = bulk_insert(session, FamilyAdmission, [family])
    return int(written["id"])


def _consents(arrivals: tuple[_Arrival, ...], on: date) -> Iterator[dict[str, object]]:
    for arrival in arrivals:
        for purpose, state in arrival.member.consents.items():
            yield {"person_id": arrival.person.id, "purpose": purpose, "state": state, "given_on": on}


def _write_override(
    session: Session,
    by: Actor,
    now: datetime,
    day: date,
    chosen: Centre,
    request: AdmitPeople,
    concern: Concern,
    arrival: _Arrival,
    stay: Stay,
) -> None:
    """One record per person, even when one reason answers for all (R-FAM-1)."""
    reason = reason_for(concern, request.reasons)
    if concern.level != "override" or concern.subject != arrival.newcomer.subject or reason is None:
        return
    write_override(session, by, now, day, chosen, concern, reason, arrival.person.id, stay.id)


def _admitted(arrivals: tuple[_Arrival, ...], stays: tuple[Stay, ...], request: AdmitPeople) -> Admitted:
    stay_ids = tuple(stay.id for stay in stays)
    person_ids = tuple(one.person.id for one in arrivals)
    text = _("Admitted {name}") if len(arrivals) == 1 else _("Admitted {name} and family, {n} people")
    changes = Changes(
        people=frozenset(person_ids),
        stays=frozenset(stay_ids),
        waiting=frozenset(one for one in (request.waiting_id,) if one),
        cohorts=frozenset(one for one in (request.cohort_id,) if one),
        beds=frozenset(one.member.bed_id for one in arrivals if one.member.bed_id is not None),
        summary=text.format(name=full_name(arrivals[0].person), n=len(arrivals)),
    )
    return Admitted(changes, stay_ids, person_ids, tuple(one.person.regno for one in arrivals))


__all__ = [
    "AdmitPeople",
    "Admitted",
    "Member",
    "ServiceChoice",
    "admit",
    "admit_within",
    "check_admission",
    "concern_key",
    "service_choices",
]
