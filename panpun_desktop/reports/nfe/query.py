"""Reads the learners of a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.reports.nfe.data import LearnerLine, TermReport
from panpun_desktop.rules import education_counts
from panpun_desktop.rules.education_progress import two_places
from panpun_desktop.rules.education_terms import Term, parse_term
from panpun_desktop.services.education import plain
from panpun_desktop.services.education_counts import learner_facts, period_of
from panpun_desktop.services.education_lists import read_learners
from panpun_desktop.services.education_rows import LearnerFilter

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import LearnerRow

_MISSING = {
    "credits": "หน่วยกิต",
    "subjects": "วิชาบังคับ",
    "activity": "กพช.",
    "moral": "คุณธรรม",
    "nnet": "N-NET",
}


def read(session: Session, asked: Asked) -> TermReport:
    """The report of parameter ``term`` (1/2569)."""
    given = asked.parameters["term"]
    term = given if isinstance(given, Term) else parse_term(str(given))
    period = period_of(session, term)
    facts, levels = learner_facts(session, term)
    found = read_learners(session, LearnerFilter(term=term))
    return TermReport(
        centre=asked.centre.name,
        section=str(asked.centre.settings["education.name"]),
        term=term.label,
        first=period.first,
        last=period.last,
        table=education_counts.learners(facts, levels, period),
        learners=tuple(_line(row, asked.centre) for row in found.rows),
        unnamed=found.matching - len(found.rows),
        made_by=asked.by.name,
    )


def _line(row: LearnerRow, centre: Centre) -> LearnerLine:
    is_done = row.status == "GRADUATED"
    return LearnerLine(
        name=row.name,
        student_no=row.student_no,
        level=row.level,
        status=centre.label("learner_status", row.status),
        credits=f"{row.credits}/{row.credits_needed}",
        hours=f"{plain(row.hours)}/{row.hours_needed}",
        average="–" if row.average is None else str(two_places(row.average)),
        missing="" if is_done else ", ".join(_MISSING[one] for one in row.missing if one != "subjects"),
    )
