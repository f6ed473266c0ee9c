"""Before an admission day is corrected: whose it is, the nights that are added, what becomes of limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Document, Episode, Person, Stay
from panpun_desktop.rules.admission import Newcomer, entry_concern
from panpun_desktop.rules.clock import clock_of
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.services.arrival_correction import added_before, parts_of
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.course_clocks import facts_on
from panpun_desktop.services.leaving_beds import in_the_way
from panpun_desktop.services.leaving_outlook import BedBetween, with_others
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.visibility import require_sight, veil

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.clock import StayClock
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ArrivalRow:
    """An admission as it was typed."""

    stay_id: int
    version: int
    person_id: int
    name: str
    arrived_on: date
    arrived_time: time | None
    left_on: date | None
    service: str
    papers: tuple[str, ...]
    """Papers that were issued of the stay: they keep the day that was typed."""


@dataclass(frozen=True)
class ArrivalAhead:
    """What becomes of the beds, and of the limits in words."""

    beds: tuple[BedBetween, ...] = ()
    limits: tuple[str, ...] = ()


def correctable_arrival(
    work: UnitsOfWork, by: Actor, person_id: int, stay_id: int | None = None
) -> tuple[ArrivalRow, ...]:
    """The admission of a stay, of the last one if none is named; then those who came with it on its day.

    RuleBroken ``arrival.none`` for someone who never stayed here.
    """
    with work.reading(by, "stay.correct_arrival") as session:
        require_sight(session, person_id)
        stays = select(Stay).where(Stay.person_id == person_id, Stay.voided_at.is_(None))
        if stay_id is not None:
            stays = stays.where(Stay.id == stay_id)
        stay = session.scalar(stays.order_by(Stay.arrived_on.desc(), Stay.id.desc()).limit(1))
        if stay is None:
            raise RuleBroken("arrival.none")
        chosen, together = read_centre(session), _came_together(session, by, stay)
        return tuple(_row(session, by, chosen, one) for one in (stay, *together))


def _came_together(session: Session, by: Actor, stay: Stay) -> Sequence[Stay]:
    """The others of the family admission whose day is the same; nobody whom the role may not see."""
    if stay.family_admission_id is None:
        return ()
    stays = select(Stay).where(
        Stay.family_admission_id == stay.family_admission_id,
        Stay.id != stay.id,
        Stay.voided_at.is_(None),
        Stay.arrived_on == stay.arrived_on,
    )
    seen = veil(session, by)
    return [one for one in session.scalars(stays.order_by(Stay.id)) if seen.sees(one.person_id)]


def _row(session: Session, by: Actor, chosen: Centre, stay: Stay) -> ArrivalRow:
    parts = parts_of(session, stay.id)
    papers = select(Document.title, Document.number).where(
        Document.stay_id == stay.id, Document.cancelled_at.is_(None)
    )
    return ArrivalRow(
        stay.id,
        stay.version,
        stay.person_id,
        seen_name(session, by, session.get_one(Person, stay.person_id)),
        stay.arrived_on,
        stay.arrived_time,
        stay.left_on,
        chosen.label("service_type", parts[0].service_type) if parts else "",
        tuple(number or title for title, number in session.execute(papers.order_by(Document.id))),
    )


def arrivals_ahead(work: UnitsOfWork, by: Actor, stay_ids: Collection[int], arrived_on: date) -> ArrivalAhead:
    """What becomes of beds and limits when these stays begin on another day; nothing is changed."""
    with work.reading(by, "stay.correct_arrival") as session:
        chosen, day = read_centre(session), today(work.clock)
        stays = session.scalars(select(Stay).where(Stay.id.in_(list(stay_ids))).order_by(Stay.id)).all()
        beds = [one for stay in stays for one in _beds(session, by, stay, arrived_on)]
        limits = (one for stay in stays for one in _limits(session, by, chosen, stay, arrived_on, day))
        return ArrivalAhead(tuple(beds), _told(limits))


def _beds(session: Session, by: Actor, stay: Stay, arrived_on: date) -> Iterator[BedBetween]:
    person = session.get_one(Person, stay.person_id)
    for added in added_before(session, stay.id, stay.arrived_on, arrived_on):
        if added.use.bed_id is not None:
            name, bed = seen_name(session, by, person), label_of(session, added.use.bed_id)
            one = BedBetween(stay.id, name, bed, added.from_on, added.until, "")
            taken = in_the_way(session, by, added)
            yield one if taken is None else with_others(session, by, person, one, taken)


def _told(limits: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A line for those of whom the same is to be said (name, words)."""
    names: dict[str, list[str]] = {}
    for name, words in limits:
        names.setdefault(words, []).append(name)
    return tuple(f"{', '.join(found)}: {words}" for words, found in names.items())


def _limits(
    session: Session, by: Actor, chosen: Centre, stay: Stay, arrived_on: date, day: date
) -> Iterator[tuple[str, str]]:
    """The clock of the part that began with the stay, and a trial entry too many in the year (R-TRI-5)."""
    parts = parts_of(session, stay.id)
    if not parts or parts[0].started_on != stay.arrived_on:
        return
    name = seen_name(session, by, session.get_one(Person, stay.person_id))
    clocks = _clocks(session, chosen, stay, parts[0], arrived_on, day)
    if clocks is not None and clocks[0].limit_on != clocks[1].limit_on:
        yield name, " → ".join(_clock_words(one) for one in clocks)
    newcomer = Newcomer("", name, ServiceType(parts[0].service_type), stay.arrived_on)
    newcomer = replace(newcomer, trial_started_on=_trial_starts(session, stay))
    concern = entry_concern(replace(newcomer, arrived_on=arrived_on), chosen.limits)
    if concern is not None and entry_concern(newcomer, chosen.limits) is None:
        yield name, concern.message


def _clocks(
    session: Session, chosen: Centre, stay: Stay, first: Episode, arrived_on: date, day: date
) -> tuple[StayClock, StayClock] | None:
    """The clock as it runs, and as it would with the other day; none where the days make no sense."""
    if stay.left_on is not None and arrived_on > stay.left_on:
        return None
    facts = facts_on(session, first, day)
    kept = None if facts.counted_from == stay.arrived_on else facts.counted_from
    moved = replace(facts, started_on=arrived_on, counted_from=kept, closed_limit_on=None)
    was, now = (clock_of(one, day, chosen.limits, chosen.calendar) for one in (facts, moved))
    return was, now


def _clock_words(clock: StayClock) -> str:
    """The day of the count, and the day of its limit or floor."""
    if clock.limit_on is None:
        return clock.text
    day = format_date(clock.limit_on, "short")
    return _("{clock} (due {day})").format(clock=clock.text, day=day)


def _trial_starts(session: Session, stay: Stay) -> tuple[date, ...]:
    starts = (
        select(Episode.started_on)
        .join(Stay, Stay.id == Episode.stay_id)
        .where(Stay.person_id == stay.person_id, Stay.id != stay.id, Stay.voided_at.is_(None))
        .where(Episode.service_type == ServiceType.TRIAL.value, Episode.voided_at.is_(None))
    )
    return tuple(session.scalars(starts))
