"""Into a cohort: apply, enrol one or many, newcomers who live outside too (ไป-กลับ), take applicants in.

A resident who is put into a residential course is converted to its service type in the same act
(R-TRI-8), or hangs on the part of the stay that is of that type already. What happens afterwards
stands in ``enrolment_acts``, what the lists show in ``enrolment_lists``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Cohort, Course, Enrolment, Episode, Person, Stay
from panpun_desktop.rules import roles
from panpun_desktop.rules.intake import require_least_facts
from panpun_desktop.rules.override import require_answers
from panpun_desktop.services.attendance import require_not_anothers
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.enrolment_clashes import joining_concerns
from panpun_desktop.services.enrolment_links import (
    put_in,
    require_not_in,
    require_open,
    require_within_plan,
    running_of,
)
from panpun_desktop.services.enrolment_rows import ACTIVE, APPLIED, Candidate, Enrol, TakeIn
from panpun_desktop.services.histories import open_episode
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import keep_apart, register_person
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.stays import ChangeService, change_service_within
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.override import GivenReason
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Joining:
    """One act of coming into a cohort, while it is done."""

    session: Session
    by: Actor
    chosen: Centre
    now: datetime
    day: date
    cohort: Cohort
    course: Course
    reasons: Mapping[str, GivenReason]

    @classmethod
    def of(
        cls,
        session: Session,
        work: UnitsOfWork,
        by: Actor,
        cohort_id: int,
        reasons: Mapping[str, GivenReason],
    ) -> Joining:
        """An act on a cohort that is still open, and that a trainer teaches."""
        cohort = load(session, Cohort, cohort_id)
        require_not_anothers(session, by, cohort_id)
        require_open(cohort)
        course = load(session, Course, cohort.course_id)
        chosen = read_centre(session)
        return cls(session, by, chosen, work.clock.now(), today(work.clock), cohort, course, reasons)

    def require_day(self, on: date) -> None:
        """Refuse a first day that has not come, or that lies outside the plan."""
        if on > self.day:
            raise RuleBroken("enrolment.day_to_come", field="joined_on")
        require_within_plan(self.cohort, on)

    def require_took_place(self, on: date, joined_on: date | None) -> None:
        """Refuse a day that has not come, or that lies before joining."""
        if on > self.day:
            raise RuleBroken("enrolment.day_to_come", field="on")
        if joined_on is not None and on < joined_on:
            raise RuleBroken("enrolment.left_before_joined", field="on", joined_on=joined_on)

    def name(self, person: Person) -> str:
        """The person as the actor may see them."""
        return seen_name(self.session, self.by, person)

    def confirm(
        self,
        people: Sequence[Person],
        on: date | None,
        *,
        more: int | None = None,
        leaving: Sequence[int] = (),
    ) -> None:
        """Ask about a full cohort and about lessons at one hour.

        ``more``: places taken besides those taken now, if not one for each; ``leaving``: cohorts left with
        this act.
        """
        names = {one.id: self.name(one) for one in people}
        concerns = joining_concerns(self.session, self.cohort.id, names, on, more=more, leaving=leaving)
        require_answers(concerns, self.reasons, self.chosen.limits)

    def episode_for(self, person: Person, on: date) -> Episode | None:
        """The part of the stay that the enrolment will be; converts the stay where it is of another type."""
        stay = self.session.scalar(
            select(Stay).where(Stay.person_id == person.id, Stay.left_on.is_(None), Stay.voided_at.is_(None))
        )
        episode = None if stay is None else open_episode(self.session, stay.id)
        if self.course.service_type is None or stay is None or episode is None:
            return None
        if episode.accompanying:
            raise RuleBroken("enrolment.accompanies", field="people", name=self.name(person))
        if on < episode.started_on:
            name, day = self.name(person), episode.started_on
            raise RuleBroken("enrolment.before_service", field="joined_on", name=name, started_on=day)
        if episode.service_type == self.course.service_type:
            self._require_free(person, episode)
            return episode
        return self._converted(person, stay, episode, on)

    def _require_free(self, person: Person, episode: Episode) -> None:
        there = running_of(self.session, episode.id)
        if there is not None:
            cohort = load(self.session, Cohort, there.cohort_id)
            name = cohort_name(load(self.session, Course, cohort.course_id), cohort)
            raise RuleBroken("enrolment.episode_taken", field="people", name=self.name(person), cohort=name)

    def _converted(self, person: Person, stay: Stay, episode: Episode, on: date) -> Episode:
        if not roles.may(self.by, "stay.change_service"):
            raise RuleBroken("enrolment.needs_desk", field="people", name=self.name(person))
        assert self.course.service_type is not None
        request = ChangeService(stay.id, stay.version, self.course.service_type, on, reasons=self.reasons)
        change_service_within(self.session, self.by, request, self.now, self.day)
        self.session.flush()
        opened = open_episode(self.session, stay.id)
        assert opened is not None
        return opened


def enrol(work: UnitsOfWork, by: Actor, request: Enrol) -> Changes:
    """Put people into a cohort in one act, or nobody; newcomers come into the register with it."""
    with work.writing(by, "enrolment.edit") as session:
        return enrol_within(session, work, by, request)


def enrol_within(session: Session, work: UnitsOfWork, by: Actor, request: Enrol) -> Changes:
    """``enrol`` inside a unit of work that is already open."""
    joining = Joining.of(session, work, by, request.cohort_id, request.reasons)
    if not request.people:
        raise RuleBroken("enrolment.nobody", field="people")
    if request.joined_on is not None:
        joining.require_day(request.joined_on)
    people = [_person(joining, one) for one in request.people]
    _require_each_once(joining, people)
    joining.confirm(people, request.joined_on, leaving=_left_by(joining, people, request.joined_on))
    rows = [_put(joining, person, request.joined_on, request.note.strip()) for person in people]
    text = _("{people} came into {cohort}") if request.joined_on else _("{people} applied for {cohort}")
    return changes(joining, rows, people, text)


def _left_by(joining: Joining, people: Sequence[Person], on: date | None) -> list[int]:
    """Cohorts that residents leave with a change of their service: no lesson of theirs is at one hour."""
    service = joining.course.service_type
    if on is None or service is None:
        return []
    rows = (
        select(Enrolment.cohort_id)
        .join(Episode, Episode.id == Enrolment.episode_id)
        .where(
            Enrolment.person_id.in_([one.id for one in people]),
            *(Enrolment.ended_on.is_(None), Enrolment.voided_at.is_(None)),
            *(Episode.ended_on.is_(None), Episode.service_type != service),
        )
    )
    return list(joining.session.scalars(rows))


def _person(joining: Joining, one: Candidate) -> Person:
    if one.person_id is not None:
        require_sight(joining.session, one.person_id)
        return load_known(joining.session, one.person_id)
    facts = one.facts or PersonFacts()
    if not roles.may(joining.by, "person.create"):
        raise RuleBroken("enrolment.newcomer_needs_desk", field="people")
    names = (facts.title, facts.first_name, facts.last_name, facts.nickname, facts.label)
    require_least_facts(*names, sex=facts.sex)
    person = register_person(joining.session, facts, joining.day, joining.chosen)
    keep_apart(joining.session, person, one.not_same_as)
    return person


def _require_each_once(joining: Joining, people: Sequence[Person]) -> None:
    seen: set[int] = set()
    for person in people:
        if person.id in seen:
            raise RuleBroken("enrolment.person_twice", field="people", name=joining.name(person))
        seen.add(person.id)
        require_not_in(joining.session, joining.cohort, person)


def _put(joining: Joining, person: Person, joined_on: date | None, note: str) -> Enrolment:
    episode = None if joined_on is None else joining.episode_for(person, joined_on)
    return put_in(joining.session, joining.cohort, person, episode, joining.day, joined_on, note=note)


def changes(
    joining: Joining, rows: Sequence[Enrolment], people: Sequence[Person], text: str, *cohorts: int
) -> Changes:
    """What an act on enrolments touched; the summary names one person, or counts them."""
    joining.session.flush()
    stays = select(Stay.id).where(
        Stay.person_id.in_([one.id for one in people]), Stay.left_on.is_(None), Stay.voided_at.is_(None)
    )
    several = _("{n} people").format(n=len(people))
    who = joining.name(people[0]) if len(people) == 1 else several
    return Changes(
        people=frozenset(one.id for one in people),
        stays=frozenset(joining.session.scalars(stays)),
        cohorts=frozenset({joining.cohort.id, *cohorts}),
        enrolments=frozenset(one.id for one in rows),
        summary=text.format(people=who, cohort=cohort_name(joining.course, joining.cohort)),
    )


def take_in(work: UnitsOfWork, by: Actor, request: TakeIn) -> Changes:
    """Applicants of one cohort come into the class on a day."""
    with work.writing(by, "enrolment.edit") as session:
        rows = [load(session, Enrolment, id, seen) for id, seen in request.enrolments]
        if not rows or {one.cohort_id for one in rows} != {rows[0].cohort_id}:
            raise RuleBroken("enrolment.nobody", field="people")
        joining = Joining.of(session, work, by, rows[0].cohort_id, request.reasons)
        joining.require_day(request.joined_on)
        people = [load_known(session, one.person_id) for one in rows]
        for row in rows:
            if row.state != APPLIED or row.voided_at is not None:
                raise RuleBroken("enrolment.not_applied")
        joining.confirm(people, request.joined_on, more=0)
        for row, person in zip(rows, people, strict=True):
            episode = joining.episode_for(person, request.joined_on)
            row.state, row.joined_on = ACTIVE, request.joined_on
            row.episode_id = None if episode is None else episode.id
            row.applied_on = min(row.applied_on, request.joined_on)
        return changes(joining, rows, people, _("{people} came into {cohort}"))
