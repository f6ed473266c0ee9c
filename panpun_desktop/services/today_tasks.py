"""What is to be done today, the most urgent first, each with the one act that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import be_year, format_date
from panpun_desktop.models import Absence, Episode, Holiday, Override, Person, Stay
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import age_on, needs_confirming
from panpun_desktop.rules.clock import Level, StayClock, Unit, over_text
from panpun_desktop.rules.codes import ServiceType, TransitAwaiting
from panpun_desktop.services.bed_board import Night, detail_of
from panpun_desktop.services.card_ends import card_tasks
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.person_panel import trial_numbers
from panpun_desktop.services.stay_rows import AWAY
from panpun_desktop.services.today_children import child_tasks
from panpun_desktop.services.today_daily import daily_tasks
from panpun_desktop.services.today_figures import extensions
from panpun_desktop.services.today_papers import paper_tasks
from panpun_desktop.services.today_privacy import privacy_tasks
from panpun_desktop.services.today_protection import protection_tasks
from panpun_desktop.services.today_rows import TaskRow
from panpun_desktop.services.today_training import training_tasks

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.stay_rows import Part

_TONES = ("bad", "warn", "info")
_TONE_OF = {Level.RED: "bad", Level.AMBER: "warn", Level.BLUE: "info"}
_HOLIDAYS_FROM_MONTH = 10
"""From October on the next year's holidays are asked for: then the cabinet has announced them."""


def tasks(session: Session, by: Actor, known: Night) -> tuple[TaskRow, ...]:
    """All tasks by urgency; within one, children first, then limits, then the rest as listed here."""
    of_limits = list(_limits(session, known))
    limited = {task.stay_id for task in of_limits}
    found = [
        *child_tasks(session, known),
        *protection_tasks(session, by, known),
        *of_limits,
        *_not_back(session, known),
        *(task for task in _leaving(known) if task.stay_id not in limited),
        *_overrides(session, by, known),
        *_without_bed(known),
        *daily_tasks(session, by, known),
        *training_tasks(session, by, known),
        *paper_tasks(session, by, known),
        *privacy_tasks(session, by, known),
        *_ages(known),
        *card_tasks(session, known),
        *_holidays(session, by, known.night),
    ]
    shown = (task for task in found if task.person_id not in known.seen.hidden)
    return tuple(sorted(shown, key=lambda task: _TONES.index(task.tone)))


def _limits(session: Session, known: Night) -> Iterator[TaskRow]:
    """Ceilings at blue, amber or red (R-TRI-2), unless the stay was allowed to go on (R-OVR-1)."""
    extended = extensions(session, known)
    near = [
        part
        for part in known.parts.values()
        if part.clock.level in _TONE_OF and extended.get(part.stay_id, known.night) <= known.night
    ]
    near.sort(key=lambda part: (part.clock.limit_on or known.night, part.stay_id))
    awaited = _awaited(session, near)
    trials = trial_numbers(session, _trials(known, near), known.centre)
    for part in near:
        stay = known.stays[part.stay_id]
        act, button = _settling(part, awaited.get(part.episode_id))
        yield TaskRow(
            key=f"limit:{part.stay_id}",
            chip=_chip(part.clock),
            tone=_TONE_OF[part.clock.level],
            title=name_of(stay),
            detail=_limit_detail(known, part, awaited.get(part.episode_id), trials.get(stay.id)),
            button=button,
            act=act,
            person_id=stay.id,
            stay_id=part.stay_id,
        )


def _chip(clock: StayClock) -> str:
    if clock.is_over:
        return over_text(clock)
    unit = clock.unit is Unit.WORKING_DAYS
    if clock.level is Level.AMBER:
        text = _("{short} working days reached") if unit else _("{short} days reached")
    else:
        text = _("Working day {day}") if unit else _("Day {day}")
    return text.format(short=clock.short, day=clock.short)


def _settling(part: Part, awaiting: str | None) -> tuple[str, str]:
    """The act that settles a limit, with the word on its button."""
    if part.clock.is_over:
        return "extend", _("Extend")
    if part.service_type is ServiceType.TRIAL:
        return "change_service", _("Into a course")
    if awaiting in {None, TransitAwaiting.REFERRAL}:
        return "transfer_letter", _("Write the transfer letter")
    return "end_stay", _("Leaving the centre")


def _trials(known: Night, near: list[Part]) -> dict[int, Part]:
    """The trial stays among them, by person id."""
    return {known.stays[part.stay_id].id: part for part in near if part.service_type is ServiceType.TRIAL}


def _limit_detail(known: Night, part: Part, awaiting: str | None, trial: int | None) -> str:
    """แรกรับ ทดลองอยู่ ครั้งที่ 3 จาก 6 · หญิง 1-02."""
    centre = known.centre
    place = known.places.get(part.stay_id)
    service = centre.label("service_type", part.service_type)
    if part.service_type is ServiceType.TRANSIT:
        service = centre.short("service_type", part.service_type)
    elif trial is not None:
        text = _("Trial stay {number} of {limit}").format(number=trial, limit=centre.limits.trial_entries)
        service = f"{service} {text}"
    words = (service, place.label if place else "", centre.label("transit_awaiting", awaiting))
    return " · ".join(word for word in words if word)


def _awaited(session: Session, near: list[Part]) -> dict[int, str | None]:
    rows = session.execute(
        select(Episode.id, Episode.awaiting).where(Episode.id.in_([part.episode_id for part in near]))
    )
    return {row.id: row.awaiting for row in rows}


