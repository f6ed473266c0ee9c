"""A quarter or a year beside its closed months: it is counted from the register, and says whether they agree.

The tables of a longer period are no sums of its months (people are counted once, R-REP-7; conversions and
nights are cut otherwise), so it is counted anew; what was sent month by month is held against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from panpun_desktop.reports.monthly.adjusted import moves_of_edition
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.rules.comparison import months_of_period
from panpun_desktop.services.closed_months import closed_edition

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.rules.counted import Period, Table

_COUNTED_NOW = "นับจากทะเบียน ณ วันที่ออกรายงาน"


def months_note(session: Session, span: Span, period: Period, movement: Table) -> str:
    """What a longer period says of the months in it that were closed; nothing where none was."""
    if span.kind is SpanKind.MONTH:
        return ""
    days = months_of_period(period)
    editions = [one for one in (closed_edition(session, day) for day in days) if one is not None]
    if not editions:
        return ""
    if len(editions) < len(days):
        return f"{_COUNTED_NOW} ปิดงวดรายเดือนแล้ว {len(editions)} จาก {len(days)} เดือน"
    differing = _differing(editions, movement)
    if not differing:
        return f"{_COUNTED_NOW} ยอดตรงกับรายงานรายเดือนที่ปิดงวดแล้วทั้ง {len(days)} เดือน"
    return f"{_COUNTED_NOW} ต่างจากรายงานรายเดือนที่ปิดงวดแล้ว: {', '.join(differing)}"


def _differing(editions: Sequence[ClosedMonth], movement: Table) -> list[str]:
    """รับเข้า 12 (รายเดือนรวม 11)."""
    sent = [moves_of_edition(one) for one in editions]
    expected = {
        "opening": sent[0]["opening"] or 0,
        "admitted": sum(one["admitted"] or 0 for one in sent),
        "discharged": sum(one["discharged"] or 0 for one in sent),
        "closing": sent[-1]["closing"] or 0,
    }
    labels = {row.key: row.label for row in movement.rows}
    found = []
    for move, count in expected.items():
        now = movement.number_at(move, "total")
        if now != count:
            found.append(f"{labels[move]} {now:,} (รายเดือน {count:,})")
    return found
