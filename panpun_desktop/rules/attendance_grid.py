"""An attendance sheet that somebody else made: where its names stand, and which column is which day.

Works on texts alone, as a file gives them. The days may be bare numbers under a month, whole dates,
numbers with the day of the week, each once or for morning and afternoon; lines of totals are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import MONTHS, ThaiDateError, parse
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules.codes import Half

Line = Sequence[str]

_HEADER_WITHIN = 40
_DAYS_TO_BE_A_HEADER = 2
_NAME_HEADS = ("ชื่อ", "รายชื่อ", "name", "ผู้เข้าอบรม", "ผู้เรียน", "นักเรียน")
_LAST_NAME_HEADS = ("สกุล", "นามสกุล", "lastname", "surname")
_NO_NAMES = frozenset(
    {
        *("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "รวมมา", "รวมขาด", "รวมลา", "ยอดรวม", "มา", "ขาด", "ลา", "สาย"),
        *("เฉลี่ย", "ร้อยละ", "สรุป", "ครู", "ครูฝึก", "วิทยากร", "total"),
    }
)
_NO_NAMES_BEGIN = ("หมายเหตุ", "ลงชื่อ", "ครูผู้", "ผู้ตรวจ", "จำนวน", "รวม(", "ร้อยละ", "คิดเป็น")
_HALVES = {
    **dict.fromkeys(("เช้า", "ช", "ภาคเช้า", "am", "ก่อนเที่ยง"), Half.AM),
    **dict.fromkeys(("บ่าย", "บ", "ภาคบ่าย", "pm", "หลังเที่ยง"), Half.PM),
}
_WEEKDAY = r"(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์|จ|อ|พฤ|พ|ศ|ส|อา)\.?"
_DAY_NUMBER = re.compile(rf"(?:{_WEEKDAY})?(?:วันที่)?(\d{{1,2}})(?:{_WEEKDAY})?")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
_DAY_AND_HALF = re.compile(r"(.+?)\s*[(/ ]?\s*(เช้า|บ่าย|ช|บ)\.?\s*\)?")


@dataclass(frozen=True)
class GridDay:
    """A column of a sheet; ``day`` None could not be told, ``half`` None is not said."""

    place: int
    header: str
    day: date | None
    half: Half | None = None


@dataclass(frozen=True)
class GridLine:
    """A person's line; ``number`` counts lines from 1, as people do; a cell for each column of a day."""

    number: int
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read; ``header_line`` counts from 1."""

    header_line: int
    days: tuple[GridDay, ...]
    lines: tuple[GridLine, ...]


def read_grid(rows: Sequence[Line], plan: Collection[date], today: date, month: date | None = None) -> Grid:
    """Find the names and the days of a sheet.

    ``plan`` are the days of the cohort; ``month`` (any day in it) is the one that bare numbers belong to,
    else it is read above the header, else it is the only month of the plan. RuleBroken
    ``attendance_grid.no_days``, ``.no_names`` or ``.month_unknown``.
    """
    header = _header_of(rows, today)
    heads = rows[header]
    places = [place for place, text in enumerate(heads) if _is_day(text, today)]
    names = _name_places(rows, header, places[0])
    of_month = month or _month_above(rows[: header + 1], today) or _only_month(plan)
    days = tuple(_days(rows, header, places, of_month, today))
    lines = _lines(rows, header + 1, names, [one.place for one in days])
    return Grid(header + 1, days, tuple(lines))


def _header_of(rows: Sequence[Line], today: date) -> int:
    """The line with the most days in it."""
    counts = [sum(_is_day(text, today) for text in row) for row in rows[:_HEADER_WITHIN]]
    best = max(counts, default=0)
    if best < _DAYS_TO_BE_A_HEADER:
        raise RuleBroken("attendance_grid.no_days")
    return counts.index(best)


def _folded(text: str) -> str:
    return "".join(from_thai_digits(normalise(text)).casefold().split())


def _is_day(text: str, today: date) -> bool:
    return _number_in(text) is not None or _whole_date(text, today) is not None


def _number_in(text: str) -> int | None:
    """The number of a bare day: 2, จ.2, 2 พ., วันที่ 2, ๒."""
    word, _half = _without_half(_folded(text))
    match = _DAY_NUMBER.fullmatch(word.removesuffix(".0"))
    number = int(match[1]) if match else 0
    return number if 1 <= number <= 31 else None


def _without_half(word: str) -> tuple[str, Half | None]:
    match = _DAY_AND_HALF.fullmatch(word)
    if match and any(figure.isdecimal() for figure in match[1]):
        return match[1], _HALVES[match[2]]
    return word, None


def _whole_date(text: str, today: date) -> date | None:
    """A day with its month at least: 2/11/2569, 2 พ.ย. 69, 2026-11-02, 2/11."""
    word, _half = _without_half(from_thai_digits(normalise(text)).strip())
    short = _DAY_AND_MONTH.fullmatch("".join(word.split()))
    if short:
        return _near(int(short[1]), int(short[2]), today)
    if not any(figure.isdecimal() for figure in word) or len(word) < len("1 ม.ค."):
        return None
    for written in (word, f"{word} {today.year + 543}"):
        try:
            found = parse(written, today)
        except ThaiDateError:
            continue
        if found.precision == "day":
            return found.first if written is word else _near(found.first.day, found.first.month, today)
    return None


def _near(day: int, month: int, today: date) -> date | None:
    """The day of that month that lies nearest to today."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - today).days), default=None)


