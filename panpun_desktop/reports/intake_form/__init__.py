"""The intake form (ใบรับตัว), filled for a stay or blank for the days without power."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.reports.paper_facts import paper_facts
from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.intake_form.data import IntakeForm
    from panpun_desktop.reports.registry import Asked


def _read(session: Session, asked: Asked) -> IntakeForm:
    from panpun_desktop.reports.intake_form.query import read

    return read(session, asked)


def _draw(form: IntakeForm, finish: Finish) -> bytes:
    from panpun_desktop.reports.intake_form.layout import pdf

    return pdf(form, finish)


def _title(form: IntakeForm) -> str:
    return REPORT.label if form.person.regno else BLANK.label


REPORT = Report(
    key="intake_form",
    label="ใบรับตัว",
    needs=("person_id",),
    read=_read,
    facts=paper_facts,
    draw=_draw,
    title=_title,
    read_act="document.issue",
)
BLANK = replace(REPORT, key="intake_form_blank", label="ใบรับตัว (แบบว่าง)", needs=())
