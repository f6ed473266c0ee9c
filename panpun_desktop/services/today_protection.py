"""What protection asks of today: masked records that were opened, and people too near to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.rules import roles
from panpun_desktop.services.break_glass import openings
from panpun_desktop.services.keeping_apart import too_near
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.today_rows import TaskRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night


def protection_tasks(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Tasks for those alone who may know of them (R-SAF-1)."""
    if roles.may(by, "keep_apart.read"):
        yield from _too_near(session, known)
    if roles.may(by, "break_glass.acknowledge"):
        yield from _opened(session)


def _too_near(session: Session, known: Night) -> Iterator[TaskRow]:
    for stay_id, other_id in too_near(session, known):
        names = [name_of(one) for one in (known.stays[stay_id], known.stays[other_id])]
        beds = [known.places[one].label for one in (stay_id, other_id)]
        yield TaskRow(
            key=f"apart:{stay_id}:{other_id}",
            chip=_("Keep apart"),
            tone="bad",
            title=" · ".join(names),
            detail=_("They must not be in one building: {beds}").format(beds=" · ".join(beds)),
            button=_("Change the bed"),
            act="assign_bed",
            person_id=known.stays[other_id].id,
            stay_id=other_id,
        )


def _opened(session: Session) -> Iterator[TaskRow]:
    for row in openings(session, waiting_only=True):
        at = row.at.astimezone(BANGKOK)
        yield TaskRow(
            key=f"opened:{row.id}",
            chip=_("Masked record opened"),
            tone="warn",
            title=row.name,
            detail=f"{row.user} {at:%H:%M} · {row.reason}",
            button=_("Seen"),
            act="opened_seen",
            person_id=row.person_id,
            opening_id=row.id,
        )
