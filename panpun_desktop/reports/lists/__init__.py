"""The lists of the report desk: one layout, one workbook and one JSON form for all; each has its own query.

A further list is a module here with ``read(session, asked) -> ListPaper`` and a line in ``_LISTS``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from panpun_desktop.reports.report import Report

_PERIOD, _DAY = ("first_on", "last_on"), ("day",)
_LISTS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("stays", "ทะเบียนการเข้าพัก", _PERIOD, "ช่วงนี้ใครเข้าพัก มาจากไหน พักกี่คืน และออกไปอย่างไร"),
    ("near_limits", "ผู้พักใกล้ครบหรือเกินเกณฑ์", _DAY, "วันนี้ใครใกล้ครบ ครบ หรือเกินจำนวนวันที่พักได้"),
    ("overrides", "การผ่อนผันเกินเกณฑ์", _PERIOD, "ช่วงนี้ผ่อนผันเกณฑ์ใดให้ใคร เพราะเหตุใด และใครรับทราบแล้ว"),
    ("length_of_stay", "ระยะเวลาเข้าพัก", _PERIOD, "แต่ละประเภทบริการพักกันนานเท่าใด (มัธยฐานและเฉลี่ย)"),
    ("returns", "ผู้กลับเข้าพักอีก", _PERIOD, "ใครกลับเข้าพักอีกในไม่กี่คืนหลังออกจากศูนย์"),
    ("waiting", "รายชื่อรอเข้าพักและผู้ที่ไม่ได้รับเข้า", _PERIOD, "ช่วงนี้ใครรอเตียง รอนานเท่าใด และไม่ได้รับใครเพราะเหตุใด"),
    ("agencies", "หน่วยงานเครือข่าย", _PERIOD, "แต่ละหน่วยงานส่งมากี่ราย รับไปกี่ราย และมีหนังสือใดรอคำตอบ"),
    ("follow_ups", "การติดตามหลังออกจากศูนย์", _PERIOD, "ต้องติดตามใครภายในวันสิ้นช่วง และที่ติดตามแล้วได้ผลอย่างไร"),
    ("outgoing_register", "ทะเบียนหนังสือส่ง", _PERIOD, "ช่วงนี้ศูนย์ออกหนังสือเลขใด ถึงใคร และฉบับใดรอคำตอบ"),
    ("incoming_register", "ทะเบียนหนังสือรับ", _PERIOD, "ช่วงนี้รับหนังสือใดจากใคร และฉบับใดยังต้องตอบ"),
    ("disclosures", "ทะเบียนการเปิดเผยข้อมูล", _PERIOD, "ช่วงนี้เปิดเผยข้อมูลใดของใคร แก่ใคร ด้วยฐานใด"),
    ("consents", "ทะเบียนความยินยอม", _PERIOD, "ช่วงนี้ใครให้ ไม่ให้ หรือถอนความยินยอมเรื่องใด"),
    ("access_register", "ทะเบียนการเข้าถึงข้อมูล", _PERIOD, "ช่วงนี้ใครเปิดดู พิมพ์ ส่งออก หรือค้นข้อมูลของใคร"),
    ("audit_trail", "บันทึกการทำรายการ", _PERIOD, "ช่วงนี้ใครทำรายการใด เกี่ยวกับใคร และแก้อะไรจากอะไรเป็นอะไร"),
    ("data_quality", "คุณภาพข้อมูล", _PERIOD, "ข้อมูลใดผิดหรือขาด ต้องแก้ไข ควรแก้ไข หรือควรทราบ"),
)
_TAKES = {
    "returns": ("nights",),
    "disclosures": ("person_id",),
    "consents": ("person_id", "purpose", "state"),
    "access_register": ("person_id", "user_id", "kind"),
    "audit_trail": ("person_id", "user_id", "act"),
}
_READ_WITH = {"access_register": "access.read", "audit_trail": "audit.read"}
"""Lists that not everybody reads who reads lists."""
ABOUT = {key: (label, answers) for key, label, _needs, answers in _LISTS}
"""Title of each list, and what it answers."""


def _part(module: str, name: str) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), name)(*given)

    call.__module__, call.__qualname__ = f"{__name__}.{module}", name  # where to look for it
    return call


def _report(key: str, label: str, needs: tuple[str, ...], answers: str) -> Report:
    return Report(
        key=key,
        label=label,
        needs=needs,
        read=_part(key, "read"),
        facts=_part("data", "to_json"),
        draw=_part("layout", "pdf"),
        title=_part("data", "title"),
        answers=answers,
        read_act=_READ_WITH.get(key, "report.read"),
        takes=_TAKES.get(key, ()),
        xlsx=_part("office", "xlsx"),
    )


REPORTS = tuple(_report(*one) for one in _LISTS)
