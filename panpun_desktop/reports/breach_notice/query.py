"""Reads what the notice of a breach says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.breach_notice.data import Notice
from panpun_desktop.services.breaches import read_breach
from panpun_desktop.services.centre import read_centre
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.breach_rows import BreachRow

_RISKS = {
    "": "ยังไม่ได้ประเมิน",
    "none": "ไม่มีความเสี่ยงที่จะกระทบต่อสิทธิและเสรีภาพของบุคคล",
    "some": "มีความเสี่ยงที่จะกระทบต่อสิทธิและเสรีภาพของบุคคล",
    "high": "มีความเสี่ยงสูงที่จะกระทบต่อสิทธิและเสรีภาพของบุคคล",
}
UNKNOWN = "ยังไม่ทราบ"


def read(session: Session, by: Actor, breach_id: int) -> Notice:
    """The notice of one breach as it stands now."""
    row, centre = read_breach(session, breach_id), read_centre(session)
    contact = " ".join([*centre.address_lines, f"โทร {centre.phone}" if centre.phone else ""]).strip()
    return Notice(
        number=row.number,
        centre=centre.name,
        contact=contact,
        dated=format_date(local(clock_of(session)).date()),
        lines=tuple((label, words or UNKNOWN) for label, words in _lines(row)),
        signed_by=by.name,
    )


def _lines(row: BreachRow) -> tuple[tuple[str, str], ...]:
    risk = " — ".join(one for one in (_RISKS[row.risk], row.risk_note) if one)
    told = row.people_told_on
    found = [
        ("วันและเวลาที่ทราบเหตุ", _moment(row.known_at)),
        ("วันและเวลาที่เกิดเหตุ", row.happened),
        ("ลักษณะของเหตุ", row.description),
        ("ประเภทของข้อมูล", row.groups),
        ("จำนวนเจ้าของข้อมูล", "" if row.people is None else f"{row.people:,} คน"),
        ("ความเสี่ยง", risk),
        ("มาตรการและแนวทางเยียวยา", row.remedy),
        ("การแจ้งเจ้าของข้อมูล", f"แจ้งเมื่อวันที่ {format_date(told)}" if told else "ยังไม่ได้แจ้ง"),
        ("ครบกำหนดแจ้งสำนักงาน", _moment(row.due_at)),
    ]
    if row.office_told_at is not None:
        found.append(("แจ้งสำนักงานแล้วเมื่อ", _moment(row.office_told_at)))
    if row.late_reason:
        found.append(("เหตุผลที่แจ้งล่าช้า", row.late_reason))
    return tuple(found)


def _moment(at: datetime) -> str:
    there = at.astimezone(BANGKOK)
    return f"{format_date(there.date())} เวลา {there:%H.%M} น."
