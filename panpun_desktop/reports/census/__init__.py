"""The daily list of residents (บัญชียอดผู้พักประจำวัน)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.census.data import Census
    from panpun_desktop.reports.registry import Asked


def _read(session: Session, asked: Asked) -> Census:
    from panpun_desktop.reports.census.query import read

    return read(session, asked)


def _draw(census: Census, finish: Finish) -> bytes:
    from panpun_desktop.reports.census.layout import pdf

    return pdf(census, finish)


def _facts(census: Census) -> dict[str, Any]:
    from panpun_desktop.reports.census.data import to_json

    return to_json(census)


def _title(census: Census) -> str:
    from panpun_desktop.reports.census.data import title

    return title(census)


REPORT = Report(
    key="census",
    label="บัญชียอดผู้พักประจำวัน",
    needs=("day",),
    read=_read,
    facts=_facts,
    draw=_draw,
    title=_title,
)
