"""Beds promised to someone: which promises hold on a night, for whom, and how they end by themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import BedReservation, Person, WaitingEntry
from panpun_desktop.models.base import Instant
from panpun_desktop.services.register import full_name
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import Stay
    from panpun_desktop.services.visibility import Veil

USED, CANCELLED = "used", "cancelled"


@dataclass(frozen=True)
class Reserved:
    """A promise that holds: for whom, from which night, and until when."""

    id: int
    version: int
    bed_id: int
    name: str
    person_id: int | None
    waiting_id: int | None
    start_on: date
    end_on: date | None
    expires_at: datetime | None
    note: str

    def holds_on(self, night: date) -> bool:
        """Say whether the bed is promised for a night; the hour it lapses bounds the nights too."""
        if not (self.start_on <= night and (self.end_on is None or self.end_on > night)):
            return False
        return self.expires_at is None or night <= self.expires_at.astimezone(BANGKOK).date()

    def last_night(self) -> date | None:
        """The last night it can hold, or nothing when it has no end."""
        lapses = self.expires_at.astimezone(BANGKOK).date() if self.expires_at else None
        ends = date.fromordinal(self.end_on.toordinal() - 1) if self.end_on else None
        known = [one for one in (lapses, ends) if one is not None]
        return min(known) if known else None

    def until_text(self) -> str:
        """จองถึง 22 พ.ย. 2569 14:20 น."""
        if self.expires_at is None:
            return ""
        at = self.expires_at.astimezone(BANGKOK)
        return _("held until {day} {time}").format(day=format_date(at.date(), "short"), time=f"{at:%H:%M}")

    def from_text(self) -> str:
        """จองไว้ให้ คำแก้ว ตั้งแต่ 25 พ.ย. 2569"""
        words = _("reserved for {name}").format(name=self.name) if self.name else _("reserved")
        return _("{name} from {day}").format(name=words, day=format_date(self.start_on, "short"))

    def is_for(self, stay: Stay) -> bool:
        """Say whether it is this person's own promise."""
        return self.is_of(stay.person_id, None)

    def is_of(self, person_id: int | None, waiting_id: int | None) -> bool:
        """Say whether it was made to a person of the register, or to an entry of the waiting list."""
        is_person = self.person_id is not None and self.person_id == person_id
        return is_person or (self.waiting_id is not None and self.waiting_id == waiting_id)


def holds_now(session: Session) -> ColumnElement[bool]:
    """Neither used nor cancelled, and its hour has not passed."""
    return _holds_at(clock_of(session).now())


def _holds_at(now: Any) -> ColumnElement[bool]:
    not_lapsed = or_(BedReservation.expires_at.is_(None), BedReservation.expires_at > now)
    return and_(BedReservation.closed_at.is_(None), not_lapsed)


def promises(session: Session, seen: Veil, bed_ids: Collection[int] | None = None) -> tuple[Reserved, ...]:
    """The promises that hold now, of all beds or of some, in the order of their first night."""
    chosen = _promised()
    if bed_ids is not None:
        chosen = chosen.where(BedReservation.bed_id.in_(list(bed_ids)))
    rows = session.execute(chosen, {"now": clock_of(session).now()})
    return tuple(_reserved(row, person, entry, seen) for row, person, entry in rows)


@cache
def _promised() -> Any:
    """The promises that hold, and for whom; put together once, as every board and admission asks."""
    return (
        select(BedReservation, Person, WaitingEntry)
        .outerjoin(WaitingEntry, WaitingEntry.id == BedReservation.waiting_id)
        .outerjoin(Person, or_(Person.id == BedReservation.person_id, Person.id == WaitingEntry.person_id))
        .where(_holds_at(bindparam("now", type_=Instant)))
        .order_by(BedReservation.start_on, BedReservation.id)
    )


def _reserved(row: BedReservation, person: Person | None, entry: WaitingEntry | None, seen: Veil) -> Reserved:
    name = row.for_whom or (entry.name if entry is not None else "")
    if person is not None:
        name = seen.name(person.id, full_name(person), person.first_name)
    return Reserved(
        row.id,
        row.version,
        row.bed_id,
        name,
        person.id if person is not None else None,
        row.waiting_id,
        row.start_on,
        row.end_on,
        row.expires_at,
        seen.text(person.id if person is not None else None, row.note),
    )


def reserved_on(session: Session, night: date, seen: Veil) -> dict[int, Reserved]:
    """The promise of each bed for a night to come, by bed id; of nights that are over there is none."""
    if night < local(clock_of(session)).date():
        return {}
    found: dict[int, Reserved] = {}
    for one in promises(session, seen):
        if one.holds_on(night):
            found.setdefault(one.bed_id, one)
    return found


def reserved_after(session: Session, night: date, seen: Veil) -> dict[int, Reserved]:
    """The first promise of each bed for nights after this one, by bed id."""
    found: dict[int, Reserved] = {}
    for one in promises(session, seen):
        if one.start_on > night:
            found.setdefault(one.bed_id, one)
    return found


def promised_between(
    session: Session, seen: Veil, bed_id: int, start_on: date, end_on: date | None
) -> tuple[Reserved, ...]:
    """The promises of a bed that hold on a night from ``start_on`` until before ``end_on`` (None: no end)."""

    def is_apart(one: Reserved) -> bool:
        last = one.last_night()
        return (last is not None and last < start_on) or (end_on is not None and one.start_on >= end_on)

    return tuple(one for one in promises(session, seen, (bed_id,)) if not is_apart(one))


def take_up(session: Session, given: Mapping[int, Stay], night: date, waiting_id: int | None = None) -> None:
    """Beds are given (bed id -> stay): an own promise is used, another's for that night falls away."""
    from panpun_desktop.services.visibility import Veil

    for one in promises(session, Veil(), given.keys()):
        stay = given[one.bed_id]
        is_own = one.is_of(stay.person_id, waiting_id)
        if is_own or one.holds_on(night):
            row = session.get_one(BedReservation, one.id)
            _close(session, row, USED if is_own else CANCELLED)
            row.used_stay_id = stay.id if is_own else None


def close_for_waiting(session: Session, waiting_id: int) -> frozenset[int]:
    """The beds that were held for an entry are free again; gives their ids."""
    rows = select(BedReservation).where(BedReservation.waiting_id == waiting_id, holds_now(session))
    beds = set()
    for row in session.scalars(rows):
        _close(session, row, CANCELLED)
        beds.add(row.bed_id)
    return frozenset(beds)


def cancel(session: Session, row: BedReservation) -> None:
    """End a promise that nobody needs any longer."""
    _close(session, row, CANCELLED)


def _close(session: Session, row: BedReservation, reason: str) -> None:
    row.closed_at, row.closed_reason = clock_of(session).now(), reason


def given_to(one: Reserved) -> str:
    """The warning of a bed that is promised: who, and until when."""
    words: Any = _("reserved for {name}") if one.name else _("reserved")
    return " · ".join(part for part in (words.format(name=one.name), one.until_text()) if part)
