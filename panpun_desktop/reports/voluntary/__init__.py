"""The statement of free will (หนังสือแสดงความสมัครใจ), filled or blank for the days without power."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.reports.paper_facts import paper_facts
from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.registry import Asked
    from panpun_desktop.reports.voluntary.data import Voluntary


def _read(session: Session, asked: Asked) -> Voluntary:
    from panpun_desktop.reports.voluntary.query import read

    return read(session, asked)


def _draw(statement: Voluntary, finish: Finish) -> bytes:
    from panpun_desktop.reports.voluntary.layout import pdf

    return pdf(statement, finish)


def _title(statement: Voluntary) -> str:
    return REPORT.label if statement.person.regno else BLANK.label


REPORT = Report(
    key="voluntary",
    label="หนังสือแสดงความสมัครใจ",
    needs=("person_id",),
    read=_read,
    facts=paper_facts,
    draw=_draw,
    title=_title,
    read_act="document.issue",
)
BLANK = replace(REPORT, key="voluntary_blank", label="หนังสือแสดงความสมัครใจ (แบบว่าง)", needs=())
