"""The finished values of a term's report."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from panpun_desktop.reports.tables import table_json
from panpun_desktop.rules.counted import Table

TITLE = "รายงานผู้เรียน กศน./สกร."


@dataclass(frozen=True)
class LearnerLine:
    """One learner registered for the term, in finished words."""

    name: str
    student_no: str
    level: str
    status: str
    credits: str
    hours: str
    average: str
    missing: str


@dataclass(frozen=True)
class TermReport:
    """The report of one term; ``unnamed`` learners are counted and not named (R-SAF-1)."""

    centre: str
    section: str
    term: str
    first: date
    last: date
    table: Table
    learners: tuple[LearnerLine, ...]
    unnamed: int
    made_by: str


def title(report: TermReport) -> str:
    """The title with its term."""
    return f"{TITLE} ภาคเรียน {report.term}"


def to_json(report: TermReport) -> dict[str, Any]:
    """The JSON form (interfaces.md §2)."""
    return {
        "report": "nfe",
        "term": report.term,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "tables": [table_json(report.table)],
        "learners": [asdict(line) for line in report.learners],
        "unnamed": report.unnamed,
    }
