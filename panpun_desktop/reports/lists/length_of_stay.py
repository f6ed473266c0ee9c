"""How long people stayed: those who left in a period, and those who are still here at its end, by service."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.models import Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListTable
from panpun_desktop.reports.lists.reading import Lines, of_period, period_of
from panpun_desktop.reports.lists.stays import services_of
from panpun_desktop.rules.lengths import Lengths, lengths
from panpun_desktop.rules.stay import nights

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    ListColumn("service", "ประเภทบริการ", share=3),
    ListColumn("count", "ครั้ง", "number", width=2),
    ListColumn("median", "มัธยฐาน (คืน)", "decimal", width=2.6),
    ListColumn("mean", "เฉลี่ย (คืน)", "decimal", width=2.4),
    ListColumn("shortest", "สั้นที่สุด", "number", width=2),
    ListColumn("longest", "ยาวที่สุด", "number", width=2),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Two tables: ``left`` of the stays that ended in the period, ``here`` of those open at its end."""
    period = period_of(asked)
    eve = min(period.last, asked.today)
    query = select(Stay.id, Stay.arrived_on, Stay.left_on).where(
        Stay.voided_at.is_(None),
        Stay.arrived_on <= period.last,
        or_(Stay.left_on.is_(None), Stay.left_on >= period.first),
    )
    service = services_of(session, period)
    left: dict[str, list[int]] = defaultdict(list)
    here: dict[str, list[int]] = defaultdict(list)
    for row in session.execute(query):
        if period.holds(row.left_on):
            left[service.get(row.id, "")].append(nights(row.arrived_on, row.left_on))
        else:
            here[service.get(row.id, "")].append((eve + timedelta(days=1) - row.arrived_on).days)
    tables = (
        _table(session, asked, "left", "ผู้ที่ออกจากศูนย์ในช่วงนี้ (ตามประเภทบริการสุดท้าย)", left),
        _table(session, asked, "here", "ผู้ที่ยังพักอยู่เมื่อสิ้นช่วง (นับถึงวันนั้น)", here),
    )
    return of_period(asked, "length_of_stay", period, tables)


def _table(session: Session, asked: Asked, id: str, title: str, found: dict[str, list[int]]) -> ListTable:
    lines = Lines.of(session, *_COLUMNS)
    labels = asked.centre.codes.get("service_type", {})
    rows = [
        lines.plain({"service": label, **_values(lengths(found[code]))})
        for code, label in labels.items()
        if code in found
    ]
    whole = [one for some in found.values() for one in some]
    return lines.table(id, title, rows, total=_values(lengths(whole)), empty="ไม่มี")


def _values(figures: Lengths) -> dict[str, Any]:
    return {name: getattr(figures, name) for name in ("count", "median", "mean", "shortest", "longest")}
