"""Admitting people: alone, as a family, again the same day, over a limit, and taking it back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NeedsConfirmation, NotAllowed, RuleBroken
from panpun_desktop.models import (
    Absence,
    AuditEntry,
    BedUse,
    Episode,
    FamilyAdmission,
    HouseholdMember,
    Override,
    Person,
    Stay,
)
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import Admitted, admit, check_admission, service_choices
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.taking_back import take_back_newest

REASON = GivenReason("NO_SHELTER", "ไม่มีที่พักอื่นในคืนนี้")


def someone(name: str = "บุญมี", **facts: object) -> Member:
    known = {"title": "นาย", "first_name": name, "last_name": "ทดสอบ", "sex": "M", **facts}
    return Member(facts=PersonFacts(**known))  # type: ignore[arg-type]


def admitting(*members: Member, service: str = "TRIAL", on: date = TODAY, **more: object) -> AdmitPeople:
    return AdmitPeople(members, service, on, time(9, 0), **more)  # type: ignore[arg-type]


def count(centre: OpenCentre, model: type, *where: object) -> int:
    with centre.work.reading(centre.manager, "person.read") as session:
        found = session.scalar(select(func.count()).select_from(model).where(*where))  # type: ignore[arg-type]
        return found or 0


def stay_of(centre: OpenCentre, stay_id: int) -> Stay:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, stay_id)


def leave(centre: OpenCentre, stay_id: int, on: date, outcome: str = "SELF") -> None:
    version = stay_of(centre, stay_id).version
    end_stay(centre.work, centre.desk, EndStay(((stay_id, version),), on, outcome, time(8, 0)))


def admitted_three_days_ago(centre: OpenCentre) -> Admitted:
    return admit(centre.work, centre.desk, admitting(someone(), on=TODAY - timedelta(days=3)))


def visited(centre: OpenCentre, times: int) -> int:
    """A person with so many earlier trial stays within the year; the person's id."""
    now, person_id = centre.clock.instant, 0
    for number in range(times):
        day = TODAY - timedelta(days=100 - 10 * number)
        centre.clock.instant = FixedClock.at(day + timedelta(days=2)).instant
        member = Member(person_id) if person_id else someone()
        done = admit(centre.work, centre.desk, admitting(member, on=day))
        leave(centre, done.stay_ids[0], day + timedelta(days=2))
        person_id = done.person_ids[0]
    centre.clock.instant = now
    return person_id


def family(*bed_ids: int | None) -> tuple[Member, ...]:
    facts = (
        ("แม่", "F", "HEAD", 36),
        ("พ่อ", "M", "SPOUSE", 40),
        ("พี่", "M", "CHILD", 9),
        ("น้อง", "F", "CHILD", 2),
    )
    members = []
    for (name, sex, relation, age), bed_id in zip(facts, [*bed_ids, None, None, None, None], strict=False):
        known = PersonFacts(
            first_name=name,
            last_name="พูนสุข",
            sex=sex,
            birth_precision="YEAR",
            birth_first_on=date(TODAY.year - age, 1, 1),
        )
        members.append(
            Member(facts=known, relation=relation, accompanying=relation == "CHILD", bed_id=bed_id)
        )
    return tuple(members)


def test_r_per_2_a_person_without_any_name_is_admitted(centre_session: OpenCentre) -> None:
    nobody = Member(facts=PersonFacts(sex="M"))
    done = admit(centre_session.work, centre_session.desk, admitting(nobody))
    assert done.regnos == ("P69-0001",)
    assert "ชายไม่ทราบชื่อ" in done.changes.summary


def test_r_per_1_a_second_open_stay_is_refused(centre_session: OpenCentre) -> None:
    done = admit(centre_session.work, centre_session.desk, admitting(someone()))
    with pytest.raises(RuleBroken) as refused:
        admit(centre_session.work, centre_session.desk, admitting(Member(done.person_ids[0])))
    assert refused.value.id == "stay.already_open"


def test_a_family_is_admitted_in_one_act_with_beds_and_one_audit_entry(centre_session: OpenCentre) -> None:
    beds = [centre_session.bed(f"ครอบครัว 1-0{n}") for n in range(1, 5)]
    before = count(centre_session, AuditEntry)
    done = admit(centre_session.work, centre_session.desk, admitting(*family(*beds), service="COURSE_M"))
    assert len(done.stay_ids) == 4
    assert count(centre_session, AuditEntry) == before + 1
    assert count(centre_session, FamilyAdmission) == 1
    assert count(centre_session, HouseholdMember) == 4
    assert count(centre_session, BedUse, BedUse.end_on.is_(None)) == 4
    assert count(centre_session, Episode, Episode.accompanying) == 2


