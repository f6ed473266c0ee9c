"""A calendar month of a statement, and how Thai papers name it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from panpun_desktop.common.thai_date import MONTHS, be_year, fiscal_year


@dataclass(frozen=True, order=True)
class Month:
    """A month of a Gregorian year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> Month:
        """The month before."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def fiscal_year(self) -> int:
        """The Buddhist-era fiscal year it belongs to (R-FY-1)."""
        return fiscal_year(self.first)

    @property
    def fiscal_year_first(self) -> date:
        """1 October of its fiscal year (R-FY-1)."""
        return date(self.year if self.number >= 10 else self.year - 1, 10, 1)

    @property
    def key(self) -> str:
        """2026-10."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def be_key(self) -> str:
        """2569-10."""
        return f"{be_year(self.first):04}-{self.number:02}"

    @property
    def name(self) -> str:
        """ตุลาคม 2569."""
        return f"{MONTHS[self.number - 1]} {be_year(self.first)}"

    @property
    def full_name(self) -> str:
        """ตุลาคม พ.ศ. 2569."""
        return f"{MONTHS[self.number - 1]} พ.ศ. {be_year(self.first)}"
