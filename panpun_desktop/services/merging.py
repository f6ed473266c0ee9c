"""Two records that are one person: compared field by field, joined, and taken apart again at any time.

Joining moves what refers to the one record over to the other, voids the emptied one and keeps what
moved (``person_merge``); the register number that goes stays findable and leads to the one that is
kept. Taking apart moves back what still lies where it was put, whatever happened in between.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import AppUser, NotSamePerson, Person, PersonMerge, PersonName
from panpun_desktop.services import merge_moves
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.home_address import follow_home
from panpun_desktop.services.merge_pairs import join_pairs, part_pairs
from panpun_desktop.services.merge_rows import (
    Comparison,
    FieldPair,
    MergePeople,
    MergeRow,
    Moved,
    UnmergePeople,
)
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.records import load, touch
from panpun_desktop.services.register import apply_facts, facts_of, full_name, require_free_national_id
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "Comparison",
    "MergePeople",
    "MergeRow",
    "UnmergePeople",
    "compare_people",
    "merge_people",
    "merges_of",
    "unmerge_people",
]

_DAYS = frozenset(one.name for one in fields(PersonFacts) if "date" in str(one.type))
_EMPTY = PersonFacts()


def compare_people(work: UnitsOfWork, by: Actor, kept_id: int, merged_id: int) -> Comparison:
    """Two records side by side: every field, what would move, and what stands in the way."""
    with work.reading(by, "person.merge") as session:
        kept, merged = (_whole(session, by, one) for one in (kept_id, merged_id))
        of_kept, of_merged = facts_of(kept), facts_of(merged)
        return Comparison(
            kept_id=kept.id,
            kept_version=kept.version,
            kept_name=full_name(kept),
            kept_regno=kept.regno,
            merged_id=merged.id,
            merged_version=merged.version,
            merged_name=full_name(merged),
            merged_regno=merged.regno,
            kept_facts=of_kept,
            merged_facts=of_merged,
            pairs=tuple(_pairs(of_kept, of_merged)),
            moves=tuple(merge_moves.counted(session, merged.id)),
            overlapping=merge_moves.overlapping_stays(session, kept.id, merged.id),
        )


def _pairs(kept: PersonFacts, merged: PersonFacts) -> list[FieldPair]:
    """Fields of which at least one record knows something; what only the other knows is proposed."""
    found = []
    for one in fields(PersonFacts):
        mine, other = getattr(kept, one.name), getattr(merged, one.name)
        empty = getattr(_EMPTY, one.name)
        if mine != empty or other != empty:
            found.append(FieldPair(one.name, mine, other, mine == other, mine == empty != other))
    return found


def merge_people(work: UnitsOfWork, by: Actor, request: MergePeople) -> Changes:
    """Join two records: the fields named are taken from the other, everything of it moves over.

    RuleBroken ``merge.same`` for one record twice, ``merge.stays_overlap`` when both were here on one
    night: one of the stays was written down twice and has to be cancelled first (R-PER-1).
    """
    with work.writing(by, "person.merge") as session:
        if request.kept_id == request.merged_id:
            raise RuleBroken("merge.same")
        kept = _whole(session, by, request.kept_id, request.kept_version)
        merged = _whole(session, by, request.merged_id, request.merged_version)
        if nights := merge_moves.overlapping_stays(session, kept.id, merged.id):
            raise RuleBroken("merge.stays_overlap", field="stays", day=nights[0])
        before, other = facts_of(kept), facts_of(merged)
        merged.voided_at, merged.merged_into_id = work.clock.now(), kept.id
        session.flush()
        pairs = join_pairs(session, merged.id, kept.id, work.clock.now())
        moved = merge_moves.move(session, merged.id, kept.id)
        moved[merge_moves.PAIRS] = pairs.steps
        moved[merge_moves.NAMES] = _keep_names(session, kept, merged)
        _take(session, kept, before, other, request.taken)
        session.add(
            PersonMerge(
                kept_id=kept.id,
                merged_id=merged.id,
                merged_at=work.clock.now(),
                merged_by_id=by.user_id,
                moved=json.dumps(moved),
                kept_before=_as_json(before, other, request.taken),
            )
        )
        _forget_not_same(session, kept.id, merged.id)
        touch(kept)
        text = _("{merged} was joined with {name} {regno}")
        summary = text.format(merged=merged.regno, name=full_name(kept), regno=kept.regno)
        if pairs.differing:
            told = _("{n} marks of attendance differed: those of the class that goes on stand")
            summary = f"{summary} · {told.format(n=pairs.differing)}"
        return Changes(
            people=frozenset({kept.id, merged.id}), stays=merge_moves.stay_ids(moved), summary=summary
        )


def unmerge_people(work: UnitsOfWork, by: Actor, request: UnmergePeople) -> Changes:
    """Take two records apart again: what moved goes back, what was added since stays with the kept one.

    A field changed since the joining keeps its newer value.
    """
    with work.writing(by, "person.merge") as session:
        row = load(session, PersonMerge, request.merge_id, request.seen_version)
        if row.unmerged_at is not None:
            raise RuleBroken("merge.apart_already")
        kept, merged = load(session, Person, row.kept_id), load(session, Person, row.merged_id)
        if merged.merged_into_id != kept.id:
            raise RuleBroken("merge.joined_again")
        _give_back(session, kept, json.loads(row.kept_before))
        session.flush()
        merged.voided_at, merged.merged_into_id = None, None
        require_free_national_id(session, merged)
        session.flush()
        moved: dict[str, list[Any]] = json.loads(row.moved)
        pairs = moved.pop(merge_moves.PAIRS, [])
        merge_moves.move_back(session, moved, merged.id, kept.id, work.clock.now())
        part_pairs(session, pairs)
        row.unmerged_at = work.clock.now()
        touch(kept)
        text = _("{merged} and {kept} are two records again")
        summary = text.format(merged=merged.regno, kept=kept.regno)
        return Changes(
            people=frozenset({kept.id, merged.id}), stays=merge_moves.stay_ids(moved), summary=summary
        )


def merges_of(work: UnitsOfWork, by: Actor, person_id: int | None = None) -> tuple[MergeRow, ...]:
    """The joinings that hold, newest first; of one person, or all of the register."""
    with work.reading(by, "person.merge") as session:
        seen = veil(session, by)
        rows = select(PersonMerge, AppUser.name).join(AppUser, AppUser.id == PersonMerge.merged_by_id)
        rows = rows.where(PersonMerge.unmerged_at.is_(None)).order_by(PersonMerge.id.desc())
        if person_id is not None:
            rows = rows.where(PersonMerge.kept_id == person_id)
        return tuple(
            _row(session, row.PersonMerge, row.name)
            for row in session.execute(rows)
            if seen.sees(row.PersonMerge.kept_id) and seen.sees(row.PersonMerge.merged_id)
        )


def _row(session: Session, row: PersonMerge, by_name: str) -> MergeRow:
    kept, merged = session.get_one(Person, row.kept_id), session.get_one(Person, row.merged_id)
    counts = merge_moves.counts(json.loads(row.moved))
    return MergeRow(
        id=row.id,
        version=row.version,
        kept_id=kept.id,
        kept_name=full_name(kept),
        kept_regno=kept.regno,
        merged_id=merged.id,
        merged_name=full_name(merged),
        merged_regno=merged.regno,
        merged_at=row.merged_at,
        merged_by=by_name,
        moved=tuple(Moved(table, count) for table, count in counts.items() if count),
    )


def _whole(session: Session, by: Actor, person_id: int, seen_version: int | None = None) -> Person:
    """A record that is in the register and that the actor sees whole."""
    person = load(session, Person, person_id, seen_version)
    if person.voided_at is not None or not veil(session, by).sees(person.id):
        raise RuleBroken("merge.not_there")
    return person


def _keep_names(session: Session, kept: Person, merged: Person) -> list[int]:
    """The name and the register number of the record that goes find the one that is kept."""
    name = " ".join(one for one in (merged.first_name, merged.middle_name, merged.last_name) if one)
    texts = [("REGNO", merged.regno)]
    if name and search_key(name) != kept.name_key:
        texts.append(("ALIAS", name))
    rows = [
        PersonName(person_id=kept.id, kind=kind, text=text, name_key=search_key(text)) for kind, text in texts
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _take(
    session: Session, kept: Person, before: PersonFacts, other: PersonFacts, taken: tuple[str, ...]
) -> None:
    chosen: dict[str, Any] = {name: getattr(other, name) for name in taken}
    apply_facts(kept, replace(before, **chosen))
    require_free_national_id(session, kept)
    follow_home(session, kept)


def _give_back(session: Session, kept: Person, changed: Mapping[str, Any]) -> None:
    """Set the fields back that still have what was taken from the other record."""
    now = facts_of(kept)
    back: dict[str, Any] = {}
    for name, (before, taken) in changed.items():
        if getattr(now, name) == _read(name, taken):
            back[name] = _read(name, before)
    apply_facts(kept, replace(now, **back))
    follow_home(session, kept)


def _as_json(before: PersonFacts, other: PersonFacts, taken: tuple[str, ...]) -> str:
    pairs = {name: [getattr(before, name), getattr(other, name)] for name in taken}
    return json.dumps(pairs, ensure_ascii=False, default=date.isoformat)


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in _DAYS and value is not None else value


def _forget_not_same(session: Session, one: int, other: int) -> None:
    row = session.get(NotSamePerson, (min(one, other), max(one, other)))
    if row is not None:
        session.delete(row)
