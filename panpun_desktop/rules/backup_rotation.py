"""Which backups stay when a new one was made: every recent one, then the last of a day, a week, a month."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from panpun_desktop.common.clock import BANGKOK


@dataclass(frozen=True)
class Kept:
    """A backup that could go; only one that proved sound counts as a day's, a week's or a month's."""

    name: str
    made_at: datetime
    """Aware."""
    is_sound: bool = True


def to_keep(copies: Iterable[Kept], daily: int, weekly: int, monthly: int, hours: float = 0) -> set[str]:
    """The names that stay: the last sound one of so many days, weeks and months that have one.

    Of the last ``hours`` before the newest every sound one stays: a mistake of this morning is undone
    with a backup of this morning.

    The newest sound one stays whatever the numbers say. One that is not sound stays until a newer one
    is: it may be the only thing left of its time.
    """
    known = sorted(copies, key=lambda copy: (copy.made_at, copy.name), reverse=True)
    sound = [copy for copy in known if copy.is_sound]
    kept = {one.name for one in sound if one.made_at >= sound[0].made_at - timedelta(hours=hours)}
    for many, span in ((daily, _day), (weekly, _week), (monthly, _month)):
        kept |= _last_of_each(sound, many, span)
    newest = sound[0].made_at if sound else None
    doubtful = (copy for copy in known if not copy.is_sound)
    return kept | {copy.name for copy in doubtful if newest is None or copy.made_at > newest}


def last_gone_on(day: date, daily: int, weekly: int, monthly: int, hours: float = 0) -> date:
    """When the last backup made up to that day goes, if one is made every day from then on."""
    months = day.year * 12 + day.month - 1 + max(0, monthly)
    return max(
        day + timedelta(days=max(1, daily, 1 + ceil(hours / 24))),
        day - timedelta(days=day.weekday()) + timedelta(weeks=max(0, weekly)),
        date(months // 12, months % 12 + 1, 1),
    )


def _last_of_each(newest_first: list[Kept], many: int, span: Callable[[datetime], Hashable]) -> set[str]:
    """The newest of each span, for the newest spans."""
    found: dict[Hashable, str] = {}
    for copy in newest_first:
        found.setdefault(span(copy.made_at.astimezone(BANGKOK)), copy.name)
    return set(list(found.values())[: max(0, many)])


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
