"""Nights away inside a stay: overnight leave and hospital; the count of the stay goes on (R-TRI-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Absence, Person, Stay
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.leaving import end_uses
from panpun_desktop.services.records import load, touch
from panpun_desktop.services.register import full_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

AWAY = (AbsenceKind.LEAVE.value, AbsenceKind.HOSPITAL.value)


@dataclass(frozen=True)
class StartAbsence:
    """Overnight leave or hospital from a night on; the bed is kept unless said otherwise (R-TRI-3)."""

    stay_id: int
    seen_version: int
    kind: str
    started_on: date
    expected_back_on: date | None = None
    bed_kept: bool = True
    note: str = ""


@dataclass(frozen=True)
class EndAbsence:
    """Back again; the night of the day is slept here."""

    absence_id: int
    ended_on: date


def start_absence(work: UnitsOfWork, by: Actor, request: StartAbsence) -> Changes:
    """Start a leave or a hospital stay; the count of the stay goes on (R-TRI-3)."""
    if request.kind not in AWAY:
        raise RuleBroken("absence.kind", field="kind")
    if request.expected_back_on is not None and request.expected_back_on < request.started_on:
        raise RuleBroken("absence.back_before_start", field="expected_back_on")
    with work.writing(by, "stay.absence") as session:
        stay = load(session, Stay, request.stay_id, request.seen_version)
        _require_possible(session, stay, request.started_on)
        row = Absence(
            stay_id=stay.id,
            kind=request.kind,
            started_on=request.started_on,
            expected_back_on=request.expected_back_on,
            bed_kept=request.bed_kept,
            note=request.note.strip(),
        )
        session.add(row)
        if not request.bed_kept:
            end_uses(session, stay.id, request.started_on)
        touch(stay)
        session.flush()
        words = _away_words(request.started_on, today(work.clock))
        return _changes(session, stay, words, request.started_on)


def _away_words(night: date, day: date) -> str:
    """What was recorded, with the night it begins with: the count of the morning settles last night."""
    if night == day:
        return _("{name} is away")
    if night == day - timedelta(days=1):
        return _("{name} was away last night, {day}")
    return _("{name} is away from the night of {day}")


def _require_possible(session: Session, stay: Stay, started_on: date) -> None:
    if stay.left_on is not None or stay.voided_at is not None:
        raise RuleBroken("stay.not_open")
    if started_on < stay.arrived_on:
        raise RuleBroken("absence.before_arrival", field="started_on")
    away = select(Absence.id).where(Absence.stay_id == stay.id, Absence.kind.in_(AWAY))
    if session.scalar(away.where(or_(Absence.ended_on.is_(None), Absence.ended_on > started_on)).limit(1)):
        raise RuleBroken("absence.open_already", field="kind")


def end_absence(work: UnitsOfWork, by: Actor, request: EndAbsence) -> Changes:
    """Record the return; the same day as the start means nobody was away at all."""
    with work.writing(by, "stay.absence") as session:
        absence, stay = _of_open_stay(session, request.absence_id)
        if absence.ended_on is not None:
            raise RuleBroken("absence.back_already", field="ended_on")
        if request.ended_on < absence.started_on:
            raise RuleBroken("absence.back_before_start", field="ended_on")
        absence.ended_on = request.ended_on
        touch(stay)
        return _changes(session, stay, _("{name} is back"), request.ended_on)


def _of_open_stay(session: Session, absence_id: int) -> tuple[Absence, Stay]:
    absence = load(session, Absence, absence_id)
    stay = load(session, Stay, absence.stay_id)
    if stay.left_on is not None or stay.voided_at is not None or absence.kind not in AWAY:
        raise RuleBroken("stay.not_open")
    return absence, stay


def _changes(session: Session, stay: Stay, text: str, on: date) -> Changes:
    person = load(session, Person, stay.person_id)
    return Changes(
        people=frozenset({person.id}),
        stays=frozenset({stay.id}),
        summary=text.format(name=full_name(person), day=format_date(on, "short")),
    )
