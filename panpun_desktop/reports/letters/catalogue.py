"""Every kind of letter beside the transfer letter: its label, its fields, its register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from panpun_desktop.common.i18n import N_
from panpun_desktop.reports.letters import fields
from panpun_desktop.reports.letters.fields import LetterField
from panpun_desktop.reports.report import Disclosed, Report

_HERE = "panpun_desktop.reports.letters"


@dataclass(frozen=True)
class Kind:
    """A kind of letter; ``name`` is the message id of its name on the screen."""

    key: str
    label: str
    name: str
    fields: tuple[LetterField, ...]
    answers: str = ""
    """What it is for, in one sentence."""
    register: str = "outgoing"
    has_person: bool = True
    has_agency: bool = False
    has_several: bool = False
    """It goes to any number of agencies at once."""
    has_blank: bool = False
    """There is an empty form, too, to be filled by hand."""
    blank: str = ""
    """What the empty form is called where that is only a part of the letter."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What it cannot be read without."""
        return ("person_id",) if self.has_person else ()


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "stay_certificate",
            "หนังสือรับรองการพักอาศัย",
            N_("Certificate of stay"),
            fields.STAY_CERTIFICATE,
            answers="รับรองว่าพักอาศัยอยู่ที่ศูนย์จริง ตั้งแต่วันใดถึงวันใด",
        ),
        Kind(
            "request_hospital",
            "หนังสือขอความอนุเคราะห์ตรวจรักษา",
            N_("Request for treatment"),
            fields.REQUEST_HOSPITAL,
            answers="ขอให้โรงพยาบาลตรวจรักษาผู้รับบริการ",
            has_agency=True,
        ),
        Kind(
            "request_id",
            "หนังสือขอตรวจสอบสถานะบุคคล/ทำบัตร",
            N_("Request for an ID card"),
            fields.REQUEST_ID,
            answers="ขอให้อำเภอหรือเขตตรวจสอบสถานะบุคคลและทำบัตร",
            has_agency=True,
        ),
        Kind(
            "request_home",
            "หนังสือขอสนับสนุนค่าพาหนะกลับภูมิลำเนา",
            N_("Request for the way home"),
            fields.REQUEST_HOME,
            answers="ขอค่าพาหนะให้ผู้รับบริการเดินทางกลับภูมิลำเนา",
            has_agency=True,
            has_blank=True,
            blank="แบบขอรับการช่วยเหลือเดินทางกลับภูมิลำเนา",
        ),
        Kind(
            "override_memo",
            "บันทึกข้อความ ขออนุมัติผ่อนผัน",
            N_("Memo to extend a stay"),
            fields.OVERRIDE_MEMO,
            answers="เสนอผู้อำนวยการอนุมัติให้พักต่อเกินเกณฑ์",
            register="memo",
        ),
        Kind(
            "consent_form",
            "หนังสือให้ความยินยอม",
            N_("Consent form"),
            fields.CONSENT_FORM,
            answers="ผู้รับบริการเลือกว่ายินยอมเรื่องใดบ้าง แล้วลงชื่อ",
            register="",
            has_agency=True,
            has_blank=True,
        ),
        Kind(
            "receipt",
            "ใบสำคัญรับเงิน",
            N_("Receipt"),
            fields.RECEIPT,
            answers="หลักฐานว่ารับเงินไปแล้ว พร้อมจำนวนเงินเป็นตัวอักษร",
            register="receipt",
            has_blank=True,
        ),
        Kind(
            "envelope",
            "ซองจดหมาย",
            N_("Envelope"),
            fields.ENVELOPE,
            answers="จ่าหน้าซองถึงหน่วยงาน",
            register="",
            has_person=False,
            has_agency=True,
        ),
        Kind(
            "address_labels",
            "ป้ายที่อยู่",
            N_("Address labels"),
            fields.ADDRESS_LABELS,
            answers="ป้ายที่อยู่ของหน่วยงานหลายแห่งบนแผ่นเดียว",
            register="",
            has_person=False,
            has_agency=True,
            has_several=True,
        ),
    )
}


def letters() -> tuple[Report, ...]:
    """The kinds as papers of the registry."""
    return tuple(_report(kind) for kind in KINDS.values())


def blank_letters() -> tuple[Report, ...]:
    """The empty forms of those kinds that have one."""
    return tuple(_blank(_report(kind), kind.blank or kind.label) for kind in KINDS.values() if kind.has_blank)


def _report(kind: Kind) -> Report:
    return Report(
        key=kind.key,
        label=kind.label,
        needs=kind.needs,
        read=_part(f"{_HERE}.kinds.{kind.key}", "read"),
        facts=lambda letter: dict(letter.to_json()),
        draw=_part(f"{_HERE}.layout", "pdf"),
        docx=_part(f"{_HERE}.layout", "docx"),
        title=_title,
        register=kind.register,
        read_act="document.issue",
        is_letter=True,
        answers=kind.answers,
        disclosed=_disclosed,
    )


def _blank(report: Report, label: str) -> Report:
    return replace(
        report,
        key=f"{report.key}_blank",
        label=f"{label} (แบบว่าง)",
        answers="แบบเปล่าไว้กรอกด้วยมือเมื่อไฟดับ",
        needs=(),
        register="",
        disclosed=lambda _letter: Disclosed(),
    )


def _title(letter: Any) -> str:
    to = letter.agency or letter.addressee
    return f"{letter.title} ถึง {to}" if to else str(letter.title)


def _disclosed(letter: Any) -> Disclosed:
    return Disclosed(letter.disclosed, letter.recipient or letter.addressee, letter.basis)


def _part(module: str, name: str) -> Callable[..., Any]:
    """A function that is imported when the paper is first asked for."""

    def call(*given: Any) -> Any:
        return getattr(import_module(module), name)(*given)

    call.__module__, call.__qualname__ = module, name
    return call
