"""What the daily work asks of today: a night not confirmed, days to ask, incidents, belongings, promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import NightCensus
from panpun_desktop.rules import roles
from panpun_desktop.services.bed_board import read_night
from panpun_desktop.services.bed_uses import label_of
from panpun_desktop.services.belongings import read_belongings
from panpun_desktop.services.follow_ups import read_follow_ups
from panpun_desktop.services.incidents import IncidentFilter, read_incidents
from panpun_desktop.services.night_reading import differing_on
from panpun_desktop.services.reservations import promises
from panpun_desktop.services.today_rows import TaskRow
from panpun_desktop.services.waiting import read_waiting

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.bed_board import Night


_NIGHTS_LOOKED_AT = 3
_EMERGENCY = "EMERGENCY"


def daily_tasks(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Tasks of the daily work that the role may settle."""
    if roles.may(by, "census.confirm"):
        yield from _nights(session, known)
    if roles.may(by, "incident.write"):
        yield from _incidents(session, by, known)
    if roles.may(by, "follow_up.edit"):
        yield from _to_ask(session, by, known)
    if roles.may(by, "bed.reserve"):
        yield from _lapsing(session, known)
        yield from _not_free(session, known)
    if roles.may(by, "waiting.edit"):
        yield from _waiting(session, by, known)
    if roles.may(by, "belonging.edit"):
        yield from _left_behind(session, by)


def _nights(session: Session, known: Night) -> Iterator[TaskRow]:
    """Last night's confirmation, and the last nights whose count still differs, one task a night."""
    asked = list(_night(session, known))
    yield from asked
    told = {one.night for one in asked}
    for night in _counted(session, known.night):
        if night not in told:
            yield from _differing(session, known, night)


def _counted(session: Session, day: date) -> list[date]:
    """The last nights that somebody began to count, the newest first: the others cannot differ."""
    oldest = day - timedelta(days=_NIGHTS_LOOKED_AT)
    counts = select(NightCensus.night).where(NightCensus.night < day, NightCensus.night >= oldest)
    return list(session.scalars(counts.order_by(NightCensus.night.desc())))


def _differing(session: Session, known: Night, night: date) -> Iterator[TaskRow]:
    people = differing_on(session, read_night(session, night, known.centre))
    if not people:
        return
    yield TaskRow(
        key=f"differs:{night.isoformat()}",
        chip=_("Count differs"),
        tone="warn",
        title=_("The count of the night of {day}").format(day=format_date(night, "short")),
        detail=_("{people} people to settle").format(people=people),
        button=_("Open the count"),
        act="night",
        night=night,
    )


def _night(session: Session, known: Night) -> Iterator[TaskRow]:
    """Last night's count is not confirmed, in a centre that counts its nights."""
    night = known.night - timedelta(days=1)
    newest = session.scalar(
        select(func.max(NightCensus.night)).where(
            NightCensus.night <= night, NightCensus.confirmed_at.is_not(None)
        )
    )
    begun = session.scalar(select(NightCensus.id).where(NightCensus.night == night))
    if newest == night or (newest is None and begun is None):
        return
    yield TaskRow(
        key=f"night:{night.isoformat()}",
        chip=_("Night not confirmed"),
        tone="warn",
        title=_("The count of the night of {day}").format(day=format_date(night, "short")),
        detail=_("It is not confirmed yet"),
        button=_("Open the count"),
        act="night",
        night=night,
    )


def _incidents(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    for row in read_incidents(session, by, IncidentFilter(open_only=True)):
        is_serious = row.severity == "SERIOUS"
        day = format_date(row.on_day, "short")
        names = ", ".join(name for _id, name, _part in row.people)
        yield TaskRow(
            key=f"incident:{row.id}",
            chip=_("Incident not settled"),
            tone="warn" if is_serious else "info",
            title=known.centre.label("incident_kind", row.kind),
            detail=" · ".join(one for one in (day, names) if one),
            button=_("Open the incident"),
            act="incident_log",
            incident_id=row.id,
        )


def _to_ask(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    for row in read_follow_ups(session, by, due_until=known.night):
        days = (known.night - row.due_on).days
        due = _("{days} days overdue").format(days=days) if days else _("today")
        yield TaskRow(
            key=f"ask:{row.id}",
            chip=_("Follow-up due"),
            tone="warn" if days else "info",
            title=row.name,
            detail=" · ".join((due, _("Do not call")) if row.is_unsafe else (due,)),
            button=_("Record the result"),
            act="follow_up",
            person_id=row.person_id,
        )


def _lapsing(session: Session, known: Night) -> Iterator[TaskRow]:
    """Beds promised to somebody whose hour comes today."""
    for one in promises(session, known.seen):
        at = one.expires_at.astimezone(BANGKOK) if one.expires_at is not None else None
        if at is None or at.date() != known.night or one.person_id in known.seen.hidden:
            continue
        yield TaskRow(
            key=f"promise:{one.id}",
            chip=_("Reservation lapses today"),
            tone="info",
            title=one.name or label_of(session, one.bed_id),
            detail=" · ".join((label_of(session, one.bed_id), one.until_text())),
            button=_("Open the bed board"),
            act="beds",
        )


def _not_free(session: Session, known: Night) -> Iterator[TaskRow]:
    """Beds promised from tonight or tomorrow on in which somebody else is still."""
    tomorrow = known.night + timedelta(days=1)
    for one in promises(session, known.seen):
        stay = known.sleepers.get(one.bed_id)
        if stay is None or one.start_on > tomorrow or stay.id == one.person_id:
            continue
        if stay.expected_leave_on in (known.night, one.start_on):
            continue
        if one.person_id in known.seen.hidden or stay.id in known.seen.hidden:
            continue
        yield TaskRow(
            key=f"not_free:{one.id}",
            chip=_("Reserved bed is not free"),
            tone="warn",
            title=one.name or label_of(session, one.bed_id),
            detail=" · ".join((label_of(session, one.bed_id), one.from_text())),
            button=_("Open the bed board"),
            act="beds",
        )


def _waiting(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Emergencies of the waiting list, and who has waited longest when that is too long (a setting)."""
    rows = read_waiting(session, by, known.night)
    longest = min(rows, key=lambda row: (row.came_on, row.id), default=None)
    for row in rows:
        is_urgent = row.urgency == _EMERGENCY
        is_long = row is longest and row.days > int(known.centre.settings["waiting.reminds_after_days"])
        if not (is_urgent or is_long):
            continue
        waited = _("waits since today") if not row.days else _("has waited {days} days").format(days=row.days)
        people = _("{n} people").format(n=row.people)
        yield TaskRow(
            key=f"waiting:{row.id}",
            chip=known.centre.label("urgency", row.urgency) if is_urgent else _("Waits long"),
            tone="warn" if is_urgent else "info",
            title=row.name,
            detail=" · ".join(one for one in (_("Waiting for a place"), people, waited, row.need) if one),
            button=_("Open the bed board"),
            act="beds",
        )


def _left_behind(session: Session, by: Actor) -> Iterator[TaskRow]:
    """Things of people who left, one task a person."""
    people: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for row in read_belongings(session, by):
        if not row.is_present:
            people.setdefault(row.person_id, []).append(row.item)
            names[row.person_id] = row.name
    for person_id, items in people.items():
        yield TaskRow(
            key=f"kept:{person_id}",
            chip=_("Belongings of somebody who left"),
            tone="info",
            title=names[person_id],
            detail=", ".join(items),
            button=_("Give back"),
            act="belonging_return",
            person_id=person_id,
        )
