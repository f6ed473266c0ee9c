"""Closes and amends a month: counts it, draws its paper with its edition, and hands both to be frozen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.kept_values import from_plain, to_plain
from panpun_desktop.reports.monthly import layout
from panpun_desktop.reports.monthly.adjusted import counted_now, stay_lines
from panpun_desktop.reports.monthly.closing_data import Closing
from panpun_desktop.reports.monthly.closing_parts import edition_line
from panpun_desktop.reports.monthly.data import MonthlyReport, check_title, tables_as_told, to_json
from panpun_desktop.reports.monthly.query import counted
from panpun_desktop.reports.noting import papers_of
from panpun_desktop.reports.report import Asked, Finish
from panpun_desktop.rules.closed_month import changed_stays, differences
from panpun_desktop.rules.counted import Period
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.closed_months import counted_in
from panpun_desktop.services.documents import Drawn
from panpun_desktop.services.month_closing import (
    Closed,
    CloseMonth,
    Frozen,
    Sealing,
    amend_month,
    close_month,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.rules.closed_month import Difference
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_NOT_OF_CLOSING = ("period", "external", "edition")
"""What is sent is the month's own statement with its lists; other editions are drawn from its figures."""


def close(
    work: UnitsOfWork, by: Actor, month: date, reason: str = "", parameters: Mapping[str, Any] | None = None
) -> Closed:
    """Close the month of a day; ``parameters`` as for the statement (``query.counted``)."""
    return close_month(work, by, _request(work, by, month, reason, parameters))


def amend(
    work: UnitsOfWork, by: Actor, month: date, reason: str, parameters: Mapping[str, Any] | None = None
) -> Closed:
    """Issue an amended edition of a closed month."""
    return amend_month(work, by, _request(work, by, month, reason, parameters))


def _request(
    work: UnitsOfWork, by: Actor, month: date, reason: str, parameters: Mapping[str, Any] | None
) -> CloseMonth:
    given = {name: value for name, value in (parameters or {}).items() if name not in _NOT_OF_CLOSING}
    given["month"] = month.replace(day=1)

    def count(session: Session, sealing: Sealing) -> Frozen:
        with papers_of(work):
            return _frozen(session, Asked(by, work.clock.now(), read_centre(session), given), sealing)

    kept = {name: to_plain(value) for name, value in given.items()}
    return CloseMonth(month, count, reason, kept)


def _frozen(session: Session, asked: Asked, sealing: Sealing) -> Frozen:
    first: date = asked.parameters["month"]
    values = counted(session, asked)
    stays = counted_now(session, Period.month(first.year, first.month))
    closing = _closing(session, asked, sealing, values)
    values = replace(values, closing=closing, status=closing.status)
    finish = Finish(thai_digits=bool(asked.parameters.get("thai_digits")))
    told = [*closing.differences, *closing.changed]
    title = " · ".join([values.title, *edition_line(values)])
    return Frozen(
        drawn=Drawn(title, to_json(values), layout.pdf(values, finish)),
        figures=to_plain(values),
        stays=stays,
        failed=tuple(check_title(check) for check in values.checks if not check.ok),
        behind=_nested(values),
        differences=tuple(to_plain(one) for one in told),
    )


def _closing(session: Session, asked: Asked, sealing: Sealing, values: MonthlyReport) -> Closing:
    closing = Closing(
        edition=sealing.edition,
        closed_on=sealing.closed_at.astimezone(BANGKOK).date(),
        closed_by=sealing.closed_by,
        audit_number=sealing.audit_number,
        audit_head=sealing.audit_head,
        reason=sealing.reason,
    )
    if sealing.previous is None:
        return closing
    before = from_plain(MonthlyReport, sealing.previous_figures)
    changed = changed_stays(
        counted_in(session, sealing.previous), counted_now(session, _month(asked.parameters["month"]))
    )
    return replace(
        closing,
        differences=differences(tables_as_told(before), tables_as_told(values)),
        changed=stay_lines(session, asked, changed, sealing.previous.audit_number),
    )


def figures_changed(session: Session, asked: Asked, edition: ClosedMonth) -> tuple[Difference, ...]:
    """The figures that are counted otherwise now than an edition froze them, for whatever reason."""
    before = from_plain(MonthlyReport, json.loads(edition.figures))
    return tuple(differences(tables_as_told(before), tables_as_told(counted(session, asked))))


def _month(first: date) -> Period:
    return Period.month(first.year, first.month)


def _nested(values: MonthlyReport) -> dict[str, dict[str, dict[str, list[int]]]]:
    """Table -> row -> column -> the people counted there."""
    found: dict[str, dict[str, dict[str, list[int]]]] = {}
    for (table, row, column), people in values.people_behind.items():
        found.setdefault(table, {}).setdefault(row, {})[column] = list(people)
    return found
