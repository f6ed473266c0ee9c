"""The Buddhist-era calendar: years, months, the fiscal year, and dates known in part (domain.md §3.4, §9).

Until 2483 the year began on 1 April, so January to March lie one Gregorian year later than the rest.
``common.thai_date`` is the door to all of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from panpun_desktop.common.messages import filled

OFFSET = 543
_FIRST_MODERN = 2484
"""The first year that began on 1 January."""

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
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
"""Monday first, as ``date.weekday()`` counts."""
SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

Precision = Literal["day", "month", "year", "age"]
Era = Literal["be", "ce"]


class ThaiDateError(ValueError):
    """A text or number that is no date; ``id`` names the reason and ``str()`` is a sentence to show."""

    def __init__(self, id: str, **facts: Any) -> None:
        super().__init__(id)
        self.id = id
        self.facts = facts

    def __str__(self) -> str:
        return filled(self.id, self.facts)


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known.

    ``first`` is the day meant, or the first day of the month or year meant; an age gives 1 January of the
    year reckoned. ``era_read`` is the era in which it was written. ``is_doubtful`` asks for a look at the
    year of birth (a card's day before 1 January 2484).
    """

    precision: Precision
    first: date
    era_read: Era = "be"
    is_doubtful: bool = False


def be_year(day: date) -> int:
    """The Buddhist year written for a day; before 2484 January to March belong to the year before."""
    year = day.year + OFFSET
    return year - 1 if year < _FIRST_MODERN and day.month <= 3 else year


def from_be(year: int, month: int, day: int) -> date:
    """The day that is written so in the Buddhist era; ThaiDateError when there is none.

    29 February is judged on the converted year; January to March 2483 never were.
    """
    converted = year - OFFSET
    if year < _FIRST_MODERN and month <= 3:
        if year == _FIRST_MODERN - 1:
            raise ThaiDateError("date.not_in_calendar")
        converted += 1
    return checked_day(converted, month, day, shown_year=year)


def checked_day(year: int, month: int, day: int, shown_year: int) -> date:
    """The Gregorian day, or ThaiDateError naming it with the year as it was written."""
    try:
        return date(year, month, day)
    except ValueError as error:
        if 1 <= month <= 12 and day:
            name = MONTHS[month - 1]
            raise ThaiDateError("date.no_such_day", day=day, month=name, year=shown_year) from error
        raise ThaiDateError("date.unreadable") from error


def first_of_be_year(year: int) -> date:
    """1 January, or 1 April for years until 2483."""
    return from_be(year, 1 if year >= _FIRST_MODERN else 4, 1)


def fiscal_year(day: date) -> int:
    """The fiscal year in พ.ศ., 1 October to 30 September (R-FY-1)."""
    return day.year + OFFSET + (day.month >= 10)


def fiscal_quarter(day: date) -> int:
    """The quarter of the fiscal year, 1 to 4; October to December is 1 (R-FY-1)."""
    return (day.month - 10) % 12 // 3 + 1
