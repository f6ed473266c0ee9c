"""A decision about a break that the marks do not show any more: what it was, and taking it back (R-CRS-6)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import AppUser, AuditChange, ContinuityDecision, Enrolment, Person
from panpun_desktop.rules.codes import ContinuityChoice
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load
from panpun_desktop.services.seen_names import seen_name
from panpun_desktop.services.training_facts import training_facts
from panpun_desktop.services.training_progress import groundless_in
from panpun_desktop.services.visibility import require_sight

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class GroundlessDecision:
    """What was decided, when and by whom, about the days ``broke_on`` to ``until_on``."""

    enrolment_id: int
    version: int
    """Of the enrolment."""
    name: str
    choice: ContinuityChoice
    broke_on: date
    until_on: date
    restart_on: date | None
    reason: str
    decided_on: date
    decided_by: str


@dataclass(frozen=True)
class TakeBackDecision:
    """Take back the earliest decision about an enrolment whose break is gone, and say why."""

    enrolment_id: int
    seen_version: int
    reason: str = ""


def groundless_decision(work: UnitsOfWork, by: Actor, enrolment_id: int) -> GroundlessDecision:
    """The earliest decision whose break is gone; RuleBroken ``continuity.nothing_groundless``."""
    with work.reading(by, "continuity.decide") as session:
        row = load(session, Enrolment, enrolment_id)
        name = _seen(session, by, row)
        found = _earliest(session, row, name, today(work.clock))
        return GroundlessDecision(
            row.id,
            row.version,
            name,
            ContinuityChoice(found.choice),
            found.broke_on,
            found.until_on,
            found.restart_on,
            found.reason,
            found.decided_on,
            session.scalar(select(AppUser.name).where(AppUser.id == found.decided_by_id)) or "",
        )


def take_back_decision(work: UnitsOfWork, by: Actor, request: TakeBackDecision) -> Changes:
    """The days count as if nothing had been decided; who was ended by it stays so and may come back.

    RuleBroken ``continuity.take_back_reason_missing``, ``continuity.nothing_groundless``.
    """
    with work.writing(by, "continuity.decide") as session:
        row = load(session, Enrolment, request.enrolment_id, request.seen_version)
        name = _seen(session, by, row)
        why = request.reason.strip()
        if not why:
            raise RuleBroken("continuity.take_back_reason_missing", field="reason")
        found = _earliest(session, row, name, today(work.clock))
        found.voided_at = work.clock.now()
        found.reason = _("{reason} · taken back: {why}").format(reason=found.reason, why=why).strip(" ·")
        if found.restart_on is not None and row.counted_from_on == found.restart_on:
            row.counted_from_on = _counted_before(session, row)
        session.flush()
        return Changes(
            people=frozenset({row.person_id}),
            cohorts=frozenset({row.cohort_id}),
            enrolments=frozenset({row.id}),
            summary=_("{name}: the decision about the break was taken back").format(name=name),
        )


def _seen(session: Session, by: Actor, row: Enrolment) -> str:
    require_sight(session, row.person_id)
    return seen_name(session, by, load(session, Person, row.person_id))


def _earliest(session: Session, row: Enrolment, name: str, day: date) -> ContinuityDecision:
    facts = training_facts(session, [row.id], read_centre(session)).get(row.id)
    broke_on = None if facts is None else groundless_in(facts, day)
    if broke_on is None:
        raise RuleBroken("continuity.nothing_groundless", name=name)
    return session.scalars(
        select(ContinuityDecision)
        .where(
            ContinuityDecision.enrolment_id == row.id,
            ContinuityDecision.voided_at.is_(None),
            ContinuityDecision.broke_on == broke_on,
        )
        .order_by(ContinuityDecision.decided_on, ContinuityDecision.id)
        .limit(1)
    ).one()


def _counted_before(session: Session, row: Enrolment) -> date | None:
    """The first day that counted before the decision set another, as the audit has it."""
    column = "counted_from_on"
    wrote = select(AuditChange.before, AuditChange.after).where(
        AuditChange.entity == Enrolment.__tablename__, AuditChange.entity_id == str(row.id)
    )
    newest_first = wrote.order_by(AuditChange.entry_id.desc(), AuditChange.position.desc())
    for before, after in session.execute(newest_first):
        if row.counted_from_on and json.loads(after or "{}").get(column) == row.counted_from_on.isoformat():
            earlier = json.loads(before or "{}").get(column)
            return date.fromisoformat(earlier) if earlier else None
    return None
