"""ทะเบียนการเปิดเผยข้อมูล: what was told to whom about whom, on what ground (R-PD-9)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Disclosure, Document, Person
from panpun_desktop.reports.letters.remarks import WITHOUT_CONSENT
from panpun_desktop.reports.lists.data import ListColumn, ListPaper
from panpun_desktop.reports.lists.reading import NAME, NAMED, REGNO, Lines, of_period, period_of
from panpun_desktop.reports.lists.register_words import GROUNDS, told

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked

_COLUMNS = (
    ListColumn("disclosed_on", "วันที่", "day", of_masked=True),
    REGNO,
    NAME,
    ListColumn("recipient", "เปิดเผยแก่", share=2.4),
    ListColumn("items", "ข้อมูลที่เปิดเผย", share=3),
    ListColumn("basis", "ฐานทางกฎหมาย", width=3.0),
    ListColumn("number", "หนังสือ", width=2.5, of_masked=True),
)


def _why(parameters: str | None) -> str:
    """Why a letter was issued without a consent."""
    return str(json.loads(parameters or "{}").get(WITHOUT_CONSENT, ""))


def read(session: Session, asked: Asked) -> ListPaper:
    """Disclosures of the period in their order; of one person where ``person_id`` is among the parameters."""
    period = period_of(asked)
    query = (
        select(
            *NAMED,
            Disclosure.disclosed_on,
            Disclosure.recipient,
            Disclosure.items,
            Disclosure.basis,
            Document.number,
            Document.cancelled_at,
            Document.parameters,
        )
        .join(Person, Person.id == Disclosure.person_id)
        .outerjoin(Document, Document.id == Disclosure.document_id)
        .where(Disclosure.disclosed_on.between(period.first, period.last))
        .order_by(Disclosure.disclosed_on, Disclosure.id)
    )
    if asked.parameters.get("person_id") is not None:
        query = query.where(Disclosure.person_id == asked.parameters["person_id"])
    lines, found = Lines.of(session, *_COLUMNS), session.execute(query).all()
    rows = [
        lines.line(
            row,
            disclosed_on=row.disclosed_on,
            recipient=row.recipient,
            items=told(row.items),
            basis=" · ".join(filter(None, (GROUNDS.get(row.basis, row.basis), _why(row.parameters)))),
            number=f"{row.number or ''}{' (ยกเลิก)' if row.cancelled_at else ''}",
        )
        for row in found
    ]
    table = lines.table(
        "disclosures",
        "การเปิดเผยข้อมูล",
        rows,
        counted=f"เปิดเผย {len(found):,} ครั้ง",
        empty="ไม่มีการเปิดเผยข้อมูลในช่วงนี้",
    )
    return of_period(asked, "disclosures", period, (table,))
