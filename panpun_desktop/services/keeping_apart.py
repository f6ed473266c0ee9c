"""Who must not be in one building with whom, and which buildings that bars (domain.md R-SAF-1).

Everybody's beds are proposed so that it holds; why, only those hear who may know
(``keep_apart.read``). It never refuses: a bed given all the same is a task of today for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import KeepApart, Person
from panpun_desktop.rules import roles
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import require_sight
from panpun_desktop.store.unit_of_work import actor_of, clock_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class KeepPeopleApart:
    """Keep someone away from a person of the register, or from someone described."""

    person_id: int
    other_person_id: int | None = None
    description: str = ""
    relation: str = ""


@dataclass(frozen=True)
class LetTogether:
    """End the keeping apart today."""

    id: int
    seen_version: int


@dataclass(frozen=True)
class ApartRow:
    """Someone who must not be in one building with a person.

    ``is_protected``: the person asked about is the one guarded.
    """

    id: int
    version: int
    person_id: int | None
    """The other one, when in the register."""
    name: str
    relation: str
    since_on: date
    is_protected: bool


def keep_people_apart(work: UnitsOfWork, by: Actor, request: KeepPeopleApart) -> Changes:
    """Remember whom a person must not meet.

    RuleBroken ``keep_apart.nobody``, ``keep_apart.self`` or ``keep_apart.known_already``.
    """
    with work.writing(by, "keep_apart.edit") as session:
        require_sight(session, request.person_id)
        person, day = load_known(session, request.person_id), today(work.clock)
        if request.other_person_id is None and not request.description.strip():
            raise RuleBroken("keep_apart.nobody", field="other")
        if request.other_person_id == person.id:
            raise RuleBroken("keep_apart.self", field="other")
        people = {person.id}
        if request.other_person_id is not None:
            require_sight(session, request.other_person_id)
            people.add(load_known(session, request.other_person_id).id)
            if request.other_person_id in apart_from(session, [person.id]):
                raise RuleBroken("keep_apart.known_already", field="other")
        session.add(
            KeepApart(
                person_id=person.id,
                other_person_id=request.other_person_id,
                description=request.description.strip(),
                relation=request.relation.strip(),
                since_on=day,
            )
        )
        summary = _("{name} is kept apart").format(name=full_name(person))
    return Changes(people=frozenset(people), summary=summary)


def let_together(work: UnitsOfWork, by: Actor, request: LetTogether) -> Changes:
    """End a keeping apart from today on."""
    with work.writing(by, "keep_apart.edit") as session:
        row = load(session, KeepApart, request.id, seen=request.seen_version)
        row.until_on = today(work.clock)
        people = {row.person_id, *([row.other_person_id] if row.other_person_id else ())}
    return Changes(people=frozenset(people), summary=_("They are not kept apart any more"))


def list_apart(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[ApartRow, ...]:
    """Whom a person must not meet now, as protected or as the other one."""
    with work.reading(by, "keep_apart.read") as session:
        require_sight(session, person_id)
        rows = session.scalars(
            select(KeepApart)
            .where(
                or_(KeepApart.person_id == person_id, KeepApart.other_person_id == person_id),
                _runs(today(work.clock)),
            )
            .order_by(KeepApart.id)
        ).all()
        return tuple(_row(session, row, person_id) for row in rows)


def apart_from(session: Session, person_ids: Collection[int]) -> frozenset[int]:
    """People of the register who must not be in one building with any of these."""
    return frozenset(other for one in person_ids for other in _pairs(session).get(one, ()))


def separation(session: Session, person_ids: Collection[int], known: Night) -> Mapping[int, frozenset[int]]:
    """The people in the way of these, by building in which they sleep that night.

    For all who give beds: a building named here is to be left out, whoever asks and without saying why.
    """
    others = apart_from(session, person_ids)
    if not others:
        return {}
    building_of = {bed.id: bed.building_id for bed in known.beds}
    found: dict[int, set[int]] = defaultdict(set)
    for stay_id, place in known.places.items():
        person_id = known.stays[stay_id].id
        if person_id in others and place.bed_id in building_of:
            found[building_of[place.bed_id]].add(person_id)
    return {building: frozenset(people) for building, people in found.items()}


def separation_reasons(
    session: Session,
    person_id: int,
    building_id: int,
    known: Night,
    placed: Mapping[int, int] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Why a person should not sleep in a building; who may not know hears only that it does not suit.

    ``placed``: the buildings of people who are being placed along with them, by person id.
    """
    in_the_way = set(separation(session, [person_id], known).get(building_id, ()))
    together = {one for one, building in placed.items() if building == building_id}
    in_the_way |= together & apart_from(session, [person_id]) if together else set()
    if not in_the_way:
        return ()
    if not roles.may(actor_of(session), "keep_apart.read"):
        return (does_not_suit(),)
    people = session.scalars(select(Person).where(Person.id.in_(in_the_way)).order_by(Person.id))
    return tuple(_("Must not be in one building with {name}").format(name=full_name(one)) for one in people)


def does_not_suit() -> str:
    """What is said of such a bed to those who may not know why."""
    return _("This bed does not suit the person. Choose another building or tell the manager.")


def too_near(session: Session, known: Night) -> tuple[tuple[int, int], ...]:
    """Stays whose people are in one building that night and must not be; each pair once."""
    pairs = _pairs(session)
    building_of = {bed.id: bed.building_id for bed in known.beds}
    slept = {
        known.stays[stay_id].id: (stay_id, building_of.get(place.bed_id))
        for stay_id, place in known.places.items()
    }
    return tuple(
        (slept[one][0], slept[other][0])
        for one, others in sorted(pairs.items())
        for other in sorted(others)
        if one < other and one in slept and other in slept and _same(slept[one][1], slept[other][1])
    )


def _same(building: int | None, other: int | None) -> bool:
    return building is not None and building == other


def _pairs(session: Session) -> dict[int, set[int]]:
    """Both ways, for the pairs of the register that are kept apart today."""
    rows = session.execute(
        select(KeepApart.person_id, KeepApart.other_person_id).where(
            KeepApart.other_person_id.is_not(None), _runs(local(clock_of(session)).date())
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in _both(rows):
        found[one].add(other)
    return dict(found)


def _both(rows: Iterable[Any]) -> Iterable[tuple[int, int]]:
    for one, other in rows:
        yield one, other
        yield other, one


def _runs(day: date) -> ColumnElement[bool]:
    return KeepApart.voided_at.is_(None) & or_(KeepApart.until_on.is_(None), KeepApart.until_on > day)


def _row(session: Session, row: KeepApart, person_id: int) -> ApartRow:
    other_id = row.other_person_id if row.person_id == person_id else row.person_id
    name = full_name(session.get_one(Person, other_id)) if other_id is not None else row.description
    return ApartRow(
        row.id, row.version, other_id, name, row.relation, row.since_on, row.person_id == person_id
    )
