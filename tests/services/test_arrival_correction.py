"""An admission day typed wrongly: one act sets it right with all that began with it (R-OVR-3, R-CRS-1)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import (
    BedUse,
    Belonging,
    Consent,
    CourseSession,
    Enrolment,
    Episode,
    FamilyAdmission,
    HouseholdMember,
    Stay,
)
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.services.absences import StartAbsence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.arrival_correction import CorrectArrival, correct_arrival
from panpun_desktop.services.arrival_outlook import arrivals_ahead, correctable_arrival
from panpun_desktop.services.attendance import MarkAttendance, MarkCell, mark
from panpun_desktop.services.beds import MoveBed, move_bed
from panpun_desktop.services.leaving_correction import CorrectedStay
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import ReopenStays, reopen_stays
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.test_leaving_correction import ago, beds, checks_hold, left, stay, undo
from tests.services.test_month_closing import NOVEMBER, OCTOBER, moves, statement
from tests.services.test_month_closing import admitted as came_on
from tests.training import YES, a_cohort, a_resident, enrolled, enrolment_of, one_of, stay_of

WHY = "ลงวันผิด"


def man(name: str, **facts: Any) -> PersonFacts:
    return PersonFacts(title="นาย", first_name=name, last_name="ทดสอบใจ", sex="M", **facts)


def correct(centre: OpenCentre, stay_ids: tuple[int, ...], on: date, **more: Any) -> None:
    stays = tuple(CorrectedStay(id, stay(centre, id).version, **more) for id in stay_ids)
    correct_arrival(centre.work, centre.desk, CorrectArrival(stays, on, time(9, 0), WHY))


def refused(centre: OpenCentre, stay_id: int, on: date) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        correct(centre, (stay_id,), on)
    return refusal.value


def days(centre: OpenCentre, column: Any, *where: Any) -> list[Any]:
    with centre.work.reading(centre.manager, "person.read") as session:
        return list(session.scalars(select(column).where(*where).order_by(column)))


def a_family(centre: OpenCentre) -> tuple[tuple[int, ...], tuple[int, ...]]:
    mother = Member(
        facts=PersonFacts(title="นาง", first_name="แม่", last_name="ทดสอบใจ", sex="F"),
        bed_id=centre.bed("หญิง 1-02"),
        belongings="กระเป๋า",
        consents={"PHOTO": "given"},
    )
    child = Member(facts=PersonFacts(first_name="ลูก", sex="F"), relation="CHILD", shares_with=0)
    made = admit(centre.work, centre.desk, AdmitPeople((mother, child), "TRIAL", ago(6), time(9, 0)))
    return made.person_ids, made.stay_ids


def test_a_family_came_on_another_day_with_bed_consents_things_and_the_count(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    people, stays = a_family(centre)
    rows = correctable_arrival(centre.work, centre.desk, people[0])
    assert [row.stay_id for row in rows] == list(stays)
    assert (rows[0].arrived_on, rows[0].name) == (ago(6), "นางแม่ ทดสอบใจ")
    ahead = arrivals_ahead(centre.work, centre.desk, stays, ago(8))
    assert [(one.bed, one.from_on, one.until, one.why) for one in ahead.beds] == [
        ("หญิง 1-02", ago(8), ago(6), "")
    ]
    assert "วันที่ 7 จาก 10" in ahead.limits[0]
    assert "→ วันที่ 9 จาก 10" in ahead.limits[0]
    for on in (ago(8), ago(4)):  # earlier, then later
        correct(centre, stays, on)
        assert days(centre, Stay.arrived_on) == [on, on]
        assert days(centre, Episode.started_on) == [on, on]
        assert days(centre, BedUse.start_on) == [on, on]
        assert days(centre, Consent.given_on) == [on]
        assert days(centre, Belonging.received_on) == [on]
        assert days(centre, FamilyAdmission.admitted_on) == [on]
        assert days(centre, HouseholdMember.since_on) == [on, on]
        assert WHY in stay(centre, stays[1]).note
        checks_hold(centre)
    undo(centre)
    assert days(centre, BedUse.start_on) == days(centre, Stay.arrived_on) == [ago(8), ago(8)]
    assert days(centre, Consent.given_on) == days(centre, Belonging.received_on) == [ago(8)]
    assert refused(centre, stays[0], ago(8)).id == "arrival.same"
    correct(centre, stays[:1], ago(7))  # the mother alone: until she came the child shares no bed
    assert days(centre, BedUse.start_on) == [ago(7), ago(7)]
    assert days(centre, FamilyAdmission.admitted_on) == [ago(8)]
    assert [row.stay_id for row in correctable_arrival(centre.work, centre.desk, people[0])] == [stays[0]]
    checks_hold(centre)


def test_on_earlier_nights_the_bed_is_somebody_elses_and_another_or_none_is_chosen(
    centre_session: OpenCentre,
) -> None:
    centre, own = centre_session, centre_session.bed("ชาย 1-02")
    before = admit(
        centre.work, centre.desk, AdmitPeople((Member(facts=man("ก่อน"), bed_id=own),), "TRIAL", ago(9))
    )
    left(centre, before.stay_ids[0], ago(5))
    made = admit(
        centre.work, centre.desk, AdmitPeople((Member(facts=man("หลัง"), bed_id=own),), "TRIAL", ago(4))
    )
    (stay_id,) = made.stay_ids
    refusal = refused(centre, stay_id, ago(6))
    assert (refusal.id, "นายก่อน ทดสอบใจ" in refusal.facts["why"]) == ("leaving.bed_taken", True)
    (ahead,) = arrivals_ahead(centre.work, centre.desk, (stay_id,), ago(6)).beds
    other = ahead.others[0][0]
    correct(centre, (stay_id,), ago(6), without_bed=True)
    assert beds(centre, stay_id) == [(own, ago(4), None)]
    checks_hold(centre)
    undo(centre)
    correct(centre, (stay_id,), ago(6), bed_id=other)
    assert beds(centre, stay_id) == [(other, ago(6), ago(4)), (own, ago(4), None)]
    checks_hold(centre)
    undo(centre)
    correct(centre, (stay_id,), ago(5))
    assert beds(centre, stay_id) == [(own, ago(5), None)]


def test_a_day_that_cannot_be_is_refused_with_the_fact(centre_session: OpenCentre) -> None:
    centre = centre_session
    born = man("สมหมาย", birth_precision="DAY", birth_first_on=ago(30))
    first = Member(facts=born, bed_id=centre.bed("ชาย 1-02"))
    made = admit(centre.work, centre.desk, AdmitPeople((first,), "TRIAL", ago(25), time(9, 0), reasons=YES))
    left(centre, made.stay_ids[0], ago(20))
    assert refused(centre, made.stay_ids[0], ago(31)).id == "arrival.before_birth"
    assert refused(centre, made.stay_ids[0], ago(19)).id == "arrival.after_leaving"
    assert refused(centre, made.stay_ids[0], ago(20)).id == "arrival.after_leaving_time"
    again = Member(person_id=made.person_ids[0], bed_id=centre.bed("ชาย 1-02"))
    (stay_id,) = admit(centre.work, centre.desk, AdmitPeople((again,), "TRIAL", ago(9), reasons=YES)).stay_ids
    within = refused(centre, stay_id, ago(21))
    assert (within.id, within.facts["day"]) == ("arrival.within_earlier", ago(20))
    assert refused(centre, stay_id, TODAY + timedelta(days=30)).id == "stay.arrival_in_future"
    seen = stay(centre, stay_id).version
    move = MoveBed(stay_id, seen, centre.bed("ชาย 1-03"), ago(6), "ขอเตียงล่าง", None)
    move_bed(centre.work, centre.desk, move)
    moved = refused(centre, stay_id, ago(5))
    assert (moved.id, moved.facts["bed"], moved.facts["day"]) == ("arrival.after_move", "ชาย 1-02", ago(6))
    seen = stay(centre, stay_id).version
    start_absence(centre.work, centre.desk, StartAbsence(stay_id, seen, "LEAVE", ago(7)))
    assert refused(centre, stay_id, ago(6)).id == "arrival.after_absence"
    correct(centre, (stay_id,), ago(7))
    assert beds(centre, stay_id)[0] == (centre.bed("ชาย 1-02"), ago(7), ago(6))
    checks_hold(centre)


def test_the_course_begins_with_the_stay_and_its_end_is_reckoned_anew(centre_session: OpenCentre) -> None:
    """R-CRS-1: on the thirtieth day the floor is reached, the day before it is not."""
    centre, first = centre_session, ago(29)
    person = a_resident(centre, service="COURSE_S", on=first)
    cohort = a_cohort(centre, starts_on=ago(40))
    enrolled(centre, cohort, person, on=first)
    stay_id = stay_of(centre, person).id
    assert enrolment_of(centre, person, cohort).joined_on == first
    left(centre, stay_id, TODAY)
    assert enrolment_of(centre, person, cohort).state == "ACTIVE", "the result is awaited"
    correct(centre, (stay_id,), ago(28))
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.joined_on, row.ended_on) == ("DROPPED", ago(28), TODAY)
    reopen_stays(centre.work, centre.desk, ReopenStays((stay_id,), "ไม่ได้ออก"))
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.joined_on, row.ended_on) == ("ACTIVE", ago(28), None)
    correct(centre, (stay_id,), ago(41))
    assert enrolment_of(centre, person, cohort).joined_on == ago(40), "not before the plan begins"
    assert days(centre, Episode.started_on) == [ago(41)]
    checks_hold(centre)


def test_somebody_marked_present_was_here(centre_session: OpenCentre) -> None:
    centre, first = centre_session, date(2026, 11, 2)
    person = a_resident(centre, service="COURSE_S", on=first)
    cohort = a_cohort(centre)
    row = enrolled(centre, cohort, person, on=first)
    lesson = one_of(centre, CourseSession, cohort_id=cohort, on_day=date(2026, 11, 3))
    cell = MarkCell(lesson.id, row.id, "P")
    mark(centre.work, centre.manager, MarkAttendance(cohort, (cell,)))
    refusal = refused(centre, stay_of(centre, person).id, date(2026, 11, 4))
    assert (refusal.id, refusal.facts["day"]) == ("arrival.after_mark", date(2026, 11, 3))
    correct(centre, (stay_of(centre, person).id,), date(2026, 11, 3))
    assert days(centre, Enrolment.joined_on) == [date(2026, 11, 3)]


def test_a_closed_month_asks_why_and_tells_the_next_one(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay_id = came_on(centre, date(2026, 10, 30), "บุญมี")
    close(centre.work, centre.manager, OCTOBER)
    assert refused(centre, stay_id, date(2026, 11, 2)).id == "month.closed"
    request = CorrectArrival(
        (CorrectedStay(stay_id, stay(centre, stay_id).version),), date(2026, 11, 2), None, WHY
    )
    with centre.work.because(WHY):
        correct_arrival(centre.work, centre.manager, request)
    found = statement(centre, NOVEMBER)
    (line,) = found["adjusted"]
    assert (line["count"], line["what"]) == (-1, "วันรับเข้า 30 ต.ค. 2569 → 2 พ.ย. 2569")
    assert moves(found) == (1, -1, 1, 0, 1)
    checks_hold(centre)
