"""What is known of a birth, and the age that follows from it (R-AGE-1, R-AGE-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import be_year, format_date
from panpun_desktop.rules.limits import AgeBand, Limits

UNKNOWN_BAND = "unknown"
"""The report band of those whose age nobody knows."""


class Typed(Protocol):
    """A date as read from a field: ``common.thai_date.PartialDate``."""

    @property
    def precision(self) -> str:
        """One of day, month, year, age."""
        ...

    @property
    def first(self) -> date:
        """The day meant, or the first day of what is meant."""
        ...


class BirthPrecision(StrEnum):
    """How exactly a birth is known."""

    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    EST_AGE = "EST_AGE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Birth:
    """A birth as known: ``first_on`` is the birthday, or the first day of the month or year meant.

    With EST_AGE ``first_on`` is 1 January of the estimated year and ``estimated_on`` the day of the estimate.
    """

    precision: BirthPrecision = BirthPrecision.UNKNOWN
    first_on: date | None = None
    estimated_on: date | None = None

    @classmethod
    def on(cls, day: date) -> Birth:
        """A birth known to the day."""
        return cls(BirthPrecision.DAY, day)

    @classmethod
    def estimated(cls, age: int, on: date) -> Birth:
        """An age estimated on a day; the age then advances with each year (R-AGE-1)."""
        return cls(BirthPrecision.EST_AGE, date(on.year - age, 1, 1), on)

    @classmethod
    def read(cls, typed: Typed, today: date) -> Birth:
        """A birth as it was typed into a date field."""
        precisions = {
            "day": BirthPrecision.DAY,
            "month": BirthPrecision.MONTH,
            "year": BirthPrecision.YEAR,
            "age": BirthPrecision.EST_AGE,
        }
        precision = precisions[typed.precision]
        return cls(precision, typed.first, today if precision is BirthPrecision.EST_AGE else None)

    @property
    def is_known(self) -> bool:
        """Say whether any age follows from it."""
        return self.first_on is not None and self.precision is not BirthPrecision.UNKNOWN

    @property
    def is_estimated(self) -> bool:
        """Say whether the age is someone's estimate."""
        return self.precision is BirthPrecision.EST_AGE


UNKNOWN_BIRTH = Birth()


def age_on(birth: Birth, day: date) -> int | None:
    """Full years on the day, advancing on the birthday; None when unknown or not yet born.

    Someone born on 29 February is a year older on 1 March of a common year.
    """
    if birth.first_on is None or not birth.is_known or birth.first_on > day:
        return None
    first = birth.first_on
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))


def is_minor_on(birth: Birth, day: date, limits: Limits) -> bool:
    """Say whether the person is known or estimated to be under age; unknown ages are not."""
    age = age_on(birth, day)
    return age is not None and age < limits.adult_age


def is_infant_on(birth: Birth, day: date, limits: Limits) -> bool:
    """Say whether the person is small enough to share a parent's bed (R-FAM-2)."""
    age = age_on(birth, day)
    return age is not None and age < limits.infant_age


def age_band(birth: Birth, day: date, bands: Iterable[AgeBand]) -> str:
    """The code of the report band on the day; "unknown" without an age (R-AGE-2)."""
    age = age_on(birth, day)
    if age is None:
        return UNKNOWN_BAND
    return next((band.code for band in bands if band.holds(age)), UNKNOWN_BAND)


def needs_confirming(birth: Birth, day: date, limits: Limits) -> bool:
    """Say whether an estimated age lies so near 18 or 60 that it should be confirmed (R-AGE-2)."""
    age = age_on(birth, day)
    if age is None or not birth.is_estimated:
        return False
    thresholds = (limits.adult_age, limits.elder_age)
    return any(abs(age - threshold) <= limits.near_threshold_years for threshold in thresholds)


def birth_text(birth: Birth) -> str:
    """A birth in Thai words as exactly as it is known (R-AGE-1)."""
    first = birth.first_on
    if first is None or not birth.is_known:
        return _("Unknown")
    match birth.precision:
        case BirthPrecision.DAY:
            return format_date(first, "short")
        case BirthPrecision.MONTH:
            return format_date(first, "long").partition(" ")[2]
        case BirthPrecision.YEAR:
            return _("Year {year}").format(year=be_year(first))
        case _:
            return _estimate_text(first, birth.estimated_on)


def age_text(birth: Birth, day: date) -> str:
    """The age on the day for a list: "36", "~60" when estimated, "–" when unknown."""
    age = age_on(birth, day)
    if age is None:
        return "–"
    return f"~{age}" if birth.is_estimated else str(age)


def _estimate_text(first: date, estimated_on: date | None) -> str:
    if estimated_on is None:
        return _("About the year {year}").format(year=be_year(first))
    age = estimated_on.year - first.year
    return _("About {age} years (estimated on {day})").format(age=age, day=format_date(estimated_on, "short"))
