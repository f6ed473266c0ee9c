"""The summary on paper: landscape, a line for each trainee, figures at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.attendance_summary.data import TITLE, Attended, Summary, title
from panpun_desktop.reports.report import Finish
from panpun_desktop.rules.course_floor import short_days

_POINTS = 13.0
_MARKS = ("มา", "สาย", "ป่วย", "กิจ", "ขาด", "ราชการ")


def pdf(sheet: Summary, finish: Finish) -> bytes:
    """Draw the summary; the same values give the same bytes."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    page = kit.report_page(title(sheet), sheet.centre, is_landscape=True, footer=digits(title(sheet)))
    page = replace(page, margins=(1.2, 1.5, 1.6, 1.5), thai_digits=finish.thai_digits)
    return kit.build(list(_flowables(sheet, page.text_width, digits)), page)


def _flowables(sheet: Summary, width: float, digits: Callable[[str], str]) -> Iterator[Any]:
    yield kit.para(sheet.centre, "centre")
    yield kit.para(digits(f"{TITLE} {sheet.of.heading}"), "title")
    people = f"ผู้เข้าอบรมในช่วงนี้ {len(sheet.trainees) + sheet.hidden} คน"
    yield kit.para(digits(f"{sheet.period} · {people} · {sheet.of.taught}"), "cell_centre")
    yield kit.gap(0.2)
    if sheet.trainees:
        rows = [_row(number, one, digits) for number, one in enumerate(sheet.trainees, 1)]
        look = kit.Look(above=3, below=1.5)
        table = kit.table(
            _columns(is_month=sheet.month is not None), rows, width=width, points=_POINTS, look=look
        )
        yield kit.closed(table, _closing(sheet, digits))
    else:
        yield kit.para("ยังไม่มีผู้เข้าอบรมในช่วงนี้", "left")
        yield kit.keep(_closing(sheet, digits))


def _closing(sheet: Summary, digits: Callable[[str], str]) -> list[Any]:
    signers = (kit.Signer(role, has_position=False) for role in ("ครูฝึก", "ผู้ตรวจ"))
    return [kit.para(digits(_note(sheet)), "note"), kit.SignatureBlock(*signers)]


def _note(sheet: Summary) -> str:
    return (
        f"จำนวนคาบและร้อยละนับเฉพาะช่วงนี้ ร้อยละ = (มา + สาย + ราชการ) ÷ คาบที่จัด ลาป่วยและลากิจนับเป็นไม่มา "
        f"เกณฑ์ร้อยละ {sheet.least} · "
        f"วันสะสม ความต่อเนื่อง และวันที่ครบ นับถึงวันที่ {format_date(sheet.day)}"
    )


def _columns(*, is_month: bool) -> list[kit.Column]:
    """``is_month``: the per cent is of the month alone, else the one that the sheet on the screen shows."""
    percent = kit.Markup("ร้อยละ<br/>เดือนนี้" if is_month else "ร้อยละ<br/>สะสม")
    marks = (kit.Column(one, width=1.45, align="right", group="จำนวนคาบ") for one in _MARKS)
    return [
        kit.Column("ที่", width=0.95, align="right"),
        kit.Column("ชื่อ–นามสกุล", share=1),
        kit.Column("จัด", width=1.3, align="right", group="จำนวนคาบ"),
        *marks,
        kit.Column(percent, width=1.5, align="right"),
        kit.Column("วันสะสม", width=1.7, align="right"),
        kit.Column("ต่อเนื่อง", width=1.8, align="centre"),
        kit.Column("ครบขั้นต่ำ", width=2.6, align="right"),
    ]


def _row(number: int, one: Attended, digits: Callable[[str], str]) -> list[Any]:
    counts = (one.scheduled, one.present, one.late, one.sick, one.personal, one.absent, one.official)
    days = short_days(one.days, one.floor)
    who = f"{kit.name(one.name)} ({one.state})" if one.state else kit.name(one.name)
    done = format_date(one.forecast_day, "short") if one.forecast_day else kit.NO_VALUE
    return [
        digits(str(number)),
        who,
        *(digits(str(count)) for count in counts),
        digits(one.shown),
        digits(days),
        "ต่อเนื่อง" if one.continuous else "ขาดช่วง",
        digits(done) if one.floor is not None else kit.NO_VALUE,
    ]
