"""Who came back within so many nights of leaving."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person, Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, Lines, of_period, period_of
from panpun_desktop.reports.lists.stays import services_of
from panpun_desktop.rules.coming_back import Span, came_back
from panpun_desktop.rules.counted import share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

SETTING = "report.return_nights"
_COLUMNS = (
    REGNO,
    NAME,
    ListColumn("left_on", "ออกเมื่อ", "day", of_masked=True),
    ListColumn("outcome", "ผลการออก", share=2.4),
    ListColumn("nights_away", "ห่าง (คืน)", "number", of_masked=True),
    ListColumn("arrived_on", "กลับเข้าเมื่อ", "day", of_masked=True),
    ListColumn("service", "ประเภทบริการ", width=2.2, of_masked=True),
    ListColumn("number", "ครั้งที่", "number", width=1.5),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Admissions of the period at most ``nights`` nights after the last leaving; else as the setting says."""
    period, within = period_of(asked), within_of(asked)
    columns = (Stay.id, Stay.person_id, Stay.arrived_on, Stay.left_on, Stay.outcome)
    stays = session.execute(
        select(*columns).where(Stay.voided_at.is_(None), Stay.arrived_on <= period.last)
    ).all()
    found = came_back((Span(*row[:4]) for row in stays), period, within)
    outcomes = {row.id: row.outcome for row in stays}
    service = services_of(session, period)
    people = select(*NAMED).where(Person.id.in_({one.person_id for one in found}))
    known = {row.person_id: row for row in session.execute(people)}
    ordinals = _ordinals(stays)
    lines = Lines.of(session, *_COLUMNS)
    rows = [
        lines.line(
            known[one.person_id],
            left_on=one.left_on,
            outcome=asked.centre.short("outcome", outcomes[one.before_id]),
            nights_away=one.nights_away,
            arrived_on=one.arrived_on,
            service=asked.centre.short("service_type", service.get(one.stay_id)),
            number=ordinals[one.stay_id],
        )
        for one in found
    ]
    admitted = sum(period.holds(row.arrived_on) for row in stays)
    counted = f"กลับเข้าภายใน {within:,} คืน {len(found):,} ครั้ง จากรับเข้า {admitted:,} ครั้ง"
    if admitted:
        counted += f" (ร้อยละ {share(len(found), admitted)})"
    table = lines.table("returns", "", rows, counted=counted, empty=f"ไม่มีผู้กลับเข้าภายใน {within:,} คืน")
    return of_period(asked, "returns", period, (table,))


def within_of(asked: Asked) -> int:
    """Within how many nights; RuleBroken ``report.nights_unreadable`` below 1."""
    within = int(asked.parameters.get("nights") or asked.centre.settings[SETTING])
    if within < 1:
        raise RuleBroken("report.nights_unreadable", field="nights")
    return within


def _ordinals(stays: Iterable[Any]) -> dict[int, int]:
    """Which stay of its person each one is, by stay id."""
    counted: Counter[int] = Counter()
    found = {}
    for row in sorted(stays, key=lambda one: (one.arrived_on, one.id)):
        counted[row.person_id] += 1
        found[row.id] = counted[row.person_id]
    return found
