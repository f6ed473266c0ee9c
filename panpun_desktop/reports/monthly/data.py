"""The finished values of a month's statement (รายงานประจำเดือน, domain.md §5) and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from panpun_desktop.common.i18n import _
from panpun_desktop.reports.months import Month
from panpun_desktop.reports.tables import check_json, table_json
from panpun_desktop.rules.balance import title_of
from panpun_desktop.rules.counted import Check, Table

MISSING = "missing"
"""The check that counts unknown facts: always met, its detail says what could still be asked."""


@dataclass(frozen=True)
class Narrative:
    """What the manager writes under the tables; empty prints lines to write on."""

    problems: str = ""
    proposals: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Signatory:
    """Who signs as what; empty prints dots."""

    role: str
    name: str = ""
    position: str = ""


@dataclass(frozen=True)
class MonthlyReport:
    """A month at the centre."""

    centre: str
    client_word: str
    month: Month
    status: str
    """open: figures may still change."""
    counted_until: date
    """The last night counted: the last day of the month, or today while the month runs."""
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    stays_behind: Mapping[str, tuple[int, ...]]
    """The stays behind opening, admitted, discharged and closing: what a click on a figure opens."""
    people_each_night: tuple[int, ...]
    """Residents at 24:00 of each day counted."""
    override_reasons: Mapping[str, str] = field(default_factory=dict)
    """Rule id in lower case -> เจ็บป่วย 2, รอวันเดินทาง 1."""
    estimated_ages: int = 0
    """Stays of the month whose age band rests on an estimate (R-AGE-2)."""
    people_behind: Mapping[tuple[str, str, str], tuple[int, ...]] = field(default_factory=dict)
    """(table, row, column) -> the people counted there, in tables of people."""
    narrative: Narrative = Narrative()
    signatories: tuple[Signatory, ...] = ()
    printed: tuple[str, ...] | None = None
    """Ids of the tables that go on paper; None prints all. The JSON form always has all."""

    @property
    def title(self) -> str:
        """The head of the paper."""
        year = f"(ปีงบประมาณ พ.ศ. {self.month.fiscal_year})"
        return f"รายงานผลการดำเนินงานประจำเดือน {self.month.full_name} {year}"

    @property
    def is_running(self) -> bool:
        """Say whether days of the month are still to come."""
        return self.counted_until < self.month.last

    def table(self, id: str) -> Table:
        """The table of that id."""
        return next(table for table in self.tables if table.id == id)


def to_json(report: MonthlyReport) -> dict[str, Any]:
    """The JSON form of interfaces.md §2."""
    return {
        "report": "monthly",
        "month": report.month.key,
        "be_month": report.month.be_key,
        "fiscal_year": report.month.fiscal_year,
        "status": report.status,
        "counted_until": report.counted_until.isoformat(),
        "tables": [table_json(table) for table in report.tables],
        "checks": [check_json(check) for check in report.checks],
    }


def check_title(check: Check) -> str:
    """What a check looks at, for the list beside the paper."""
    return _("Facts are complete") if check.id == MISSING else title_of(check)
