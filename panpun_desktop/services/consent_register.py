"""The register of consent: everything that was given, refused or withdrawn, newest first (R-PD-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from panpun_desktop.common.clock import today
from panpun_desktop.models import Consent, Person
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import Veil, veil_of
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ConsentFilter:
    """Which answers; empty means all. Days are inclusive. ``state``: given, refused, withdrawn, not_asked."""

    first_on: date | None = None
    last_on: date | None = None
    person_id: int | None = None
    purpose: str = ""
    state: str = ""


@dataclass(frozen=True)
class ConsentRow:
    """One answer; ``holds``: no later answer to the same purpose takes its place."""

    id: int
    given_on: date
    person_id: int
    regno: str
    name: str
    purpose: str
    state: str
    holds: bool
    text_version: str
    how: str
    witness: str
    recipient: str = ""
    disclosed_for: str = ""
    told: str = ""
    until_on: date | None = None
    has_ended: bool = False
    """The last day on which it holds is past."""


def consent_ids(work: UnitsOfWork, by: Actor, chosen: ConsentFilter) -> tuple[int, ...]:
    """The answers that the filter finds, newest first; those of hidden people are not among them."""
    with work.reading(by, "report.read") as session:
        return tuple(session.scalars(_chosen(session, chosen)))


def consent_rows(work: UnitsOfWork, by: Actor, ids: tuple[int, ...]) -> tuple[ConsentRow, ...]:
    """These answers, in their order: a page of the list."""
    with work.reading(by, "report.read") as session:
        return rows_of(session, ids, veil_of(session))


def found_in(session: Session, chosen: ConsentFilter, most: int) -> tuple[tuple[int, ...], int]:
    """For a paper: the newest answers that the filter finds, and how many there are in all."""
    statement = _chosen(session, chosen)
    count = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    return tuple(session.scalars(statement.limit(most))), count


def rows_of(session: Session, ids: tuple[int, ...], seen: Veil) -> tuple[ConsentRow, ...]:
    """Answers inside a unit of work; names as ``seen`` tells them."""
    centre, later = read_centre(session), aliased(Consent)
    overtaken = exists().where(
        later.person_id == Consent.person_id,
        later.purpose == Consent.purpose,
        (later.recipient == "") | (later.recipient == Consent.recipient),
        (later.given_on > Consent.given_on)
        | ((later.given_on == Consent.given_on) & (later.id > Consent.id)),
    )
    rows = session.execute(
        select(Consent, Person, ~overtaken)
        .join(Person, Person.id == Consent.person_id)
        .where(Consent.id.in_(ids))
    )
    day = today(clock_of(session))
    there = {row.id: _row(row, person, holds, centre, seen, day) for row, person, holds in rows}
    return tuple(
        there[one] for one in ids if one in there and seen.sight(there[one].person_id) is not Sight.NONE
    )


def _row(row: Consent, person: Person, holds: bool, centre: Any, seen: Veil, day: date) -> ConsentRow:
    has_ended = row.until_on is not None and row.until_on < day
    line = ConsentRow(
        row.id,
        row.given_on,
        person.id,
        person.regno,
        name_of(person),
        centre.label("consent_purpose", row.purpose),
        row.state,
        holds and not has_ended,
        row.text_version,
        row.how,
        row.witness,
        row.recipient,
        row.disclosed_for,
        row.told,
        row.until_on,
        has_ended,
    )
    return seen.line(line, person.id, also=("given_on", "purpose", "holds", "text_version", "has_ended"))


def _chosen(session: Session, chosen: ConsentFilter) -> Select[int]:
    found = select(Consent.id).where(Consent.person_id.not_in(veil_of(session).hidden))
    if chosen.first_on is not None:
        found = found.where(Consent.given_on >= chosen.first_on)
    if chosen.last_on is not None:
        found = found.where(Consent.given_on <= chosen.last_on)
    if chosen.person_id is not None:
        found = found.where(Consent.person_id == chosen.person_id)
    if chosen.purpose:
        found = found.where(Consent.purpose == chosen.purpose)
    if chosen.state:
        found = found.where(Consent.state == chosen.state)
    return found.order_by(Consent.given_on.desc(), Consent.id.desc())
