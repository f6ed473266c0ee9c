"""ทะเบียนหนังสือส่ง: every number that was given, cancelled ones with their reason (R-DOC-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panpun_desktop.models import Agency, Document, Person
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, Lines, of_period, period_of
from panpun_desktop.reports.lists.register_words import NUMBER, STATE, paper_line
from panpun_desktop.services.documents import OUTGOING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    NUMBER,
    ListColumn("dated_on", "ลงวันที่", "day", of_masked=True),
    ListColumn("subject", "เรื่อง", share=2.4),
    ListColumn("recipient", "ถึง", share=2),
    NAME,
    ListColumn("reply_due_on", "กำหนดตอบ", "day"),
    ListColumn("replied_on", "ตอบแล้ว", "day"),
    STATE,
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Letters with a number of the outgoing register, dated in the period, by number."""
    period = period_of(asked)
    query = (
        select(
            *NAMED,
            Document.number,
            Document.dated_on,
            Document.title.label("subject"),
            func.coalesce(Agency.name, Document.recipient).label("recipient"),
            Document.reply_due_on,
            Document.replied_on,
            Document.cancelled_at,
            Document.cancel_reason,
        )
        .select_from(Document)
        .outerjoin(Person, Person.id == Document.person_id)
        .outerjoin(Agency, Agency.id == Document.agency_id)
        .where(Document.register == OUTGOING, Document.dated_on.between(period.first, period.last))
        .order_by(Document.be_year, Document.sequence)
    )
    lines, found = Lines.of(session, *_COLUMNS), session.execute(query).all()
    rows = [
        paper_line(
            lines,
            row,
            number=row.number,
            dated_on=row.dated_on,
            subject=row.subject,
            recipient=row.recipient,
            reply_due_on=row.reply_due_on,
            replied_on=row.replied_on,
            state=_state(row, asked.today),
        )
        for row in found
    ]
    waiting = sum(_state(row, asked.today).startswith("รอ") for row in found)
    counted = f"หนังสือส่ง {len(found):,} ฉบับ · รอคำตอบ {waiting:,} ฉบับ"
    table = lines.table("letters", "หนังสือส่ง", rows, counted=counted, empty="ไม่มีหนังสือส่งในช่วงนี้")
    return of_period(asked, "outgoing_register", period, (table,))


def _state(row: Any, today: date) -> str:
    if row.cancelled_at is not None:
        return "ยกเลิก"
    if row.reply_due_on is None or row.replied_on is not None:
        return ""
    return "รอคำตอบ เกินกำหนด" if row.reply_due_on < today else "รอคำตอบ"