def _month_above(rows: Sequence[Line], today: date) -> date | None:
    """A month named in the title: เดือน พฤศจิกายน 2569; without a year the nearest one."""
    for row in reversed(rows):
        for text in row:
            words = from_thai_digits(normalise(text))
            for number, name in enumerate(MONTHS, 1):
                if name in words:
                    year = re.search(rf"{name}\s*(?:พ\.ศ\.)?\s*(\d{{4}}|\d{{2}})", words)
                    return _month_of(number, year[1] if year else "", today)
    return None


def _month_of(month: int, year: str, today: date) -> date | None:
    if not year:
        return _near(1, month, today)
    full = int(year) if len(year) == len("2569") else 2500 + int(year)
    return date(full - 543 if full > 2400 else full, month, 1)


def _only_month(plan: Collection[date]) -> date | None:
    months = {day.replace(day=1) for day in plan}
    return months.pop() if len(months) == 1 else None


def _days(
    rows: Sequence[Line], header: int, places: Sequence[int], month: date | None, today: date
) -> Iterator[GridDay]:
    """Each column with its day; bare numbers that fall go on in the month after."""
    before = 0
    for place in places:
        text = rows[header][place]
        day, number = _whole_date(text, today), _number_in(text)
        if day is None and number is not None:
            if month is None:
                raise RuleBroken("attendance_grid.month_unknown", field="month")
            if number < before:
                month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
            day, before = _in_month(month, number), number
        yield GridDay(place, text.strip(), day, _half(rows, header, place))


def _in_month(month: date, number: int) -> date | None:
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def _half(rows: Sequence[Line], header: int, place: int) -> Half | None:
    """Morning or afternoon: said with the day, or in the line below."""
    found = _without_half(_folded(rows[header][place]))[1]
    if found is None and header + 1 < len(rows) and place < len(rows[header + 1]):
        return _HALVES.get(_folded(rows[header + 1][place]).removesuffix("."))
    return found


def _name_places(rows: Sequence[Line], header: int, first_day: int) -> list[int]:
    """The columns of the name: by their heads, else the one with the most letters before the days."""
    for row in reversed(rows[max(0, header - 2) : header + 2]):
        heads = [_folded(text) for text in row[:first_day]]
        named = [place for place, head in enumerate(heads) if head.startswith(_NAME_HEADS)]
        last = [place for place, head in enumerate(heads) if head.startswith(_LAST_NAME_HEADS)]
        if named:
            return [*named[:1], *[place for place in last if place not in named][:1]]
    places = range(first_day)
    letters = {place: _letters(rows[header + 1 :], place) for place in places}
    best = max(letters, key=letters.__getitem__, default=None)
    if best is None or not letters[best]:
        raise RuleBroken("attendance_grid.no_names")
    return [best]


def _letters(rows: Sequence[Line], place: int) -> int:
    return sum(sum(sign.isalpha() for sign in row[place]) for row in rows if place < len(row))


def _lines(
    rows: Sequence[Line], first: int, names: Sequence[int], places: Sequence[int]
) -> Iterator[GridLine]:
    for number, row in enumerate(rows[first:], first + 1):
        name = " ".join(row[place].strip() for place in names if place < len(row) and row[place].strip())
        if name and not _is_passed_over(name):
            cells = tuple(row[place].strip() if place < len(row) else "" for place in places)
            yield GridLine(number, name, cells)


def _is_passed_over(name: str) -> bool:
    word = _folded(name)
    is_head = word.startswith(_NAME_HEADS) or word in _NO_NAMES or word.startswith(_NO_NAMES_BEGIN)
    return is_head or not any(sign.isalpha() for sign in word)
