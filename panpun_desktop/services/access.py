"""Who looked at, printed, exported or searched whose record: a register that only grows (R-PD-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from panpun_desktop.common.clock import day_begins
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.models import AccessEntry, AppUser, Person
from panpun_desktop.rules import roles
from panpun_desktop.rules.protection import is_noted
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import Veil, veil_of
from panpun_desktop.store.unit_of_work import actor_of, bulk_insert, clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

VIEW, PRINT, EXPORT, SEARCH, BREAK_GLASS = "view", "print", "export", "search", "break_glass"
KINDS = (VIEW, PRINT, EXPORT, SEARCH, BREAK_GLASS)
PERSON_PAGE = "person_page"
KIND_WORDS = {
    VIEW: N_("looked at"),
    PRINT: N_("printed"),
    EXPORT: N_("exported"),
    SEARCH: N_("found"),
    BREAK_GLASS: N_("opened with a reason"),
}
"""Kind -> what was done."""
_PLACES = {
    "person": N_("Person"),
    PERSON_PAGE: N_("A person's page"),
    "search": N_("Search"),
    "register": N_("Register"),
    "person_data": N_("The person's data"),
    "names": N_("List of names"),
    "beds": N_("Beds as a table"),
    "paper_file": N_("File of a paper"),
}
"""Place, or what stands before its dot -> its words."""
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


def access_ids(work: UnitsOfWork, by: Actor, chosen: AccessFilter) -> tuple[int, ...]:
    """The entries that the filter finds, newest first, for managers and auditors."""
    with work.reading(by, "access.read") as session:
        return tuple(session.scalars(_chosen(chosen).with_only_columns(AccessEntry.id)))


def access_rows(work: UnitsOfWork, by: Actor, ids: tuple[int, ...]) -> tuple[AccessRow, ...]:
    """These entries, in their order: a page of the register."""
    with work.reading(by, "access.read") as session:
        seen = veil_of(session)
        rows = {row.id: _row(seen, row) for row in session.execute(_joined().where(AccessEntry.id.in_(ids)))}
        return tuple(rows[one] for one in ids if one in rows)


def list_access(
    work: UnitsOfWork, by: Actor, chosen: AccessFilter, offset: int = 0, limit: int = 500
) -> tuple[AccessRow, ...]:
    """The register, newest first, for managers and auditors."""
    with work.reading(by, "access.read") as session:
        seen = veil_of(session)
        rows = session.execute(_chosen(chosen).offset(offset).limit(limit))
        return tuple(_row(seen, row) for row in rows)


def access_in(
    session: Session, chosen: AccessFilter, seen: Veil, most: int
) -> tuple[tuple[AccessRow, ...], int]:
    """For a paper: the newest entries that the filter finds, and how many there are in all."""
    statement = _chosen(chosen)
    ids = statement.with_only_columns(AccessEntry.id).order_by(None)
    count = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    return tuple(_row(seen, row) for row in session.execute(statement.limit(most))), count


def kind_words(kind: str) -> str:
    """What was done, in words."""
    return _(KIND_WORDS.get(kind, kind))


def place_words(place: str) -> str:
    """The part of the program, in words; "" for the key of a paper, whose name the registry has."""
    part, _dot, _more = place.partition(".")
    known = _PLACES.get(place, _PLACES.get(part))
    return _(known) if known is not None else ""


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


def _joined() -> Select[Any]:
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
    return (
        select(*everything)
        .outerjoin(AppUser, AppUser.id == AccessEntry.user_id)
        .outerjoin(Person, Person.id == AccessEntry.person_id)
    )


def _chosen(chosen: AccessFilter) -> Select[Any]:
    statement = _joined().order_by(AccessEntry.id.desc())
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
