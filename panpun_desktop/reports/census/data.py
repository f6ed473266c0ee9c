"""The finished values of a day's list of residents (บัญชียอดผู้พักประจำวัน, domain.md §4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.tables import check_json, table_json
from panpun_desktop.rules.counted import Check, Table

TITLE = "บัญชียอดผู้พักประจำวัน"


@dataclass(frozen=True)
class CensusLine:
    """One resident of the night."""

    bed: str
    """ชาย 2-04, or "" without a bed."""
    regno: str
    name: str
    service: str
    day: int
    """Day of the stay's running count, 1 on the first."""
    note: str
    stay_id: int


@dataclass(frozen=True)
class Census:
    """A night at the centre: beds by building, movement of the day, who is here and who is away."""

    centre: str
    on: date
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    children: dict[str, int]
    """Those under age among opening, admitted, discharged and closing."""
    people: tuple[CensusLine, ...] | None
    """None: the role may not see people."""

    def table(self, id: str) -> Table:
        """One of the tables by_building, movement, present."""
        return next(table for table in self.tables if table.id == id)


def title(census: Census) -> str:
    """The title with its day."""
    return f"{TITLE} วันที่ {format_date(census.on)}"


def to_json(census: Census) -> dict[str, Any]:
    """The JSON form of interfaces.md §2; ``people`` only where the role may see them."""
    content: dict[str, Any] = {
        "report": "census",
        "date": census.on.isoformat(),
        "tables": [table_json(table) for table in census.tables],
        "checks": [check_json(check) for check in census.checks],
    }
    if census.people is not None:
        content["people"] = [_line_json(line) for line in census.people]
    return content


def _line_json(line: CensusLine) -> dict[str, Any]:
    return {
        "bed": line.bed,
        "regno": line.regno,
        "name": line.name,
        "service": line.service,
        "day": line.day,
        "note": line.note,
    }
