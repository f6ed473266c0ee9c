"""Whether a month is ready to be closed: what is still to be looked at, with the people and the act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.i18n import N_, _, ngettext
from panpun_desktop.common.thai_date import format_date, month_label
from panpun_desktop.models import NightCensus, Stay
from panpun_desktop.reports.facts import stays
from panpun_desktop.reports.monthly.adjusted import counted_now, stay_lines
from panpun_desktop.reports.monthly.closing import figures_changed
from panpun_desktop.reports.report import Asked
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import UNKNOWN_BAND
from panpun_desktop.rules.closed_month import changed_stays
from panpun_desktop.rules.codes import Channel, Outcome, Sex
from panpun_desktop.rules.counted import CountedFacts, Period
from panpun_desktop.rules.counting import stays_in
from panpun_desktop.services.attendance import read_unchecked
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.closed_months import (
    Edition,
    closed_edition,
    counted_in,
    editions,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models import ClosedMonth
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.rules.closed_month import Difference
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_LACKING = {
    "channel": N_("How they came is not known"),
    "outcome": N_("How they left is not known"),
    "sex": N_("The sex is not known"),
    "age": N_("The age is not known"),
}


@dataclass(frozen=True)
class Ready:
    """One thing to look at before a month is closed.

    ``act`` says what opens: people (``stay_ids``, at ``section`` of their page), night, class, month.
    """

    key: str
    text: str
    detail: str = ""
    is_met: bool = True
    act: str = ""
    stay_ids: tuple[int, ...] = ()
    section: str = ""
    night: date | None = None
    cohort_id: int | None = None
    lesson: int | None = None
    """Of a class: the first session of the month that waits for marks."""
    month_on: date | None = None


@dataclass(frozen=True)
class MonthState:
    """A month as the screen shows it: its editions, what changed since, what is to be looked at."""

    month_on: date
    is_over: bool
    editions: tuple[Edition, ...] = ()
    is_closed: bool = False
    changed: tuple[StayLine, ...] = ()
    """Stays that the register counts otherwise than the edition that was sent."""
    ready: tuple[Ready, ...] = ()
    differences: tuple[Difference, ...] = ()
    """Figures that are counted otherwise now than in the edition that was sent."""
    is_compared: bool = True
    """A closed month was held against the register (``compared``)."""

    @property
    def may_be_amended(self) -> bool:
        """Say whether an amended edition would say anything else."""
        return bool(self.changed or self.differences)

    @property
    def open_points(self) -> int:
        """How many things are not as they should be."""
        return sum(not one.is_met for one in self.ready)


def month_state(work: UnitsOfWork, by: Actor, month_on: date) -> MonthState:
    """The state of the month of a day; in a month that is closed nothing is looked for, nothing counted."""
    month = Period.month(month_on.year, month_on.month)
    found = editions(work, by, month.first)
    day = today(work.clock)
    with work.reading(by, "report.read") as session:
        edition = closed_edition(session, month.first)
        if edition is not None:
            return MonthState(month.first, True, found, is_closed=True, is_compared=False)
        if month.first > day:
            return MonthState(month.first, False)
        counted = Period(month.first, min(month.last, day))
        ready = tuple(_ready(session, by, counted, day))
    return MonthState(month.first, month.last < day, found, ready=ready)


def compared(work: UnitsOfWork, by: Actor, state: MonthState) -> MonthState:
    """A closed month held against the register of now: whose stays and which figures are others."""
    with work.reading(by, "report.read") as session:
        edition = closed_edition(session, state.month_on)
        if edition is None:
            return replace(state, is_compared=True)
        asked = _asked(session, work, by, edition)
        month = Period.month(edition.month_on.year, edition.month_on.month)
        changed = changed_stays(counted_in(session, edition), counted_now(session, month))
        return replace(
            state,
            changed=stay_lines(session, asked, changed, edition.audit_number),
            differences=figures_changed(session, asked, edition),
            is_compared=True,
        )


def _asked(session: Session, work: UnitsOfWork, by: Actor, edition: ClosedMonth) -> Asked:
    """The statement of the edition's month, asked for now."""
    return Asked(by, work.clock.now(), read_centre(session), {"month": edition.month_on})


