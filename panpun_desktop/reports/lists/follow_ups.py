"""Whom to ask how they are: due up to a day, and what was heard in a period (R-CM-4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.models import FollowUp, Person, Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListTable
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, Lines, of_period, period_of
from panpun_desktop.services.follow_ups import is_elsewhere

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.rules.counted import Period

_DUE = (
    ListColumn("due_on", "ครบกำหนด", "day", of_masked=True),
    REGNO,
    NAME,
    ListColumn("left_on", "ออกเมื่อ", "day", of_masked=True),
    ListColumn("outcome", "ผลการออก", share=2),
    ListColumn("phone", "โทรศัพท์", share=1.8),
    ListColumn("days_over", "เลยกำหนด (วัน)", "number", width=2.2),
)
_HEARD = (
    ListColumn("result", "ผลการติดตาม", share=3),
    ListColumn("count", "ครั้ง", "number", width=3, is_summed=True),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Open days to ask up to the period's last day, overdue ones included; results of those asked in it."""
    period = period_of(asked)
    return of_period(
        asked, "follow_ups", period, (_due(session, asked, period), _heard(session, asked, period))
    )


def _due(session: Session, asked: Asked, period: Period) -> ListTable:
    query = (
        select(*NAMED, Person.phone, Person.phone_unsafe, FollowUp.due_on, Stay.left_on, Stay.outcome)
        .join(Person, Person.id == FollowUp.person_id)
        .outerjoin(Stay, Stay.id == FollowUp.stay_id)
        .where(
            FollowUp.voided_at.is_(None),
            FollowUp.done_on.is_(None),
            FollowUp.due_on <= period.last,
            is_elsewhere(),
        )
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    lines = Lines.of(session, *_DUE)
    found = session.execute(query).all()
    rows = [
        lines.line(
            row,
            due_on=row.due_on,
            left_on=row.left_on,
            outcome=asked.centre.short("outcome", row.outcome),
            phone="ห้ามโทร" if row.phone_unsafe else row.phone,
            days_over=max(0, (asked.today - row.due_on).days) or None,
        )
        for row in found
    ]
    late = sum(row.due_on < asked.today for row in found)
    counted = f"ต้องติดตาม {len(found):,} ครั้ง · เลยกำหนด {late:,} ครั้ง"
    return lines.table("due", "ที่ต้องติดตาม", rows, counted=counted, empty="ไม่มีรายการที่ครบกำหนด")


def _heard(session: Session, asked: Asked, period: Period) -> ListTable:
    query = (
        select(FollowUp.result, func.count())
        .where(FollowUp.voided_at.is_(None), FollowUp.done_on.between(period.first, period.last))
        .group_by(FollowUp.result)
    )
    counts: Counter[str] = Counter()
    for result, count in session.execute(query):
        counts[result] += count
    lines = Lines.of(session, *_HEARD)
    rows = [
        lines.plain({"result": asked.centre.label("follow_up_result", code), "count": count})
        for code, count in counts.most_common()
    ]
    return lines.table("heard", "ผลการติดตามในช่วงนี้", rows, empty="ไม่มีการติดตามในช่วงนี้")
