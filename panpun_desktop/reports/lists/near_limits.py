"""Who is near a limit, at it or over it on a day (R-TRI-2, R-TRA-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.models import Override, Person, Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, Lines, day_of, of_day
from panpun_desktop.rules.clock import Level, Unit
from panpun_desktop.services.stay_rows import here_on, parts, places

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.stay_rows import Part

_LEVELS = {Level.RED: "เกินเกณฑ์", Level.AMBER: "ครบเกณฑ์วันนี้", Level.BLUE: "ใกล้ครบเกณฑ์"}
"""In the order of the list."""
_COLUMNS = (
    ListColumn("level", "สถานะ", width=2.6, of_masked=True),
    REGNO,
    NAME,
    ListColumn("bed", "เตียง", width=2.4, of_masked=True),
    ListColumn("service", "ประเภทบริการ", width=2.2, of_masked=True),
    ListColumn("day", "วันที่", width=1.5, of_masked=True),
    ListColumn("limit_on", "ครบเกณฑ์", "day", of_masked=True),
    ListColumn("days_over", "เกิน (วัน)", "number", width=1.5, of_masked=True),
    ListColumn("working_days_over", "เกิน (วันทำงาน)", "number", width=1.9, of_masked=True),
    ListColumn("until", "ผ่อนผันถึง", "day"),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Those whose ceiling speaks on the day of parameter ``day``, the most overdue first."""
    day = day_of(asked)
    query = select(*NAMED, Stay.id.label("stay_id")).join(Stay, Stay.person_id == Person.id)
    people = {row.stay_id: row for row in session.execute(query.where(here_on(day)))}
    near = [one for one in parts(session, people, day, asked.centre).values() if one.clock.level in _LEVELS]
    near.sort(key=lambda one: _order(one, day))
    beds = places(session, [one.stay_id for one in near], day)
    until = _allowed(session, [one.stay_id for one in near], day)
    lines = Lines.of(session, *_COLUMNS)
    rows = [
        lines.line(
            people[one.stay_id],
            level=_LEVELS[one.clock.level],
            bed=beds[one.stay_id].label if one.stay_id in beds else "",
            service=asked.centre.short("service_type", one.service_type),
            day=one.clock.short,
            limit_on=one.clock.limit_on,
            days_over=_over(one, Unit.DAYS),
            working_days_over=_over(one, Unit.WORKING_DAYS),
            until=until.get(one.stay_id),
        )
        for one in near
    ]
    table = lines.table(
        "near_limits",
        "",
        rows,
        counted=_counted(near),
        grouped_by="level",
        empty="ไม่มีผู้พักที่ใกล้ครบหรือเกินเกณฑ์",
    )
    return of_day(asked, "near_limits", day, (table,))


def _over(part: Part, unit: Unit) -> int | None:
    """By how much the limit is passed, for the column of its unit."""
    return part.clock.days_over or None if part.clock.unit is unit else None


def _order(part: Part, day: date) -> tuple[Any, ...]:
    return (list(_LEVELS).index(part.clock.level), part.clock.limit_on or day, part.stay_id)


def _counted(near: list[Part]) -> str:
    counts = {word: sum(one.clock.level is level for one in near) for level, word in _LEVELS.items()}
    return " · ".join(f"{word} {count:,} คน" for word, count in counts.items())


def _allowed(session: Session, stay_ids: list[int], day: date) -> dict[int, date]:
    """Until when stays may go on past their limit, by what was given up to the day."""
    rows = (
        select(Override.stay_id, func.max(Override.extend_to_on))
        .where(Override.stay_id.in_(stay_ids), Override.extend_to_on.is_not(None), Override.given_on <= day)
        .group_by(Override.stay_id)
    )
    return {stay_id: until for stay_id, until in session.execute(rows) if until is not None}
