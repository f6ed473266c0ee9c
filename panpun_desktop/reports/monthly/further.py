"""The tables of people beside the statement of stays: each read on its own, left out when empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panpun_desktop.rules import education_counts, training_counts
from panpun_desktop.services.education_counts import learner_facts
from panpun_desktop.services.training_counts import enrolments_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.rules.counted import Check, Period, Table


@dataclass(frozen=True)
class Further:
    """A table, its checks, and who is counted where: (table, row, column) -> person ids."""

    table: Table
    checks: tuple[Check, ...] = ()
    behind: Mapping[tuple[str, str, str], tuple[int, ...]] = field(default_factory=dict)


def training(session: Session, asked: Asked, period: Period) -> Further | None:
    """Table 7, การฝึกอบรม."""
    facts, cohorts = enrolments_in(session, period, asked.centre, asked.today)
    table = training_counts.training(facts, cohorts, period)
    if len(table.rows) == 1:
        return None
    people = training_counts.behind(facts, period)
    return Further(
        table,
        (training_counts.check(table),),
        {("training", *place): ids for place, ids in people.items()},
    )


def nfe(session: Session, asked: Asked, period: Period) -> Further | None:
    """Table 8, ผู้เรียน กศน."""
    facts, levels = learner_facts(session)
    if not facts:
        return None
    people = education_counts.behind(facts, period)
    return Further(
        education_counts.learners(facts, levels, period),
        behind={(education_counts.NFE, *place): ids for place, ids in people.items()},
    )


FURTHER: tuple[Callable[[Session, Asked, Period], Further | None], ...] = (training, nfe)
"""Every further table, in print order."""