def test_r_fam_2_an_infant_shares_a_bed(centre_session: OpenCentre) -> None:
    members = list(family(centre_session.bed("ครอบครัว 1-01"), None, None, None))
    members[3] = Member(facts=members[3].facts, relation="CHILD", accompanying=True, shares_with=0)
    done = admit(centre_session.work, centre_session.desk, admitting(*members, service="COURSE_M"))
    shared = BedUse.shares_with_stay_id == done.stay_ids[0]
    assert count(centre_session, BedUse, shared, BedUse.bed_id.is_(None)) == 1


def test_when_one_member_cannot_be_admitted_nobody_is(centre_session: OpenCentre) -> None:
    taken = centre_session.bed("ครอบครัว 1-01")
    admit(centre_session.work, centre_session.desk, admitting(someone(), service="COURSE_S"))
    admit(centre_session.work, centre_session.desk, admitting(*family(taken), service="COURSE_M"))
    people = count(centre_session, Person)
    with pytest.raises(RuleBroken) as refused:
        admit(centre_session.work, centre_session.desk, admitting(*family(None, taken), service="COURSE_M"))
    assert refused.value.id == "bed.taken"
    assert count(centre_session, Person) == people


def test_g2_the_seventh_trial_entry_asks_and_waits_for_the_manager(centre_session: OpenCentre) -> None:
    person_id = visited(centre_session, 6)
    request = admitting(Member(person_id))
    with pytest.raises(NeedsConfirmation) as asked:
        admit(centre_session.work, centre_session.desk, request)
    (concern,) = asked.value.concerns
    assert (concern.rule_id, concern.limit) == ("R-TRI-5", "6")
    admit(centre_session.work, centre_session.desk, admitting(Member(person_id), reasons={"*": REASON}))
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        row = session.scalars(select(Override)).one()
    assert row.acknowledged_at is None
    assert row.acknowledge_by_on == date(2026, 11, 23)  # the Monday after a Saturday


def test_g3_a_family_with_one_member_over_the_limit_is_asked_once_and_not_split(
    centre_session: OpenCentre,
) -> None:
    mother = visited(centre_session, 6)
    others = family()[1:]
    request = admitting(Member(mother), *others)
    with pytest.raises(NeedsConfirmation) as asked:
        admit(centre_session.work, centre_session.desk, request)
    assert {concern.subject for concern in asked.value.concerns} == {"0"}
    done = admit(
        centre_session.work, centre_session.manager, admitting(Member(mother), *others, reasons={"*": REASON})
    )
    assert len(done.stay_ids) == 4
    assert count(centre_session, Override, Override.acknowledged_at.is_not(None)) == 1


def test_a_reason_of_a_few_letters_is_refused(centre_session: OpenCentre) -> None:
    person_id = visited(centre_session, 6)
    short = {"*": GivenReason("OTHER", "จำเป็น")}
    with pytest.raises(RuleBroken) as refused:
        admit(centre_session.work, centre_session.desk, admitting(Member(person_id), reasons=short))
    assert refused.value.field == "reason"


def test_r_tri_4_back_the_same_day_continues_the_stay(centre_session: OpenCentre) -> None:
    first = admit(
        centre_session.work, centre_session.desk, admitting(someone(), on=TODAY - timedelta(days=3))
    )
    stay_id = first.stay_ids[0]
    leave(centre_session, stay_id, TODAY)
    again = admit(centre_session.work, centre_session.desk, admitting(Member(first.person_ids[0])))
    assert again.stay_ids == (stay_id,)
    stay = stay_of(centre_session, stay_id)
    assert (stay.left_on, stay.outcome) == (None, None)
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        absence = session.scalars(select(Absence)).one()
        episodes = session.scalars(select(Episode)).all()
    assert (absence.kind, absence.started_on, absence.ended_on) == ("SAME_DAY", TODAY, TODAY)
    assert "SELF" in absence.history
    assert [(e.started_on, e.ended_on) for e in episodes] == [(TODAY - timedelta(days=3), None)]


