"""The stays of one person, newest first, each with the services lived through and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.models import Episode, Stay
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class PersonStayRow:
    """One stay as the list of a person's stays shows it; ``nights`` so far when it goes on."""

    id: int
    arrived_on: date
    left_on: date | None
    nights: int
    services: str
    channel: str
    outcome: str


def list_person_stays(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[PersonStayRow, ...]:
    """Every stay of a person that was not cancelled."""
    with work.reading(by, "person.read") as session:
        require_sight(session, person_id)
        centre = read_centre(session)
        services = _services(session, person_id, centre)
        rows = session.execute(
            select(Stay.id, Stay.arrived_on, Stay.left_on, Stay.channel, Stay.outcome)
            .where(Stay.person_id == person_id, Stay.voided_at.is_(None))
            .order_by(Stay.arrived_on.desc(), Stay.id.desc())
        )
        day = today(work.clock)
        return tuple(_row(row, services.get(row.id, []), day, centre) for row in rows)


def _services(session: Session, person_id: int, centre: Centre) -> dict[int, list[str]]:
    rows = session.execute(
        select(Episode.stay_id, Episode.service_type)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(Stay.person_id == person_id, Episode.voided_at.is_(None))
        .order_by(Episode.started_on, Episode.id)
    )
    found: dict[int, list[str]] = {}
    for stay_id, service in rows:
        found.setdefault(stay_id, []).append(centre.short("service_type", service))
    return found


def _row(row: Any, services: list[str], day: date, centre: Centre) -> PersonStayRow:
    until = row.left_on or day
    return PersonStayRow(
        id=row.id,
        arrived_on=row.arrived_on,
        left_on=row.left_on,
        nights=max(0, (until - row.arrived_on).days),
        services=" → ".join(services),
        channel=centre.label("channel", row.channel),
        outcome=centre.label("outcome", row.outcome),
    )
