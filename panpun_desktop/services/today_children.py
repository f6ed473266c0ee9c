"""Children in the centre whom nobody answers for: red tasks, never a block (R-MIN-1, R-FAM-3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import HouseholdMember, Person, Stay
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.family import FamilyMember, is_guardian, minors_without_guardian
from panpun_desktop.services.bed_board import Night
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.today_rows import TaskRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def child_tasks(session: Session, known: Night) -> Iterator[TaskRow]:
    """Children with nobody to answer for them: came alone (R-MIN-1), or were left behind (R-FAM-3).

    A guardian away overnight still answers for them.
    """
    relations = _relations(session, known)
    limits = known.centre.limits
    families = sorted(known.stays.values(), key=lambda stay: _family_of(known, stay))
    for _family, stays in groupby(families, key=lambda stay: _family_of(known, stay)):
        members = {stay.id: _member(stay, relations) for stay in stays}
        for child in minors_without_guardian(members.values(), known.night, limits):
            stay = known.stays[int(child.subject)]
            had_guardian = _guardian_left(session, known, stay)
            yield _child_task(known, stay, had_guardian)


def children_alone_without(session: Session, known: Night, leaving: Collection[int]) -> Iterator[str]:
    """Names of the children who would have nobody once some stays end, and have somebody now (R-FAM-3)."""
    relations, limits = _relations(session, known), known.centre.limits
    families = {_family_of(known, known.stays[one]) for one in leaving if one in known.stays}
    for family in families:
        stays = [stay for stay in known.stays.values() if _family_of(known, stay) == family]
        now = {_member(stay, relations) for stay in stays}
        then = {_member(stay, relations) for stay in stays if stay.stay_id not in leaving}
        alone_now = {one.subject for one in minors_without_guardian(now, known.night, limits)}
        for child in minors_without_guardian(then, known.night, limits):
            if child.subject not in alone_now:
                yield name_of(known.stays[int(child.subject)])


def _family_of(known: Night, stay: Any) -> tuple[int, int]:
    """The household, or the person alone."""
    household = known.households.get(stay.id)
    return (household[0], 0) if household else (0, stay.id)


def _member(stay: Any, relations: dict[int, str]) -> FamilyMember:
    relation = Relation(relations.get(stay.id, Relation.HEAD))
    return FamilyMember(str(stay.stay_id), name_of(stay), relation, birth_of(stay))


def _relations(session: Session, known: Night) -> dict[int, str]:
    rows = session.execute(
        select(HouseholdMember.person_id, HouseholdMember.relation).where(
            HouseholdMember.person_id.in_([stay.id for stay in known.stays.values()]),
            HouseholdMember.until_on.is_(None),
        )
    )
    return {row.person_id: row.relation for row in rows}


def _guardian_left(session: Session, known: Night, child: Any) -> bool:
    """Whether someone of the household who could answer for the child left during its stay."""
    household = known.households.get(child.id)
    if household is None:
        return False
    rows = session.execute(
        select(
            HouseholdMember.relation,
            Person.birth_precision,
            Person.birth_first_on,
            Person.birth_estimated_on,
        )
        .join(Person, Person.id == HouseholdMember.person_id)
        .join(Stay, Stay.person_id == Person.id)
        .where(
            HouseholdMember.household_id == household[0],
            HouseholdMember.person_id != child.id,
            Stay.voided_at.is_(None),
            Stay.left_on > child.arrived_on,
        )
    )
    members = [FamilyMember("", "", Relation(row.relation), birth_of(row)) for row in rows]
    return any(is_guardian(one, known.night, known.centre.limits) for one in members)


def _child_task(known: Night, stay: Any, was_left: bool) -> TaskRow:
    age = age_on(birth_of(stay), known.night)
    years = _("{age} years").format(age=age) if known.seen.sees(stay.id) else str(stay.regno)
    told = _("Tell the competent official, the children's home, or 1300")
    chip = _("Child without guardian") if was_left else _("Child who came alone")
    return TaskRow(
        key=f"{'left' if was_left else 'alone'}:{stay.stay_id}",
        chip=chip,
        tone="bad",
        title=name_of(stay),
        detail=f"{years} · {told}",
        button=_("Open the person"),
        act="person",
        person_id=stay.id,
        stay_id=stay.stay_id,
    )
