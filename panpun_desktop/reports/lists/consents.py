"""ทะเบียนความยินยอม: who agreed to what, refused or withdrew it, and what holds now (R-PD-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.lists.audit_trail import MOST
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListRow, Value
from panpun_desktop.reports.lists.reading import NAME, REGNO, Lines, of_period, period_of
from panpun_desktop.services.consent_register import ConsentFilter, ConsentRow, found_in, rows_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

STATES = {"given": "ให้ความยินยอม", "refused": "ไม่ให้", "withdrawn": "ถอนความยินยอม", "not_asked": "ยังไม่ได้ขอ"}
_COLUMNS = (
    ListColumn("given_on", "วันที่", "day", of_masked=True),
    REGNO,
    NAME,
    ListColumn("purpose", "เรื่อง", share=2.6, of_masked=True),
    ListColumn("state", "คำตอบ", width=2.6, of_masked=True),
    ListColumn("holds", "มีผลอยู่", width=1.7, of_masked=True),
    ListColumn("how", "วิธี", share=1.4),
    ListColumn("witness", "พยาน", "name", share=1.6),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """The answers of the period, newest first."""
    period = period_of(asked)
    chosen = ConsentFilter(
        period.first,
        period.last,
        asked.parameters.get("person_id"),
        asked.parameters.get("purpose") or "",
        asked.parameters.get("state") or "",
    )
    lines = Lines.of(session, *_COLUMNS)
    ids, count = found_in(session, chosen, MOST)
    rows = [_line(one) for one in rows_of(session, ids, lines.seen)]
    table = lines.table("consents", "", rows, counted=_counted(rows, count), empty="ไม่มีคำตอบในช่วงนี้")
    left = f"แสดง {len(ids):,} รายการล่าสุดจาก {count:,} รายการ โปรดพิมพ์ทีละช่วงสั้นลง"
    return of_period(asked, "consents", period, (table,), [left] if count > len(ids) else [])


def _line(row: ConsentRow) -> ListRow:
    values: dict[str, Value] = {
        "given_on": row.given_on,
        "regno": row.regno,
        "name": row.name,
        "purpose": _told(row),
        "state": STATES.get(row.state, ""),
        "holds": "มีผล" if row.holds else "พ้นกำหนด" if row.has_ended else "ถูกแทนที่",
        "how": row.how,
        "witness": row.witness,
    }
    return ListRow(tuple(values[one.key] for one in _COLUMNS), row.person_id)


def _told(row: ConsentRow) -> str:
    """The purpose; of a disclosure to whom, what for, what and until when, where the person was told that."""
    to = f"แก่ {row.recipient}" if row.recipient else ""
    why = f"เพื่อรับบริการด้าน {row.disclosed_for}" if row.disclosed_for else ""
    what = f"ข้อมูลที่ให้เปิดเผย {row.told}" if row.told else ""
    until = f"ถึงวันที่ {format_date(row.until_on, 'short')}" if row.until_on else ""
    return " ".join(one for one in (row.purpose, to, why, what, until) if one)


def _counted(rows: list[ListRow], count: int) -> str:
    at = [one.key for one in _COLUMNS].index("state")
    said = [row.values[at] for row in rows]
    parts = [f"{words} {said.count(words):,}" for words in STATES.values() if words in said]
    return " · ".join([f"{count:,} รายการ", *parts])
