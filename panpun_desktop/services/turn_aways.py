"""The turn-away log: people the centre could not take in, why, and where they were sent."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Agency, Person, TurnAway
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import veil
from panpun_desktop.services.waiting import end_waiting, entry_name, open_entry
from panpun_desktop.services.waiting_rows import TURNED_AWAY, TurnAwayLog, TurnAwayPeople, TurnAwayRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def turn_away(work: UnitsOfWork, by: Actor, request: TurnAwayPeople) -> Changes:
    """Record that people could not be taken in; an entry of the waiting list ends with it."""
    now = local(work.clock)
    with work.writing(by, "turn_away.record") as session:
        _require_possible(request, now.date())
        beds: frozenset[int] = frozenset()
        row = TurnAway(
            on_day=request.on_day or now.date(),
            at_time=request.at_time,
            person_id=request.person_id,
            name=request.name.strip(),
            people=request.people,
            children=request.children,
            sex=request.sex,
            reason_code=request.reason_code,
            note=request.note.strip(),
            agency_id=request.agency_id,
        )
        name = request.name.strip()
        if request.waiting_id is not None:
            entry = open_entry(session, request.waiting_id)
            row.waiting_id, row.person_id, row.name = entry.id, entry.person_id, entry.name
            row.people, row.children = entry.people, entry.children
            beds = end_waiting(session, entry, TURNED_AWAY, request.note)
            name = entry_name(session, by, entry)
        session.add(row)
        session.flush()
    touched = frozenset({request.waiting_id or row.id})
    text = _("Not taken in: {name}") if name else _("Not taken in: {n} people")
    return Changes(waiting=touched, beds=beds, summary=text.format(name=name, n=row.people))


def _require_possible(request: TurnAwayPeople, day: date) -> None:
    if not request.reason_code:
        raise RuleBroken("turn_away.reason_missing", field="reason_code")
    if request.people < 1:
        raise RuleBroken("waiting.nobody", field="people")
    if not 0 <= request.children <= request.people:
        raise RuleBroken("waiting.children", field="children")
    if request.on_day is not None and request.on_day > day:
        raise RuleBroken("waiting.in_future", field="on_day")


def turn_away_log(work: UnitsOfWork, by: Actor, month: date) -> TurnAwayLog:
    """The log of the month a day lies in, newest first, with its counts."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    with work.reading(by, "waiting.read") as session:
        found = session.execute(
            select(TurnAway, Person, Agency.name)
            .outerjoin(Person, Person.id == TurnAway.person_id)
            .outerjoin(Agency, Agency.id == TurnAway.agency_id)
            .where(TurnAway.on_day >= first, TurnAway.on_day < after, TurnAway.voided_at.is_(None))
            .order_by(TurnAway.on_day.desc(), TurnAway.id.desc())
        ).all()
        centre = read_centre(session)
        rows = _rows(session, by, found, centre.codes.get("turn_away_reason", {}))
    counted: Counter[str] = Counter()
    for row, _person, _agency in found:
        counted[centre.label("turn_away_reason", row.reason_code)] += row.people
    return TurnAwayLog(
        first,
        rows,
        times=len(found),
        people=sum(row.people for row, _person, _agency in found),
        children=sum(row.children for row, _person, _agency in found),
        by_reason=tuple(counted.most_common()),
    )


def _rows(
    session: Session,
    by: Actor,
    found: Sequence[Any],
    labels: Mapping[str, str],
) -> tuple[TurnAwayRow, ...]:
    """The lines that the actor may see; who is hidden is counted above and named nowhere."""
    seen = veil(session, by)
    return tuple(
        TurnAwayRow(
            row.id,
            row.on_day,
            row.name if person is None else seen.name(person.id, full_name(person), person.first_name),
            row.people,
            row.children,
            labels.get(row.reason_code, row.reason_code),
            agency or "",
            seen.text(row.person_id, row.note),
        )
        for row, person, agency in found
        if row.person_id not in seen.hidden
    )
