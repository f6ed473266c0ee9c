"""What personal data ask of today: requests to be answered, breaches the Office does not know of yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules import roles
from panpun_desktop.services.breaches import read_breaches
from panpun_desktop.services.data_request_rows import OPEN, RequestFilter
from panpun_desktop.services.data_requests import read_requests
from panpun_desktop.services.today_rows import TaskRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.services.breach_rows import BreachRow
    from panpun_desktop.services.data_request_rows import DataRequestRow

_NEAR = timedelta(hours=24)


def privacy_tasks(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Tasks about personal data, for those who settle them."""
    if roles.may(by, "breach.edit"):
        yield from _breaches(session)
    if roles.may(by, "data_request.edit"):
        yield from _requests(session, known)


def time_left(left: timedelta) -> str:
    """เหลือ 41 ชั่วโมง, เกินกำหนด 3 ชั่วโมง: whole hours, begun ones of what is left count."""
    seconds = int(left.total_seconds())
    if seconds < 0:
        return _("{hours} hours late").format(hours=-seconds // 3600)
    if seconds < 3600:
        return _("{minutes} minutes left").format(minutes=seconds // 60)
    return _("{hours} hours left").format(hours=seconds // 3600)


def _breaches(session: Session) -> Iterator[TaskRow]:
    """Breaches that are to be told: to the Office while its clock runs, at high risk to the people."""
    for row in read_breaches(session, open_only=True):
        if row.awaits_office:
            yield _office(row)
        if row.awaits_people:
            yield _people(row)


def _office(row: BreachRow) -> TaskRow:
    left = row.left(row.read_at)
    due = row.due_at.astimezone(BANGKOK)
    until = f"{format_date(due.date(), 'short')} {due:%H:%M}"
    return TaskRow(
        key=f"breach:{row.id}",
        chip=time_left(left),
        tone="bad" if left < _NEAR else "warn",
        title=_("Tell the Office of the breach {number}").format(number=row.number),
        detail=_("by {moment}").format(moment=until),
        button=_("Open the breach"),
        act="breach",
        breach_id=row.id,
    )


def _people(row: BreachRow) -> TaskRow:
    return TaskRow(
        key=f"breach-people:{row.id}",
        chip=_("High risk"),
        tone="bad",
        title=_("Tell the people concerned of the breach {number}").format(number=row.number),
        detail=_("without delay, with what helps them"),
        button=_("Open the breach"),
        act="breach",
        breach_id=row.id,
    )


def _requests(session: Session, known: Night) -> Iterator[TaskRow]:
    """Open requests whose answer is owed soon."""
    warn = int(known.centre.settings["privacy.request_warn_days"])
    for row in reversed(read_requests(session, RequestFilter(state=OPEN))):
        if row.days_left <= warn:
            yield _request(row)


def _request(row: DataRequestRow) -> TaskRow:
    late, due = row.days_left < 0, format_date(row.due_on, "short")
    words = (_("answer due {day}").format(day=due), row.kind_words, row.person or row.asked_by)
    return TaskRow(
        key=f"data_request:{row.id}",
        chip=_("Answer overdue") if late else _("To be answered"),
        tone="bad" if late else "warn",
        title=_("Request about personal data {number}").format(number=row.number),
        detail=" · ".join(one for one in words if one),
        button=_("Open the request"),
        act="data_request",
        person_id=row.person_id,
        data_request_id=row.id,
    )
