"""Reads a shift: everything since the last hand-over, as the one who hands over may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Belonging, Document, NightCensus, TurnAway, WaitingEntry
from panpun_desktop.reports.handover.data import Handover, Line, moment
from panpun_desktop.services.bed_board import FREE, read_night
from panpun_desktop.services.belongings import read_belongings
from panpun_desktop.services.incidents import IncidentFilter, read_incidents
from panpun_desktop.services.today_movements import movements
from panpun_desktop.services.today_tasks import tasks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.services.bed_board import Night

LONGEST = timedelta(days=31)
"""Nobody hands over more than a month at once."""
MASKED = "(ปกปิด)"


def read(session: Session, asked: Asked) -> Handover:
    """The shift since parameter ``since`` (instant), else since the last hand-over, else since midnight."""
    until = asked.at.astimezone(BANGKOK)
    since = _since(session, asked, until)
    known = read_night(session, until.date(), asked.centre)
    return Handover(
        centre=asked.centre.name,
        since=since,
        until=until,
        handed_by=asked.by.name,
        figures=tuple(_figures(session, known, since)),
        movements=tuple(_movements(session, asked, since, until)),
        incidents=tuple(_incidents(session, asked, since)),
        belongings=tuple(_belongings(session, asked, since)),
        tasks=tuple(Line(one.chip, one.title, "", one.detail) for one in tasks(session, asked.by, known)),
        night=_night(session, until.date() - timedelta(days=1)),
        notes=str(asked.parameters.get("notes") or "").strip(),
    )


def last_handover(session: Session) -> datetime | None:
    """The moment of the last hand-over that holds."""
    issued = select(func.max(Document.issued_at)).where(
        Document.kind == "handover", Document.cancelled_at.is_(None)
    )
    return session.scalar(issued)


def _since(session: Session, asked: Asked, until: datetime) -> datetime:
    given = asked.parameters.get("since")
    since = given if isinstance(given, datetime) else last_handover(session)
    if since is None:
        since = datetime.combine(until.date(), time(0), tzinfo=BANGKOK)
    since = since.astimezone(BANGKOK)
    if since > until:
        raise RuleBroken("handover.since_to_come", field="since")
    return max(since, until - LONGEST)


def _figures(session: Session, known: Night, since: datetime) -> Iterator[tuple[str, int]]:
    kinds = [one.kind for one in known.away.values()]
    yield "ผู้พักคืนนี้", len(known.stays)
    yield "ลาค้างคืน", kinds.count("LEAVE")
    yield "โรงพยาบาล", kinds.count("HOSPITAL")
    yield "เตียงว่าง", sum(known.state_of(bed.id) == FREE for bed in known.beds)
    waiting = select(func.count()).where(WaitingEntry.state == "WAITING", WaitingEntry.voided_at.is_(None))
    yield "รอรับเข้า", session.scalar(waiting) or 0
    turned = select(func.count()).where(TurnAway.on_day >= since.date(), TurnAway.voided_at.is_(None))
    yield "ไม่ได้รับเข้า", session.scalar(turned) or 0


def _movements(session: Session, asked: Asked, since: datetime, until: datetime) -> Iterator[Line]:
    for day in _days(since.date(), until.date()):
        known = read_night(session, day, asked.centre)
        for row in movements(session, day, known):
            if day > since.date() or row.at is None or row.at >= since.time():
                yield Line(_when(day, row.at), row.verb, row.name, row.detail.removeprefix("· "))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _when(day: date, at: time | None) -> str:
    return " ".join(one for one in (format_date(day, "short"), f"{at:%H.%M}" if at else "") if one)


def _incidents(session: Session, asked: Asked, since: datetime) -> Iterator[Line]:
    rows = read_incidents(session, asked.by, IncidentFilter(first_on=since.date()))
    for row in reversed(rows):
        if row.on_day == since.date() and row.at_time is not None and row.at_time < since.time():
            continue
        who = ", ".join(name for _id, name, _part in row.people)
        done = " · ".join(one for one in (row.told, row.done) if one)
        what = MASKED if row.is_masked else f"{asked.centre.label('incident_kind', row.kind)}: {row.what}"
        yield Line(_when(row.on_day, row.at_time), what, who, done)


def _belongings(session: Session, asked: Asked, since: datetime) -> Iterator[Line]:
    touched = select(Belonging.id).where(
        (Belonging.received_on >= since.date()) | (Belonging.returned_on >= since.date())
    )
    ids = set(session.scalars(touched))
    for row in read_belongings(session, asked.by, kept_only=False):
        if row.id not in ids:
            continue
        thing = " ".join(one for one in (row.item, row.quantity) if one)
        if row.received_on >= since.date():
            yield Line(format_date(row.received_on, "short"), f"รับฝาก {thing}", row.name, row.kept_at)
        if row.returned_on is not None and row.returned_on >= since.date():
            yield Line(format_date(row.returned_on, "short"), f"คืน {thing}", row.name, row.returned_to)


def _night(session: Session, night: date) -> str:
    census = session.scalar(select(NightCensus).where(NightCensus.night == night))
    day = format_date(night, "short")
    if census is None or census.confirmed_at is None:
        return f"ยอดคืนวันที่ {day} ยังไม่ยืนยัน"
    return f"ยืนยันยอดคืนวันที่ {day} แล้ว เมื่อ {moment(census.confirmed_at.astimezone(BANGKOK))}"
