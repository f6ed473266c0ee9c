"""What the letter desk asks of today: answers that did not come, letters that we are to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Agency, Document, IncomingPaper, Person
from panpun_desktop.rules import roles
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.today_rows import TaskRow

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night

_PERSON = (
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)


def paper_tasks(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Tasks of the letter desk, for those who keep its registers."""
    if roles.may(by, "incoming.edit"):
        yield from _to_answer(session, known)
        yield from _not_answered(session, known)


def _not_answered(session: Session, known: Night) -> Iterator[TaskRow]:
    """Letters of ours whose answer is due and has not come."""
    rows = session.execute(
        select(
            Document.id,
            Document.number,
            Document.title.label("subject"),
            Document.reply_due_on,
            Document.person_id,
            *_PERSON,
        )
        .outerjoin(Person, Person.id == Document.person_id)
        .where(
            Document.reply_due_on <= known.night,
            Document.replied_on.is_(None),
            Document.cancelled_at.is_(None),
        )
        .order_by(Document.reply_due_on, Document.id)
    )
    for row in rows:
        is_whole = known.seen.sees(row.person_id)
        yield TaskRow(
            key=f"reply:{row.id}",
            chip=_("No answer yet"),
            tone="warn" if row.reply_due_on < known.night else "info",
            title=" ".join(one for one in (row.number, row.subject if is_whole else "") if one),
            detail=_detail(known, row, row.reply_due_on),
            button=_("Open the letter"),
            act="reply_awaited",
            person_id=row.person_id,
            document_id=row.id,
        )


def _to_answer(session: Session, known: Night) -> Iterator[TaskRow]:
    """Incoming papers that we are to answer soon and have not."""
    until = known.night + timedelta(days=int(known.centre.settings["document.reply_warn_days"]))
    rows = session.execute(
        select(
            IncomingPaper.id,
            IncomingPaper.number,
            IncomingPaper.subject,
            IncomingPaper.reply_due_on,
            IncomingPaper.person_id,
            func.coalesce(Agency.name, IncomingPaper.sender).label("sender"),
            *_PERSON,
        )
        .outerjoin(Person, Person.id == IncomingPaper.person_id)
        .outerjoin(Agency, Agency.id == IncomingPaper.agency_id)
        .where(
            IncomingPaper.reply_due_on <= until,
            IncomingPaper.closed_on.is_(None),
            IncomingPaper.voided_at.is_(None),
        )
        .order_by(IncomingPaper.reply_due_on, IncomingPaper.id)
    )
    for row in rows:
        is_whole = known.seen.sees(row.person_id)
        subject = row.subject if is_whole else ""
        yield TaskRow(
            key=f"incoming:{row.id}",
            chip=_("To be answered"),
            tone="warn" if row.reply_due_on <= known.night else "info",
            title=" ".join(one for one in (_("Received {number}").format(number=row.number), subject) if one),
            detail=_detail(known, row, row.reply_due_on, row.sender if is_whole else ""),
            button=_("Open the paper"),
            act="reply_due",
            person_id=row.person_id,
            incoming_id=row.id,
        )


def _detail(known: Night, row: Any, due_on: date, *more: str) -> str:
    person = known.seen.name(row.person_id, name_of(row), row.first_name) if row.person_id else ""
    due = _("answer due {day}").format(day=format_date(due_on, "short"))
    return " · ".join(one for one in (due, person, *more) if one)
