"""The finished values of a month's statement (รายงานประจำเดือน, domain.md §5) and their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from panpun_desktop.common.i18n import _
from panpun_desktop.reports.monthly.closing_data import Closing, StayLine, closing_json
from panpun_desktop.reports.months import Month
from panpun_desktop.reports.spans import Span, SpanKind
from panpun_desktop.reports.tables import check_json, table_json
from panpun_desktop.rules.balance import title_of
from panpun_desktop.rules.behind import Place
from panpun_desktop.rules.counted import Check, Column, Table
from panpun_desktop.rules.counting import MOVES
from panpun_desktop.rules.daily import DayFigures

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
    """A month, quarter or fiscal year at the centre; ``month`` is the last one."""

    centre: str
    client_word: str
    month: Month
    status: str
    """open: figures may still change; closed; amended: closed with a later edition."""
    counted_until: date
    """The last night counted: the last day of the month, or today while the month runs."""
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    behind: Mapping[Place, tuple[int, ...]]
    """(table, row, column) -> the stays behind the figure there: what a click on it opens."""
    days: tuple[DayFigures, ...]
    """Residents, beds and movements of each day counted."""
    kind: SpanKind = SpanKind.MONTH
    """A month, or the months of a quarter or fiscal year up to ``month``."""
    is_external: bool = False
    """The edition that leaves the house (R-REP-9)."""
    remark: str = ""
    """What is said over the tables about what is hidden in them."""
    counted_from: date | None = None
    """The first day counted where that is not the first of the period: the centre's first statement."""
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
    adjusted: tuple[StayLine, ...] = ()
    """Whom the row ปรับปรุงหลังปิดงวด counts."""
    earlier_notes: tuple[str, ...] = ()
    """What is said under the comparison: which figures were typed from reports before the program, and
    what the paper of the month before said that is counted otherwise by now."""
    months_note: str = ""
    """What a quarter or year says of the months in it that were closed."""
    closing: Closing | None = None
    """With which edition the month was closed."""

    @property
    def title(self) -> str:
        """The head of the paper."""
        return f"รายงานผลการดำเนินงาน{self.span.title}"

    @property
    def span(self) -> Span:
        """What it is about."""
        return Span(self.kind, self.month)

    @property
    def stays_behind(self) -> Mapping[str, tuple[int, ...]]:
        """The stays behind opening, admitted, discharged and closing."""
        return {
            move: self.behind.get(("movement", move, "total"), ()) for move in MOVES if move != "adjusted"
        }

    @property
    def is_running(self) -> bool:
        """Say whether days of the period's last month are still to come."""
        return self.counted_until < self.month.last

    def table(self, id: str) -> Table:
        """The table of that id."""
        return next(table for table in self.tables if table.id == id)


REASONS = Column("reasons", "เหตุผล")
"""The reasons beside the limits that were passed, which paper alone has (domain.md §5, table 13)."""


def tables_as_told(report: MonthlyReport) -> tuple[Table, ...]:
    """Every table with all that is printed in its rows: what two editions are held against each other by."""
    return tuple(_with_reasons(report, one) if one.id == "overrides" else one for one in report.tables)


def _with_reasons(report: MonthlyReport, table: Table) -> Table:
    told = report.override_reasons
    rows = (replace(row, values={**row.values, REASONS.key: told.get(row.key)}) for row in table.rows)
    return replace(table, columns=(*table.columns, REASONS), rows=tuple(rows))


def to_json(report: MonthlyReport) -> dict[str, Any]:
    """The JSON form of interfaces.md §2."""
    return {
        "report": "monthly",
        "period": report.kind.value,
        "month": report.month.key,
        "be_month": report.month.be_key,
        "fiscal_year": report.month.fiscal_year,
        "status": report.status,
        "external": report.is_external,
        "counted_until": report.counted_until.isoformat(),
        "tables": [table_json(table) for table in report.tables],
        "checks": [check_json(check) for check in report.checks],
        **closing_json(report.closing, report.adjusted),
    }


def check_title(check: Check) -> str:
    """What a check looks at, for the list beside the paper."""
    return _("Facts are complete") if check.id == MISSING else title_of(check)
