"""Whom an entry of the audit is about, and of whom of them it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import AuditChange, AuditEntry, Stay
from panpun_desktop.rules.undoing import Change
from panpun_desktop.services.entry_parts import parsed
from panpun_desktop.services.nameless import ANONYMISING, nameless_among, told_of
from panpun_desktop.services.record_lives import ends_of, meant_then
from panpun_desktop.services.touched import Touched, referring

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

Record = tuple[str, str]
"""Table and id as the audit names them."""
LOOKED_AT = 60
"""Changes of an entry that are looked at for whom it is about; an import has a hundred thousand."""


def changes_in(ids: Collection[int], most: int) -> Select[int, str, str, str, str | None, str | None]:
    """The first changes of these entries."""
    columns = (
        AuditChange.entry_id,
        AuditChange.entity,
        AuditChange.entity_id,
        AuditChange.kind,
        AuditChange.before,
        AuditChange.after,
    )
    return select(*columns).where(AuditChange.entry_id.in_(ids), AuditChange.position <= most)


@dataclass(frozen=True)
class Concerned:
    """The people of an entry, and those of them whom nothing may tell of beside the others (R-PD-5)."""

    told: frozenset[int]
    untold: frozenset[int] = frozenset()
    records: Mapping[Record, frozenset[int]] = field(default_factory=dict)
    """Whose each of its records is."""

    def asked(self, person_id: int) -> Concerned:
        """With somebody whom it touches beyond the changes that were looked at."""
        return self if person_id in self.untold else replace(self, told=self.told | {person_id})

    def tells(self, entity: str, entity_id: str) -> bool:
        """Say whether a record is of nobody who stays untold."""
        whose = self.records.get((entity, entity_id), frozenset())
        return not whose or bool(whose & self.told) or not whose & self.untold


def told_people(session: Session, ids: Collection[int]) -> dict[int, Concerned]:
    """The people of each entry, found from the first of its changes."""
    records = _people_of_records(session, ids)
    people = {one: frozenset().union(*found.values()) for one, found in records.items()}
    nameless = nameless_among(session, frozenset().union(*people.values()))
    if not nameless:
        return {one: Concerned(found, records=records[one]) for one, found in people.items()}
    acts = dict(session.execute(select(AuditEntry.id, AuditEntry.act).where(AuditEntry.id.in_(ids))).all())
    told = {one: told_of(acts[one], found, nameless) for one, found in people.items()}
    return {one: Concerned(told[one], people[one] - told[one], records[one]) for one in people}


def _people_of_records(session: Session, ids: Collection[int]) -> dict[int, dict[Record, frozenset[int]]]:
    """Of each entry the records that it touched first, with the people of each."""
    by_entry: dict[int, list[Change]] = defaultdict(list)
    rows = changes_in(ids, LOOKED_AT)
    for entry_id, entity, entity_id, kind, before, after in session.execute(rows):
        by_entry[entry_id].append(Change(entity, entity_id, kind, parsed(before), parsed(after)))
    records = {(one.entity, one.entity_id) for found in by_entry.values() for one in found}
    there, ends = referring(session, records), ends_of(session, records)
    found: dict[int, dict[Record, Touched]] = {}
    for entry_id in ids:
        touched = found[entry_id] = defaultdict(Touched)
        for one in by_entry[entry_id]:
            record = (one.entity, one.entity_id)
            gone = meant_then(ends, record, entry_id)
            whole = there.get(record, {}) if gone is None else gone
            values = {**whole, **(one.before or {}), **(one.after or {})}
            touched[record].add(one.entity, one.entity_id, values)
    stays = {stay for records in found.values() for one in records.values() for stay in one.ids["stays"]}
    of_stays = select(Stay.id, Stay.person_id).where(Stay.id.in_(stays))
    whose = dict(session.execute(of_stays).all())
    return {
        entry_id: {
            record: frozenset(one.ids["people"]) | {whose[stay] for stay in one.ids["stays"] if stay in whose}
            for record, one in records.items()
        }
        for entry_id, records in found.items()
    }


def untold(session: Session, person_id: int, about: Select[int]) -> tuple[int, ...]:
    """Of the entries that touched somebody those that are told of others alone (R-PD-5).

    Of a nameless record what was done with others, of everybody else that a relative was anonymised.
    """
    if not nameless_among(session, (person_id,)):
        about = about.where(AuditEntry.act == ANONYMISING)
    concerned = told_people(session, session.scalars(about).all())
    return tuple(one for one, people in concerned.items() if people.told and person_id not in people.told)
