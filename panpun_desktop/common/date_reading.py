"""Reading dates as people type them and as cards hold them (domain.md §3.2, §3.4, decision 3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from panpun_desktop.common.be_calendar import (
    MONTHS,
    OFFSET,
    SHORT_MONTHS,
    Era,
    PartialDate,
    ThaiDateError,
    be_year,
    checked_day,
    first_of_be_year,
    from_be,
)
from panpun_desktop.common.thai_text import from_thai_digits, normalise

_YEARS_AHEAD = 20
_OLDEST = 130

_SPOKEN_MONTHS = (
    "มกรา",
    "กุมภา",
    "มีนา",
    "เมษา",
    "พฤษภา",
    "มิถุนา",
    "กรกฎา",
    "สิงหา",
    "กันยา",
    "ตุลา",
    "พฤศจิกา",
    "ธันวา",
)
_MONTH_OF = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS, _SPOKEN_MONTHS)
    for number, name in enumerate(names, 1)
}
_DAY_WORDS = {
    "วันนี้": 0,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "เมื่อวานซืน": -2,
    "พรุ่งนี้": 1,
    "มะรืน": 2,
    "มะรืนนี้": 2,
}

_month = "|".join(
    "".join(letter + r"\.?" if len(name) <= 3 else letter for letter in name)
    for name in sorted(_MONTH_OF, key=len, reverse=True)
)
_year = r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?)? ?(?P<year>\d{2,4})"
_WITH_MONTH = re.compile(rf"(?:(?P<day>\d{{1,2}}) ?[-/.]? ?)?(?P<month>{_month}) ?[-/.]? ?{_year}")
_IN_FIGURES = re.compile(r"(?P<day>\d{1,2}) ?([-/. ]) ?(?P<month>\d{1,2}) ?\2 ?(?P<year>\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})(?:\2(?P<day>\d{1,2}))?")
_MONTH_IN_FIGURES = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_TOGETHER = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})")
_TOGETHER_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_ONLY_YEAR = re.compile(r"(?P<era>พ\.? ?ศ\.?|ค\.? ?ศ\.?) ?(?P<year>\d{2,4})|(?P<bare>\d{4})")
_AGE = re.compile(r"(?P<about>(?:อายุ)? ?(?:ประมาณ|ราว|~)?) ?(?P<age>\d{1,3}) ?(?P<unit>ปี|ขวบ)?")
_DAYS_AWAY = re.compile(r"(?P<sign>[+-]) ?(?P<days>\d{1,4})")
_NOT_READ = re.compile(r"วัน[ก-๎]*ที่|วันที่|เดือน|^ปี(?= ?(?:\d{4}|พ|ค))|(?<= )ปี(?= ?(?:\d|พ|ค))")
_BORN = re.compile(r"^(?:วัน)?เกิด(?:เมื่อ)? ?:? ?")
"""What stands before a birth date that is written as a sentence: เกิด 2 ต.ค. 2530."""


def parse(text: str, today: date, birth: bool = False) -> PartialDate:
    """Read a date in any of the ways people write one; ThaiDateError says what is wrong.

    A year over 2400 is พ.ศ., 1800 to 2200 is ค.ศ.; two figures are the พ.ศ. 25xx or 24xx that is at most 20
    years ahead. With ``birth`` nothing is in the future (R-BE-1, decision 3).
    """
    typed = _tidy(text)
    if not typed:
        raise ThaiDateError("date.empty")
    if birth:
        typed = _BORN.sub("", typed)
    for reader in _READERS:
        found = reader(typed, today, birth)
        if found is not None:
            if birth and found.first > today:
                raise ThaiDateError("date.birth_in_future")
            return found
    raise ThaiDateError("date.unreadable")


def card_birth(figures: str) -> PartialDate:
    """The birth date on an ID card, พ.ศ. YYYYMMDD; 00 is an unknown month or day (golden scenario G11).

    Registries may hold days before 1 January 2484 in today's reckoning: such a day is converted by −543
    and marked doubtful, never shifted. ThaiDateError for anything else.
    """
    match = _TOGETHER_YEAR_FIRST.fullmatch(from_thai_digits(figures).strip())
    if match is None or int(match["year"]) <= 2400:
        raise ThaiDateError("date.unreadable")
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    is_doubtful = year < 2484
    if not month:
        return PartialDate("year", first_of_be_year(year), "be", is_doubtful)
    first = checked_day(year - OFFSET, month, day or 1, shown_year=year)
    return PartialDate("day" if day else "month", first, "be", is_doubtful)


def _tidy(text: str) -> str:
    text = from_thai_digits(normalise(text)).translate(str.maketrans("–—−", "---"))
    return " ".join(_NOT_READ.sub(" ", text).split())


def _read_word(typed: str, today: date, birth: bool) -> PartialDate | None:
    if typed in _DAY_WORDS:
        return PartialDate("day", today + timedelta(days=_DAY_WORDS[typed]))
    if match := _DAYS_AWAY.fullmatch(typed):
        try:
            return PartialDate("day", today + timedelta(days=int(match["sign"] + match["days"])))
        except OverflowError as error:
            raise ThaiDateError("date.unreadable") from error
    return None


def _read_age(typed: str, today: date, birth: bool) -> PartialDate | None:
    match = _AGE.fullmatch(typed)
    if match is None or not (match["about"] or match["unit"]):
        return None
    age = int(match["age"])
    if age > _OLDEST:
        raise ThaiDateError("date.age_unclear", age=age, oldest=_OLDEST)
    return PartialDate("age", date(today.year - age, 1, 1))


def _read_year(typed: str, today: date, birth: bool) -> PartialDate | None:
    match = _ONLY_YEAR.fullmatch(typed)
    if match is None:
        return None
    era, year = _year_meant(match["year"] or match["bare"], match["era"], (1, 1), today, birth)
    return PartialDate("year", first_of_be_year(year) if era == "be" else date(year, 1, 1), era)


def _read_together(typed: str, today: date, birth: bool) -> PartialDate | None:
    """Eight figures are day, month, year; year first where that gives no date."""
    match = _TOGETHER.fullmatch(typed)
    if match is None:
        return None
    other = _TOGETHER_YEAR_FIRST.fullmatch(typed)
    try:
        return _dated(match, today, birth)
    except ThaiDateError:
        if other is None or int(match["month"]) <= 12:
            raise
    return _dated(other, today, birth)


def _reader(pattern: re.Pattern[str]) -> Callable[[str, date, bool], PartialDate | None]:
    def read(typed: str, today: date, birth: bool) -> PartialDate | None:
        match = pattern.fullmatch(typed)
        return None if match is None else _dated(match, today, birth)

    return read


_READERS = (
    _read_word,
    _reader(_IN_FIGURES),
    _reader(_WITH_MONTH),
    _read_together,
    _reader(_YEAR_FIRST),
    _reader(_MONTH_IN_FIGURES),
    _read_year,
    _read_age,
)


def _dated(match: re.Match[str], today: date, birth: bool) -> PartialDate:
    """The day or month of a match with ``year``, ``month`` and perhaps ``day`` and ``era``."""
    parts = match.groupdict()
    month = _MONTH_OF.get(parts["month"].replace(".", "")) or int(parts["month"])
    day = int(parts.get("day") or 1)
    era, year = _year_meant(parts["year"], parts.get("era"), (month, day), today, birth)
    first = from_be(year, month, day) if era == "be" else checked_day(year, month, day, shown_year=year)
    return PartialDate("day" if parts.get("day") else "month", first, era)


def _year_meant(
    figures: str, marker: str | None, rest: tuple[int, int], today: date, birth: bool
) -> tuple[Era, int]:
    """The era and year of two or four figures; ThaiDateError when it is neither era's."""
    year = int(figures)
    said: Era | None = None if not marker else "be" if marker.startswith("พ") else "ce"
    if len(figures) == 2 and said != "ce":
        return "be", _century(year, rest, today, birth)
    if year > 2400 and said != "ce":
        return "be", year
    if 1800 <= year <= 2200 and said != "be":
        return "ce", year
    raise ThaiDateError("date.year_unclear", year=figures)


def _century(year: int, rest: tuple[int, int], today: date, birth: bool) -> int:
    """25xx, or 24xx where that would lie too far ahead."""
    ahead = 0 if birth else _YEARS_AHEAD
    latest = (be_year(today) + ahead, today.month, today.day)
    return 2500 + year if (2500 + year, *rest) <= latest else 2400 + year
