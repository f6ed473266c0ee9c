"""Who waited for a place in a period and how it ended, and who was turned away and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.models import Agency, Person, TurnAway, WaitingEntry
from panpun_desktop.reports.lists.data import ListColumn, ListPaper, ListRow, ListTable
from panpun_desktop.reports.lists.reading import NAMED, Lines, of_period, period_of
from panpun_desktop.rules.waiting import days_waited

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked
    from panpun_desktop.rules.counted import Period

_NAME = ListColumn("name", "ชื่อ", "name", share=3, of_masked=True)
_PEOPLE = ListColumn("people", "คน", "number", width=1.3, is_summed=True, of_masked=True)
_CHILDREN = ListColumn("children", "เด็ก", "number", width=1.3, is_summed=True, of_masked=True)
_WAITING = (
    ListColumn("came_on", "มาเมื่อ", "day", of_masked=True),
    _NAME,
    _PEOPLE,
    _CHILDREN,
    ListColumn("urgency", "ความเร่งด่วน", width=2.4),
    ListColumn("days", "รอ (วัน)", "number", of_masked=True),
    ListColumn("state", "ผล", width=2.6),
    ListColumn("closed_on", "สิ้นสุด", "day"),
)
_TURNED_AWAY = (
    ListColumn("on_day", "วันที่", "day", of_masked=True),
    _NAME,
    _PEOPLE,
    _CHILDREN,
    ListColumn("reason", "เหตุผล", share=2.5),
    ListColumn("sent_to", "แนะนำไปที่", share=2.5),
)
_REASONS = (
    ListColumn("reason", "เหตุผล", share=3),
    ListColumn("times", "ครั้ง", "number", width=2.4, is_summed=True),
    ListColumn("people", "คน", "number", width=2.4, is_summed=True),
)


def read(session: Session, asked: Asked) -> ListPaper:
    """Entries that waited on any day of the period, and the turn-aways of the period by reason."""
    period = period_of(asked)
    turned = session.execute(_turned_away(period)).all()
    tables = (
        _waited(session, asked, period),
        _reasons(session, asked, turned),
        _log(session, asked, turned),
    )
    return of_period(asked, "waiting", period, tables)


def _waited(session: Session, asked: Asked, period: Period) -> ListTable:
    query = (
        select(*NAMED, WaitingEntry)
        .outerjoin(Person, Person.id == WaitingEntry.person_id)
        .where(
            WaitingEntry.voided_at.is_(None),
            WaitingEntry.came_on <= period.last,
            or_(WaitingEntry.closed_on.is_(None), WaitingEntry.closed_on >= period.first),
        )
        .order_by(WaitingEntry.came_on, WaitingEntry.id)
    )
    lines = Lines.of(session, *_WAITING)
    rows, people, children = [], 0, 0
    for row in session.execute(query):
        entry: WaitingEntry = row.WaitingEntry
        people, children = people + entry.people, children + entry.children
        values = {
            "came_on": entry.came_on,
            "people": entry.people,
            "children": entry.children,
            "urgency": asked.centre.label("urgency", entry.urgency),
            "days": days_waited(entry.came_on, entry.closed_on or min(period.last, asked.today)),
            "state": asked.centre.label("waiting_state", entry.state),
            "closed_on": entry.closed_on,
        }
        rows.append(_someone(lines, row, entry.name, values))
    total = {"people": people, "children": children}
    return lines.table("waiting", "รายชื่อรอเข้าพัก", rows, total=total, empty="ไม่มีผู้รอเข้าพักในช่วงนี้")


def _log(session: Session, asked: Asked, turned: Any) -> ListTable:
    lines = Lines.of(session, *_TURNED_AWAY)
    rows = []
    for row in turned:
        one: TurnAway = row.TurnAway
        values = {
            "on_day": one.on_day,
            "people": one.people,
            "children": one.children,
            "reason": asked.centre.label("turn_away_reason", one.reason_code),
            "sent_to": row.agency or "",
        }
        rows.append(_someone(lines, row, one.name, values))
    total = {
        "people": sum(row.TurnAway.people for row in turned),
        "children": sum(row.TurnAway.children for row in turned),
    }
    return lines.table("turn_aways", "ผู้ที่ไม่ได้รับเข้าพัก", rows, total=total, empty="ไม่มีการปฏิเสธการรับเข้าในช่วงนี้")


def _reasons(session: Session, asked: Asked, turned: Any) -> ListTable:
    times: Counter[str] = Counter(row.TurnAway.reason_code for row in turned)
    people: Counter[str] = Counter()
    for row in turned:
        people[row.TurnAway.reason_code] += row.TurnAway.people
    lines = Lines.of(session, *_REASONS)
    rows = [
        lines.plain(
            {"reason": asked.centre.label("turn_away_reason", code), "times": n, "people": people[code]}
        )
        for code, n in times.most_common()
    ]
    return lines.table("reasons", "เหตุผลที่ไม่ได้รับเข้าพัก", rows, empty="ไม่มีการปฏิเสธการรับเข้าในช่วงนี้")


def _someone(lines: Lines, row: Any, name: str, values: dict[str, Any]) -> ListRow | None:
    """A line about somebody of the register, or about a name that was only written down."""
    if row.person_id is None:
        return lines.plain({"name": name or "ไม่ทราบชื่อ", **values})
    return lines.line(row, **values)


def _turned_away(period: Period) -> Any:
    return (
        select(*NAMED, TurnAway, Agency.name.label("agency"))
        .outerjoin(Person, Person.id == TurnAway.person_id)
        .outerjoin(Agency, Agency.id == TurnAway.agency_id)
        .where(TurnAway.voided_at.is_(None), TurnAway.on_day.between(period.first, period.last))
        .order_by(TurnAway.on_day, TurnAway.id)
    )
