"""The transfer letter (หนังสือส่งตัว) with what is sent along and the form for the reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.reports.in_folder import report_in
from panpun_desktop.reports.paper_facts import paper_facts
from panpun_desktop.reports.report import Disclosed

if TYPE_CHECKING:
    from panpun_desktop.reports.transfer_letter.data import TransferLetter


def _disclosed(letter: TransferLetter) -> Disclosed:
    return Disclosed(letter.disclosed, letter.addressee or letter.agency, letter.basis)


REPORT = report_in(
    __name__,
    key="transfer_letter",
    label="หนังสือส่งตัว",
    needs=("person_id", "agency_id"),
    answers="ส่งตัวผู้รับบริการไปหน่วยงานอื่น โดยบอกเท่าที่จำเป็นและยินยอม",
    facts=paper_facts,
    title=lambda letter: f"หนังสือส่งตัว ถึง {letter.agency}",
    register="outgoing",
    read_act="document.issue",
    is_letter=True,
    office=("docx",),
    disclosed=_disclosed,
    reply_due=lambda letter: letter.reply_due_on,
)
