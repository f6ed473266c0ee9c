"""Reading single cells of a register: what is meant, what it was read as, and what needs a look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from panpun_desktop.common import national_id, thai_date
from panpun_desktop.common.cells import plain
from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import PartialDate, format_date
from panpun_desktop.common.thai_text import from_thai_digits, normalise
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text
from panpun_desktop.services.import_columns import words
from panpun_desktop.services.import_profile import folded
from panpun_desktop.services.import_verdicts import ReadCell, Verdict

_DAYS_REMEMBERED = 8192
"""A register names the same days again and again."""
_TEXTS_REMEMBERED = 2048
"""And so it does with services, sexes and family names."""
OLDEST = 125
"""Years; nobody is older (domain.md: a slip of the century)."""
_STROKES = " .-–—_?"
_LONGEST_NOTHING = 12
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d{1,2}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{2}|\d{4})")
_AGE = re.compile(r"(?:อายุ|ประมาณ|ราว|~|\s)*(\d{1,3})(?:\.\d+)?\s*(?:ปี|ขวบ|y|yrs?|years?)?(?:\s*\d+\s*เดือน)?")
_MONTHS_OLD = re.compile(r"(\d{1,2})\s*(?:เดือน|วัน)")
_PLAIN_DATE = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]2[45]\d\d|\d{4}-\d\d-\d\d|2[45]\d\d")
_LOST_DIGITS = 6
"""A number of thirteen figures that ends in so many noughts was rounded by a spreadsheet."""


_NOTHING = ReadCell("")


@dataclass(frozen=True)
class ReadBirth:
    """A birth as a cell says it, and the cell."""

    birth: Birth
    cell: ReadCell


def tidy(text: str) -> str:
    """A cell in one spelling, without the mark against formulas, with single spaces."""
    return " ".join(normalise(plain(text.strip())).split())


def is_nothing(text: str) -> bool:
    """Say whether a cell, in one spelling, only says that there is nothing, or nothing known."""
    return not text or (len(text) <= _LONGEST_NOTHING and text.strip(_STROKES).casefold() in _nothings())


def is_broken(text: str) -> bool:
    """Say whether a spreadsheet could not reckon the cell."""
    return text[:1] == "#" and folded(text) in words("broken")


@cache
def _nothings() -> frozenset[str]:
    return frozenset(word.strip(_STROKES).casefold() for word in words("empty")) | {""}


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def read_text(raw: str) -> ReadCell:
    """A text as it stands; another spelling of the same look is said."""
    if not raw:
        return _NOTHING
    text = tidy(raw)
    if is_broken(text):
        return ReadCell("", "–", Verdict.LOOK, "import.cell_broken")
    if is_nothing(text):
        return _NOTHING
    if text == raw:
        return ReadCell(text)
    if _squeezed(text) != _squeezed(raw):
        return ReadCell(text, text, Verdict.READ_AS, "import.read_as", {"shown": text})
    return ReadCell(text)


def read_number(raw: str) -> ReadCell:
    """A national id; one that a spreadsheet spoilt is unknown, a doubtful one is kept (R-CID-3)."""
    text = from_thai_digits(tidy(raw)).removesuffix(".0")
    if is_broken(text):
        return ReadCell("", "–", Verdict.LOOK, "import.cell_broken")
    if is_nothing(text):
        return ReadCell("")
    return _judged_number(text, is_thai=from_thai_digits(raw) != raw)


def _judged_number(text: str, *, is_thai: bool) -> ReadCell:
    number = national_id.check(text)
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")) or _is_rounded(number):
        return ReadCell("", "–", Verdict.LOOK, "import.number_lost")
    longer = national_id.check(f"0{number.digits}") if len(number.digits) == 12 else number
    if longer.is_valid:
        shown = national_id.format_id(longer.digits)
        reason = "import.leading_zero" if longer is not number else "import.thai_digits" if is_thai else ""
        return ReadCell(
            longer.digits, shown, Verdict.READ_AS if reason else Verdict.OK, reason, {"shown": shown}
        )
    kept = number.digits if number.problem != "not_digits" else text
    reason = "import.national_id_doubtful" if len(kept) == 13 else "import.number_length"
    return ReadCell(kept, "", Verdict.LOOK, reason, {"count": str(len(number.digits))})


def read_phone(raw: str) -> ReadCell:
    """Telephone numbers, the first of several first; a nought that a spreadsheet ate comes back."""
    text = from_thai_digits(tidy(raw)).removesuffix(".0")
    if is_broken(text) or _SCIENTIFIC.fullmatch(text):
        return ReadCell("", "–", Verdict.LOOK, "import.cell_broken")
    if is_nothing(text):
        return ReadCell("")
    digits = re.sub(r"\D", "", text)
    if len(digits) == 9 and digits[0] in "689" and "+" not in text:
        shown = format_phone(f"0{digits}")
        return ReadCell(shown, shown, Verdict.READ_AS, "import.leading_zero", {"shown": shown})
    return ReadCell(format_phone(text))


@lru_cache(maxsize=_DAYS_REMEMBERED)
def read_birth(raw: str, today: date, order: str) -> ReadBirth:
    """A birth date as exactly as it is known; an unreadable one is unknown and never in the way (R-PER-2)."""
    text = _date_text(raw, order)
    if is_nothing(text) or not text:
        return ReadBirth(Birth(), ReadCell(""))
    partial = _partial(text, today, birth=True)
    if partial is None or partial.first > today or today.year - partial.first.year > OLDEST:
        return ReadBirth(Birth(), ReadCell("", "–", Verdict.LOOK, "import.date_unreadable"))
    birth = Birth.read(partial, today)
    return ReadBirth(birth, _judged_day(raw, birth_text(birth), text, partial))


def read_age(raw: str, on: date) -> ReadBirth:
    """An age as it was on a day: an estimate that grows with the years (R-AGE-1)."""
    text = from_thai_digits(tidy(raw)).removesuffix(".0")
    if is_nothing(text):
        return ReadBirth(Birth(), ReadCell(""))
    match = _AGE.fullmatch(text)
    age = 0 if _MONTHS_OLD.fullmatch(text) else int(match[1]) if match else None
    if age is None or age > OLDEST:
        return ReadBirth(Birth(), ReadCell("", "–", Verdict.LOOK, "import.age_unreadable"))
    return ReadBirth(Birth.estimated(age, on), ReadCell(str(age)))


@lru_cache(maxsize=_DAYS_REMEMBERED)
def read_day(raw: str, today: date, order: str) -> tuple[date | None, ReadCell]:
    """A full date; None with a refusal when there is something that is no date."""
    text = _date_text(raw, order)
    if not text or is_nothing(text):
        return None, ReadCell("")
    partial = None if re.fullmatch(r"[+\-]\d+", text) else _partial(text, today, birth=False)
    if partial is None or partial.precision != "day":
        return None, ReadCell("", "", Verdict.REFUSED, "import.date_unreadable")
    return partial.first, _judged_day(raw, format_date(partial.first, "short"), text, partial)


def precision_of(birth: Birth) -> str:
    """The stored code of how exactly a birth is known."""
    return BirthPrecision(birth.precision).value


def _date_text(raw: str, order: str) -> str:
    """A date turned into day, month, year, whatever came first; times are left off."""
    text = from_thai_digits(tidy(raw)).removesuffix(".0")
    if match := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return f"{int(match[3])}/{int(match[2])}/{match[1]}"
    if (match := _SHORT.fullmatch(text)) and order != "dmy":
        first, second, third = match.groups()
        return f"{third}/{second}/{first}" if order == "ymd" else f"{second}/{first}/{third}"
    return text


def _partial(text: str, today: date, birth: bool) -> PartialDate | None:
    try:
        return thai_date.parse(text, today, birth=birth)
    except thai_date.ThaiDateError:
        return None


def _judged_day(raw: str, shown: str, text: str, partial: PartialDate) -> ReadCell:
    """Plain Buddhist dates and true dates of a spreadsheet stand as they are, others say what was read."""
    written = raw.strip()
    if match := _ISO.fullmatch(written):
        if int(match[1]) <= 2400:
            return ReadCell(shown, shown)
        return ReadCell(shown, shown, Verdict.READ_AS, "import.buddhist_date", {"shown": shown})
    if re.fullmatch(r"\d{1,2}\D+\d{1,2}\D+\d{2}|\d{1,2} ?[^\d\s]+ ?\d{2}", text):
        year = str(thai_date.be_year(partial.first))
        return ReadCell(shown, shown, Verdict.READ_AS, "import.two_digit_year", {"year": year})
    if partial.is_doubtful:
        return ReadCell(shown, shown, Verdict.LOOK, "import.read_as", {"shown": shown})
    if (
        _PLAIN_DATE.fullmatch(written)
        or partial.precision == "year"
        or _squeezed(written) == _squeezed(shown)
    ):
        return ReadCell(shown, shown)
    return ReadCell(shown, shown, Verdict.READ_AS, "import.read_as", {"shown": shown})


def _is_rounded(number: national_id.NationalId) -> bool:
    return len(number.digits) == 13 and number.digits.endswith("0" * _LOST_DIGITS) and not number.is_valid


def _squeezed(text: str) -> str:
    return "".join(plain(text.strip()).split())
