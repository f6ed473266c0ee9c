"""Every change of what is kept of a person: which field, from what to what, who and when (domain.md R-PD)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    AppUser,
    AuditChange,
    AuditEntry,
    Consent,
    HouseholdMember,
    PersonAddress,
    PersonFile,
    PersonName,
    PersonPhone,
    PersonRelation,
)
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.acts_about import untold
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.history_words import Wording, is_shown, part_label
from panpun_desktop.services.person_codes import sees_sensitive
from panpun_desktop.services.record_lives import Life, Record, changes_of_lives, lives_of_person
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_PARTS: tuple[Any, ...] = (
    PersonName,
    PersonPhone,
    PersonAddress,
    PersonRelation,
    PersonFile,
    Consent,
    HouseholdMember,
)
"""Tables with an own id whose rows belong to one person."""
READERS = frozenset({Role.MANAGER, Role.REG, Role.SW, Role.CM, Role.AUDIT})
"""Who reads the history of a person: the desk, and those of the audit."""


@dataclass(frozen=True)
class HistoryRow:
    """One field of one act."""

    at: datetime
    by: str
    act: str
    part: str
    """Of what: the record itself, an address, a telephone …"""
    label: str
    before: str
    after: str


def person_history(
    work: UnitsOfWork, by: Actor, person_id: int, offset: int = 0, limit: int = 200
) -> tuple[HistoryRow, ...]:
    """The changes, newest first; ``offset`` and ``limit`` count records changed, not fields."""
    act = "audit.read" if roles.may(by, "audit.read") else "person.read"
    with work.reading(by, act) as session:
        if by.role not in READERS or not veil_of(session).sees(person_id):
            return ()
        wording = Wording(
            read_centre(session),
            may_read_numbers=roles.may(by, "person.read_id_number"),
            may_read_sensitive=sees_sensitive(by),
        )
        lives = _parts_of(session, person_id)
        changes = _changes(person_id, lives)
        about = changes.with_only_columns(AuditChange.entry_id).order_by(None).distinct()
        told = changes.where(AuditChange.entry_id.not_in(untold(session, person_id, about)))
        rows = session.execute(told.offset(offset).limit(limit))
        return tuple(line for row in rows for line in _lines(row, lives, wording))


def _parts_of(session: Session, person_id: int) -> tuple[Life, ...]:
    """The parts of a person's record, with those that taking back deleted."""
    there: dict[Record, str] = {}
    for model in _PARTS:
        rows = session.scalars(select(model).where(model.person_id == person_id))
        there |= {(model.__tablename__, str(row.id)): getattr(row, "kind", "") for row in rows}
    return lives_of_person(session, person_id, [model.__tablename__ for model in _PARTS], there)


def _changes(person_id: int, lives: Sequence[Life]) -> Any:
    belongs = [
        and_(AuditChange.entity == "person", AuditChange.entity_id == str(person_id)),
        and_(AuditChange.entity == "person_code", AuditChange.entity_id.startswith(f"{person_id},")),
        *changes_of_lives(lives),
    ]
    return (
        select(
            AuditEntry.at,
            AuditEntry.act,
            AuditEntry.login,
            AppUser.name,
            AuditChange.entry_id,
            AuditChange.entity,
            AuditChange.entity_id,
            AuditChange.before,
            AuditChange.after,
        )
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .outerjoin(AppUser, AppUser.id == AuditEntry.user_id)
        .where(or_(*belongs))
        .order_by(AuditChange.entry_id.desc(), AuditChange.position)
    )


def _lines(row: Any, lives: Sequence[Life], wording: Wording) -> Iterator[HistoryRow]:
    before, after = _values(row.before), _values(row.after)
    record = (row.entity, row.entity_id)
    kind = next((one.kind for one in lives if one.has(record, row.entry_id)), None)
    whole = {"kind": kind, **before, **after}
    if not wording.may_show(row.entity, whole):
        return
    part = part_label(row.entity, whole, wording.centre)
    for name in dict.fromkeys((*before, *after)):
        if not is_shown(row.entity, name):
            continue
        label = wording.label(row.entity, name)
        old, new = wording.value(name, before, row.entity), wording.value(name, after, row.entity)
        if old != new:
            yield HistoryRow(
                row.at, row.name or row.login or _("The program"), act_words(row.act), part, label, old, new
            )


def _values(text: str | None) -> Mapping[str, Any]:
    return json.loads(text) if text else {}
