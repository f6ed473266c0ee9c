"""Who looked at, printed, exported or searched whose record: a register that only grows (R-PD-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from panpun_desktop.common.clock import day_begins
from panpun_desktop.models import AccessEntry, AppUser, Person
from panpun_desktop.rules import roles
from panpun_desktop.rules.protection import is_noted
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import veil_of
from panpun_desktop.store.unit_of_work import actor_of, bulk_insert, clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

VIEW, PRINT, EXPORT, SEARCH, BREAK_GLASS = "view", "print", "export", "search", "break_glass"
KINDS = (VIEW, PRINT, EXPORT, SEARCH, BREAK_GLASS)
PERSON_PAGE = "person_page"
_NAME = (
    Person.regno,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)


@dataclass(frozen=True)
class AccessFilter:
    """Which entries are shown; empty means all. Days are inclusive."""

    first_on: date | None = None
    last_on: date | None = None
    user_id: int | None = None
    person_id: int | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class AccessRow:
    """One line of the access register."""

    id: int
    at: datetime
    user: str
    role: str
    kind: str
    place: str
    person_id: int | None
    regno: str
    name: str
    reason: str


def note_access(work: UnitsOfWork, by: Actor, kind: str, place: str, people: Iterable[int]) -> None:
    """Note that somebody saw these people's records: always of restricted people, of others by role.

    To be called when the reading is over and before anything is handed out.
    """
    roles.require(by, "access.note")
    found = sorted(set(people))
    if not found or by is SYSTEM:
        return
    with work.reading(by, "access.note") as session:
        fresh = _fresh(session, by, kind, place, _noted(session, by, kind, found))
    _write(work, by, kind, place, fresh)


def note_opening(work: UnitsOfWork, by: Actor, person_id: int) -> None:
    """Note that somebody opened a person's page, whoever it is and whoever looks."""
    with work.reading(by, "access.note") as session:
        fresh = _fresh(session, by, VIEW, PERSON_PAGE, [person_id])
    _write(work, by, VIEW, PERSON_PAGE, fresh)


def _write(work: UnitsOfWork, by: Actor, kind: str, place: str, people: list[int]) -> None:
    if people:
        with work.writing(by, "access.note") as session:
            write_access(session, kind, place, people)


def write_access(
    session: Session, kind: str, place: str, people: Iterable[int | None], reason: str = ""
) -> None:
    """``note_access`` inside a unit of work that writes anyway; None: nobody in person."""
    by, now = actor_of(session), clock_of(session).now()
    always = {"at": now, "user_id": by.user_id, "role": by.role.value, "kind": kind, "place": place}
    rows = [{**always, "person_id": one, "reason": reason} for one in people]
    bulk_insert(session, AccessEntry, rows)


def list_access(
    work: UnitsOfWork, by: Actor, chosen: AccessFilter, offset: int = 0, limit: int = 500
) -> tuple[AccessRow, ...]:
    """The register, newest first, for managers and auditors."""
    with work.reading(by, "access.read") as session:
        seen = veil_of(session)
        rows = session.execute(_chosen(chosen).offset(offset).limit(limit))
        return tuple(_row(seen, row) for row in rows)


def _row(seen: Any, row: Any) -> AccessRow:
    line = AccessRow(
        row.id,
        row.at,
        row.user or "",
        row.role,
        row.kind,
        row.place,
        row.person_id,
        row.regno or "",
        name_of(row) if row.regno else "",
        row.reason,
    )
    return seen.line(line, row.person_id, also=("at", "user", "role", "place", "reason"))  # type: ignore[no-any-return]


def _chosen(chosen: AccessFilter) -> Select[Any]:
    columns = (
        AccessEntry.id,
        AccessEntry.at,
        AccessEntry.role,
        AccessEntry.kind,
        AccessEntry.place,
        AccessEntry.person_id,
        AccessEntry.reason,
        AppUser.name.label("user"),
    )
    everything: tuple[Any, ...] = (*columns, *_NAME)
    statement = (
        select(*everything)
        .outerjoin(AppUser, AppUser.id == AccessEntry.user_id)
        .outerjoin(Person, Person.id == AccessEntry.person_id)
        .order_by(AccessEntry.id.desc())
    )
    if chosen.first_on is not None:
        statement = statement.where(AccessEntry.at >= day_begins(chosen.first_on))
    if chosen.last_on is not None:
        statement = statement.where(AccessEntry.at < day_begins(chosen.last_on + timedelta(days=1)))
    if chosen.user_id is not None:
        statement = statement.where(AccessEntry.user_id == chosen.user_id)
    if chosen.person_id is not None:
        statement = statement.where(AccessEntry.person_id == chosen.person_id)
    if chosen.kinds:
        statement = statement.where(AccessEntry.kind.in_(chosen.kinds))
    return statement


def _noted(session: Session, by: Actor, kind: str, people: list[int]) -> list[int]:
    restricted = veil_of(session).sights
    return [one for one in people if one in restricted or is_noted(by, kind)]


def _fresh(session: Session, by: Actor, kind: str, place: str, people: list[int]) -> list[int]:
    """Without those noted a moment ago: a screen reads itself anew after every act."""
    if not people:
        return []
    minutes = int(read_centre(session).settings["access.once_minutes"])
    since = clock_of(session).now() - timedelta(minutes=minutes)
    lately = set(
        session.scalars(
            select(AccessEntry.person_id).where(
                AccessEntry.at > since,
                AccessEntry.user_id == by.user_id,
                AccessEntry.kind == kind,
                AccessEntry.place == place,
                AccessEntry.person_id.in_(people),
            )
        )
    )
    return [one for one in people if one not in lately]
