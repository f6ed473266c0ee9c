"""What happened today: arrivals, moves, changes of service, absences, leavings, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.models import (
    Absence,
    AuditChange,
    AuditEntry,
    BedUse,
    Episode,
    FamilyAdmission,
    Person,
    Stay,
)
from panpun_desktop.rules.codes import AbsenceKind
from panpun_desktop.services.family_rows import household_names
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.stay_rows import places
from panpun_desktop.services.today_rows import MovementRow
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.bed_board import Night
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.stay_rows import Place

_NAME = (
    Person.id,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.sex,
    Person.label,
)


def movements(session: Session, day: date, known: Night) -> tuple[MovementRow, ...]:
    """The movements of the day that the asker may see; those without a time come last."""
    centre = known.centre
    rows = [
        *_arrivals(session, day),
        *_moves(session, day),
        *_changes(session, day, centre),
        *_absences(session, day, centre),
        *_leavings(session, day, centre),
    ]
    return tuple(sorted(rows, key=lambda row: (row.at is None, row.at or time())))


def _arrivals(session: Session, day: date) -> Iterator[MovementRow]:
    found = session.execute(
        select(
            Stay.id.label("stay_id"),
            Stay.arrived_time.label("at"),
            Stay.family_admission_id.label("family"),
            FamilyAdmission.household_id,
            *_NAME,
        )
        .join(Person, Person.id == Stay.person_id)
        .outerjoin(FamilyAdmission, FamilyAdmission.id == Stay.family_admission_id)
        .where(Stay.arrived_on == day, Stay.voided_at.is_(None))
        .order_by(Stay.family_admission_id, Stay.id)
    )
    seen = veil_of(session)
    rows = list(seen.rows(found))
    beds = places(session, [row.stay_id for row in rows], day)
    names = household_names(session, {row.household_id for row in rows if row.household_id})
    for _family, together in groupby(
        rows, lambda row: (row.family, row.stay_id if row.family is None else 0)
    ):
        members = list(together)
        if len(members) > 1:
            yield _family_arrival(members, beds, names)
        else:
            (row,) = members
            bed = beds.get(row.stay_id)
            yield MovementRow(
                row.at,
                _("Admitted"),
                name_of(row),
                f"→ {bed.label}" if bed else "",
                row.id,
                came_stay_id=row.stay_id,
            )


def _family_arrival(members: list[Any], beds: dict[int, Place], names: dict[int, str]) -> MovementRow:
    first = members[0]
    rooms = dict.fromkeys(beds[one.stay_id].room for one in members if one.stay_id in beds)
    people = _("{number} people").format(number=len(members))
    detail = f"{people} → {', '.join(rooms)}" if rooms else people
    name = _("Family {name}").format(name=names.get(first.household_id, "")).strip()
    return MovementRow(first.at, _("Admitted"), name, detail, first.id, came_stay_id=first.stay_id)


def _moves(session: Session, day: date) -> Iterator[MovementRow]:
    """A bed from today on, after another bed until today; when it was done stands in the audit."""
    earlier = aliased(BedUse)
    had_another = (
        select(earlier.id)
        .where(earlier.stay_id == BedUse.stay_id, earlier.end_on == day, earlier.start_on < day)
        .exists()
    )
    found = session.execute(
        select(BedUse.id.label("use"), Stay.id.label("stay_id"), *_NAME)
        .join(Stay, Stay.id == BedUse.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(
            BedUse.start_on == day,
            BedUse.end_on.is_(None) | (BedUse.end_on > day),
            Stay.voided_at.is_(None),
            had_another,
        )
    )
    rows = list(veil_of(session).rows(found))
    beds = places(session, [row.stay_id for row in rows], day)
    times = _times(session, BedUse.__tablename__, [row.use for row in rows])
    for row in rows:
        bed = beds.get(row.stay_id)
        detail = f"→ {bed.label}" if bed else ""
        yield MovementRow(times.get(row.use), _("Moved bed"), name_of(row), detail, row.id)


def _changes(session: Session, day: date, centre: Centre) -> Iterator[MovementRow]:
    before = aliased(Episode)
    follows = (
        select(before.id)
        .where(before.stay_id == Episode.stay_id, before.id < Episode.id, before.voided_at.is_(None))
        .exists()
    )
    found = session.execute(
        select(Episode.id.label("episode"), Episode.service_type, *_NAME)
        .join(Stay, Stay.id == Episode.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(Episode.started_on == day, Episode.voided_at.is_(None), Stay.voided_at.is_(None), follows)
    )
    rows = list(veil_of(session).rows(found))
    times = _times(session, Episode.__tablename__, [row.episode for row in rows])
    for row in rows:
        service = centre.short("service_type", row.service_type)
        at = times.get(row.episode)
        yield MovementRow(at, _("Changed service"), name_of(row), f"→ {service}", row.id)


def _absences(session: Session, day: date, centre: Centre) -> Iterator[MovementRow]:
    rows = session.execute(
        select(
            Absence.kind,
            Absence.started_on,
            Absence.started_time,
            Absence.ended_on,
            Absence.ended_time,
            *_NAME,
        )
        .join(Stay, Stay.id == Absence.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where((Absence.started_on == day) | (Absence.ended_on == day), Stay.voided_at.is_(None))
    )
    for row in veil_of(session).rows(rows):
        label = centre.label("absence_kind", row.kind)
        if row.kind == AbsenceKind.SAME_DAY:
            yield MovementRow(row.ended_time, _("Came back"), name_of(row), f"· {label}", row.id)
            continue
        if row.started_on == day:
            yield MovementRow(row.started_time, label, name_of(row), "", row.id)
        if row.ended_on == day:
            yield MovementRow(row.ended_time, _("Came back"), name_of(row), f"· {label}", row.id)


def _leavings(session: Session, day: date, centre: Centre) -> Iterator[MovementRow]:
    rows = session.execute(
        select(Stay.left_time, Stay.outcome, Stay.id.label("stay_id"), *_NAME)
        .join(Person, Person.id == Stay.person_id)
        .where(Stay.left_on == day, Stay.voided_at.is_(None))
    )
    for row in veil_of(session).rows(rows):
        outcome = centre.short("outcome", row.outcome) if row.outcome else ""
        detail = f"· {outcome}" if outcome else ""
        yield MovementRow(row.left_time, _("Left the centre"), name_of(row), detail, row.id, row.stay_id)


def _times(session: Session, entity: str, ids: Iterable[int]) -> dict[int, time]:
    """When records were made, on the wall clock, from the audit."""
    rows = session.execute(
        select(AuditChange.entity_id, AuditEntry.at)
        .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
        .where(
            AuditChange.entity == entity,
            AuditChange.entity_id.in_([str(id) for id in ids]),
            AuditChange.kind == "insert",
        )
    )
    return {int(id): at.astimezone(BANGKOK).time().replace(second=0, microsecond=0) for id, at in rows}
