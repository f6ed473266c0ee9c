"""Reads who is in a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.models import Enrolment
from panpun_desktop.reports.class_facts import class_on_paper, names_on_paper
from panpun_desktop.reports.class_list.data import OUTSIDE, RESIDENT, ClassList, ListLine
from panpun_desktop.services.enrolment_lists import roster_rows
from panpun_desktop.services.enrolment_rows import ACTIVE, APPLIED
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.enrolment_rows import RosterRow


def read(session: Session, asked: Asked) -> ClassList:
    """The people of ``cohort_id``; ``all``: those who applied or left too."""
    cohort_id = asked.parameters["cohort_id"]
    of = class_on_paper(session, cohort_id)
    rows = [one for one in roster_rows(session, cohort_id, asked.today) if _is_listed(one, asked)]
    names = names_on_paper(session, asked, {one.person_id: one.name for one in rows})
    covered = veil(session, asked.by).on_paper
    lines = tuple(
        ListLine(
            names[one.person_id],
            covered.text(one.person_id, one.regno),
            asked.centre.label("sex", one.sex) if covered.sees(one.person_id) else "",
            one.age if covered.sees(one.person_id) else None,
            RESIDENT if one.is_resident else OUTSIDE,
            "" if one.state == ACTIVE else asked.centre.label("enrolment_state", one.state),
        )
        for one in rows
    )
    return ClassList(asked.centre.name, of, asked.today, lines, _hidden(session, asked))


def _is_listed(row: RosterRow, asked: Asked) -> bool:
    if asked.parameters.get("all"):
        return True
    return row.state not in {APPLIED, "DROPPED", "MOVED", "UPGRADED"}


def _hidden(session: Session, asked: Asked) -> int:
    """People of the class of whom this role sees nothing; they count."""
    unseen = veil(session, asked.by).hidden
    chosen = select(func.count()).where(
        Enrolment.cohort_id == asked.parameters["cohort_id"],
        Enrolment.voided_at.is_(None),
        Enrolment.joined_on.is_not(None),
        Enrolment.person_id.in_(unseen),
    )
    return session.scalar(chosen) or 0
