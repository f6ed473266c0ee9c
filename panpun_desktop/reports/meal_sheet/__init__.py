"""The kitchen's sheet of a day (ใบแจ้งยอดอาหาร): how many eat what, and diets; it names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.meal_sheet.data import MealSheet
    from panpun_desktop.reports.registry import Asked


def _read(session: Session, asked: Asked) -> MealSheet:
    from panpun_desktop.reports.meal_sheet.query import read

    return read(session, asked)


def _draw(sheet: MealSheet, finish: Finish) -> bytes:
    from panpun_desktop.reports.meal_sheet.layout import pdf

    return pdf(sheet, finish)


def _facts(sheet: MealSheet) -> dict[str, Any]:
    from panpun_desktop.reports.meal_sheet.data import to_json

    return to_json(sheet)


def _title(sheet: MealSheet) -> str:
    from panpun_desktop.reports.meal_sheet.data import title

    return title(sheet)


REPORT = Report(
    key="meal_sheet",
    label="ใบแจ้งยอดอาหาร",
    needs=("day",),
    read=_read,
    facts=_facts,
    draw=_draw,
    title=_title,
    read_act="meal.read",
    issue_act="meal.read",
)
