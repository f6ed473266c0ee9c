"""The side panel of one person: who they are, where they stand today, their story, what may be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common import national_id
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Consent, Person, Stay
from panpun_desktop.rules import clock as clocks
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import birth_text
from panpun_desktop.rules.clock import Level, StayClock, Unit
from panpun_desktop.rules.codes import COURSES, ServiceType
from panpun_desktop.rules.trial import entry_number
from panpun_desktop.services.card_ends import card_words
from panpun_desktop.services.family_rows import Relative, family_text, relatives
from panpun_desktop.services.histories import histories
from panpun_desktop.services.people_rows import ConsentRow, PersonFacts, PersonHit, PersonPanel, PersonRow
from panpun_desktop.services.person_codes import visible_codes
from panpun_desktop.services.person_contacts import further_phones
from panpun_desktop.services.person_files import newest_photo
from panpun_desktop.services.person_list import birth_of, rows_of
from panpun_desktop.services.person_search import hits
from panpun_desktop.services.records import load
from panpun_desktop.services.register import facts_of
from panpun_desktop.services.relations import kin_words
from panpun_desktop.services.stay_rows import Part, away, parts
from panpun_desktop.services.timeline import timeline
from panpun_desktop.services.visibility import Veil, veil_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class _Running:
    """The open stay, if there is one."""

    stay_version: int | None = None
    part: Part | None = None
    absent: str = ""
    absence_id: int | None = None


def panel(session: Session, by: Actor, person_id: int, today: date, centre: Centre) -> PersonPanel:
    """Everything about one person that the role may see; ``record.missing`` for a hidden or voided one."""
    seen = veil_of(session)
    if person_id in seen.hidden:
        raise RuleBroken("record.missing", kind="Person")
    person = load(session, Person, person_id)
    (row,) = rows_of(session, [person_id], today, centre)
    now = _running(session, row, today, centre)
    if not seen.sees(person_id):
        return _covered(by, row, now, centre)
    family = relatives(session, person_id)
    family_hits = hits(session, [one.person_id for one in family], {}, today, centre)
    return PersonPanel(
        row=row,
        facts=_facts_for(by, person, seen),
        birth_text=birth_text(birth_of(person)),
        national_id_masked=national_id.mask(person.national_id) if person.national_id else "",
        family=family_text(family, family_hits, centre.codes["relation"]),
        family_members=family_hits,
        family_kin=_family_kin(family, family_hits, centre),
        heads_family=any(one.follows for one in family),
        service_label=service_label(now.part, centre),
        clock_text=clock_text(now.part.clock) if now.part else "",
        trial_text=_trial_text(session, person_id, now.part, centre),
        limit_on=now.part.clock.limit_on if now.part else None,
        stay_version=now.stay_version,
        episode_version=now.part.episode_version if now.part else None,
        absent=now.absent,
        absence_id=now.absence_id,
        timeline=timeline(session, by, person_id, now.part, today, centre),
        consents=_consents(session, person_id, centre),
        next_services=next_services(now.part),
        further_phones=further_phones(session, person_id),
        card_text=card_words(person.card_expires_on, today, centre),
        is_restricted=person_id in seen.sights,
        codes=visible_codes(session, by, person_id),
        photo=newest_photo(session, person_id) if roles.may(by, "person.read_file") else None,
        anonymised_on=person.anonymised_on,
        **(_acts(by, row) if person.anonymised_on is None else dict.fromkeys(_acts(by, row), False)),
    )


def _covered(by: Actor, row: PersonRow, now: _Running, centre: Centre) -> PersonPanel:
    """The panel of someone masked: the bed can be run, everything else is opened with a reason."""
    acts: dict[str, Any] = dict.fromkeys(_acts(by, row), False) | {"may_move": _acts(by, row)["may_move"]}
    return PersonPanel(
        row=row,
        facts=PersonFacts(first_name=row.name, sex=row.sex or "U"),
        birth_text="",
        national_id_masked="",
        family="",
        family_members=(),
        heads_family=False,
        service_label=service_label(now.part, centre) if row.regno else "",
        clock_text=clock_text(now.part.clock) if now.part and row.regno else "",
        trial_text="",
        limit_on=None,
        stay_version=now.stay_version,
        episode_version=None,
        absent=now.absent,
        absence_id=now.absence_id,
        timeline=(),
        consents=(),
        next_services=(),
        is_restricted=True,
        is_covered=True,
        **acts,
    )


def clock_text(clock: StayClock) -> str:
    """Where a stay stands, in words: วันที่ 9/10 · ครบ 10 วัน 22 พ.ย. 2569."""
    day = _("Working day {day}") if clock.unit is Unit.WORKING_DAYS else _("Day {day}")
    return " · ".join(part for part in (day.format(day=clock.short), _limit_words(clock)) if part)


def service_label(part: Part | None, centre: Centre) -> str:
    """The service type as a chip says it; ตามครอบครัว is added for those who follow."""
    if part is None:
        return ""
    label = centre.short("service_type", part.service_type)
    return _("{service} · with the family").format(service=label) if part.accompanying else label


def next_services(part: Part | None) -> tuple[str, ...]:
    """Service types to offer now: after a course the higher ones (R-CRS-3), else every other."""
    if part is None:
        return ()
    if part.service_type.is_course:
        higher = [one for one in clocks.next_choices(part.service_type) if one in set(ServiceType)]
        return (*higher, ServiceType.TRANSIT)
    other = {ServiceType.TRIAL: (ServiceType.TRANSIT,)}.get(part.service_type, ())
    return (*COURSES, *other)


def _limit_words(clock: StayClock) -> str:
    if clock.level is Level.REACHED:
        return _("the least days are reached")
    if clock.limit is None or clock.limit_on is None:
        return ""
    if clock.is_over:
        return clocks.over_text(clock)
    day = format_date(clock.limit_on, "short")
    if clock.unit is Unit.WORKING_DAYS:
        return _("{days} working days on {day}").format(days=clock.limit, day=day)
    if clock.service_type.is_course:
        return _("the least {days} days on {day}").format(days=clock.limit, day=day)
    return _("{days} days on {day}").format(days=clock.limit, day=day)


def _running(session: Session, row: PersonRow, today: date, centre: Centre) -> _Running:
    if row.stay_id is None:
        return _Running()
    version = session.scalar(select(Stay.version).where(Stay.id == row.stay_id))
    part = parts(session, [row.stay_id], today, centre).get(row.stay_id)
    gone = away(session, [row.stay_id], today).get(row.stay_id)
    if gone is None:
        return _Running(version, part)
    return _Running(version, part, centre.short("absence_kind", gone.kind), gone.absence_id)


def _facts_for(by: Actor, person: Person, seen: Veil) -> PersonFacts:
    facts = facts_of(person)
    if not seen.knows_home(by, person.id):
        facts = replace(facts, home_address="", emergency_contact="")
    return facts if roles.may(by, "person.read_id_number") else replace(facts, national_id="")


def _trial_text(session: Session, person_id: int, part: Part | None, centre: Centre) -> str:
    if part is None or part.service_type is not ServiceType.TRIAL:
        return ""
    number = trial_numbers(session, {person_id: part}, centre)[person_id]
    return _("Trial stay {number} of {limit}").format(number=number, limit=centre.limits.trial_entries)


def trial_numbers(session: Session, running: Mapping[int, Part], centre: Centre) -> dict[int, int]:
    """Which trial stay of the year the running ones are, from 1, by person id (R-TRI-5)."""
    known = histories(session, running)
    return {
        person_id: entry_number(known[person_id].trial_starts, part.started_on, centre.limits)
        for person_id, part in running.items()
    }


def _consents(session: Session, person_id: int, centre: Centre) -> tuple[ConsentRow, ...]:
    """Each purpose with the last thing that was said about it, to each recipient that was named."""
    said: dict[str, dict[str, Consent]] = {}
    query = select(Consent).where(Consent.person_id == person_id)
    for row in session.scalars(query.order_by(Consent.given_on, Consent.id)):
        answers = said.setdefault(row.purpose, {})
        if not row.recipient and row.state != "given":
            answers.clear()  # it ends what was said before it, to whomever
        answers.pop(row.recipient, None)
        answers[row.recipient] = row
    labels = {**centre.codes.get("statement", {}), **centre.codes["consent_purpose"]}
    purposes = dict.fromkeys((*centre.active_codes["consent_purpose"], *said))
    return tuple(
        _consent(one, labels.get(one, one), answer)
        for one in purposes
        for answer in (*reversed(said.get(one, {}).values()),) or (None,)
    )


def _consent(purpose: str, label: str, said: Any) -> ConsentRow:
    if said is None:
        return ConsentRow(purpose, label, "not_asked", None)
    return ConsentRow(
        purpose,
        label,
        said.state,
        said.given_on,
        said.how,
        said.witness,
        said.recipient,
        said.disclosed_for,
        said.told,
        said.until_on,
    )


def _family_kin(family: tuple[Relative, ...], hits: tuple[PersonHit, ...], centre: Centre) -> tuple[str, ...]:
    kin = {one.person_id: one.kin for one in family}
    return tuple(kin_words(kin[hit.id], centre) for hit in hits)


def _acts(by: Actor, row: PersonRow) -> dict[str, bool]:
    is_here = row.stay_id is not None
    return {
        "may_admit": not is_here and roles.may(by, "stay.admit"),
        "may_edit": roles.may(by, "person.edit"),
        "may_move": is_here and roles.may(by, "bed.move"),
        "may_end": is_here and roles.may(by, "stay.end"),
        "may_change_service": is_here and roles.may(by, "stay.change_service"),
        "may_issue": roles.may(by, "document.issue"),
    }
