"""Days as Thai people write them: the Buddhist era, its text, the fiscal year (domain.md §3.4, §9).

Inside the program a day is a Gregorian ``date``; the Buddhist era exists only in text.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from panpun_desktop.common.thai_text import to_thai_digits

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

Style = Literal["long", "short", "numeric"]


def be_year(day: date) -> int:
    """The Buddhist year written for a day; January to March before 2484 still belong to the old year."""
    if day.year <= 1940 and day.month <= 3:
        return day.year + 542
    return day.year + 543


def format_date(day: date, style: Style = "long", thai_digits: bool = False) -> str:
    """A day in words or figures: long 31 ตุลาคม 2569, short 31 ต.ค. 2569, numeric 31/10/2569."""
    year = be_year(day)
    if style == "numeric":
        text = f"{day.day:02d}/{day.month:02d}/{year}"
    else:
        names = MONTHS if style == "long" else SHORT_MONTHS
        text = f"{day.day} {names[day.month - 1]} {year}"
    return to_thai_digits(text) if thai_digits else text
