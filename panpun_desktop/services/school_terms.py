"""The days of a school term: the first, the last, and the day of its exam (domain.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import SchoolTerm
from panpun_desktop.rules.education_terms import Term, usual_days
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.curricula import TOUCHED
from panpun_desktop.services.education_reading import months, term_now
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.education_terms import TermMonths
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class SchoolTermRow:
    """A term with its days; without ``id`` the usual days, nothing was written yet."""

    id: int | None
    version: int | None
    term: Term
    starts_on: date
    ends_on: date
    exam_on: date | None = None


@dataclass(frozen=True)
class SaveTermDays:
    """The days the school gave a term. Where two terms share a day, it belongs to the later one."""

    term: Term
    starts_on: date
    ends_on: date
    exam_on: date | None = None
    seen_version: int | None = None
    """None: no days were written before."""


def list_terms(work: UnitsOfWork, by: Actor) -> tuple[SchoolTermRow, ...]:
    """The terms that are written, this one and the next two, the newest first."""
    with work.reading(by, "education.read") as session:
        there = {Term(one.year, one.half): one for one in session.scalars(select(SchoolTerm))}
        now, begin = term_now(session), months(session)
        terms = {*there, *(now.plus(later) for later in range(3))}
        return tuple(_row(term, there.get(term), begin) for term in sorted(terms, reverse=True))


def _row(term: Term, one: SchoolTerm | None, begin: TermMonths) -> SchoolTermRow:
    if one is None:
        return SchoolTermRow(None, None, term, *usual_days(term, begin))
    return SchoolTermRow(one.id, one.version, term, one.starts_on, one.ends_on, one.exam_on)


def save_term_days(work: UnitsOfWork, by: Actor, request: SaveTermDays) -> Changes:
    """Write the days of a term; RuleBroken for an end or an exam before the first day."""
    if request.ends_on < request.starts_on:
        raise RuleBroken("education.term_ends_before", field="ends_on")
    if request.exam_on is not None and request.exam_on < request.starts_on:
        raise RuleBroken("education.exam_before_term", field="exam_on")
    with work.writing(by, "curriculum.edit") as session:
        row = _found(session, request)
        row.starts_on, row.ends_on, row.exam_on = request.starts_on, request.ends_on, request.exam_on
        return Changes(
            settings=TOUCHED, summary=_("Days of term {term} saved").format(term=request.term.label)
        )


def _found(session: Session, request: SaveTermDays) -> SchoolTerm:
    term = request.term
    known = session.scalar(
        select(SchoolTerm.id).where(SchoolTerm.year == term.year, SchoolTerm.half == term.half)
    )
    if known is not None:
        return load(session, SchoolTerm, known, request.seen_version)
    row = SchoolTerm(year=term.year, half=term.half)
    session.add(row)
    return row
