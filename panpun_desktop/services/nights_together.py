"""Nights that nobody confirmed, looked at and confirmed together; where people differ it stays open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import NightCensus
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.night_counts import confirm_within
from panpun_desktop.services.night_reading import read_count
from panpun_desktop.services.night_rows import ConfirmNight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.night_rows import NightCount
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class OpenNight:
    """A night that is over and not confirmed: its figure, and whom the three ways differ on."""

    night: date
    counted: int
    visitors: int
    differing: tuple[str, ...] = ()
    """Who, and what, as the role may see it; such a night has questions and is left out."""

    @property
    def is_clear(self) -> bool:
        """Say whether nothing is open about the night."""
        return not self.differing


@dataclass(frozen=True)
class ConfirmNights:
    """The counts of these nights hold; those with open questions are left as they are."""

    nights: tuple[date, ...]
    counted_by: str = ""
    note: str = ""


def open_nights(work: UnitsOfWork, by: Actor, first: date, last: date) -> tuple[OpenNight, ...]:
    """The nights of a period that are over and not confirmed, from the centre's first day on."""
    with work.reading(by, "census.read") as session:
        day = today(work.clock)
        return tuple(
            _open_night(read_count(session, by, night, day)) for night in _lacking(session, first, last, day)
        )


def _lacking(session: Session, first: date, last: date, day: date) -> Iterator[date]:
    began = read_centre(session).go_live_on
    night, until = max(first, began or first), min(last, day - timedelta(days=1))
    confirmed = set(
        session.scalars(
            select(NightCensus.night).where(
                NightCensus.night.between(night, until), NightCensus.confirmed_at.is_not(None)
            )
        )
    )
    while night <= until:
        if night not in confirmed:
            yield night
        night += timedelta(days=1)


def _open_night(count: NightCount) -> OpenNight:
    differing = tuple(f"{one.name} {one.text}".strip() for one in count.differences)
    return OpenNight(count.night, sum(count.ways.census.values()), count.visitors, differing)


def confirm_nights(work: UnitsOfWork, by: Actor, request: ConfirmNights) -> Changes:
    """Confirm every night of the request on which the three figures agree, in one act.

    RuleBroken ``census.nothing_clear`` where none is left to confirm.
    """
    with work.writing(by, "census.confirm") as session:
        day, now = today(work.clock), work.clock.now()
        found = [read_count(session, by, night, day) for night in request.nights]
        lacking = [count for count in found if count.confirmed_at is None]
        clear = [count.night for count in lacking if not count.differences]
        if not clear:
            raise RuleBroken("census.nothing_clear")
        for night in clear:
            confirm_within(session, by, ConfirmNight(night, request.counted_by, request.note), now, day)
    return Changes(nights=frozenset(clear), summary=_told(clear, len(lacking) - len(clear)))


def _told(clear: list[date], left_out: int) -> str:
    text = _("The counts of {count} nights were confirmed").format(count=len(clear))
    if len(clear) == 1:
        text = _("The count of the night of {day} was confirmed").format(day=format_date(clear[0], "short"))
    if not left_out:
        return text
    return f"{text} · " + _("{count} with open questions left out").format(count=left_out)
