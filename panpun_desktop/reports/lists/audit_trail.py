"""บันทึกการทำรายการ: the audit on paper, with what each act changed, for those who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.moments import moment
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import Lines, of_period, period_of
from panpun_desktop.services.act_history import ChangeLine, changes_of
from panpun_desktop.services.audit_trail import AuditFilter, found_in, rows_of
from panpun_desktop.store.audit import head

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

MOST = 2000
"""Acts on one paper; a longer period is printed in parts."""
_LINES_TOLD = 12
_COLUMNS = (
    ListColumn("number", "ลำดับ", "number", width=1.6),
    ListColumn("at", "วันเวลา", width=2.9),
    ListColumn("by", "ผู้ทำ", "name", share=1.6),
    ListColumn("act", "รายการ", share=1.8),
    ListColumn("people", "เกี่ยวกับ", "name", share=2),
    ListColumn("changed", "สิ่งที่เปลี่ยน (เดิม → ใหม่)", share=4.4),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """The acts of the period, newest first, as the filter of the screen finds them."""
    period = period_of(asked)
    given = {name: asked.parameters.get(name) for name in ("person_id", "user_id")}
    chosen = AuditFilter(period.first, period.last, act=asked.parameters.get("act") or "", **given)
    ids, count = found_in(session, chosen, MOST)
    lines = Lines.of(session, *_COLUMNS)
    changes = changes_of(session, asked.by, ids, lines.seen)
    rows = [
        lines.plain(
            {
                "number": row.id,
                "at": moment(row.at),
                "by": row.by,
                "act": row.words,
                "people": row.people,
                "changed": _told(changes[row.id]) or row.remark or row.records,
            }
        )
        for row in rows_of(session, asked.by, ids, lines.seen, chosen.person_id)
    ]
    end = head(session)
    table = lines.table("acts", "", rows, counted=f"{count:,} รายการ", empty="ไม่มีรายการในช่วงนี้")
    remarks = [f"ขณะพิมพ์ บันทึกทั้งหมดมี {end.count:,} รายการ รหัสท้ายบันทึก {end.hash[:16]}"]
    if count > len(ids):
        remarks.insert(0, f"แสดง {len(ids):,} รายการล่าสุดจาก {count:,} รายการ โปรดพิมพ์ทีละช่วงสั้นลง")
    return of_period(asked, "audit_trail", period, (table,), remarks)


def _told(lines: tuple[ChangeLine, ...]) -> str:
    told = [_line(one) for one in lines[:_LINES_TOLD]]
    if len(lines) > _LINES_TOLD:
        told.append("…")
    return " · ".join(told)


def _line(one: ChangeLine) -> str:
    changed = f"{one.before} → {one.after or '–'}" if one.before else one.after or "–"
    return f"{one.fact}: {changed}"
