"""Limits that were knowingly passed in a period, with reason, who gave it and who looked at it (R-OVR-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.models import AppUser, Override, Person, Stay
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, Lines, of_period, period_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    ListColumn("rule", "เกณฑ์", share=2, of_masked=True),
    ListColumn("given_on", "วันที่", "day", of_masked=True),
    REGNO,
    NAME,
    ListColumn("found", "พบ", width=1.6),
    ListColumn("allowed", "เกณฑ์กำหนด", width=1.9),
    ListColumn("reason_code", "เหตุผล", share=2),
    ListColumn("reason", "รายละเอียด", share=3),
    ListColumn("given_by", "ผู้ให้", share=1.6),
    ListColumn("acknowledged_on", "ผู้จัดการรับทราบ", "day", width=2.4),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """The overrides given in the period by rule, in the order of the code list, then by day."""
    period = period_of(asked)
    giver = aliased(AppUser)
    query = (
        select(*NAMED, Override, giver.name.label("giver"))
        .join(Person, Person.id == Override.person_id)
        .join(Stay, Stay.id == Override.stay_id)
        .join(giver, giver.id == Override.given_by_id)
        .where(Stay.voided_at.is_(None), Override.given_on.between(period.first, period.last))
        .order_by(Override.given_on, Override.id)
    )
    order = {code: place for place, code in enumerate(asked.centre.codes.get("rule", {}))}
    found = sorted(session.execute(query), key=lambda row: order.get(row.Override.rule_id, len(order)))
    lines = Lines.of(session, *_COLUMNS)
    rows = [
        lines.line(
            row,
            rule=asked.centre.label("rule", row.Override.rule_id),
            given_on=row.Override.given_on,
            found=row.Override.found,
            allowed=row.Override.allowed,
            reason_code=asked.centre.label("override_reason", row.Override.reason_code),
            reason=row.Override.reason,
            given_by=row.giver,
            acknowledged_on=_day(row.Override.acknowledged_at),
        )
        for row in found
    ]
    waiting = sum(row.Override.acknowledged_at is None for row in found)
    counted = f"ผ่อนผัน {len(found):,} ครั้ง · ยังไม่รับทราบ {waiting:,} ครั้ง"
    table = lines.table("overrides", "", rows, counted=counted, grouped_by="rule", empty="ไม่มีการผ่อนผันในช่วงนี้")
    return of_period(asked, "overrides", period, (table,))


def _day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone(BANGKOK).date()
