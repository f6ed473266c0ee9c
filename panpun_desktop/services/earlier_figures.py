"""Figures of months before the program: typed, pasted or read from a file, changed and taken out.

They stand beside what the program counts in comparisons; nothing of what it counts itself changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.common.i18n import ngettext
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.models import EarlierFigure
from panpun_desktop.rules.earlier_figures import FIGURES, EarlierMonth, placed
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.import_reading import open_file
from panpun_desktop.services.import_size import require_few_lines
from panpun_desktop.store.unit_of_work import note

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

RIGHT = "earlier_figure.edit"
Versions = Mapping[date, int]


@dataclass(frozen=True)
class EarlierFigures:
    """Everything that was typed, by month; ``versions`` as they were seen."""

    months: tuple[EarlierMonth, ...] = ()
    versions: Versions = field(default_factory=dict)
    counted_from: date | None = None
    """The first month that the program counts itself."""


@dataclass(frozen=True)
class SaveEarlierFigures:
    """Months to keep and months to take out; of those in ``seen`` nobody may have changed the figures."""

    months: tuple[EarlierMonth, ...]
    removed: tuple[date, ...] = ()
    seen: Versions = field(default_factory=dict)
    reason: str = ""
    """Why figures are kept of months that the program counts itself."""


def earlier_figures(work: UnitsOfWork, by: Actor) -> EarlierFigures:
    """What was typed of earlier months, in their order."""
    with work.reading(by, "report.read") as session:
        rows = list(_rows(session))
        return EarlierFigures(
            tuple(map(_month, rows)), {row.month_on: row.version for row in rows}, _counted_from(session)
        )


def typed_months(session: Session) -> dict[date, EarlierMonth]:
    """The months that were typed, by their first day, inside a unit of work."""
    return {row.month_on: _month(row) for row in _rows(session)}


def look_at_earlier(work: UnitsOfWork, by: Actor, path: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of a table of months in a file, as cells of ``COLUMNS``; nothing is written.

    RuleBroken of ``import_reading.open_file``; ``earlier.nothing_read`` where no sheet has months.
    """
    with work.reading(by, RIGHT) as session:
        file = open_file(path)
        for sheet in file.sheets:
            require_few_lines(session, sheet.rows)
    found = max((placed(sheet.rows) for sheet in file.sheets if not sheet.is_hidden), key=len, default=())
    if not found:
        raise RuleBroken("earlier.nothing_read", path=path.name)
    return found


def save_earlier_figures(work: UnitsOfWork, by: Actor, request: SaveEarlierFigures) -> Changes:
    """Keep the figures of months as they are typed, and take others out; they stay in the history.

    RuleBroken ``earlier.month_twice``, ``earlier.month_to_come``, ``earlier.month_empty``, and
    ``earlier.month_counted`` for a month that the program counts itself unless a reason is given.
    """
    with work.writing(by, RIGHT) as session:
        _require_once(request.months)
        there = {row.month_on: row for row in _rows(session)}
        _require_unchanged(there, request.seen)
        changed = [
            one for one in request.months if one.month_on not in there or _month(there[one.month_on]) != one
        ]
        _require_possible(session, work, changed, request.reason)
        for one in changed:
            _keep(session, there.get(one.month_on), one)
        for day in request.removed:
            if day in there:
                there[day].voided_at = work.clock.now()
        if request.reason.strip():
            note(session, f"earlier_figure {request.reason.strip()}")
    touched = frozenset({*(one.month_on for one in changed), *request.removed})
    return Changes(months=touched, summary=_summary(len(touched)))


def _rows(session: Session) -> Iterable[EarlierFigure]:
    chosen = select(EarlierFigure).where(EarlierFigure.voided_at.is_(None))
    return session.scalars(chosen.order_by(EarlierFigure.month_on))


def _month(row: EarlierFigure) -> EarlierMonth:
    return EarlierMonth(row.month_on, **{name: getattr(row, name) for name in FIGURES}, source=row.source)


def _counted_from(session: Session) -> date | None:
    go_live = read_centre(session).go_live_on
    return None if go_live is None else go_live.replace(day=1)


def _require_once(months: Iterable[EarlierMonth]) -> None:
    seen: set[date] = set()
    for one in months:
        if one.month_on in seen:
            raise RuleBroken("earlier.month_twice", month=month_label(one.month_on))
        seen.add(one.month_on)


def _require_unchanged(there: Mapping[date, EarlierFigure], seen: Versions) -> None:
    for day, version in seen.items():
        if day not in there or there[day].version != version:
            raise EditConflict("record.changed_by_someone_else", kind="EarlierFigure")


def _require_possible(
    session: Session, work: UnitsOfWork, months: Iterable[EarlierMonth], reason: str
) -> None:
    counted_from = _counted_from(session)
    for one in months:
        label = month_label(one.month_on)
        if one.month_on > today(work.clock):
            raise RuleBroken("earlier.month_to_come", month=label)
        if not one.has_figures:
            raise RuleBroken("earlier.month_empty", month=label)
        if counted_from is not None and one.month_on >= counted_from and not reason.strip():
            raise RuleBroken("earlier.month_counted", field="reason", month=label)


def _keep(session: Session, row: EarlierFigure | None, month: EarlierMonth) -> None:
    values = asdict(month)
    if row is None:
        session.add(EarlierFigure(**values))
        return
    for name, value in values.items():
        setattr(row, name, value)


def _summary(count: int) -> str:
    words = ngettext("Figures of {count} earlier month kept", "Figures of {count} earlier months kept", count)
    return words.format(count=count)
