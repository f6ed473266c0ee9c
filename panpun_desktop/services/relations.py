"""Who somebody is to whom: one directed row, read from both ends (domain.md §2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import Person, PersonRelation
from panpun_desktop.rules import kinship
from panpun_desktop.rules.names import display_name
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.person_parts import VoidPart, changed, part_of, person_seen, put, void_part
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork

WORDS = {
    kinship.SIBLING: N_("sibling"),
    kinship.MEMBER: N_("member of the family"),
    kinship.PARENT: N_("parent"),
    kinship.GRANDPARENT: N_("grandparent"),
    kinship.WARD: N_("in the person's care as guardian"),
    kinship.CARED_FOR: N_("looked after by the person"),
}
"""Kin that the code list has no words for."""


@dataclass(frozen=True)
class RelationRow:
    """Somebody and what they are to the person; ``is_mine`` False: the row stands with the other."""

    id: int
    version: int
    relation: str
    """As stored, from the end it was written at."""
    words: str
    """What the other is to the person."""
    other_id: int | None
    other_name: str
    other_regno: str
    phone: str
    is_guardian: bool
    note: str
    since_on: date | None
    until_on: date | None
    is_mine: bool = True


@dataclass(frozen=True)
class SaveRelation:
    """Say what somebody is to the person: one of the register, or a name from outside."""

    person_id: int
    relation: str
    other_person_id: int | None = None
    other_name: str = ""
    phone: str = ""
    is_guardian: bool = False
    note: str = ""
    since_on: date | None = None
    until_on: date | None = None
    id: int | None = None
    seen_version: int | None = None


def list_relations(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[RelationRow, ...]:
    """Everybody related to the person, from both ends; someone hidden from the actor is left out."""
    with work.reading(by, "person.read") as session:
        seen, centre = veil_of(session), read_centre(session)
        if not seen.sees(person_id):
            return ()
        rows = [*_mine(session, person_id, seen, centre), *_theirs(session, person_id, seen, centre)]
    return tuple(sorted(rows, key=lambda row: (row.until_on is not None, not row.is_guardian, row.id)))


def save_relation(work: UnitsOfWork, by: Actor, request: SaveRelation) -> Changes:
    """Keep a relation; the other way round is derived, never written."""
    name = " ".join(normalise(request.other_name).split())
    with work.writing(by, "person.edit") as session:
        if request.other_person_id == request.person_id:
            raise RuleBroken("relation.self", field="other")
        if request.other_person_id is None and not name:
            raise RuleBroken("relation.who_missing", field="other")
        if not request.relation:
            raise RuleBroken("relation.kind_missing", field="relation")
        if request.other_person_id is not None:
            person_seen(session, request.other_person_id)
        row = part_of(session, PersonRelation, request.person_id, request.id, request.seen_version)
        put(
            row,
            relation=request.relation,
            other_person_id=request.other_person_id,
            other_name="" if request.other_person_id is not None else name,
            phone=format_phone(request.phone),
            is_guardian=request.is_guardian,
            note=normalise(request.note).strip(),
            since_on=request.since_on,
            until_on=request.until_on,
        )
    return changed(request.person_id, _("Relation kept"), request.other_person_id)


def void_relation(work: UnitsOfWork, by: Actor, request: VoidPart) -> Changes:
    """Take a relation away; it was a slip. One that ended gets its last day instead."""
    with work.writing(by, "person.edit") as session:
        row = void_part(session, PersonRelation, request)
    return changed(row.person_id, _("Relation taken away"), row.other_person_id)


def kin_words(code: str, centre: Centre) -> str:
    """Kin in words, from the code list or from here."""
    return centre.codes["relation"].get(code) or _(WORDS.get(code, code))


_NAME = (
    "id", "regno", "title", "first_name", "middle_name", "last_name", "sex", "label",
)  # fmt: skip


def _rows(session: Session, there: Any, here: Any, person_id: int) -> Iterator[Any]:
    other = aliased(Person)
    columns = [getattr(other, name).label(f"other_{name}") for name in _NAME]
    rows = session.execute(
        select(PersonRelation, *columns)
        .outerjoin(other, other.id == there)
        .where(here == person_id, PersonRelation.voided_at.is_(None))
        .where(other.id.is_(None) | other.voided_at.is_(None))
        .order_by(PersonRelation.id)
    )
    yield from rows


def _mine(session: Session, person_id: int, seen: Veil, centre: Centre) -> Iterator[RelationRow]:
    for found in _rows(session, PersonRelation.other_person_id, PersonRelation.person_id, person_id):
        row = found.PersonRelation
        if row.other_person_id not in seen.hidden:
            yield _row(found, kin_words(row.relation, centre), row.other_person_id, seen, is_mine=True)


def _theirs(session: Session, person_id: int, seen: Veil, centre: Centre) -> Iterator[RelationRow]:
    for found in _rows(session, PersonRelation.person_id, PersonRelation.other_person_id, person_id):
        row = found.PersonRelation
        if row.person_id not in seen.hidden:
            kin = kinship.inverse(row.relation, found.other_sex)
            yield _row(found, kin_words(kin, centre), row.person_id, seen, is_mine=False)


def _row(found: Any, words: str, other_id: int | None, seen: Veil, *, is_mine: bool) -> RelationRow:
    row, name = found.PersonRelation, found.PersonRelation.other_name
    if other_id is not None:
        full = display_name(
            found.other_title,
            found.other_first_name,
            found.other_middle_name,
            found.other_last_name,
            found.other_sex,
            found.other_label,
        )
        name = seen.name(other_id, full, found.other_first_name)
    return RelationRow(
        id=row.id,
        version=row.version,
        relation=row.relation,
        words=words,
        other_id=other_id,
        other_name=name,
        other_regno=seen.text(other_id, found.other_regno or ""),
        phone=seen.text(other_id, row.phone) if is_mine else "",
        is_guardian=row.is_guardian and is_mine,
        note=row.note,
        since_on=row.since_on,
        until_on=row.until_on,
        is_mine=is_mine,
    )
