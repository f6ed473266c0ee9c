"""The waiting list: who waits for a place, who comes first and why, and how the waiting ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import BedReservation, Person, WaitingEntry
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.rules.waiting import Priority, Weights, days_waited, priority
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import birth_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import full_name
from panpun_desktop.services.reservations import close_for_waiting, holds_now
from panpun_desktop.services.visibility import Veil, veil
from panpun_desktop.services.waiting_rows import (
    ADMITTED,
    TURNED_AWAY,
    WAITING,
    WITHDRAWN,
    SaveWaiting,
    WaitingRow,
    WithdrawWaiting,
)
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

__all__ = [
    "ADMITTED",
    "TURNED_AWAY",
    "WAITING",
    "WITHDRAWN",
    "SaveWaiting",
    "WaitingRow",
    "WithdrawWaiting",
    "mark_admitted",
    "open_entry",
    "read_waiting",
    "save_waiting",
    "waiting_list",
    "withdraw_waiting",
]


def waiting_list(work: UnitsOfWork, by: Actor, *, with_closed: bool = False) -> tuple[WaitingRow, ...]:
    """Those who wait, the most urgent first; ``with_closed`` adds those whose waiting has ended."""
    with work.reading(by, "waiting.read") as session:
        return read_waiting(session, by, today(work.clock), with_closed=with_closed)


def read_waiting(
    session: Session, by: Actor, day: date, *, with_closed: bool = False
) -> tuple[WaitingRow, ...]:
    """The waiting list as it stands on a day."""
    entries = select(WaitingEntry, Person).outerjoin(Person, Person.id == WaitingEntry.person_id)
    entries = entries.where(WaitingEntry.voided_at.is_(None))
    if not with_closed:
        entries = entries.where(WaitingEntry.state == WAITING)
    found = session.execute(entries).all()
    seen, centre = veil(session, by), read_centre(session)
    reserved = _reserved_beds(session)
    rows = [
        _row(entry, person, seen, centre, day, reserved.get(entry.id, ()))
        for entry, person in found
        if entry.person_id not in seen.hidden
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: WaitingRow) -> tuple[Any, ...]:
    closed = row.closed_on.toordinal() if row.closed_on is not None else 0
    return (row.state != WAITING, -row.points if row.state == WAITING else -closed, row.came_on, row.id)


def _row(
    entry: WaitingEntry,
    person: Person | None,
    seen: Veil,
    centre: Centre,
    day: date,
    reserved: tuple[tuple[int, str], ...],
) -> WaitingRow:
    points = _priority(entry, centre, day)
    sees = seen.sees(entry.person_id)
    return WaitingRow(
        entry.id,
        entry.version,
        _name(entry, person, seen),
        entry.person_id if sees else None,
        entry.people,
        entry.children,
        entry.room_use,
        entry.urgency,
        entry.came_on,
        days_waited(entry.came_on, entry.closed_on or day),
        points.points,
        points.reasons,
        entry.need if sees else "",
        entry.phone if sees else "",
        entry.channel,
        entry.agency_id,
        entry.state,
        ", ".join(label for _id, label in reserved),
        tuple(id for id, _label in reserved),
        entry.closed_on,
        entry.closed_note if sees else "",
        person.sex if person is not None else "U",
        age_on(birth_of(person), day) if person is not None else None,
    )


def order_of(entry: WaitingEntry, centre: Centre, day: date) -> tuple[int, date, int]:
    """Where an open entry stands in the list: most points first, then who came first."""
    return (-_priority(entry, centre, day).points, entry.came_on, entry.id)


def _priority(entry: WaitingEntry, centre: Centre, day: date) -> Priority:
    urgency = centre.label("urgency", entry.urgency)
    days = days_waited(entry.came_on, entry.closed_on or day)
    return priority(urgency, _points(entry.urgency), days, entry.children, weights(centre))


def _name(entry: WaitingEntry, person: Person | None, seen: Veil) -> str:
    if person is None:
        return entry.name
    return seen.name(person.id, full_name(person), person.first_name)


def weights(centre: Centre) -> Weights:
    """What the centre's settings give for waiting."""
    given = centre.settings
    return Weights(int(given["waiting.points_per_day"]), int(given["waiting.points_children"]))


def _points(urgency: str) -> int:
    """The points of an urgency, as delivered with the code list."""
    codes = code_lists()["urgency"].codes
    return next((int(one.extra.get("points", 0)) for one in codes if one.code == urgency), 0)


