"""ID cards that end soon or have ended: the words of a person's page, and the tasks of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Person
from panpun_desktop.rules.card_end import CardEnd, card_end
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.today_rows import TaskRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.services.centre import Centre


def card_words(expires_on: date | None, today: date, centre: Centre) -> str:
    """บัตรหมดอายุ 1 ธ.ค. 2569 from the days of setting ``person.card_warn_days`` on, else nothing."""
    end = card_end(expires_on, today, int(centre.settings["person.card_warn_days"]))
    if expires_on is None or end is CardEnd.FINE:
        return ""
    text = _("Card ended {day}") if end is CardEnd.OVER else _("Card ends {day}")
    return text.format(day=format_date(expires_on, "short"))


def card_tasks(session: Session, known: Night) -> Iterator[TaskRow]:
    """Who is here with a card that has ended or soon will; of someone masked nothing is told."""
    stays = {stay.id: stay for stay in known.stays.values() if known.seen.sees(stay.id)}
    rows = session.execute(
        select(Person.id, Person.card_expires_on)
        .where(Person.id.in_(list(stays)), Person.card_expires_on.is_not(None))
        .order_by(Person.card_expires_on, Person.id)
    )
    for person_id, expires_on in rows:
        words = card_words(expires_on, known.night, known.centre)
        if not words:
            continue
        stay = stays[person_id]
        is_over = expires_on is not None and expires_on < known.night
        place = known.places.get(stay.stay_id)
        yield TaskRow(
            key=f"card:{person_id}",
            chip=_("ID card has ended") if is_over else _("ID card ends soon"),
            tone="warn" if is_over else "info",
            title=name_of(stay),
            detail=" · ".join(part for part in (words, place.label if place else "") if part),
            button=_("Open the person"),
            act="person",
            person_id=person_id,
            stay_id=stay.stay_id,
        )
