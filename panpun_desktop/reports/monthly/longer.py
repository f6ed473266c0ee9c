"""A quarter or a year beside its closed months: it is counted from the register, and says whether they agree.

The tables of a longer period are no sums of its months (people are counted once, R-REP-7; conversions and
nights are cut otherwise), so it is counted anew. What was sent month by month is held against it: what a
month brought forward as adjusted after closing is counted here where it happened, which is told with the
stays it is about (R-REP-5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from panpun_desktop.reports.monthly.adjusted import counted_now, rows_of_edition
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.rules.closed_month import changes_told
from panpun_desktop.rules.comparison import months_of_period
from panpun_desktop.rules.counted import Check, Column, Period
from panpun_desktop.services.closed_months import closed_edition, counted_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.rules.counted import Table

_COUNTED_NOW = "นับจากทะเบียน ณ วันที่ออกรายงาน"
CHECK = "closed_months"


class Months(NamedTuple):
    """What a longer period says of the months in it that were closed, on paper and as a check."""

    note: str = ""
    check: Check | None = None


def held_against_months(session: Session, span: Span, period: Period, movement: Table) -> Months:
    """The movement of a longer period beside that of its closed months; nothing where none was closed."""
    if span.kind is SpanKind.MONTH:
        return Months()
    days = months_of_period(period)
    editions = [one for one in (closed_edition(session, day) for day in days) if one is not None]
    if not editions:
        return Months()
    if len(editions) < len(days):
        return Months(f"{_COUNTED_NOW} ปิดงวดรายเดือนแล้ว {len(editions)} จาก {len(days)} เดือน")
    differing = [*_differing(editions, movement)]
    if not differing:
        said = f"ยอดตรงกับรายงานรายเดือนที่ปิดงวดแล้วทั้ง {len(days)} เดือน"
        return Months(f"{_COUNTED_NOW} {said}", Check(CHECK, True))
    stays = tuple(sorted({id for one in editions for id in _changed(session, one)}))
    said = f"{', '.join(differing)} เพราะมีการแก้ไขหลังปิดงวด {len(stays)} ครั้งการเข้าพัก"
    return Months(f"{_COUNTED_NOW} ต่างจากรายงานรายเดือนที่ปิดงวดแล้ว: {said}", Check(CHECK, False, said, stays))


def _changed(session: Session, edition: ClosedMonth) -> Iterator[int]:
    """The stays that a closed month counted otherwise than the register now."""
    month = Period.month(edition.month_on.year, edition.month_on.month)
    changed = changes_told(counted_in(session, edition), counted_now(session, month), month)
    yield from (one.stay_id for one in changed)


def _differing(editions: Sequence[ClosedMonth], movement: Table) -> Iterator[str]:
    """รับเข้า 12 (รายเดือน 11); by sex only where the totals agree."""
    sent = [rows_of_edition(one) for one in editions]
    for row in movement.rows:
        wrong = [one for one in movement.columns if _sent(sent, row.key, one) != _now(movement, row.key, one)]
        totals = [one for one in wrong if one.key == "total"]
        for column in totals or wrong:
            name = row.label if column.key == "total" else f"{row.label} {column.title}"
            now, months = _now(movement, row.key, column), _sent(sent, row.key, column)
            yield f"{name} {now:,} (รายเดือน {months:,})".replace("-", "−")


def _now(movement: Table, row: str, column: Column) -> int:
    return movement.number_at(row, column.key)


def _sent(months: Sequence[dict[str, dict[str, int | None]]], row: str, column: Column) -> int:
    """What the months say together: the first opening, the last closing, everything that moved."""
    chosen = {"opening": months[:1], "closing": months[-1:]}.get(row, months)
    return sum(month.get(row, {}).get(column.key) or 0 for month in chosen)
