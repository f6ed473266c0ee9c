"""Protecting a person's presence, and lifting that again (domain.md §7.2, R-SAF-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Person, Restriction
from panpun_desktop.rules import roles
from panpun_desktop.rules.protection import Sight
from panpun_desktop.rules.roles import Role
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.family_rows import relatives
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.register import full_name
from panpun_desktop.services.visibility import require_sight, veil_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class RestrictPeople:
    """Protect people from today on, or say anew how; a family is protected together."""

    person_ids: tuple[int, ...]
    reason_code: str
    """Code of list ``restriction_reason``."""
    reason: str = ""
    roles: tuple[str, ...] = ()
    """Roles that see the people besides those of the rule; trainers see the first name."""
    hides_place: bool = True
    safe_contact: str = ""
    seen_version: int | None = None
    """Version of the first person's restriction as it was shown; None when there was none."""


@dataclass(frozen=True)
class LiftRestriction:
    """End the protection of people today."""

    person_ids: tuple[int, ...]
    seen_version: int | None = None


@dataclass(frozen=True)
class FamilyMember:
    """Someone of the family whom an act may take along."""

    person_id: int
    name: str
    is_restricted: bool


@dataclass(frozen=True)
class Protection:
    """How a person is protected, as the asker may know it, and what the asker may do."""

    person_id: int
    is_restricted: bool
    sight: str
    reason_code: str = ""
    reason_label: str = ""
    reason: str = ""
    roles: tuple[str, ...] = ()
    hides_place: bool = False
    safe_contact: str = ""
    since_on: date | None = None
    version: int | None = None
    family: tuple[FamilyMember, ...] = ()
    may_restrict: bool = False
    may_open: bool = False
    """The asker may open the masked record with a reason."""
    may_keep_apart: bool = False


def restrict_people(work: UnitsOfWork, by: Actor, request: RestrictPeople) -> Changes:
    """Protect people: from now on only the roles of R-SAF-1 and those named see them.

    RuleBroken ``restriction.nobody``, ``restriction.reason_missing`` or ``restriction.role_unknown``.
    """
    with work.writing(by, "person.restrict") as session:
        centre, day = read_centre(session), today(work.clock)
        _require_sound(request, centre)
        for place, person_id in enumerate(request.person_ids):
            require_sight(session, person_id)
            person = load_known(session, person_id)
            running = _running(session, person.id)
            if place == 0:
                _require_unchanged(running, request.seen_version)
            _write(session, running or Restriction(person_id=person.id, since_on=day), request)
        summary = _said(session, request.person_ids, _("{name} is protected"), _("{n} people are protected"))
    return Changes(people=frozenset(request.person_ids), summary=summary)


def lift_restriction(work: UnitsOfWork, by: Actor, request: LiftRestriction) -> Changes:
    """End the protection of people from today on; RuleBroken ``restriction.none`` where there is none."""
    with work.writing(by, "person.restrict") as session:
        day = today(work.clock)
        for place, person_id in enumerate(request.person_ids):
            require_sight(session, person_id)
            running = _running(session, person_id)
            if running is None:
                raise RuleBroken("restriction.none")
            if place == 0:
                _require_unchanged(running, request.seen_version)
            running.until_on = day
        summary = _said(
            session,
            request.person_ids,
            _("The protection of {name} is lifted"),
            _("The protection of {n} people is lifted"),
        )
    return Changes(people=frozenset(request.person_ids), summary=summary)


def protection_of(work: UnitsOfWork, by: Actor, person_id: int) -> Protection:
    """How a person is protected; ``record.missing`` for someone hidden from the asker."""
    with work.reading(by, "person.read") as session:
        return read_protection(session, by, person_id)


def read_protection(session: Session, by: Actor, person_id: int) -> Protection:
    """``protection_of`` inside a unit of work."""
    seen = veil_of(session)
    sight = seen.sight(person_id)
    if sight is Sight.NONE:
        raise RuleBroken("record.missing", kind="Person")
    is_restricted = person_id in seen.sights
    if sight is not Sight.FULL:
        may_open = sight is Sight.MASKED and roles.may(by, "person.break_glass")
        return Protection(person_id, is_restricted, sight.value, may_open=may_open)
    may_restrict = roles.may(by, "person.restrict")
    given = Protection(
        person_id,
        is_restricted,
        sight.value,
        family=_family(session, person_id) if may_restrict else (),
        may_restrict=may_restrict,
        may_keep_apart=roles.may(by, "keep_apart.edit"),
    )
    running = _running(session, person_id)
    return given if running is None else _told(given, running, read_centre(session), by)


def _told(given: Protection, running: Restriction, centre: Centre, by: Actor) -> Protection:
    """Why somebody is protected is for those who work on the case; a safe contact for all who see (§7.2)."""
    knows_why = roles.may(by, "person.restrict")
    return Protection(
        given.person_id,
        given.is_restricted,
        given.sight,
        reason_code=running.reason_code if knows_why else "",
        reason_label=centre.label("restriction_reason", running.reason_code) if knows_why else "",
        reason=running.reason if knows_why else "",
        roles=_split(running.roles),
        hides_place=running.hides_place,
        safe_contact=running.safe_contact,
        since_on=running.since_on,
        version=running.version,
        family=given.family,
        may_restrict=given.may_restrict,
        may_keep_apart=given.may_keep_apart,
    )


def _family(session: Session, person_id: int) -> tuple[FamilyMember, ...]:
    seen = veil_of(session)
    ids = [one.person_id for one in relatives(session, person_id)]
    people = session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id))
    return tuple(FamilyMember(one.id, full_name(one), one.id in seen.sights) for one in people)


def _require_sound(request: RestrictPeople, centre: Centre) -> None:
    if not request.person_ids:
        raise RuleBroken("restriction.nobody")
    if request.reason_code not in centre.active_codes["restriction_reason"]:
        raise RuleBroken("restriction.reason_missing", field="reason_code")
    if set(request.roles) - {role.value for role in Role}:
        raise RuleBroken("restriction.role_unknown", field="roles")


def _require_unchanged(running: Restriction | None, seen_version: int | None) -> None:
    if (running.version if running is not None else None) != seen_version:
        raise EditConflict("record.changed_by_someone_else", kind="Restriction")


def _write(session: Session, record: Restriction, request: RestrictPeople) -> None:
    record.reason_code, record.reason = request.reason_code, request.reason.strip()
    record.roles = ",".join(sorted(set(request.roles)))
    record.hides_place, record.safe_contact = request.hides_place, request.safe_contact.strip()
    session.add(record)
    session.flush()


def _running(session: Session, person_id: int) -> Restriction | None:
    return session.scalars(
        select(Restriction).where(
            Restriction.person_id == person_id,
            Restriction.until_on.is_(None),
            Restriction.voided_at.is_(None),
        )
    ).first()


def _said(session: Session, person_ids: tuple[int, ...], one: str, several: str) -> str:
    name = full_name(session.get_one(Person, person_ids[0]))
    return (one if len(person_ids) == 1 else several).format(name=name, n=len(person_ids))


def _split(stored: str) -> tuple[str, ...]:
    return tuple(stored.split(",")) if stored else ()
