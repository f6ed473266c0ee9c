"""The hand-over of a shift (ใบส่งเวร): what changed since the last one, what is open, two signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.registry import Finish, Report

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.handover.data import Handover
    from panpun_desktop.reports.registry import Asked


def _read(session: Session, asked: Asked) -> Handover:
    from panpun_desktop.reports.handover.query import read

    return read(session, asked)


def _draw(handover: Handover, finish: Finish) -> bytes:
    from panpun_desktop.reports.handover.layout import pdf

    return pdf(handover, finish)


def _facts(handover: Handover) -> dict[str, Any]:
    from panpun_desktop.reports.handover.data import to_json

    return to_json(handover)


def _title(handover: Handover) -> str:
    from panpun_desktop.reports.handover.data import title

    return title(handover)


REPORT = Report(
    key="handover",
    label="ใบส่งเวร",
    needs=(),
    read=_read,
    facts=_facts,
    draw=_draw,
    title=_title,
    read_act="handover.issue",
    issue_act="handover.issue",
)
