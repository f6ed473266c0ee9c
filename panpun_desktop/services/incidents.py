"""บันทึกเหตุการณ์: what happened, who was told, what was done; restricted like the people in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AppUser, Incident, IncidentPerson, Person
from panpun_desktop.rules.incidents import reads_sensitive
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import Veil, veil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Part:
    """Someone an incident is about; ``part`` is a code of list ``incident_part``."""

    person_id: int
    part: str = "INVOLVED"


@dataclass(frozen=True)
class IncidentFacts:
    """What is written about an incident; only the day and what happened are needed."""

    on_day: date
    what: str
    at_time: time | None = None
    kind: str = "OTHER"
    severity: str = "NORMAL"
    place: str = ""
    told: str = ""
    done: str = ""
    needs_follow_up: bool = False
    people: tuple[Part, ...] = ()


@dataclass(frozen=True)
class EditIncident:
    """Correct what was written, as long as nobody changed it meanwhile."""

    incident_id: int
    seen_version: int
    facts: IncidentFacts


@dataclass(frozen=True)
class SettleIncident:
    """Nothing more is to be done about it."""

    incident_id: int
    seen_version: int
    done: str = ""
    """What was done in the end, added to what stands."""


@dataclass(frozen=True)
class VoidIncident:
    """It was written by mistake; it stays in the history with the reason."""

    incident_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class IncidentRow:
    """One incident as the role may see it."""

    id: int
    version: int
    on_day: date
    at_time: time | None
    kind: str
    severity: str
    place: str
    what: str
    told: str
    done: str
    needs_follow_up: bool
    settled_on: date | None
    written_by: str
    people: tuple[tuple[int, str, str], ...]
    """(person id, name as it may be shown, part)."""
    is_masked: bool
    """The words are kept from this role."""


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents a list shows."""

    first_on: date | None = None
    last_on: date | None = None
    kinds: tuple[str, ...] = ()
    person_id: int | None = None
    open_only: bool = False


def write_incident(work: UnitsOfWork, by: Actor, facts: IncidentFacts) -> Changes:
    """Write an incident down."""
    with work.writing(by, "incident.write") as session:
        _require(facts, today(work.clock))
        row = Incident(written_by_id=by.user_id)
        _apply(session, row, facts)
        session.add(row)
        session.flush()
        _set_people(session, row, facts.people)
        return Changes(incidents=frozenset({row.id}), people=_ids(facts.people), summary=_("Incident noted"))


def edit_incident(work: UnitsOfWork, by: Actor, request: EditIncident) -> Changes:
    """Correct an incident; refused to a role its words are kept from."""
    with work.writing(by, "incident.write") as session:
        _require(request.facts, today(work.clock))
        row = _visible(session, by, request.incident_id, request.seen_version)
        _apply(session, row, request.facts)
        _set_people(session, row, request.facts.people)
        people = _ids(request.facts.people)
        return Changes(incidents=frozenset({row.id}), people=people, summary=_("Incident corrected"))


def settle_incident(work: UnitsOfWork, by: Actor, request: SettleIncident) -> Changes:
    """Close an incident that needed something."""
    with work.writing(by, "incident.write") as session:
        row = _visible(session, by, request.incident_id, request.seen_version)
        row.settled_on = today(work.clock)
        if request.done.strip():
            row.done = "\n".join(one for one in (row.done, request.done.strip()) if one)
        people = _people_of(session, row.id)
        return Changes(incidents=frozenset({row.id}), people=people, summary=_("Incident settled"))


def void_incident(work: UnitsOfWork, by: Actor, request: VoidIncident) -> Changes:
    """Take an incident out of the log, with the reason."""
    with work.writing(by, "incident.write") as session:
        if not request.reason.strip():
            raise RuleBroken("incident.void_reason_missing", field="reason")
        row = _visible(session, by, request.incident_id, request.seen_version)
        row.voided_at, row.void_reason = work.clock.now(), request.reason.strip()
        people = _people_of(session, row.id)
        return Changes(incidents=frozenset({row.id}), people=people, summary=_("Incident cancelled"))


def _require(facts: IncidentFacts, day: date) -> None:
    if not facts.what.strip():
        raise RuleBroken("incident.what_missing", field="what")
    if facts.on_day > day:
        raise RuleBroken("incident.day_to_come", field="on_day")


def _apply(session: Session, row: Incident, facts: IncidentFacts) -> None:
    row.on_day, row.at_time, row.kind, row.severity = facts.on_day, facts.at_time, facts.kind, facts.severity
    row.place, row.what = facts.place.strip(), facts.what.strip()
    row.told, row.done = facts.told.strip(), facts.done.strip()
    row.needs_follow_up = facts.needs_follow_up


