"""The night census: prefilled from the beds, exceptions only, confirmed by someone (product.md A5)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import NightCensus, NightCensusLine, Stay
from panpun_desktop.rules.night_count import Seen, as_expected, night_to_count
from panpun_desktop.services.bed_board import read_night
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.night_reading import expected_of, read_count
from panpun_desktop.services.night_rows import (
    AddVisitor,
    ConfirmNight,
    MarkNight,
    NightCount,
    RemoveVisitor,
    ReopenNight,
)
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

Row = TypeVar("Row", NightCensus, NightCensusLine)

__all__ = [
    "AddVisitor",
    "ConfirmNight",
    "MarkNight",
    "NightCount",
    "RemoveVisitor",
    "ReopenNight",
    "add_visitor",
    "confirm_night",
    "mark_night",
    "night_count",
    "proposed_night",
    "remove_visitor",
    "reopen_night",
]


def proposed_night(work: UnitsOfWork, by: Actor) -> date:
    """The night to count now: before noon (setting) the one just past; the screen always names it."""
    with work.reading(by, "census.read") as session:
        return night_to_count(local(work.clock), int(read_centre(session).settings["census.turns_at_hour"]))


def night_count(work: UnitsOfWork, by: Actor, night: date) -> NightCount:
    """A night as the board expects it, with what was entered and how the three figures stand."""
    with work.reading(by, "census.read") as session:
        return read_count(session, by, night, today(work.clock))


def mark_night(work: UnitsOfWork, by: Actor, request: MarkNight) -> Changes:
    """Enter how someone was found; as expected means no exception.

    RuleBroken ``census.confirmed`` once the count was confirmed, ``census.not_expected`` for somebody
    who does not stay that night; who left before can be entered as here (a leaving wrongly recorded).
    """
    with work.writing(by, "census.count") as session:
        seen = _seen(request)
        _require_begun(request.night, today(work.clock))
        census = _open_census(session, request.night)
        stay = load(session, Stay, request.stay_id)
        is_exception = _is_exception(session, stay, request, seen)
        line = _line_of(session, census, stay.id)
        if is_exception or request.note.strip():
            line = line or _add(session, NightCensusLine(census_id=census.id, stay_id=stay.id, state=seen))
            line.state, line.note = seen.value, request.note.strip()
            line.bed_id = request.bed_id if seen is Seen.OTHER_BED else None
            line.back_at = request.back_at if seen is Seen.LATE else None
        elif line is not None:
            line.voided_at = work.clock.now()
        return _changes(census, people={stay.person_id})


def _is_exception(session: Session, stay: Stay, request: MarkNight, seen: Seen) -> bool:
    """Whether somebody was found otherwise than expected; of those who left only that they sleep here."""
    known = read_night(session, request.night, read_centre(session))
    expected = next((one for one in expected_of(session, known) if one.stay_id == stay.id), None)
    if expected is not None:
        in_own_bed = seen is Seen.OTHER_BED and request.bed_id == expected.bed_id
        return seen is not as_expected(expected.presence) and not in_own_bed
    has_left = stay.voided_at is None and stay.left_on is not None and stay.left_on <= request.night
    if not has_left or seen not in (Seen.PRESENT, Seen.NOT_HERE):
        raise RuleBroken("census.not_expected", field="stay")
    return seen is Seen.PRESENT


def _seen(request: MarkNight) -> Seen:
    try:
        seen = Seen(request.state)
    except ValueError:
        raise RuleBroken("census.state", field="state") from None
    if seen is Seen.VISITOR:
        raise RuleBroken("census.state", field="state")
    if seen is Seen.OTHER_BED and request.bed_id is None:
        raise RuleBroken("census.bed_missing", field="bed")
    return seen


def add_visitor(work: UnitsOfWork, by: Actor, request: AddVisitor) -> Changes:
    """Enter someone who slept here without a stay: told in the count, never among its figures."""
    with work.writing(by, "census.count") as session:
        if not request.visitor.strip():
            raise RuleBroken("census.visitor_missing", field="visitor")
        _require_begun(request.night, today(work.clock))
        census = _open_census(session, request.night)
        session.add(
            NightCensusLine(
                census_id=census.id,
                visitor=request.visitor.strip(),
                state=Seen.VISITOR.value,
                bed_id=request.bed_id,
                note=request.note.strip(),
            )
        )
        return _changes(census, summary=_("A visitor was entered"))


def remove_visitor(work: UnitsOfWork, by: Actor, request: RemoveVisitor) -> Changes:
    """Take a visitor out of the count again."""
    with work.writing(by, "census.count") as session:
        line = load(session, NightCensusLine, request.line_id, request.seen_version)
        census = load(session, NightCensus, line.census_id)
        _require_open(census)
        line.voided_at = work.clock.now()
        return _changes(census, summary=_("The visitor was taken out of the count"))


def confirm_night(work: UnitsOfWork, by: Actor, request: ConfirmNight) -> Changes:
    """Confirm the count of a night with the figures as they stand; differences stay to be settled."""
    with work.writing(by, "census.confirm") as session:
        census = confirm_within(session, by, request, work.clock.now(), today(work.clock))
        text = _("The count of the night of {day} was confirmed")
        return _changes(census, summary=text.format(day=format_date(request.night, "short")))


def confirm_within(
    session: Session, by: Actor, request: ConfirmNight, now: datetime, day: date
) -> NightCensus:
    """``confirm_night`` inside a unit of work that is already open."""
    _require_begun(request.night, day)
    census = _open_census(session, request.night)
    census.counted_by, census.note = request.counted_by.strip(), request.note.strip()
    census.confirmed_at, census.confirmed_by_id = now, by.user_id
    census.counted_at = census.counted_at or now
    session.flush()
    census.confirmed_figures = _figures(read_count(session, by, request.night, day))
    return census


def reopen_night(work: UnitsOfWork, by: Actor, request: ReopenNight) -> Changes:
    """Open a confirmed count again for correction; who confirmed it stays in the history."""
    with work.writing(by, "census.confirm") as session:
        census = session.scalar(select(NightCensus).where(NightCensus.night == request.night))
        if census is None or census.confirmed_at is None:
            raise RuleBroken("census.not_confirmed")
        load(session, NightCensus, census.id, request.seen_version)
        census.confirmed_at = census.confirmed_by_id = None
        text = _("The count of the night of {day} is open again")
        return _changes(census, summary=text.format(day=format_date(request.night, "short")))


def _figures(count: NightCount) -> str:
    kept = {name: dict(getattr(count.ways, name)) for name in ("movements", "board", "census")}
    differing = [{"stay_id": one.stay_id, "kind": one.kind} for one in count.ways.differences]
    return json.dumps(kept | {"differences": differing, "visitors": count.visitors})


def _open_census(session: Session, night: date) -> NightCensus:
    census = session.scalar(select(NightCensus).where(NightCensus.night == night))
    if census is None:
        return _add(session, NightCensus(night=night))
    _require_open(census)
    return census


def _require_open(census: NightCensus) -> None:
    if census.confirmed_at is not None:
        raise RuleBroken("census.confirmed", night=census.night)


def _require_begun(night: date, day: date) -> None:
    if night > day:
        raise RuleBroken("census.night_to_come", field="night", night=night)


def _line_of(session: Session, census: NightCensus, stay_id: int) -> NightCensusLine | None:
    lines = select(NightCensusLine).where(
        NightCensusLine.census_id == census.id,
        NightCensusLine.stay_id == stay_id,
        NightCensusLine.voided_at.is_(None),
    )
    return session.scalar(lines)


def _add(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def _changes(census: NightCensus, people: set[int] | None = None, summary: str = "") -> Changes:
    return Changes(people=frozenset(people or ()), nights=frozenset({census.night}), summary=summary)
