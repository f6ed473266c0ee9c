"""The table of days off (R-HOL-1): delivered as a proposal, each year confirmed by the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Holiday
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class HolidayRow:
    """One day off."""

    id: int
    version: int
    day: date
    name: str
    kind: str
    provinces: str
    note: str
    is_confirmed: bool


@dataclass(frozen=True)
class SaveHoliday:
    """Add (id None) or change a day off; ``remove`` takes it from the table."""

    id: int | None
    day: date
    name: str
    kind: str = "special"
    provinces: str = ""
    note: str = ""
    is_confirmed: bool = True
    remove: bool = False


@dataclass(frozen=True)
class ConfirmYear:
    """The office has compared a calendar year (Gregorian) with the cabinet's list."""

    year: int


def list_holidays(work: UnitsOfWork, by: Actor, year: int) -> tuple[HolidayRow, ...]:
    """The days off of a Gregorian year, in order."""
    columns = (
        Holiday.id,
        Holiday.version,
        Holiday.day,
        Holiday.name,
        Holiday.kind,
        Holiday.provinces,
        Holiday.note,
        Holiday.is_confirmed,
    )
    chosen = select(*columns).where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31)))
    with work.reading(by, "setting.read") as session:
        return tuple(HolidayRow(*row) for row in session.execute(chosen.order_by(Holiday.day, Holiday.name)))


def years(work: UnitsOfWork, by: Actor) -> tuple[int, ...]:
    """The Gregorian years that have days off in the table."""
    with work.reading(by, "setting.read") as session:
        first, last = session.execute(select(func.min(Holiday.day), func.max(Holiday.day))).one()
    return tuple(range(first.year, last.year + 1)) if first else ()


def save_holiday(work: UnitsOfWork, by: Actor, request: SaveHoliday) -> Changes:
    """Add, change or remove a day off; limit dates of open transit stays follow by themselves (R-TRA-3)."""
    if not request.remove and not request.name.strip():
        raise RuleBroken("holiday.name_missing", field="name")
    with work.writing(by, "holiday.edit") as session:
        row = session.get_one(Holiday, request.id) if request.id else None
        if request.remove:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(_filled(Holiday(), request))
        else:
            _filled(row, request)
    return Changes(settings=frozenset({"holiday"}), summary=_("Holidays saved"))


def _filled(row: Holiday, request: SaveHoliday) -> Holiday:
    row.day, row.name, row.kind = request.day, request.name.strip(), request.kind
    row.provinces, row.note = request.provinces, request.note
    row.applies_to, row.is_confirmed = "state", request.is_confirmed
    return row


def confirm_year(work: UnitsOfWork, by: Actor, request: ConfirmYear) -> Changes:
    """Mark every day off of a year as compared with the cabinet's list."""
    first, last = date(request.year, 1, 1), date(request.year, 12, 31)
    with work.writing(by, "holiday.edit") as session:
        for row in session.scalars(select(Holiday).where(Holiday.day.between(first, last))):
            row.is_confirmed = True
    return Changes(settings=frozenset({"holiday"}), summary=_("Holidays confirmed"))
