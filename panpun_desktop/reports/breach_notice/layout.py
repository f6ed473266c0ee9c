"""The notice of a breach on paper: to whom, from whom, what is known, signature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panpun_desktop.reports import kit
from panpun_desktop.reports.breach_notice.data import Notice

TITLE = "แบบแจ้งเหตุการละเมิดข้อมูลส่วนบุคคล"
_TO = "เรียน สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล"
_LAW = (
    "ตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 37 (4) ศูนย์ขอแจ้งเหตุการละเมิดข้อมูลส่วนบุคคล ตามรายละเอียดดังต่อไปนี้"
)
_LABELS = 5.0


def pdf(notice: Notice) -> bytes:
    """Draw the notice; the same values give the same bytes."""
    title = f"{TITLE} {notice.number}"
    page = kit.report_page(title, notice.centre, footer=title)
    return kit.build(list(_flowables(notice, page.text_width)), page)


def _flowables(notice: Notice, width: float) -> Iterator[Any]:
    yield kit.para(TITLE, "title")
    yield kit.para(f"ทะเบียนเลขที่ {notice.number} · วันที่ {notice.dated}", "centre")
    yield kit.gap(0.3)
    yield kit.para(_TO, "left")
    yield kit.para(f"จาก {notice.centre}", "left")
    if notice.contact:
        yield kit.para(notice.contact, "left")
    yield kit.gap(0.2)
    yield kit.para(_LAW, "body")
    yield kit.gap(0.3)
    columns = [kit.Column("รายการ", width=_LABELS), kit.Column("รายละเอียด")]
    yield kit.table(columns, [list(line) for line in notice.lines], width=width, points=15)
    yield kit.gap(0.6)
    yield kit.keep([kit.SignatureBlock(kit.Signer("ผู้แจ้ง", name=notice.signed_by))])
