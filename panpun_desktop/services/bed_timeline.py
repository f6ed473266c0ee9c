"""Reading the timeline of beds: stays drawn to the actual leaving, expected ends, promises, closings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.models import Absence, Bed, BedBlock, BedUse, Building, Episode, Person, Room, Stay
from panpun_desktop.rules.names import short_name
from panpun_desktop.services.bed_offers import offered_beds
from panpun_desktop.services.bed_timeline_rows import (
    CLOSED,
    OFFERED,
    RESERVED,
    STAY,
    BedTimeline,
    TimelineAway,
    TimelineBar,
    TimelineBed,
)
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.nameless import seen_together
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.reservations import promises
from panpun_desktop.services.stay_rows import AWAY, bed_label, parts
from panpun_desktop.services.visibility import Veil, veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.stay_rows import Part
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_DAY = timedelta(days=1)
MOST_NIGHTS = 92


@dataclass
class _Known:
    """What the bars are made of."""

    session: Session
    centre: Centre
    seen: Veil
    first: date
    end: date
    today: date
    parts: Mapping[int, Part] = field(default_factory=dict)
    episodes: Mapping[int, Sequence[Any]] = field(default_factory=dict)
    sharers: Mapping[int, Sequence[str]] = field(default_factory=dict)


def bed_timeline(work: UnitsOfWork, by: Actor, first: date, nights: int) -> BedTimeline:
    """Every bed over some nights, past and coming; at most ``MOST_NIGHTS``."""
    shown = max(1, min(nights, MOST_NIGHTS))
    with work.reading(by, "bed.read") as session:
        known = _Known(
            session,
            read_centre(session),
            veil(session, by),
            first,
            first + timedelta(days=shown),
            today(work.clock),
        )
        beds = session.execute(_beds(known)).all()
        uses = session.execute(_uses(known)).all()
        stay_ids = {use.stay_id for use in uses}
        known.seen = seen_together(session, known.seen, [use.person_id for use in uses])
        known.parts = parts(session, stay_ids, known.today, known.centre)
        known.episodes = _episodes(known, stay_ids)
        known.sharers = _sharers(known)
        bars = _all_bars(known, uses, by)
        away = _away(known, uses)
    lines = tuple(_line(bed, bars, away) for bed in beds)
    return BedTimeline(first, shown, known.today, lines, _free_together(known, lines))


def _line(
    bed: Any, bars: Mapping[int, list[TimelineBar]], away: Mapping[int, list[TimelineAway]]
) -> TimelineBed:
    own = tuple(sorted(bars.get(bed.id, ()), key=lambda bar: bar.start_on))
    label = bed_label(bed.room, bed.label)
    return TimelineBed(
        bed.id,
        bed.room_id,
        label,
        bed.room,
        bed.building,
        bed.use,
        bed.is_extra,
        bed.opened_on,
        bed.closed_on,
        own,
        tuple(away.get(bed.id, ())),
    )


def _beds(known: _Known) -> Any:
    """Beds that are there on any of the nights, in the order of the board."""

    def is_there(closed_on: Any) -> Any:
        return or_(closed_on.is_(None), closed_on > known.first)

    columns = (
        Bed.id,
        Bed.label,
        Bed.is_extra,
        Bed.room_id,
        Bed.opened_on,
        Bed.closed_on,
        Room.name.label("room"),
        Room.use,
        Building.name.label("building"),
    )
    order = (Building.position, Building.id, Room.position, Room.id, Bed.is_extra, Bed.position, Bed.label)
    return (
        select(*columns)
        .join(Room, Room.id == Bed.room_id)
        .join(Building, Building.id == Room.building_id)
        .where(
            Bed.opened_on < known.end,
            is_there(Bed.closed_on),
            is_there(Room.closed_on),
            is_there(Building.closed_on),
        )
        .order_by(*order)
    )


_PERSON = (
    Person.id.label("person_id"),
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.nickname,
    Person.label,
    Person.sex,
)


def _uses(known: _Known) -> Any:
    """Uses of a bed that reach into the nights shown, with their stays and people."""
    columns = (
        BedUse.bed_id,
        BedUse.start_on,
        BedUse.end_on,
        BedUse.stay_id,
        Stay.version.label("stay_version"),
        Stay.arrived_on,
        Stay.left_on,
        Stay.expected_leave_on,
        *_PERSON,
    )
    return (
        select(*columns)
        .join(Stay, Stay.id == BedUse.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(
            BedUse.bed_id.is_not(None),
            Stay.voided_at.is_(None),
            BedUse.start_on < known.end,
            or_(
                BedUse.end_on.is_(None),
                and_(BedUse.end_on > known.first, BedUse.end_on > BedUse.start_on),
            ),
        )
        .order_by(BedUse.start_on)
    )


def _episodes(known: _Known, stay_ids: set[int]) -> dict[int, list[Any]]:
    """The parts of each stay, so that a bar changes its colour with the service."""
    rows = known.session.execute(
        select(Episode.stay_id, Episode.service_type, Episode.started_on)
        .where(Episode.stay_id.in_(list(stay_ids)), Episode.voided_at.is_(None))
        .order_by(Episode.stay_id, Episode.started_on)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.stay_id].append(row)
    return found


def _sharers(known: _Known) -> dict[int, list[str]]:
    """Short names of those who share someone's bed today, by the stay that has it."""
    rows = known.session.execute(
        select(BedUse.shares_with_stay_id, *_PERSON)
        .join(Stay, Stay.id == BedUse.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(BedUse.shares_with_stay_id.is_not(None), BedUse.end_on.is_(None), Stay.left_on.is_(None))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.shares_with_stay_id].append(_short(known, row))
    return found


def _short(known: _Known, row: Any) -> str:
    short = short_name(row.first_name, row.last_name, row.nickname, row.sex, row.label)
    return known.seen.name(row.person_id, short, row.first_name)


def _all_bars(known: _Known, uses: Sequence[Any], by: Actor) -> dict[int, list[TimelineBar]]:
    bars: dict[int, list[TimelineBar]] = defaultdict(list)
    for use in uses:
        bars[use.bed_id] += _stay_bars(known, use)
    for bar in (*_closings(known), *_promised(known), *_offers(known, by)):
        bars[bar.bed_id].append(bar)
    return bars


def _stay_bars(known: _Known, use: Any) -> list[TimelineBar]:
    """A use as one bar for each service lived through in it, the last one to its expected end."""
    end, is_open_end = _end(known, use)
    is_hidden = use.person_id in known.seen.hidden
    whole = TimelineBar(
        STAY,
        use.bed_id,
        use.start_on,
        end,
        _text(known, use),
        name=known.seen.name(use.person_id, name_of(use), use.first_name),
        known_until=min(end, use.end_on or known.today + _DAY),
        is_open_end=is_open_end,
        is_last=True,
        stay_id=None if is_hidden else use.stay_id,
        stay_version=use.stay_version,
        person_id=None if is_hidden else use.person_id,
        expected_on=None if is_hidden or use.left_on else use.expected_leave_on,
        is_planned=use.start_on > known.today,
    )
    if is_hidden:
        return [whole]
    return _by_service(whole, known.episodes.get(use.stay_id, ()))


def _end(known: _Known, use: Any) -> tuple[date, bool]:
    """The actual end, else the expected one; never before tonight, because a plan frees no bed."""
    if use.end_on is not None:
        return use.end_on, False
    tonight_over = max(known.today, use.start_on) + _DAY
    expected = use.expected_leave_on
    if expected is None:
        part = known.parts.get(use.stay_id)
        expected = part.clock.limit_on + _DAY if part is not None and part.clock.limit_on else None
    if expected is None:
        return max(known.end, tonight_over), True
    return max(expected, tonight_over), False


def _by_service(whole: TimelineBar, episodes: Sequence[Any]) -> list[TimelineBar]:
    cuts = [one.started_on for one in episodes if whole.start_on < one.started_on < whole.end_on]
    edges = [whole.start_on, *cuts, whole.end_on]
    bars = []
    for start, end in pairwise(edges):
        service = next((one.service_type for one in reversed(episodes) if one.started_on <= start), "")
        last = end == whole.end_on
        text = whole.text if last or not cuts else ""
        bars.append(replace(whole, start_on=start, end_on=end, service_type=service, is_last=last, text=text))
    return bars


def _text(known: _Known, use: Any) -> str:
    """ปิติ · 22/30, with those who share the bed; the day alone where nothing limits it."""
    if use.person_id in known.seen.hidden:
        return _short(known, use)
    names = " + ".join((_short(known, use), *known.sharers.get(use.stay_id, ())))
    part = known.parts.get(use.stay_id)
    if part is None or use.left_on is not None or part.clock.day is None:
        return names
    limit = f"/{part.clock.limit}" if part.clock.limit is not None else ""
    return f"{names} · {part.clock.day}{limit}"


def _closings(known: _Known) -> Iterable[TimelineBar]:
    rows = known.session.execute(
        select(BedBlock.bed_id, BedBlock.start_on, BedBlock.end_on, BedBlock.kind, BedBlock.reason).where(
            BedBlock.start_on < known.end,
            or_(
                BedBlock.end_on.is_(None),
                and_(BedBlock.end_on > known.first, BedBlock.end_on > BedBlock.start_on),
            ),
        )
    )
    for row in rows:
        kind = known.centre.label("block_kind", row.kind)
        text = f"{kind} · {row.reason}" if row.reason and row.reason != kind else kind
        end = row.end_on or known.end
        yield TimelineBar(
            CLOSED,
            row.bed_id,
            row.start_on,
            end,
            text,
            block_kind=row.kind,
            is_open_end=row.end_on is None,
            detail=row.reason,
        )


def _promised(known: _Known) -> Iterable[TimelineBar]:
    for one in promises(known.session, known.seen):
        last = one.last_night()
        end = known.end if last is None else max(last, one.start_on) + _DAY
        if one.start_on < known.end and end > known.first:
            yield TimelineBar(
                RESERVED,
                one.bed_id,
                one.start_on,
                end,
                one.name,
                name=one.name,
                is_open_end=last is None,
                person_id=one.person_id,
                reservation_id=one.id,
                reservation_version=one.version,
                waiting_id=one.waiting_id,
                detail=one.until_text(),
            )


def _offers(known: _Known, by: Actor) -> Iterable[TimelineBar]:
    """Proposed beds of those without one, dashed from tonight on."""
    if not known.first <= known.today < known.end:
        return
    for offer in offered_beds(known.session, by, known.today, known.centre, known.seen):
        if offer.bed_id is not None:
            yield TimelineBar(
                OFFERED,
                offer.bed_id,
                known.today,
                min(known.end, known.today + timedelta(days=3)),
                offer.name,
                name=offer.name,
                stay_id=offer.stay_id,
                stay_version=offer.stay_version,
                person_id=offer.person_id,
                waiting_id=offer.waiting_id,
                detail=" · ".join(offer.reasons),
            )


def _away(known: _Known, uses: Sequence[Any]) -> dict[int, list[TimelineAway]]:
    """Leave and hospital of those whose bed is kept; until the return, the expected one, or tonight."""
    by_stay: dict[int, list[Any]] = defaultdict(list)
    for use in uses:
        if use.person_id not in known.seen.hidden:
            by_stay[use.stay_id].append(use)
    rows = known.session.execute(
        select(
            Absence.stay_id, Absence.kind, Absence.started_on, Absence.ended_on, Absence.expected_back_on
        ).where(Absence.stay_id.in_(list(by_stay)), Absence.kind.in_(AWAY))
    )
    found: dict[int, list[TimelineAway]] = defaultdict(list)
    for row in rows:
        end = row.ended_on or max(row.expected_back_on or known.today, known.today + _DAY)
        for use in by_stay[row.stay_id]:
            start, until = max(row.started_on, use.start_on), min(end, use.end_on or end)
            if start < until:
                found[use.bed_id].append(TimelineAway(use.bed_id, row.kind, start, until))
    return found


def _free_together(known: _Known, lines: Sequence[TimelineBed]) -> tuple[int, date] | None:
    """On which of the coming nights most beds are free, the first of them."""
    best: tuple[int, date] | None = None
    night = max(known.first, known.today)
    while night < known.end:
        taken = sum(any(bar.kind != OFFERED and bar.holds(night) for bar in line.bars) for line in lines)
        there = sum(line.closed_on is None or line.closed_on > night for line in lines)
        if best is None or there - taken > best[0]:
            best = (there - taken, night)
        night += _DAY
    return best
