"""ทะเบียนหนังสือรับ: every paper that came, lines struck out with their reason (R-DOC-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from panpun_desktop.models import Agency, Document, IncomingPaper, Person
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, Lines, of_period, period_of
from panpun_desktop.reports.lists.register_words import NUMBER, STATE, paper_line
from panpun_desktop.services.incoming_rows import RECEIVED, REFUSED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    NUMBER,
    ListColumn("received_on", "วันที่รับ", "day", of_masked=True),
    ListColumn("their_number", "ที่", share=1.4),
    ListColumn("their_date", "ลงวันที่", "day"),
    ListColumn("sender", "จาก", share=2),
    ListColumn("subject", "เรื่อง", share=2.4),
    NAME,
    ListColumn("answers", "ตอบหนังสือ", width=2.5),
    STATE,
)
_RESULTS = {RECEIVED: "รับตัวไว้", REFUSED: "ไม่รับตัว"}
_OURS, _ANSWER = aliased(Document), aliased(Document)


def read(session: Session, asked: Asked) -> ListPaper:
    """Papers received in the period, by number."""
    period = period_of(asked)
    query = (
        select(
            *NAMED,
            IncomingPaper.number,
            IncomingPaper.received_on,
            IncomingPaper.their_number,
            IncomingPaper.their_date,
            IncomingPaper.subject,
            func.coalesce(Agency.name, IncomingPaper.sender).label("sender"),
            _OURS.number.label("answers"),
            _ANSWER.number.label("answer"),
            *(IncomingPaper.result, IncomingPaper.reply_due_on),
            *(IncomingPaper.closed_on, IncomingPaper.voided_at),
        )
        .select_from(IncomingPaper)
        .outerjoin(Person, Person.id == IncomingPaper.person_id)
        .outerjoin(Agency, Agency.id == IncomingPaper.agency_id)
        .outerjoin(_OURS, _OURS.id == IncomingPaper.answers_id)
        .outerjoin(_ANSWER, _ANSWER.id == IncomingPaper.answered_by_id)
        .where(IncomingPaper.received_on.between(period.first, period.last))
        .order_by(IncomingPaper.be_year, IncomingPaper.sequence)
    )
    lines, found = Lines.of(session, *_COLUMNS), session.execute(query).all()
    rows = [
        paper_line(
            lines,
            row,
            number=row.number,
            received_on=row.received_on,
            their_number=row.their_number,
            their_date=row.their_date,
            sender=row.sender,
            subject=row.subject,
            answers=row.answers or "",
            state=_state(row),
        )
        for row in found
    ]
    waiting = sum(_state(row) == "ต้องตอบ" for row in found)
    counted = f"หนังสือรับ {len(found):,} ฉบับ · ยังต้องตอบ {waiting:,} ฉบับ"
    table = lines.table("papers", "หนังสือรับ", rows, counted=counted, empty="ไม่มีหนังสือรับในช่วงนี้")
    return of_period(asked, "incoming_register", period, (table,))


def _state(row: Any) -> str:
    if row.voided_at is not None:
        return "ขีดฆ่า"
    if row.answer:
        return f"ตอบแล้ว {row.answer}"
    if row.closed_on is not None:
        return "ปิดเรื่อง"
    if row.reply_due_on is not None:
        return "ต้องตอบ"
    return _RESULTS.get(row.result, "")
