"""What somebody asked of a report the last time: kept for each user, offered again, not audited."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.models import ReportRun
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from sqlalchemy import Select

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_DAYS = frozenset({"day", "month", "week", "first_on", "last_on"})
_KEPT = _DAYS | {"nights", "term", "cohort_id", "blank", "period", "thai_digits"}
"""What is kept of what was asked: nothing that names a person."""


@dataclass(frozen=True)
class NoteRun:
    """A report was made with these parameters."""

    key: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class RunRow:
    """The last run of a report: when, and with what."""

    key: str
    run_at: datetime
    parameters: Mapping[str, Any]


def note_run(work: UnitsOfWork, by: Actor, request: NoteRun) -> Changes:
    """Keep what was asked of a report in place of what was asked before."""
    kept = {name: _plain(value) for name, value in request.parameters.items() if name in _KEPT}
    with work.writing(by, "report.run") as session:
        row = session.scalar(_of(by).where(ReportRun.key == request.key))
        if row is None:
            row = ReportRun(user_id=by.user_id, key=request.key)
            session.add(row)
        row.parameters, row.run_at = json.dumps(kept, ensure_ascii=False), work.clock.now()
    return Changes()


def last_runs(work: UnitsOfWork, by: Actor) -> dict[str, RunRow]:
    """The user's last run of each report, by key.

    A day that was the day of the run is today's again: who looks at today's list means today.
    """
    today = work.clock.now().astimezone(BANGKOK).date()
    with work.reading(by, "report.run") as session:
        rows = session.scalars(_of(by)).all()
        return {row.key: RunRow(row.key, row.run_at, _given(row, today)) for row in rows}


def _of(by: Actor) -> Select[ReportRun]:
    return select(ReportRun).where(ReportRun.user_id == by.user_id)


def _given(row: ReportRun, today: date) -> dict[str, Any]:
    run_on = row.run_at.astimezone(BANGKOK).date()
    found = {}
    for name, value in json.loads(row.parameters).items():
        day = date.fromisoformat(value) if name in _DAYS else None
        found[name] = value if day is None else today if day == run_on and name != "first_on" else day
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