def _ready(session: Session, by: Actor, period: Period, day: date) -> Iterator[Ready]:
    yield from _month_before(session, period)
    yield from _nights(session, period, day)
    yield from _missing(session, period)
    yield from _leavings(session, period, day)
    if roles.may(by, "course.read"):
        yield from _classes(session, by, period)


def _month_before(session: Session, period: Period) -> Iterator[Ready]:
    before, began = period.before(), read_centre(session).go_live_on
    if began is None or before.last < began.replace(day=1):
        return
    closed = closed_edition(session, before.first) is not None
    text = _("The month before is closed") if closed else _("The month before is not closed")
    yield Ready("before", text, month_label(before.first), closed, "month", month_on=before.first)


def _nights(session: Session, period: Period, day: date) -> Iterator[Ready]:
    """Nights that are over and not confirmed; a centre that counts no nights is not asked."""
    confirmed = set(
        session.scalars(
            select(NightCensus.night).where(
                NightCensus.night >= period.first,
                NightCensus.night <= period.last,
                NightCensus.confirmed_at.is_not(None),
            )
        )
    )
    if not confirmed and session.scalar(select(NightCensus.id).limit(1)) is None:
        return
    lacking = [night for night in period.nights if night < day and night not in confirmed]
    if not lacking:
        yield Ready("nights", _("Every night is counted and confirmed"))
        return
    count = len(lacking)
    words = ngettext("{count} night is not confirmed", "{count} nights are not confirmed", count)
    since = _("the first: {day}").format(day=format_date(lacking[0], "short"))
    yield Ready("nights", words.format(count=count), since, False, "night", night=lacking[0])


def _missing(session: Session, period: Period) -> Iterator[Ready]:
    """Facts that nobody recorded, each with its stays (the same that the check counts)."""
    moved = stays_in(CountedFacts(stays(session, period)), period)
    present = {stay.stay_id: stay for found in moved.values() for stay in found}.values()
    admitted, gone = moved["admitted"], moved["discharged"]
    unknown = {None, Outcome.UNKNOWN}
    lacking = (
        ("channel", "stays", [one for one in admitted if one.channel == Channel.UNKNOWN]),
        ("outcome", "stays", [one for one in gone if one.outcome in unknown]),
        ("sex", "facts", [one for one in present if one.sex == Sex.U]),
        ("age", "facts", [one for one in present if one.age_band == UNKNOWN_BAND]),
    )
    if not any(found for _key, _section, found in lacking):
        yield Ready("facts", _("Every fact that is counted is known"))
    for key, section, found in lacking:
        if found:
            ids = tuple(sorted(one.stay_id for one in found))
            yield Ready(key, _(_LACKING[key]), _stays(len(ids)), False, "people", ids, section)


def _leavings(session: Session, period: Period, day: date) -> Iterator[Ready]:
    """Who was to leave in the month and is still here."""
    ids = session.scalars(
        select(Stay.id)
        .where(
            Stay.voided_at.is_(None),
            Stay.arrived_on <= period.last,
            Stay.expected_leave_on <= period.last,
            Stay.expected_leave_on < day,
            or_(Stay.left_on.is_(None), Stay.left_on > period.last),
        )
        .order_by(Stay.id)
    )
    late = tuple(ids)
    if late:
        text = _("The leaving day has passed, no leaving is recorded")
        yield Ready("leaving", text, _stays(len(late)), False, "people", late, "stays")
    else:
        yield Ready("leaving", _("Every expected leaving is settled"))


def _classes(session: Session, by: Actor, period: Period) -> Iterator[Ready]:
    waiting = read_unchecked(session, by, period.first, period.last)
    if not waiting:
        yield Ready("classes", _("Every lesson is marked"))
        return
    count = len(waiting)
    words = ngettext("{count} lesson is not marked", "{count} lessons are not marked", count)
    first = waiting[0]
    yield Ready(
        *("classes", words.format(count=count), first.cohort, False, "class"),
        cohort_id=first.cohort_id,
        lesson=first.session_id,
    )


def _stays(count: int) -> str:
    return ngettext("{count} stay", "{count} stays", count).format(count=count)
