"""The table of days off (R-HOL-1): delivered as a proposal, each year confirmed by the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Holiday
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

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
    """Add (id None) or change a day off; ``remove`` takes it from the table.

    ``provinces`` are names with commas between; empty: everywhere (R-HOL-4).
    """

    id: int | None
    day: date
    name: str
    kind: str = "special"
    provinces: str = ""
    note: str = ""
    is_confirmed: bool = True
    remove: bool = False
    seen_version: int | None = None


@dataclass(frozen=True)
class ConfirmYear:
    """The office has compared a calendar year (Gregorian) with the cabinet's list."""

    year: int


@dataclass(frozen=True)
class ProposeYear:
    """Fill a calendar year (Gregorian) with the days off that do not move, to be confirmed."""

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
    chosen = select(*columns).where(_in_year(year))
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
    provinces = _checked_provinces(request.provinces)
    with work.writing(by, "holiday.edit") as session:
        row = load(session, Holiday, request.id, request.seen_version) if request.id else Holiday()
        if request.remove:
            session.delete(row)
        else:
            session.add(_filled(row, request, provinces))
    return Changes(settings=frozenset({"holiday"}), summary=_("Holidays saved"))


def _checked_provinces(text: str) -> str:
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = {code.code for code in code_lists()["province"].codes}
    for name in names:
        if name not in known:
            raise RuleBroken("setup.province_unknown", field="provinces", province=name)
    return ",".join(names)


def _filled(row: Holiday, request: SaveHoliday, provinces: str) -> Holiday:
    row.day, row.name, row.kind = request.day, request.name.strip(), request.kind
    row.provinces, row.note = provinces, request.note.strip()
    row.applies_to, row.is_confirmed = "state", request.is_confirmed
    return row


def confirm_year(work: UnitsOfWork, by: Actor, request: ConfirmYear) -> Changes:
    """Mark every day off of a year as compared with the cabinet's list."""
    with work.writing(by, "holiday.edit") as session:
        for row in session.scalars(select(Holiday).where(_in_year(request.year))):
            row.is_confirmed = True
    return Changes(settings=frozenset({"holiday"}), summary=_("Holidays confirmed"))


def propose_year(work: UnitsOfWork, by: Actor, request: ProposeYear) -> Changes:
    """Copy the fixed dates of the two years before into a year, each waiting to be confirmed (R-HOL-1).

    Fixed is what stands on the same day of the month in both; what follows the moon is left to the office.
    """
    with work.writing(by, "holiday.edit") as session:
        there = set(session.scalars(select(Holiday.day).where(_in_year(request.year))))
        for day, name in _fixed_days(session, request.year):
            if day not in there:
                session.add(Holiday(day=day, name=name, kind="annual", is_confirmed=False))
    return Changes(settings=frozenset({"holiday"}), summary=_("Holidays saved"))


def _fixed_days(session: Session, year: int) -> list[tuple[date, str]]:
    last, before = (_annual_days(session, year - back) for back in (1, 2))
    return [(date(year, *place), name) for place, name in last.items() if place in before]


def _annual_days(session: Session, year: int) -> dict[tuple[int, int], str]:
    chosen = select(Holiday.day, Holiday.name).where(_in_year(year), Holiday.kind == "annual")
    rows = session.execute(chosen.order_by(Holiday.day))
    return {(row.day.month, row.day.day): row.name for row in rows if (row.day.month, row.day.day) != (2, 29)}


def _in_year(year: int) -> ColumnElement[bool]:
    return Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