def _not_back(session: Session, known: Night) -> Iterator[TaskRow]:
    """Who should be back from leave or hospital by today."""
    rows = session.execute(
        select(Absence.stay_id, Absence.kind, Absence.expected_back_on)
        .where(
            Absence.stay_id.in_(list(known.stays)),
            Absence.kind.in_(AWAY),
            Absence.ended_on.is_(None),
            Absence.expected_back_on <= known.night,
        )
        .order_by(Absence.expected_back_on)
    )
    for stay_id, kind, expected_on in rows:
        if expected_on is None:
            continue
        stay = known.stays[stay_id]
        is_late = expected_on < known.night
        kind_text = known.centre.label("absence_kind", kind)
        expected = _("expected back {day}").format(day=format_date(expected_on, "short"))
        yield TaskRow(
            key=f"back:{stay_id}",
            chip=_("Not back yet") if is_late else _("Back today"),
            tone="warn" if is_late else "info",
            title=name_of(stay),
            detail=f"{kind_text} · {expected}",
            button=_("Back again"),
            act="absence",
            person_id=stay.id,
            stay_id=stay_id,
        )


def _leaving(known: Night) -> Iterator[TaskRow]:
    """Who was expected to leave by today."""
    for stay_id, stay in known.stays.items():
        expected_on = stay.expected_leave_on
        if expected_on is None or expected_on > known.night:
            continue
        is_late = expected_on < known.night
        place = known.places.get(stay_id)
        expected = _("expected to leave {day}").format(day=format_date(expected_on, "short"))
        yield TaskRow(
            key=f"leaving:{stay_id}",
            chip=_("Leaving day passed") if is_late else _("Leaves today"),
            tone="warn" if is_late else "info",
            title=name_of(stay),
            detail=" · ".join(part for part in (expected, place.label if place else "") if part),
            button=_("Leaving the centre"),
            act="end_stay",
            person_id=stay.id,
            stay_id=stay_id,
        )


def _overrides(session: Session, by: Actor, known: Night) -> Iterator[TaskRow]:
    """Limits passed that the manager has not seen yet (R-OVR-2); shown to the manager alone."""
    if not roles.may(by, "override.acknowledge"):
        return
    rows = session.execute(
        select(Override, Person.id, *_person_names())
        .join(Person, Person.id == Override.person_id)
        .join(Stay, Stay.id == Override.stay_id)
        .where(Override.acknowledged_at.is_(None), Stay.voided_at.is_(None))
        .order_by(Override.acknowledge_by_on, Override.id)
    )
    for row in known.seen.rows(rows):
        override = row.Override
        due_on = override.acknowledge_by_on
        reason = override.reason or known.centre.label("override_reason", override.reason_code)
        yield TaskRow(
            key=f"override:{override.id}",
            chip=_("To be seen"),
            tone="warn" if due_on is not None and due_on <= known.night else "info",
            title=name_of(row),
            detail=f"{known.centre.label('rule', override.rule_id)} · {reason}",
            button=_("Seen"),
            act="acknowledge",
            person_id=override.person_id,
            stay_id=override.stay_id,
            override_id=override.id,
        )


def _person_names() -> tuple[Any, ...]:
    return (
        Person.title,
        Person.first_name,
        Person.middle_name,
        Person.last_name,
        Person.sex,
        Person.label,
    )


def _without_bed(known: Night) -> Iterator[TaskRow]:
    for stay_id, stay in known.stays.items():
        if stay_id in known.places or stay_id in known.away:
            continue
        yield TaskRow(
            key=f"bed:{stay_id}",
            chip=_("No bed yet"),
            tone="warn",
            title=name_of(stay),
            detail=detail_of(known, stay),
            button=_("Give a bed"),
            act="assign_bed",
            person_id=stay.id,
            stay_id=stay_id,
        )


def _ages(known: Night) -> Iterator[TaskRow]:
    """Estimated ages so near 18 or 60 that they should be confirmed (R-AGE-2)."""
    for stay_id, stay in known.stays.items():
        if not known.seen.sees(stay.id):
            continue  # the age of someone masked is not told
        birth = birth_of(stay)
        if not needs_confirming(birth, known.night, known.centre.limits):
            continue
        age = age_on(birth, known.night)
        yield TaskRow(
            key=f"age:{stay_id}",
            chip=_("Please confirm"),
            tone="info",
            title=name_of(stay),
            detail=_("estimated to be {age} years old").format(age=age),
            button=_("Open the person"),
            act="person",
            person_id=stay.id,
            stay_id=stay_id,
        )


def _holidays(session: Session, by: Actor, day: date) -> Iterator[TaskRow]:
    """Years whose days off are missing or not confirmed (R-HOL-1): limits of transit hang on them."""
    if not roles.may(by, "holiday.edit"):
        return
    years = [day.year, day.year + 1] if day.month >= _HOLIDAYS_FROM_MONTH else [day.year]
    for year in years:
        text = _holiday_text(session, max(day, day.replace(year, 1, 1)))
        if text:
            shown = be_year(day.replace(year, 12, 31))
            yield TaskRow(
                key=f"holidays:{shown}",
                chip=_("Holidays {year}").format(year=shown),
                tone="warn" if year == day.year else "info",
                title=text,
                detail=_("The working days of those who wait for a transfer are counted with them"),
                button=_("Open the settings"),
                act="holidays",
            )


def _holiday_text(session: Session, first: date) -> str:
    last = first.replace(month=12, day=31)
    days = select(Holiday.day, Holiday.is_confirmed).where(
        Holiday.day.between(first.replace(month=1, day=1), last)
    )
    rows = session.execute(days).all()
    if not rows:
        return _("The holidays of the year are not set yet")
    waiting = sum(row.day >= first and not row.is_confirmed for row in rows)
    return _("{days} holidays wait to be confirmed").format(days=waiting) if waiting else ""
