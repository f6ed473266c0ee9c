"""What a person's earlier stays mean for the next act: spans, trial entries, the part that is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Episode, Stay
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.stay import EpisodeFacts, StaySpan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class History:
    """One person's stays that were not voided."""

    spans: tuple[StaySpan, ...] = ()
    trial_starts: tuple[date, ...] = ()
    """First days of trial episodes, conversions back to a trial included (R-TRI-7)."""
    counted_from: Mapping[int, date] = field(default_factory=dict)
    """Stay -> first day of the count of its last episode (R-CRS-8)."""

    @property
    def is_open(self) -> bool:
        """Someone who is staying now."""
        return any(span.left_on is None for span in self.spans)


def histories(session: Session, person_ids: Iterable[int]) -> Mapping[int, History]:
    """The history of each person, in two queries; people without stays are left out."""
    ids = list(person_ids)
    if not ids:
        return {}
    episodes: dict[int, list[tuple[int, str, date]]] = defaultdict(list)
    last_service: dict[int, ServiceType] = {}
    counted_from: dict[int, date] = {}
    columns = (
        Stay.person_id,
        Episode.stay_id,
        Episode.service_type,
        Episode.started_on,
        Episode.counted_from_on,
    )
    chosen = (
        select(*columns)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(Stay.person_id.in_(ids), Stay.voided_at.is_(None), Episode.voided_at.is_(None))
        .order_by(Episode.started_on, Episode.id)
    )
    for person_id, stay_id, service, started_on, first_day in session.execute(chosen):
        episodes[person_id].append((stay_id, service, started_on))
        counted_from[stay_id] = first_day or started_on
        last_service[stay_id] = ServiceType(service)
    spans: dict[int, list[StaySpan]] = defaultdict(list)
    stays = select(Stay.person_id, Stay.id, Stay.arrived_on, Stay.left_on)
    for person_id, stay_id, arrived_on, left_on in session.execute(
        stays.where(Stay.person_id.in_(ids), Stay.voided_at.is_(None)).order_by(Stay.arrived_on)
    ):
        spans[person_id].append(StaySpan(stay_id, arrived_on, left_on, last_service.get(stay_id)))
    return {
        person_id: History(tuple(found), _trial_starts(episodes[person_id]), counted_from)
        for person_id, found in spans.items()
    }


def _trial_starts(episodes: list[tuple[int, str, date]]) -> tuple[date, ...]:
    return tuple(started_on for _, service, started_on in episodes if service == ServiceType.TRIAL)


def episode_facts(row: Episode) -> EpisodeFacts:
    """An episode as the rules see it."""
    return EpisodeFacts(
        ServiceType(row.service_type),
        row.started_on,
        row.ended_on,
        row.accompanying,
        row.counted_from_on,
        closed_limit_on=row.closed_limit_on,
    )


def open_episode(session: Session, stay_id: int) -> Episode | None:
    """The part of a stay that is running."""
    return session.scalar(
        select(Episode).where(
            Episode.stay_id == stay_id, Episode.ended_on.is_(None), Episode.voided_at.is_(None)
        )
    )


def last_episode(session: Session, stay_id: int) -> Episode | None:
    """The latest part of a stay, running or ended."""
    return session.scalar(
        select(Episode)
        .where(Episode.stay_id == stay_id, Episode.voided_at.is_(None))
        .order_by(Episode.started_on.desc(), Episode.id.desc())
        .limit(1)
    )
