"""What the registers of papers have in common: names beside papers about nobody, words of what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.lists.data import ListColumn, ListRow, Value

if TYPE_CHECKING:
    from panpun_desktop.reports.lists.reading import Lines

NUMBER = ListColumn("number", "เลขที่", width=2.3, of_masked=True)
STATE = ListColumn("state", "สถานะ", width=2.1, of_masked=True)
ITEMS = {
    "name": "ชื่อ",
    "age": "อายุ",
    "sex": "เพศ",
    "home_province": "ภูมิลำเนา",
    "stay_dates": "วันที่เข้าพัก",
    "national_id": "เลขประจำตัวประชาชน",
    "service_type": "ประเภทบริการ",
    "address": "ที่อยู่",
    "phone": "โทรศัพท์",
    "photo": "ภาพถ่าย",
    "health": "ข้อมูลสุขภาพ",
    "family": "ครอบครัว",
    "training": "ผลการอบรม",
    "symptoms": "อาการตามที่แจ้ง",
    "health_scheme": "สิทธิการรักษา",
    "birth": "วันเกิด",
    "parents": "ชื่อบิดามารดา",
    "civil_status": "สถานะทางทะเบียนราษฎร",
    "destination": "ปลายทาง",
    "contact": "ผู้รับปลายทาง",
    "amount": "จำนวนเงิน",
    "sensitive_words": "(มีคำที่อาจเป็นข้อมูลสุขภาพในข้อความ)",
}
"""Codes of what a paper tells (R-PD-9)."""
GROUNDS = {
    "consent": "ความยินยอม",
    "own_request": "คำขอของผู้รับบริการ",
    "social_protection": "กฎหมายคุ้มครองทางสังคม",
    "legitimate_interest": "ประโยชน์โดยชอบด้วยกฎหมาย",
    "vital": "ป้องกันอันตรายต่อชีวิต",
    "vital_interest": "ป้องกันอันตรายต่อชีวิต",
    "contract": "สัญญา",
    "legal_duty": "หน้าที่ตามกฎหมาย",
}
"""Codes of the ground on which it is told (R-PD-1)."""


def paper_line(lines: Lines, row: Any, **values: Value) -> ListRow | None:
    """A line about the person of a row, or about nobody."""
    if row.person_id is None:
        return lines.plain(values)
    return lines.line(row, **values)


def told(codes: str) -> str:
    """What was told, in words; a code without words stands as it is."""
    return " ".join(ITEMS.get(one, one) for one in codes.split(",") if one)
