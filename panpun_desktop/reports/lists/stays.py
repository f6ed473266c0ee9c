"""Stays register of a period: everybody who stayed at any time in it, with what became of the stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.models import Episode, Person, Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, SEX, Lines, of_period, period_of
from panpun_desktop.rules.birth import UNKNOWN_BAND
from panpun_desktop.rules.stay import nights_between

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.rules.counted import Period

_COLUMNS = (
    REGNO,
    NAME,
    SEX,
    ListColumn("age_band", "ช่วงอายุ", width=1.6),
    ListColumn("service", "ประเภทบริการ", width=2.2, of_masked=True),
    ListColumn("arrived_on", "รับเข้า", "day", of_masked=True),
    ListColumn("channel", "ช่องทาง", share=2),
    ListColumn("left_on", "ออก", "day", of_masked=True),
    ListColumn("outcome", "ผลการออก", share=2),
    ListColumn("nights", "คืนในช่วงนี้", "number", is_summed=True, of_masked=True),
)
_MOVES = (ListColumn("what", "รายการ", share=2), ListColumn("count", "ครั้ง", "number", width=3))


def read(session: Session, asked: Asked) -> ListPaper:
    """The stays that touch the period, in the order of arrival; nights are those within the period."""
    period = period_of(asked)
    found = session.execute(_query(period)).all()
    service = services_of(session, period)
    lines = Lines.of(session, *_COLUMNS)
    nights = {row.stay_id: _nights(row, period, asked) for row in found}
    rows = [
        lines.line(
            row,
            sex=asked.centre.short("sex", row.stay_sex),
            age_band=_band(row.age_band),
            service=asked.centre.short("service_type", service.get(row.stay_id)),
            arrived_on=row.arrived_on,
            channel=asked.centre.short("channel", row.channel),
            left_on=row.left_on,
            outcome=asked.centre.short("outcome", row.outcome),
            nights=nights[row.stay_id],
        )
        for row in found
    ]
    people = len({row.person_id for row in found})
    counted = f"{len(found):,} ครั้ง · {people:,} คน (ไม่นับซ้ำ)"
    total = {"nights": sum(nights.values())}
    return of_period(
        asked,
        "stays",
        period,
        (
            _movement(session, found, period),
            lines.table("stays", "รายการเข้าพัก", rows, counted=counted, total=total),
        ),
    )


def services_of(session: Session, period: Period) -> dict[int, str]:
    """The service of each stay on its last day within the period, by stay id."""
    rows = (
        select(Episode.stay_id, Episode.service_type)
        .where(Episode.voided_at.is_(None), Episode.started_on <= period.last)
        .order_by(Episode.stay_id, Episode.started_on, Episode.id)
    )
    return {row.stay_id: row.service_type for row in session.execute(rows)}


def _query(period: Period) -> Any:
    return (
        select(
            *NAMED,
            Stay.id.label("stay_id"),
            Stay.sex.label("stay_sex"),
            Stay.age_band,
            Stay.channel,
            Stay.arrived_on,
            Stay.left_on,
            Stay.outcome,
        )
        .join(Person, Person.id == Stay.person_id)
        .where(
            Stay.voided_at.is_(None),
            Stay.arrived_on <= period.last,
            or_(Stay.left_on.is_(None), Stay.left_on >= period.first),
        )
        .order_by(Stay.arrived_on, Stay.id)
    )


def _band(code: str) -> str:
    return "ไม่ทราบ" if code == UNKNOWN_BAND else code.replace("-", "–")


def _nights(row: Any, period: Period, asked: Asked) -> int:
    """Nights slept up to today, that of today included."""
    return nights_between(row.arrived_on, row.left_on, period.first, min(period.last, asked.today))


def _movement(session: Session, found: Any, period: Period) -> Any:
    """The four figures that must agree with the statement of the same days (R-REP-1, R-REP-2)."""
    counts = {
        "ยกมา": sum(row.arrived_on < period.first for row in found),
        "รับเข้า": sum(period.holds(row.arrived_on) for row in found),
        "จำหน่าย": sum(period.holds(row.left_on) for row in found),
        "คงเหลือ": sum(row.left_on is None or row.left_on > period.last for row in found),
    }
    lines = Lines.of(session, *_MOVES)
    rows = [lines.plain({"what": what, "count": count}) for what, count in counts.items()]
    return lines.table("movement", "ความเคลื่อนไหว", rows)
