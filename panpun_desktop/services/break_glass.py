"""Opening a masked record with a reason: for a while, noted, and told to a manager (R-SAF-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AppUser, BreakGlass, Person
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.access import BREAK_GLASS, write_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

LEAST_REASON = 10
"""Letters of a reason that says something."""


@dataclass(frozen=True)
class OpenMasked:
    """Look at a masked person's record, saying why."""

    person_id: int
    reason: str


@dataclass(frozen=True)
class Acknowledge:
    """A manager has looked at these openings."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class OpeningRow:
    """One opening of a masked record."""

    id: int
    at: datetime
    until_at: datetime
    person_id: int
    regno: str
    name: str
    user: str
    role: str
    reason: str
    acknowledged_by: str
    acknowledged_at: datetime | None


def open_masked(work: UnitsOfWork, by: Actor, request: OpenMasked) -> Changes:
    """Let the asker see the record for the minutes of setting ``protection.open_minutes``.

    RuleBroken ``record.missing`` for someone hidden, ``break_glass.not_masked`` for someone seen
    already, ``break_glass.reason_short`` below ten letters.
    """
    reason = request.reason.strip()
    with work.writing(by, "person.break_glass") as session:
        if len(reason) < LEAST_REASON:
            raise RuleBroken("break_glass.reason_short", field="reason", least=LEAST_REASON)
        _require_masked(session, request.person_id)
        now = work.clock.now()
        minutes = int(read_centre(session).settings["protection.open_minutes"])
        session.add(
            BreakGlass(
                person_id=request.person_id,
                user_id=by.user_id,
                role=by.role.value,
                reason=reason,
                at=now,
                until_at=now + timedelta(minutes=minutes),
            )
        )
        write_access(session, BREAK_GLASS, "person", [request.person_id], reason)
    summary = _("The record is open for {minutes} minutes; the manager is told").format(minutes=minutes)
    return Changes(people=frozenset({request.person_id}), summary=summary)


def acknowledge_openings(work: UnitsOfWork, by: Actor, request: Acknowledge) -> Changes:
    """Note that a manager has looked at openings; those seen already stay as they are."""
    with work.writing(by, "break_glass.acknowledge") as session:
        people = set()
        for id in request.ids:
            row = load(session, BreakGlass, id)
            people.add(row.person_id)
            if row.acknowledged_at is None:
                row.acknowledged_at, row.acknowledged_by_id = work.clock.now(), by.user_id
    return Changes(people=frozenset(people), summary=_("Noted that you have seen it"))


def list_openings(
    work: UnitsOfWork, by: Actor, *, waiting_only: bool = False, limit: int = 500
) -> tuple[OpeningRow, ...]:
    """Openings of masked records, newest first, for managers and auditors."""
    with work.reading(by, "access.read") as session:
        return openings(session, waiting_only=waiting_only, limit=limit)


def openings(session: Session, *, waiting_only: bool = False, limit: int = 500) -> tuple[OpeningRow, ...]:
    """``list_openings`` inside a unit of work."""
    statement = (
        select(BreakGlass, Person, AppUser.name.label("user"))
        .join(Person, Person.id == BreakGlass.person_id)
        .join(AppUser, AppUser.id == BreakGlass.user_id)
        .order_by(BreakGlass.id.desc())
        .limit(limit)
    )
    if waiting_only:
        statement = statement.where(BreakGlass.acknowledged_at.is_(None))
    rows = session.execute(statement).all()
    names = _names_of(session, {row.BreakGlass.acknowledged_by_id for row in rows})
    seen = veil_of(session)
    return tuple(_row(seen, row, names) for row in rows)


def _row(seen: Any, row: Any, names: dict[int, str]) -> OpeningRow:
    opened = row.BreakGlass
    line = OpeningRow(
        opened.id,
        opened.at,
        opened.until_at,
        opened.person_id,
        row.Person.regno,
        name_of(row.Person),
        row.user,
        opened.role,
        opened.reason,
        names.get(opened.acknowledged_by_id or 0, ""),
        opened.acknowledged_at,
    )
    kept = ("at", "until_at", "user", "role", "reason", "acknowledged_by", "acknowledged_at")
    return seen.line(line, opened.person_id, also=kept)  # type: ignore[no-any-return]


def _names_of(session: Session, users: set[int | None]) -> dict[int, str]:
    ids = [one for one in users if one is not None]
    rows = session.execute(select(AppUser.id, AppUser.name).where(AppUser.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _require_masked(session: Session, person_id: int) -> None:
    match veil_of(session).sight(person_id):
        case Sight.MASKED:
            return
        case Sight.FULL:
            raise RuleBroken("break_glass.not_masked")
        case _:
            raise RuleBroken("record.missing", kind="Person")
