"""The whole audit for those who watch over it: every act with who, when, about whom, and what it changed.

Looking at records is no act here: that stands in the access register (``services.access``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from panpun_desktop.common.clock import day_begins
from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import AppUser, AuditChange, AuditEntry, Base, Enrolment, Learner, Stay
from panpun_desktop.services.act_history import ChangeLine, changes_of, counts_of, people_of
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.acts_about import untold
from panpun_desktop.services.record_lives import changes_of_lives, lives_of_person
from panpun_desktop.services.record_words import RECORD_WORDS, record_words
from panpun_desktop.services.visibility import Veil, require_sight, veil_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

BESIDE = ("access.note", "draft.write", "report.run")
"""Acts that are not listed unless asked for: the program's own notes of looking and typing."""
_RECORDS_NAMED = 3
_LOOKED_AT = 200
"""Changes of an entry that are looked at for what kinds of records it touched."""
_CHUNK = 500


@dataclass(frozen=True)
class AuditFilter:
    """Which entries; empty means all. Days are inclusive, in Bangkok."""

    first_on: date | None = None
    last_on: date | None = None
    user_id: int | None = None
    person_id: int | None = None
    act: str = ""


@dataclass(frozen=True)
class AuditRow:
    """One entry of the audit."""

    id: int
    """Its number in the chain."""
    at: datetime
    by: str
    act: str
    words: str
    people: str
    """Whom it is about, as the reader may see them."""
    records: str
    """What kinds of records it touched, in words."""
    changes: int
    remark: str
    """What the note of the entry says to people."""


def audit_ids(work: UnitsOfWork, by: Actor, chosen: AuditFilter) -> tuple[int, ...]:
    """The numbers of the entries that the filter finds, newest first."""
    with work.reading(by, "audit.read") as session:
        return tuple(session.scalars(_chosen(session, chosen).order_by(AuditEntry.id.desc())))


def audit_rows(
    work: UnitsOfWork, by: Actor, ids: Sequence[int], asked_about: int | None = None
) -> tuple[AuditRow, ...]:
    """These entries, in their order: a page of the list; of each the person asked about comes first."""
    with work.reading(by, "audit.read") as session:
        return rows_of(session, by, ids, veil_of(session), asked_about)


def audit_changes(work: UnitsOfWork, by: Actor, entry_id: int) -> tuple[ChangeLine, ...]:
    """What an entry changed, fact by fact; nothing where the reader does not see its people whole."""
    with work.reading(by, "audit.read") as session:
        return changes_of(session, by, [entry_id], veil_of(session))[entry_id]


def acts_in_audit(work: UnitsOfWork, by: Actor) -> tuple[tuple[str, str], ...]:
    """The kinds of acts that ever happened, with their words, for the filter."""
    with work.reading(by, "audit.read") as session:
        found = session.scalars(select(AuditEntry.act).distinct())
        return tuple(sorted(((act, act_words(act)) for act in found), key=lambda pair: sort_key(pair[1])))


def users_in_audit(work: UnitsOfWork, by: Actor) -> tuple[tuple[int, str], ...]:
    """Everybody who ever had a login, for the filter; who left stands there too."""
    with work.reading(by, "audit.read") as session:
        rows = session.execute(select(AppUser.id, AppUser.name).order_by(AppUser.name))
        return ((0, _("the program")), *((id, name) for id, name in rows))


def found_in(session: Session, chosen: AuditFilter, most: int) -> tuple[list[int], int]:
    """For a paper: the newest entries that the filter finds, and how many there are in all."""
    statement = _chosen(session, chosen)
    count = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    return list(session.scalars(statement.order_by(AuditEntry.id.desc()).limit(most))), count


def rows_of(
    session: Session, by: Actor, ids: Sequence[int], seen: Veil, asked_about: int | None = None
) -> tuple[AuditRow, ...]:
    """Entries inside a unit of work; names as ``seen`` tells them."""
    found: list[AuditRow] = []
    for at in range(0, len(ids), _CHUNK):
        found += _page(session, by, ids[at : at + _CHUNK], seen, asked_about)
    return tuple(found)