def test_r_tri_4_a_night_away_is_a_new_stay(centre_session: OpenCentre) -> None:
    first = admit(
        centre_session.work, centre_session.desk, admitting(someone(), on=TODAY - timedelta(days=3))
    )
    leave(centre_session, first.stay_ids[0], TODAY - timedelta(days=1))
    again = admit(centre_session.work, centre_session.desk, admitting(Member(first.person_ids[0])))
    assert again.stay_ids != first.stay_ids


def test_r_tri_4_back_under_another_service_is_a_conversion(centre_session: OpenCentre) -> None:
    first = admit(
        centre_session.work, centre_session.desk, admitting(someone(), on=TODAY - timedelta(days=3))
    )
    leave(centre_session, first.stay_ids[0], TODAY)
    request = admitting(Member(first.person_ids[0]), service="COURSE_S")
    assert admit(centre_session.work, centre_session.desk, request).stay_ids == first.stay_ids
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        episodes = session.scalars(select(Episode).order_by(Episode.id)).all()
    assert [(e.service_type, e.ended_on) for e in episodes] == [("TRIAL", TODAY), ("COURSE_S", None)]


def test_undoing_a_return_puts_the_leaving_back(centre_session: OpenCentre) -> None:
    first = admit(
        centre_session.work, centre_session.desk, admitting(someone(), on=TODAY - timedelta(days=3))
    )
    leave(centre_session, first.stay_ids[0], TODAY)
    admit(
        centre_session.work, centre_session.desk, admitting(Member(first.person_ids[0]), service="COURSE_S")
    )
    take_back_newest(centre_session.work, centre_session.desk)
    stay = stay_of(centre_session, first.stay_ids[0])
    assert (stay.left_on, stay.outcome, stay.voided_at) == (TODAY, "SELF", None)
    live = (Episode.voided_at.is_(None), Episode.ended_on == TODAY)
    assert count(centre_session, Episode, *live) == 1
    assert count(centre_session, Absence) == 0


def test_an_admission_is_taken_back_whole(centre_session: OpenCentre) -> None:
    beds = [centre_session.bed(f"ครอบครัว 1-0{n}") for n in range(1, 5)]
    admit(centre_session.work, centre_session.desk, admitting(*family(*beds), service="COURSE_M"))
    take_back_newest(centre_session.work, centre_session.desk)
    assert count(centre_session, Stay, Stay.voided_at.is_(None)) == 0
    assert count(centre_session, Person, Person.voided_at.is_(None)) == 0
    again = admit(centre_session.work, centre_session.desk, admitting(*family(*beds), service="COURSE_M"))
    assert again.regnos[0] == "P69-0005"  # a register number is never given twice


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"service_type": "TRANSIT"}, "client_of"),
        ({"channel": "REF_GOV"}, "agency"),
        ({"arrived_on": TODAY + timedelta(days=3)}, "arrived_on"),
        ({"members": ()}, "members"),
    ],
)
def test_what_is_impossible_is_refused_beside_its_field(
    centre_session: OpenCentre, changed: dict[str, object], field: str
) -> None:
    facts = {"members": (someone(),), "service_type": "TRIAL", "arrived_on": TODAY, **changed}
    with pytest.raises(RuleBroken) as refused:
        admit(centre_session.work, centre_session.desk, AdmitPeople(**facts))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_an_unknown_agency_is_added_to_the_directory(centre_session: OpenCentre) -> None:
    for name in ("สน.ตัวอย่าง", "สน.ตัวอย่าง"):
        done = admit(
            centre_session.work,
            centre_session.desk,
            admitting(someone(name), channel="REF_GOV", agency_name="สน.ตัวอย่าง"),
        )
    assert stay_of(centre_session, done.stay_ids[0]).agency_id == 1


def test_a_trainer_may_not_admit(centre_session: OpenCentre) -> None:
    with pytest.raises(NotAllowed):
        admit(centre_session.work, centre_session.trainer, admitting(someone()))


def test_checking_an_admission_names_the_child_who_comes_alone(centre_session: OpenCentre) -> None:
    child = someone("ต้น", birth_precision="YEAR", birth_first_on=date(2015, 1, 1))
    concerns = check_admission(centre_session.work, centre_session.desk, admitting(child))
    assert [concern.rule_id for concern in concerns] == ["R-MIN-1"]


def test_the_choices_say_how_many_entries_are_used(centre_session: OpenCentre) -> None:
    person_id = visited(centre_session, 2)
    choices = service_choices(centre_session.work, centre_session.desk, (person_id,), TODAY)
    assert len(choices) == 5
    assert "2" in choices[0].rule_text
    assert "6" in choices[0].rule_text
