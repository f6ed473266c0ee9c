"""The sheet carried through the rooms at night (ใบเดินตรวจ): who is expected where, boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.registry import Asked
    from panpun_desktop.reports.walk_sheet.data import WalkSheet


def _read(session: Session, asked: Asked) -> WalkSheet:
    from panpun_desktop.reports.walk_sheet.query import read

    return read(session, asked)


def _draw(sheet: WalkSheet, finish: Finish) -> bytes:
    from panpun_desktop.reports.walk_sheet.layout import pdf

    return pdf(sheet, finish)


def _facts(sheet: WalkSheet) -> dict[str, Any]:
    from panpun_desktop.reports.walk_sheet.data import to_json

    return to_json(sheet)


def _title(sheet: WalkSheet) -> str:
    from panpun_desktop.reports.walk_sheet.data import title

    return title(sheet)


REPORT = Report(
    key="walk_sheet",
    label="ใบเดินตรวจนับยอดคืน",
    needs=("day",),
    read=_read,
    facts=_facts,
    draw=_draw,
    title=_title,
    read_act="census.read",
    issue_act="census.count",
)
