"""The one list of reports and letters, by key.

A new paper adds a folder (``data.py``, ``query.py``, ``layout.py``) and one entry in ``_papers``;
``in_folder.report_in`` puts the parts of a folder together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.reports.report import Report


@cache
def reports() -> Mapping[str, Report]:
    """Every report and letter by key, in the order in which screens offer them."""
    return {paper.key: paper for paper in _papers()}


def report(key: str) -> Report:
    """The paper of that key; RuleBroken ``report.unknown`` names what there is."""
    known = reports()
    if key not in known:
        raise RuleBroken("report.unknown", field="report", key=key, known=", ".join(known))
    return known[key]


def _papers() -> tuple[Report, ...]:
    from panpun_desktop.reports import (
        attendance_summary,
        census,
        certificate,
        class_list,
        handover,
        intake_form,
        learner_sheet,
        lists,
        meal_sheet,
        monthly,
        nfe,
        timesheet,
        transcript,
        transfer_letter,
        voluntary,
        walk_sheet,
    )
    from panpun_desktop.reports.letters.catalogue import blank_letters, letters

    return (
        monthly.REPORT,
        census.REPORT,
        walk_sheet.REPORT,
        handover.REPORT,
        meal_sheet.REPORT,
        timesheet.REPORT,
        class_list.REPORT,
        attendance_summary.REPORT,
        *lists.REPORTS,
        intake_form.REPORT,
        voluntary.REPORT,
        learner_sheet.REPORT,
        nfe.REPORT,
        certificate.REPORT,
        transcript.REPORT,
        transfer_letter.REPORT,
        *letters(),
        intake_form.BLANK,
        voluntary.BLANK,
        *blank_letters(),
    )
