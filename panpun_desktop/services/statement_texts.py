"""The manager's words of a statement: problems, proposals, plan; kept by month, with their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.models import StatementText
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.closed_months import closed_edition
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class StatementWords:
    """The words of a month; ``version`` 0 where none were written yet."""

    month_on: date
    version: int = 0
    problems: str = ""
    proposals: str = ""
    plan: str = ""


@dataclass(frozen=True)
class SaveStatementWords:
    """Keep the words of a month as they are now; ``seen_version`` 0 where none were seen."""

    month_on: date
    seen_version: int
    problems: str = ""
    proposals: str = ""
    plan: str = ""


def statement_words(work: UnitsOfWork, by: Actor, month_on: date) -> StatementWords:
    """The words of the month of a day."""
    with work.reading(by, "report.read") as session:
        return words_of_month(session, month_on)


def words_of_month(session: Session, month_on: date) -> StatementWords:
    """``statement_words`` inside a unit of work."""
    first = month_on.replace(day=1)
    row = _row(session, first)
    if row is None:
        return StatementWords(first)
    return StatementWords(first, row.version, row.problems, row.proposals, row.plan)


def save_statement_words(work: UnitsOfWork, by: Actor, request: SaveStatementWords) -> Changes:
    """Keep the words of a month; those of a closed month stay as they were sent.

    RuleBroken ``month.closed_already``; Conflict when somebody wrote meanwhile.
    """
    first = request.month_on.replace(day=1)
    with work.writing(by, "statement_text.edit") as session:
        if closed_edition(session, first) is not None:
            raise RuleBroken("month.closed_already", month=month_label(first))
        row = _row(session, first)
        if row is None:
            row = StatementText(month_on=first)
            session.add(row)
        else:
            row = load(session, StatementText, row.id, request.seen_version)
        row.problems, row.proposals = request.problems.strip(), request.proposals.strip()
        row.plan = request.plan.strip()
    return Changes(months=frozenset({first}), summary=_("Words of the report kept"))


def _row(session: Session, first: date) -> StatementText | None:
    return session.scalars(select(StatementText).where(StatementText.month_on == first)).one_or_none()
