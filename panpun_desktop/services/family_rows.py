"""Who belongs to a person's family, and what each is to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.models import Household, HouseholdMember, Person
from panpun_desktop.rules import kinship
from panpun_desktop.rules.codes import Relation
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.services.people_rows import PersonHit

_WORDS = {kinship.SIBLING: N_("sibling"), kinship.MEMBER: N_("member of the family")}


@dataclass(frozen=True)
class Relative:
    """Someone of the family; ``kin`` is what they are to the person."""

    person_id: int
    household_id: int
    kin: str
    follows: bool = False
    """The person is the head of that household."""


def relatives(session: Session, person_id: int) -> tuple[Relative, ...]:
    """The people who are in a household of the person now, each once."""
    mine, theirs = aliased(HouseholdMember), aliased(HouseholdMember)
    rows = session.execute(
        select(theirs.person_id, theirs.household_id, mine.relation, theirs.relation, Person.sex)
        .join(mine, and_(mine.household_id == theirs.household_id, mine.until_on.is_(None)))
        .join(Person, Person.id == theirs.person_id)
        .where(
            mine.person_id == person_id,
            theirs.person_id != person_id,
            theirs.until_on.is_(None),
            Person.voided_at.is_(None),
        )
        .order_by(theirs.id)
    )
    found = {
        other: Relative(
            other,
            household,
            kinship.seen_from(Relation(own), Relation(relation), sex),
            own == Relation.HEAD,
        )
        for other, household, own, relation, sex in rows
    }
    hidden = veil_of(session).hidden
    return tuple(one for one in found.values() if one.person_id not in hidden)


def household_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What households are called, by id: their own name, else the last name of the head.

    A family with someone in it who is not seen whole has no name: it would be theirs.
    """
    veiled = _with_someone_veiled(session, ids)
    rows = session.execute(
        select(Household.id, Household.name, Person.last_name, Person.first_name)
        .outerjoin(
            HouseholdMember,
            and_(
                HouseholdMember.household_id == Household.id,
                HouseholdMember.relation == Relation.HEAD,
                HouseholdMember.until_on.is_(None),
            ),
        )
        .outerjoin(Person, Person.id == HouseholdMember.person_id)
        .where(Household.id.in_(list(ids)))
    )
    return {id: "" if id in veiled else name or last or first or "" for id, name, last, first in rows}


def _with_someone_veiled(session: Session, ids: Collection[int]) -> frozenset[int]:
    covered = veil_of(session).not_whole
    if not covered:
        return frozenset()
    members = select(HouseholdMember.household_id).where(
        HouseholdMember.household_id.in_(list(ids)), HouseholdMember.person_id.in_(covered)
    )
    return frozenset(session.scalars(members))


def family_text(family: Sequence[Relative], hits: Sequence[PersonHit], labels: Mapping[str, str]) -> str:
    """The family in words: คู่สมรส · บุตร 2 คน (พักอยู่ด้วย)."""
    if not family:
        return ""
    counts = Counter(one.kin for one in family)
    words = [_kin_text(labels.get(kin) or _(_WORDS.get(kin, kin)), n) for kin, n in counts.items()]
    here = sum(hit.present for hit in hits)
    return " · ".join(words) + _presence_text(here, len(hits))


def _kin_text(label: str, number: int) -> str:
    return label if number == 1 else _("{kin}, {number} people").format(kin=label, number=number)


def _presence_text(here: int, all: int) -> str:
    if not here:
        return ""
    if here == all:
        return " " + _("(staying here too)")
    return " " + _("({number} staying here too)").format(number=here)