def _page(
    session: Session, by: Actor, ids: Sequence[int], seen: Veil, asked_about: int | None
) -> list[AuditRow]:
    counts = counts_of(session, ids)
    people = people_of(session, by, ids, counts, seen, asked_about)
    records = _records(session, ids)
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.login, AuditEntry.act, AuditEntry.note, AppUser.name)
    rows = session.execute(
        select(*columns)
        .outerjoin(AppUser, AppUser.id == AuditEntry.user_id)
        .where(AuditEntry.id.in_(ids))
        .order_by(AuditEntry.id.desc())
    )
    there = {
        row.id: AuditRow(
            row.id,
            row.at,
            row.name or _("the program"),
            row.act,
            act_words(row.act),
            people[row.id],
            records.get(row.id, ""),
            counts.get(row.id, 0),
            remark_of(row.act, row.note),
        )
        for row in rows
    }
    return [there[one] for one in ids if one in there]


def _records(session: Session, ids: Collection[int]) -> dict[int, str]:
    kinds: dict[int, list[str]] = {}
    rows = (
        select(AuditChange.entry_id, AuditChange.entity, func.min(AuditChange.position))
        .where(AuditChange.entry_id.in_(ids), AuditChange.position <= _LOOKED_AT)
        .group_by(AuditChange.entry_id, AuditChange.entity)
        .order_by(AuditChange.entry_id, func.min(AuditChange.position))
    )
    for entry_id, entity, _first in session.execute(rows):
        if entity in RECORD_WORDS:
            kinds.setdefault(entry_id, []).append(record_words(entity))
    return {one: _named(list(dict.fromkeys(found))) for one, found in kinds.items()}


def _named(kinds: list[str]) -> str:
    more = len(kinds) - _RECORDS_NAMED
    text = ", ".join(kinds[:_RECORDS_NAMED])
    return f"{text} {_('and {n} more').format(n=more)}" if more > 0 else text


def remark_of(act: str, note: str) -> str:
    """The part of a note that people are told: wrong passwords before a sign-in, the backup restored."""
    if act == "backup.restore":
        return _restored_words(note)
    told = dict(part.split("=", 1) for part in note.split() if "=" in part)
    if told.get("failures", "").isdigit():
        return _("{n} wrong passwords before").format(n=int(told["failures"]))
    return ""


def _restored_words(note: str) -> str:
    """The moment of the backup, after which everything is gone, and by which key it was opened."""
    made_at, _space, way = note.partition(" ")
    words = _("from the backup of {at}, with the recovery key")
    if way == "password":
        words = _("from the backup of {at}, with a password")
    return words.format(at=moment(datetime.fromisoformat(made_at)))


def _chosen(session: Session, chosen: AuditFilter) -> Select[int]:
    found = select(AuditEntry.id)
    found = found.where(AuditEntry.act == chosen.act if chosen.act else AuditEntry.act.not_in(BESIDE))
    if chosen.user_id is not None:
        found = found.where(AuditEntry.user_id == chosen.user_id)
    if chosen.first_on is not None:
        found = found.where(AuditEntry.at >= day_begins(chosen.first_on))
    if chosen.last_on is not None:
        found = found.where(AuditEntry.at < day_begins(chosen.last_on + timedelta(days=1)))
    if chosen.person_id is not None:
        require_sight(session, chosen.person_id)
        found = found.where(AuditEntry.id.in_(_entries_about(session, chosen.person_id)))
        found = found.where(AuditEntry.id.not_in(untold(session, chosen.person_id, found)))
    return found


def _entries_about(session: Session, person_id: int) -> Any:
    """The entries that touched the person's record or one that belongs to it."""
    tables = [
        table for table in Base.metadata.sorted_tables if "id" in table.c and table.name in RECORD_WORDS
    ]
    own = [table for table in tables if "person_id" in table.c]
    there = {
        (table.name, str(id)): ""
        for table in own
        for id in session.scalars(select(table.c.id).where(table.c.person_id == person_id))
    }
    tests: list[ColumnElement[bool]] = [
        and_(AuditChange.entity == "person", AuditChange.entity_id == str(person_id)),
        and_(AuditChange.entity == "person_code", AuditChange.entity_id.startswith(f"{person_id},")),
        *changes_of_lives(lives_of_person(session, person_id, [one.name for one in own], there)),
    ]
    for column, model in (("stay_id", Stay), ("enrolment_id", Enrolment), ("learner_id", Learner)):
        theirs = select(model.id).where(model.person_id == person_id)
        for table in tables:
            if column in table.c and table not in own:
                ids = [
                    str(one) for one in session.scalars(select(table.c.id).where(table.c[column].in_(theirs)))
                ]
                if ids:
                    tests.append(and_(AuditChange.entity == table.name, AuditChange.entity_id.in_(ids)))
    return select(AuditChange.entry_id).where(or_(*tests))
