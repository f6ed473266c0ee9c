"""Two cohorts that want the same trainer, room or person at one hour: said, never refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.common.errors import Concern
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AppUser, Cohort, CohortMeeting, CohortTrainer, Course, Enrolment, Episode
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.timetable import Clash, ClashKind, Timetable, WeekSlot, clashes
from panpun_desktop.services.cohort_names import cohort_name
from panpun_desktop.services.enrolment_rows import APPLIED, RUNNING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_GUEST = "guest:"


def slot(meeting: Any) -> WeekSlot:
    """A lesson of the week as the rules see it; a row or request with weekday 1 Monday … 7 Sunday."""
    return WeekSlot(meeting.weekday - 1, Half(meeting.half), meeting.begins_at, meeting.ends_at)


def trainer_key(trainer: Any) -> str:
    """What tells trainers apart: the user, or the name of a guest."""
    if trainer.user_id is not None:
        return str(trainer.user_id)
    return _GUEST + " ".join(trainer.guest_name.split()).casefold()


def room_key(room: str) -> str | None:
    """What tells rooms apart, as they were typed."""
    return " ".join(room.split()).casefold() or None


def timetable(
    name: str, starts_on: date, ends_on: date, room: str, meetings: Iterable[Any], trainers: Iterable[Any]
) -> Timetable:
    """A cohort as the rules see it, still without people."""
    return Timetable(
        name,
        tuple(slot(one) for one in meetings),
        starts_on,
        ends_on,
        trainers=frozenset(trainer_key(one) for one in trainers),
        room=room_key(room),
    )


def timetables(session: Session, cohort_ids: Iterable[int]) -> dict[int, Timetable]:
    """The timetables of cohorts."""
    ids = list(cohort_ids)
    meetings, trainers = _of(session, CohortMeeting, ids), _of(session, CohortTrainer, ids)
    rows = select(Cohort, Course).join(Course, Course.id == Cohort.course_id).where(Cohort.id.in_(ids))
    return {
        one.id: timetable(
            cohort_name(course, one), one.starts_on, one.ends_on, one.room, meetings[one.id], trainers[one.id]
        )
        for one, course in session.execute(rows)
    }


def _of(session: Session, model: type[Any], cohort_ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = select(model).where(model.cohort_id.in_(cohort_ids), model.voided_at.is_(None)).order_by(model.id)
    for row in session.scalars(rows):
        found[row.cohort_id].append(row)
    return found


def cohort_concerns(session: Session, mine: Timetable, but_cohort_id: int | None = None) -> list[Concern]:
    """Trainers and the room that another cohort has at the same hour."""
    assert mine.first_on is not None
    assert mine.last_on is not None
    others = select(Cohort.id).where(
        Cohort.voided_at.is_(None),
        Cohort.starts_on <= mine.last_on,
        Cohort.ends_on >= mine.first_on,
    )
    ids = [one for one in session.scalars(others) if one != but_cohort_id]
    found = [clash for other in timetables(session, ids).values() for clash in clashes(mine, other)]
    users = {str(row.id): row.name for row in session.execute(select(AppUser.id, AppUser.name))}
    return [_concern(one, users) for one in found]


def _concern(clash: Clash, users: Mapping[str, str]) -> Concern:
    if clash.kind is ClashKind.ROOM:
        text = _("The room {name} is taken at that hour by {other}.")
        name = str(clash.key)
    else:
        text = _("{name} teaches {other} at that hour.")
        name = users.get(str(clash.key), str(clash.key).removeprefix(_GUEST))
    kind = "course.room_clash" if clash.kind is ClashKind.ROOM else "course.trainer_clash"
    return Concern(kind, "warn", str(clash.key), text.format(name=name, other=clash.other_name))


def capacity_concerns(session: Session, cohort_id: int, more: int) -> list[Concern]:
    """A cohort that has fewer places than people with so many more; those who applied take one too.

    Whose stay went on, and who only awaits a result, takes none.
    """
    row = session.execute(
        select(Cohort, Course).join(Course, Course.id == Cohort.course_id).where(Cohort.id == cohort_id)
    ).one()
    cohort, people = row[0], more
    if cohort.capacity is None or not more:
        return []
    chosen = (
        select(func.count(Enrolment.id))
        .outerjoin(Episode, Episode.id == Enrolment.episode_id)
        .where(
            *(Enrolment.cohort_id == cohort_id, Enrolment.voided_at.is_(None), Episode.ended_on.is_(None)),
            Enrolment.state.in_((APPLIED, *RUNNING)),
        )
    )
    people += session.scalar(chosen) or 0
    if people <= cohort.capacity:
        return []
    text = _("{cohort} has {capacity} places; with this there would be {people} people.")
    message = text.format(cohort=cohort_name(row[1], cohort), capacity=cohort.capacity, people=people)
    subject = f"cohort:{cohort_id}"  # a bare number would be taken for a person's
    return [Concern("course.capacity", "warn", subject, message, str(people), str(cohort.capacity))]


def joining_concerns(
    session: Session,
    cohort_id: int,
    names: Mapping[int, str],
    from_on: date | None,
    *,
    more: int | None = None,
    leaving: Collection[int] = (),
) -> list[Concern]:
    """What is asked about people who join a cohort: its places, and lessons at one hour.

    ``from_on`` None, or before the plan: from its first day. ``more``: places taken besides those taken
    now, if not one for each; ``leaving``: cohorts left with this act.
    """
    starts_on = session.scalars(select(Cohort.starts_on).where(Cohort.id == cohort_id)).one()
    first = starts_on if from_on is None else max(from_on, starts_on)
    return [
        *capacity_concerns(session, cohort_id, len(names) if more is None else more),
        *clash_concerns(session, cohort_id, names, first, leaving),
    ]


def clash_concerns(
    session: Session,
    cohort_id: int,
    names: Mapping[int, str],
    from_on: date,
    leaving: Collection[int] = (),
) -> list[Concern]:
    """People who are in another cohort at the same hour; ``leaving``: cohorts they leave with this act."""
    rows = session.execute(
        select(Enrolment.person_id, Enrolment.cohort_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            Enrolment.person_id.in_(list(names)),
            Enrolment.cohort_id.not_in([cohort_id, *leaving]),
            Enrolment.state.in_((APPLIED, *RUNNING)),
            Enrolment.voided_at.is_(None),
            Cohort.ends_on >= from_on,
        )
    )
    people: dict[int, set[int]] = defaultdict(set)
    for person_id, other_id in rows:
        people[other_id].add(person_id)
    known = timetables(session, [cohort_id, *people])
    mine = replace(
        known[cohort_id], first_on=from_on, people=frozenset(names), trainers=frozenset(), room=None
    )
    others = [replace(known[one], people=frozenset(who)) for one, who in people.items()]
    return [_person_concern(clash, names) for other in others for clash in clashes(mine, other)]


def _person_concern(clash: Clash, names: Mapping[int, str]) -> Concern:
    text = _("{name} is in {other} at the same hour.")
    name = names[int(clash.key)]
    return Concern(
        "course.person_clash", "warn", str(clash.key), text.format(name=name, other=clash.other_name)
    )