def _reserved_beds(session: Session) -> dict[int, tuple[tuple[int, str], ...]]:
    """The beds held for each entry: ids and labels."""
    rows = session.execute(
        select(BedReservation.waiting_id, BedReservation.bed_id).where(
            BedReservation.waiting_id.is_not(None), holds_now(session)
        )
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for row in rows:
        bed = (row.bed_id, label_of(session, row.bed_id))
        found[row.waiting_id] = (*found.get(row.waiting_id, ()), bed)
    return found


def save_waiting(work: UnitsOfWork, by: Actor, request: SaveWaiting) -> Changes:
    """Write an entry or change it; a name or someone of the register is needed, nothing else."""
    with work.writing(by, "waiting.edit") as session:
        _require_possible(request, today(work.clock))
        entry = _entry(session, request, today(work.clock))
        for name in ("people", "children", "room_use", "urgency", "channel", "agency_id", "person_id"):
            setattr(entry, name, getattr(request, name))
        entry.name = "" if request.person_id else request.name.strip()
        entry.phone, entry.need = request.phone.strip(), request.need.strip()
        if request.came_on is not None:
            entry.came_on = request.came_on
        session.add(entry)
        session.flush()
        name = entry_name(session, by, entry)
    text = _("{name} is on the waiting list") if request.id is None else _("Waiting list: {name} changed")
    return Changes(waiting=frozenset({entry.id}), summary=text.format(name=name))


def _entry(session: Session, request: SaveWaiting, day: date) -> WaitingEntry:
    if request.id is not None:
        return open_entry(session, request.id, request.seen_version)
    if request.person_id is not None:
        load_known(session, request.person_id)
    if request.person_id is not None and session.scalar(_waits_already(request.person_id)):
        raise RuleBroken("waiting.waits_already", field="person")
    return WaitingEntry(came_on=day)


def _waits_already(person_id: int) -> Any:
    return select(WaitingEntry.id).where(
        WaitingEntry.person_id == person_id, WaitingEntry.state == WAITING, WaitingEntry.voided_at.is_(None)
    )


def _require_possible(request: SaveWaiting, day: date) -> None:
    if request.person_id is None and not request.name.strip():
        raise RuleBroken("waiting.name_missing", field="person")
    if request.people < 1:
        raise RuleBroken("waiting.nobody", field="people")
    if not 0 <= request.children <= request.people:
        raise RuleBroken("waiting.children", field="children")
    if request.came_on is not None and request.came_on > day:
        raise RuleBroken("waiting.in_future", field="came_on")


def open_entry(session: Session, id: int, seen: int | None = None) -> WaitingEntry:
    """An entry that still waits; one whose waiting has ended is refused (``waiting.closed``)."""
    entry = load(session, WaitingEntry, id, seen)
    if entry.state != WAITING or entry.voided_at is not None:
        raise RuleBroken("waiting.closed")
    return entry


def entry_name(session: Session, by: Actor, entry: WaitingEntry) -> str:
    """Whom an entry is for, as the actor may see it."""
    person = session.get(Person, entry.person_id) if entry.person_id is not None else None
    return _name(entry, person, veil(session, by))


def withdraw_waiting(work: UnitsOfWork, by: Actor, request: WithdrawWaiting) -> Changes:
    """End a waiting at the wish of those who waited; a bed held for them is free again."""
    with work.writing(by, "waiting.edit") as session:
        entry = open_entry(session, request.id, request.seen_version)
        beds = end_waiting(session, entry, WITHDRAWN, request.note)
        name = entry_name(session, by, entry)
    return Changes(
        waiting=frozenset({entry.id}),
        beds=beds,
        summary=_("{name} does not wait any longer").format(name=name),
    )


def end_waiting(session: Session, entry: WaitingEntry, state: str, note: str = "") -> frozenset[int]:
    """Close an entry today; gives the beds that were held for it."""
    entry.state, entry.closed_note = state, note.strip()
    entry.closed_on = max(local(clock_of(session)).date(), entry.came_on)
    return close_for_waiting(session, entry.id)


def mark_admitted(session: Session, waiting_id: int, stay_id: int) -> None:
    """They were taken in: inside the admission's own unit of work, so that both hold or neither."""
    entry = open_entry(session, waiting_id)
    entry.stay_id = stay_id
    end_waiting(session, entry, ADMITTED)
