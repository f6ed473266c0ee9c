"""What a statement is about: a month, the months of a quarter or of a fiscal year up to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panpun_desktop.common.thai_date import MONTHS, be_year, fiscal_quarter
from panpun_desktop.reports.months import Month


class SpanKind(StrEnum):
    """The periods of R-FY-1."""

    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal_year"


_MONTHS = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.FISCAL_YEAR: 12}
_WORDS = {SpanKind.MONTH: "เดือน", SpanKind.QUARTER: "ไตรมาส", SpanKind.FISCAL_YEAR: "ปีงบประมาณ"}


@dataclass(frozen=True)
class Span:
    """A period up to the end of its last month: a quarter or year that runs is reported so far."""

    kind: SpanKind
    until: Month

    @property
    def months(self) -> int:
        """How many months the whole of it has, and so how far back its like lies."""
        return _MONTHS[self.kind]

    @property
    def first(self) -> date:
        """Its first day."""
        if self.kind is SpanKind.MONTH:
            return self.until.first
        if self.kind is SpanKind.FISCAL_YEAR:
            return self.until.fiscal_year_first
        return date(self.until.year, (self.until.number - 1) // 3 * 3 + 1, 1)

    @property
    def last(self) -> date:
        """The last day of its last month."""
        return self.until.last

    @property
    def word(self) -> str:
        """เดือน, ไตรมาส or ปีงบประมาณ: for เดือนก่อน, แผนไตรมาสถัดไป."""
        return _WORDS[self.kind]

    @property
    def name(self) -> str:
        """ตุลาคม 2569 · ไตรมาสที่ 1 ปีงบประมาณ 2570 · ปีงบประมาณ 2570."""
        year = self.until.fiscal_year
        names = {
            SpanKind.MONTH: self.until.name,
            SpanKind.QUARTER: f"ไตรมาสที่ {fiscal_quarter(self.first)} ปีงบประมาณ {year}",
            SpanKind.FISCAL_YEAR: f"ปีงบประมาณ {year}",
        }
        return names[self.kind]

    @property
    def spoken(self) -> str:
        """The same inside a sentence: เดือนตุลาคม 2569."""
        return f"{self.word}{self.name}" if self.kind is SpanKind.MONTH else self.name

    @property
    def title(self) -> str:
        """The head of its report; what stands in brackets goes on a line of its own."""
        year = self.until.fiscal_year
        if self.kind is SpanKind.MONTH:
            return f"ประจำเดือน {self.until.full_name} (ปีงบประมาณ พ.ศ. {year})"
        if self.kind is SpanKind.QUARTER:
            return f"ไตรมาสที่ {fiscal_quarter(self.first)} ปีงบประมาณ พ.ศ. {year} ({self.range})"
        return f"ประจำปีงบประมาณ พ.ศ. {year} ({self.range})"

    @property
    def range(self) -> str:
        """ตุลาคม – ธันวาคม พ.ศ. 2569, or with both years where they differ."""
        first, last = self.first, self.last
        begin = MONTHS[first.month - 1] + (f" พ.ศ. {be_year(first)}" if first.year != last.year else "")
        return self.until.full_name if Month.of(first) == self.until else f"{begin} – {self.until.full_name}"
