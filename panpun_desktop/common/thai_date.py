"""Days as Thai people write and read them: Buddhist era, words and figures (domain.md §3.4, §9).

Inside the program a day is a Gregorian ``date``; the Buddhist era exists only in text. The calendar
itself and the reading of typed dates are used through this module.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

from panpun_desktop.common.be_calendar import MONTHS as MONTHS
from panpun_desktop.common.be_calendar import OFFSET
from panpun_desktop.common.be_calendar import SHORT_MONTHS as SHORT_MONTHS
from panpun_desktop.common.be_calendar import SHORT_WEEKDAYS as SHORT_WEEKDAYS
from panpun_desktop.common.be_calendar import WEEKDAYS as WEEKDAYS
from panpun_desktop.common.be_calendar import PartialDate as PartialDate
from panpun_desktop.common.be_calendar import ThaiDateError as ThaiDateError
from panpun_desktop.common.be_calendar import be_year as be_year
from panpun_desktop.common.be_calendar import fiscal_quarter as fiscal_quarter
from panpun_desktop.common.be_calendar import fiscal_year as fiscal_year
from panpun_desktop.common.be_calendar import from_be as from_be
from panpun_desktop.common.date_reading import card_birth as card_birth
from panpun_desktop.common.date_reading import parse as parse
from panpun_desktop.common.thai_text import to_thai_digits

Style = Literal["long", "short", "numeric"]


def format_date(day: date, style: Style = "long", thai_digits: bool = False) -> str:
    """A day in words or figures: long 31 ตุลาคม 2569, short 31 ต.ค. 2569, numeric 31/10/2569."""
    if style == "numeric":
        text = f"{day.day:02d}/{day.month:02d}/{be_year(day)}"
    else:
        text = f"{day.day} {_month_name(day, style)} {be_year(day)}"
    return _digits(text, thai_digits)


def format_partial(known: PartialDate, today: date, style: Style = "long", thai_digits: bool = False) -> str:
    """A date as far as it is known: 15 สิงหาคม 2569, สิงหาคม 2569, พ.ศ. 2510, ประมาณ 50 ปี.

    The age is the one on ``today``: it advances each year (R-AGE-1).
    """
    if known.precision == "day":
        return format_date(known.first, style, thai_digits)
    if known.precision == "age":
        text = f"ประมาณ {today.year - known.first.year} ปี"
    elif known.precision == "year":
        text = f"พ.ศ. {known.first.year + OFFSET}"
    else:
        text = f"{_month_name(known.first, style)} {be_year(known.first)}"
    return _digits(text, thai_digits)


def format_time(moment: time | datetime, paper: bool = False, thai_digits: bool = False) -> str:
    """A time of day: 14:30 on screen, 14.30 น. on paper."""
    text = f"{moment:%H.%M} น." if paper else f"{moment:%H:%M}"
    return _digits(text, thai_digits)


def month_label(day: date, thai_digits: bool = False) -> str:
    """The month of a day as a report names it: ตุลาคม พ.ศ. 2569."""
    return _digits(f"{MONTHS[day.month - 1]} พ.ศ. {be_year(day)}", thai_digits)


def short_month(day: date) -> str:
    """The month of a day where many stand below each other: ต.ค. 2569."""
    return f"{_month_name(day, 'short')} {be_year(day)}"


def in_file_name(day: date, *, is_month: bool = False) -> str:
    """A day or a month as names of files carry it, in CE (R-BE-1): 2026-10-31, 2026-10."""
    return f"{day:%Y-%m}" if is_month else f"{day:%Y-%m-%d}"


def weekday_name(day: date, short: bool = False) -> str:
    """The name of the day of the week: เสาร์, or ส."""
    return (SHORT_WEEKDAYS if short else WEEKDAYS)[day.weekday()]


def _month_name(day: date, style: Style) -> str:
    return (SHORT_MONTHS if style == "short" else MONTHS)[day.month - 1]


def _digits(text: str, thai: bool) -> str:
    return to_thai_digits(text) if thai else text
