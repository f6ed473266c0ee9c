"""More of a person's story: incidents, belongings, follow-ups, nights, files, joined records, protection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    Belonging,
    FollowUp,
    Incident,
    IncidentPerson,
    NightCensus,
    NightCensusLine,
    PersonFile,
    PersonMerge,
    Restriction,
    Stay,
)
from panpun_desktop.rules import roles
from panpun_desktop.services.education_story import education_story
from panpun_desktop.services.people_rows import TimelineRow
from panpun_desktop.services.person_codes import sees_sensitive, sensitive_codes
from panpun_desktop.services.training_story import training_story

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre

KINDS = (
    "incident",
    "census",
    "belonging",
    "follow_up",
    "file",
    "merge",
    "protection",
    "education",
    "training",
)


def more_of_the_story(
    session: Session, by: Actor, person_id: int, is_ours: Any, centre: Centre
) -> Iterator[TimelineRow]:
    """What the tables of daily life and the page itself know of a person, as far as the role may see it."""
    if roles.may(by, "incident.read"):
        yield from _incidents(session, by, person_id, centre)
    if roles.may(by, "census.read"):
        yield from _nights(session, is_ours, centre)
    yield from _belongings(session, person_id)
    yield from _follow_ups(session, person_id, centre)
    if roles.may(by, "education.read"):
        yield from education_story(session, person_id, centre)
    if roles.may(by, "course.read"):
        yield from training_story(session, person_id, centre)
    if roles.may(by, "person.read_file"):
        yield from _files(session, by, person_id, centre)
    yield from _merges(session, person_id)
    if roles.may(by, "person.restrict"):
        yield from _protection(session, person_id, centre)


def _incidents(session: Session, by: Actor, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    """What kind and how grave; the report itself may name others and is opened on its own screen."""
    hidden = frozenset() if sees_sensitive(by) else sensitive_codes("incident_kind")
    rows = session.execute(
        select(Incident.on_day, Incident.kind, Incident.severity, IncidentPerson.part)
        .join(IncidentPerson, IncidentPerson.incident_id == Incident.id)
        .where(
            IncidentPerson.person_id == person_id,
            Incident.voided_at.is_(None),
            Incident.kind.not_in(hidden),
        )
    )
    for on, kind, severity, part in rows:
        words = [_("Incident: {kind}").format(kind=centre.label("incident_kind", kind))]
        words += [centre.label("incident_severity", severity), centre.label("incident_part", part or None)]
        tone = "bad" if severity == "SERIOUS" else "warn"
        yield TimelineRow(on, "incident", " · ".join(one for one in words if one), tone)


def _nights(session: Session, is_ours: Any, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.execute(
        select(NightCensus.night, NightCensusLine.state, NightCensusLine.note)
        .join(NightCensusLine, NightCensusLine.census_id == NightCensus.id)
        .join(Stay, Stay.id == NightCensusLine.stay_id)
        .where(*is_ours, NightCensusLine.voided_at.is_(None), NightCensusLine.state != "present")
    )
    for night, state, note in rows:
        text = _("Night count: {state}").format(state=centre.label("census_state", state))
        yield TimelineRow(night, "census", " · ".join(one for one in (text, note) if one), "warn")


def _belongings(session: Session, person_id: int) -> Iterator[TimelineRow]:
    rows = session.scalars(
        select(Belonging).where(Belonging.person_id == person_id, Belonging.voided_at.is_(None))
    )
    for one in rows:
        item = " ".join(part for part in (one.item, one.quantity) if part)
        yield TimelineRow(one.received_on, "belonging", _("Belongings kept: {item}").format(item=item))
        if one.returned_on is not None:
            text = _("Belongings returned: {item}").format(item=item)
            yield TimelineRow(one.returned_on, "belonging", text, "ok")


def _follow_ups(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.scalars(
        select(FollowUp).where(FollowUp.person_id == person_id, FollowUp.voided_at.is_(None))
    )
    for one in rows:
        if one.done_on is None:
            yield TimelineRow(one.due_on, "follow_up", _("Follow-up is due"), is_forecast=True)
            continue
        words = (
            _("Follow-up done"),
            centre.label("follow_up_how", one.how or None),
            centre.label("follow_up_result", one.result or None),
        )
        yield TimelineRow(one.done_on, "follow_up", " · ".join(part for part in words if part), "info")


def _files(session: Session, by: Actor, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    hidden = frozenset() if sees_sensitive(by) else sensitive_codes("file_kind")
    rows = session.scalars(
        select(PersonFile).where(
            PersonFile.person_id == person_id,
            PersonFile.voided_at.is_(None),
            PersonFile.kind.not_in(hidden),
        )
    )
    for one in rows:
        label = centre.label("file_kind", one.kind)
        text = _("Kept: {file}").format(file=" ".join(part for part in (label, one.title) if part))
        yield TimelineRow(_day(one.added_at), "file", text)


def _merges(session: Session, person_id: int) -> Iterator[TimelineRow]:
    rows = session.scalars(
        select(PersonMerge).where(or_(PersonMerge.kept_id == person_id, PersonMerge.merged_id == person_id))
    )
    for one in rows:
        yield TimelineRow(_day(one.merged_at), "merge", _("Joined with another record"), "violet")
        if one.unmerged_at is not None:
            text = _("Parted from another record again")
            yield TimelineRow(_day(one.unmerged_at), "merge", text, "violet")


def _protection(session: Session, person_id: int, centre: Centre) -> Iterator[TimelineRow]:
    rows = session.scalars(
        select(Restriction).where(Restriction.person_id == person_id, Restriction.voided_at.is_(None))
    )
    for one in rows:
        reason = centre.label("restriction_reason", one.reason_code)
        text = _("Protected: {reason}").format(reason=reason)
        yield TimelineRow(one.since_on, "protection", text, "bad")
        if one.until_on is not None:
            yield TimelineRow(one.until_on, "protection", _("No longer protected"), "ok")


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
