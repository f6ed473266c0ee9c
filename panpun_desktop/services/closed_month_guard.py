"""The one place that keeps closed months: no act changes what they counted without right and reason.

Runs before every commit. What an act did is taken from its trail: stays and their parts as they were
before it and as they are now are looked at with the eyes of each closed month (R-REP-5, decision 2).
Imports, merges, taking back and doing again are acts like any other.

Absences, bed uses and attendance marks are not guarded. They move no stay: the balance, the stock and its
adjustments stay as they were sent. What they do change (nights of beds, the share of days attended) is a
measure of the month alone that no later month brings forward, so there is nothing to adjust; marks have a
reason of their own when they come late. An amended edition lists such figures among its differences.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.models import AppUser, Episode, Stay
from panpun_desktop.rules.closed_month import is_counted_otherwise
from panpun_desktop.rules.counted import EpisodeFact, Period, StayFact
from panpun_desktop.rules.roles import ACTS, SYSTEM, may
from panpun_desktop.services.closed_month_words import changes_in_words
from panpun_desktop.services.closed_months import closed_periods
from panpun_desktop.store.unit_of_work import actor_of, note, trail_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RIGHT = "closed_month.change"
MARK = "closed_month:"
"""Stands in the note of an act before the months that it changed; the reason follows them."""
_TABLES = {"stay": Stay, "episode": Episode}
_DAYS = frozenset({"arrived_on", "left_on", "started_on", "ended_on"})
_AT_A_TIME = 500
Values = dict[str, Any]
Written = Sequence[tuple[str, str, str, str | None, str | None]]
"""The changes of a trail: table, id, kind, before, after."""
Seen = tuple[StayFact, tuple[EpisodeFact, ...]] | None
"""A stay with its parts as a statement counts them; None when there is none, or it is voided."""


@dataclass(frozen=True)
class Touched:
    """A stay that an act wrote to, before and after; ``months`` are the closed ones that see a difference."""

    stay_id: int
    before: Seen
    now: Seen
    months: tuple[Period, ...]


def guard(session: Session) -> None:
    """Refuse an act that changes what a closed month counted, unless its person may and says why.

    RuleBroken ``month.closed`` without the right, ``month.closed_reason`` without a reason; with both the
    reason is kept in the audit entry.
    """
    trail, by = trail_of(session), actor_of(session)
    if by is SYSTEM or not any(change[0] in _TABLES for change in trail.changes):
        return
    closed = closed_periods(session)
    if not closed:
        return
    found = tuple(_touched(session, trail.changes, closed))
    if not found:
        return
    months = sorted({month.first for one in found for month in one.months})
    names = ", ".join(map(month_label, months))
    if not may(by, RIGHT):
        raise RuleBroken("month.closed", months=names, who=_who_may(session))
    if not trail.reason:
        told = changes_in_words(session, ((one.stay_id, one.before, one.now) for one in found))
        raise RuleBroken("month.closed_reason", field="reason", months=names, changes=told)
    note(session, f"{MARK}{','.join(f'{day:%Y-%m}' for day in months)} {trail.reason}")


def _who_may(session: Session) -> str:
    roles = [role.value for role in ACTS[RIGHT]]
    chosen = select(AppUser.name).where(AppUser.role.in_(roles), AppUser.is_active)
    return ", ".join(session.scalars(chosen.order_by(AppUser.name)))


def _touched(
    session: Session,
    changes: Sequence[tuple[str, str, str, str | None, str | None]],
    closed: Sequence[Period],
) -> Iterator[Touched]:
    """The stays of the act that a closed month counts otherwise, by id."""
    undone = _undone(changes)
    stay_ids = {int(id) for table, id in undone if table == "stay"}
    stay_ids |= _stays_of_parts(session, undone)
    for some in _portions(sorted(stay_ids)):
        stays, parts = _rows(session, Stay, Stay.id, some), _rows(session, Episode, Episode.stay_id, some)
        old_stays, old_parts = _as_before("stay", stays, undone), _as_before("episode", parts, undone)
        for stay_id in some:
            before, now = _seen(stay_id, old_stays, old_parts), _seen(stay_id, stays, parts)
            months = tuple(month for month in closed if is_counted_otherwise(month, before, now))
            if months:
                yield Touched(stay_id, before, now, months)


def _undone(changes: Written) -> dict[tuple[str, str], Any]:
    """Record -> how to make it what it was: None when it was not there, else the columns to set back."""
    found: dict[tuple[str, str], Any] = {}
    for table, id, kind, before, _after in reversed(changes):
        if table in _TABLES:
            key = (table, id)
            if kind == "insert":
                found[key] = None
            else:
                found[key] = (found.get(key) or {}) | json.loads(before or "{}")
    return found


def _stays_of_parts(session: Session, undone: Mapping[tuple[str, str], Any]) -> set[int]:
    """Whose parts were written: where they belong now, and where they belonged."""
    ids = [int(id) for table, id in undone if table == "episode"]
    found = {values["stay_id"] for (table, _id), values in undone.items() if values and "stay_id" in values}
    for some in _portions(ids):
        found.update(session.scalars(select(Episode.stay_id).where(Episode.id.in_(some))))
    return found


def _rows(session: Session, model: Any, column: Any, ids: Sequence[int]) -> dict[int, Values]:
    """Rows by id, read anew: the act may have written past the loaded records."""
    table = model.__table__
    chosen = select(table).where(table.c[column.key].in_(ids))
    return {row["id"]: dict(row) for row in session.execute(chosen).mappings()}


def _as_before(
    table: str, rows: Mapping[int, Values], undone: Mapping[tuple[str, str], Any]
) -> dict[int, Values]:
    """The rows as they were before the act; records that it removed are among them."""
    found = {}
    for id, row in rows.items():
        key = (table, str(id))
        if key not in undone:
            found[id] = row
        elif undone[key] is not None:
            found[id] = row | _with_days(undone[key])
    for (entity, gone), values in undone.items():
        if entity == table and values and int(gone) not in rows and "id" in values:
            found[int(gone)] = defaultdict(lambda: None, _with_days(values))
    return found


def _with_days(values: Values) -> Values:
    return {
        name: date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value
        for name, value in values.items()
    }


def _seen(stay_id: int, stays: Mapping[int, Values], parts: Mapping[int, Values]) -> Seen:
    stay = stays.get(stay_id)
    if stay is None or stay["voided_at"] is not None:
        return None
    chain = sorted(
        (one for one in parts.values() if one["stay_id"] == stay_id and one["voided_at"] is None),
        key=lambda one: (one["started_on"], one["id"]),
    )
    return (
        StayFact(
            stay_id,
            stay["person_id"],
            stay["sex"],
            stay["age_band"],
            stay["channel"],
            stay["arrived_on"],
            stay["left_on"],
            stay["outcome"],
        ),
        tuple(
            EpisodeFact(
                stay_id,
                one["service_type"],
                one["started_on"],
                one["ended_on"],
                bool(one["accompanying"]),
            )
            for one in chain
        ),
    )


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _AT_A_TIME):
        yield ids[at : at + _AT_A_TIME]