def _set_people(session: Session, row: Incident, parts: Iterable[Part]) -> None:
    wanted = {one.person_id: one.part for one in parts}
    for there in session.scalars(select(IncidentPerson).where(IncidentPerson.incident_id == row.id)):
        if there.person_id in wanted:
            there.part = wanted.pop(there.person_id)
        else:
            session.delete(there)
    for person_id, part in wanted.items():
        load_known(session, person_id)
        session.add(IncidentPerson(incident_id=row.id, person_id=person_id, part=part))


def _ids(parts: Iterable[Part]) -> frozenset[int]:
    return frozenset(one.person_id for one in parts)


def _people_of(session: Session, incident_id: int) -> frozenset[int]:
    rows = select(IncidentPerson.person_id).where(IncidentPerson.incident_id == incident_id)
    return frozenset(session.scalars(rows))


def _visible(session: Session, by: Actor, id: int, seen_version: int) -> Incident:
    row = load(session, Incident, id, seen_version)
    people = _people_of(session, row.id)
    if row.voided_at is not None or _is_masked(veil(session, by), by, row, people):
        raise RuleBroken("incident.not_open", field="incident")
    return row


def _is_masked(seen: Veil, by: Actor, row: Incident, people: Iterable[int]) -> bool:
    """Restricted like its people; a sensitive kind is read by those on the case and who wrote it."""
    if any(not seen.sees(one) for one in people):
        return True
    return row.written_by_id != by.user_id and not reads_sensitive(by, row.kind)


def incidents(work: UnitsOfWork, by: Actor, chosen: IncidentFilter) -> tuple[IncidentRow, ...]:
    """The log, newest first; an incident with a hidden person is not there, a masked one has no words."""
    with work.reading(by, "incident.read") as session:
        return read_incidents(session, by, chosen)


def read_incidents(session: Session, by: Actor, chosen: IncidentFilter) -> tuple[IncidentRow, ...]:
    """``incidents`` inside a unit of work."""
    rows = select(Incident, AppUser.name).join(AppUser, AppUser.id == Incident.written_by_id)
    rows = rows.where(Incident.voided_at.is_(None), *_conditions(chosen))
    found = session.execute(
        rows.order_by(Incident.on_day.desc(), Incident.at_time.desc(), Incident.id.desc())
    )
    listed = found.all()
    people = _parts(session, [row.Incident.id for row in listed])
    seen = veil(session, by)
    return tuple(
        _row(seen, by, row.Incident, row.name, people.get(row.Incident.id, ()))
        for row in listed
        if not any(one.person_id in seen.hidden for one in people.get(row.Incident.id, ()))
    )


def _conditions(chosen: IncidentFilter) -> list[Any]:
    tests: list[Any] = []
    if chosen.first_on is not None:
        tests.append(Incident.on_day >= chosen.first_on)
    if chosen.last_on is not None:
        tests.append(Incident.on_day <= chosen.last_on)
    if chosen.kinds:
        tests.append(Incident.kind.in_(chosen.kinds))
    if chosen.person_id is not None:
        of_person = select(IncidentPerson.incident_id).where(IncidentPerson.person_id == chosen.person_id)
        tests.append(Incident.id.in_(of_person))
    if chosen.open_only:
        serious = or_(Incident.needs_follow_up, Incident.severity == "SERIOUS")
        tests += [serious, Incident.settled_on.is_(None)]
    return tests


def _parts(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    columns = (
        IncidentPerson.incident_id,
        IncidentPerson.part,
        Person.id.label("person_id"),
        Person.title,
        Person.first_name,
        Person.middle_name,
        Person.last_name,
        Person.sex,
        Person.label,
    )
    rows = select(*columns).join(Person, Person.id == IncidentPerson.person_id)
    found: dict[int, list[Any]] = {}
    for row in session.execute(rows.where(IncidentPerson.incident_id.in_(ids)).order_by(Person.id)):
        found.setdefault(row.incident_id, []).append(row)
    return found


def _row(seen: Veil, by: Actor, row: Incident, written_by: str, parts: Sequence[Any]) -> IncidentRow:
    is_masked = _is_masked(seen, by, row, [one.person_id for one in parts])
    words = {name: "" if is_masked else getattr(row, name) for name in ("place", "what", "told", "done")}
    return IncidentRow(
        id=row.id,
        version=row.version,
        on_day=row.on_day,
        at_time=row.at_time,
        kind=row.kind,
        severity=row.severity,
        **words,
        needs_follow_up=row.needs_follow_up,
        settled_on=row.settled_on,
        written_by=written_by,
        people=tuple(
            (one.person_id, seen.name(one.person_id, name_of(one), one.first_name), one.part) for one in parts
        ),
        is_masked=is_masked,
    )
