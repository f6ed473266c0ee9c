"""A leaving day typed wrongly: one act sets it right with all that ended with it (R-OVR-3, R-CRS-1)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Absence, BedUse, Episode, Stay
from panpun_desktop.reports.monthly.closing import amend, close
from panpun_desktop.services.absences import StartAbsence, start_absence
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import MoveBed, move_bed
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.follow_ups import follow_ups
from panpun_desktop.services.leaving_correction import CorrectedStay, CorrectLeaving, correct_leaving
from panpun_desktop.services.leaving_outlook import beds_ahead, correctable_leaving
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, ReopenStays, end_stay, reopen_stays
from panpun_desktop.services.undoing import TakeBack, last_entry, take_back
from tests.builders import TODAY
from tests.centres import OpenCentre
from tests.services.test_month_closing import NOVEMBER, OCTOBER, statement
from tests.services.test_month_closing import admitted as came_on
from tests.services.test_month_closing import leave as left_on
from tests.training import a_cohort, a_resident, enrolled, enrolment_of

WHY = "ลงวันผิด"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def admitted(centre: OpenCentre, name: str, bed: str, on: date) -> Any:
    facts = PersonFacts(title="นาย", first_name=name, last_name="ทดสอบใจ", sex="M")
    request = AdmitPeople((Member(facts=facts, bed_id=centre.bed(bed)),), "TRIAL", on, time(9, 0))
    return admit(centre.work, centre.desk, request)


def stay(centre: OpenCentre, stay_id: int) -> Stay:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, stay_id)


def beds(centre: OpenCentre, stay_id: int) -> list[tuple[int | None, date, date | None]]:
    with centre.work.reading(centre.manager, "person.read") as session:
        uses = session.scalars(select(BedUse).where(BedUse.stay_id == stay_id).order_by(BedUse.start_on))
        return [(one.bed_id, one.start_on, one.end_on) for one in uses if one.end_on != one.start_on]


def left(centre: OpenCentre, stay_id: int, on: date) -> None:
    seen = stay(centre, stay_id).version
    end_stay(centre.work, centre.desk, EndStay(((stay_id, seen),), on, "SELF", time(8, 0)))


def correct(centre: OpenCentre, stay_id: int, on: date, **more: Any) -> None:
    one = CorrectedStay(stay_id, stay(centre, stay_id).version, **more)
    correct_leaving(centre.work, centre.desk, CorrectLeaving((one,), on, time(8, 0), WHY))


def refused(centre: OpenCentre, stay_id: int, on: date) -> RuleBroken:
    with pytest.raises(RuleBroken) as refusal:
        correct(centre, stay_id, on)
    return refusal.value


def undo(centre: OpenCentre) -> None:
    take_back(centre.work, centre.desk, TakeBack(last_entry(centre.work) or 0))


def checks_hold(centre: OpenCentre) -> None:
    assert [one.id for one in check_centre(centre.work, centre.manager) if not one.ok] == []


def test_a_later_day_takes_the_bed_and_the_days_to_ask_with_it_and_can_be_undone(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    made = admitted(centre, "สมหมาย", "ชาย 1-02", ago(9))
    (person_id,), (stay_id,) = made.person_ids, made.stay_ids
    left(centre, stay_id, ago(7))
    (row,) = correctable_leaving(centre.work, centre.desk, person_id)
    assert (row.left_on, row.left_time, row.name) == (ago(7), time(8, 0), "นายสมหมาย ทดสอบใจ")
    (ahead,) = beds_ahead(centre.work, centre.desk, (stay_id,), ago(5))
    assert (ahead.bed, ahead.from_on, ahead.until, ahead.why) == ("ชาย 1-02", ago(7), ago(5), "")
    before = [one.due_on for one in follow_ups(centre.work, centre.desk, person_id)]
    correct(centre, stay_id, ago(5))
    found = stay(centre, stay_id)
    assert (found.left_on, found.outcome) == (ago(5), "SELF")
    assert WHY in found.note
    assert beds(centre, stay_id) == [(centre.bed("ชาย 1-02"), ago(9), ago(5))]
    after = [one.due_on for one in follow_ups(centre.work, centre.desk, person_id)]
    assert after == [day + timedelta(days=2) for day in before]
    checks_hold(centre)
    undo(centre)
    assert stay(centre, stay_id).left_on == ago(7)
    assert beds(centre, stay_id) == [(centre.bed("ชาย 1-02"), ago(9), ago(7))]
    assert [one.due_on for one in follow_ups(centre.work, centre.desk, person_id)] == before
    correct(centre, stay_id, ago(8))  # an earlier day gives the nights back
    assert beds(centre, stay_id) == [(centre.bed("ชาย 1-02"), ago(9), ago(8))]
    assert refused(centre, stay_id, ago(8)).id == "leaving.same"
    reopen_stays(centre.work, centre.desk, ReopenStays((stay_id,), "ไม่ได้ออก"))
    assert beds(centre, stay_id) == [(centre.bed("ชาย 1-02"), ago(9), None)]
    checks_hold(centre)


def test_where_somebody_else_has_the_bed_it_is_said_who_and_another_bed_or_none_is_chosen(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    (stay_id,) = admitted(centre, "สมหมาย", "ชาย 1-02", ago(9)).stay_ids
    left(centre, stay_id, ago(7))
    admitted(centre, "มาใหม่", "ชาย 1-02", ago(6))
    refusal = refused(centre, stay_id, ago(5))
    assert refusal.id == "leaving.bed_taken"
    assert "นายมาใหม่ ทดสอบใจ" in refusal.facts["why"]
    (ahead,) = beds_ahead(centre.work, centre.desk, (stay_id,), ago(5))
    other, label = ahead.others[0]
    assert label != "ชาย 1-02"
    own = centre.bed("ชาย 1-02")
    correct(centre, stay_id, ago(5), without_bed=True)
    assert beds(centre, stay_id) == [(own, ago(9), ago(7))]
    undo(centre)
    correct(centre, stay_id, ago(5), bed_id=other)
    assert beds(centre, stay_id) == [(own, ago(9), ago(7)), (other, ago(7), ago(5))]
    checks_hold(centre)
    correct(centre, stay_id, ago(4))  # the bed of the last nights goes on
    assert beds(centre, stay_id)[1] == (other, ago(7), ago(4))
    reopen_stays(centre.work, centre.desk, ReopenStays((stay_id,), "ไม่ได้ออก"))
    assert beds(centre, stay_id) == [(own, ago(9), ago(7)), (other, ago(7), None)]
    checks_hold(centre)


def test_other_beds_come_fitting_first_with_what_speaks_against_them_and_the_true_first_night(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    (stay_id,) = admitted(centre, "สมหมาย", "ชาย 1-02", ago(9)).stay_ids
    left(centre, stay_id, ago(7))
    admitted(centre, "มาใหม่", "ชาย 1-02", ago(5))
    (ahead,) = beds_ahead(centre.work, centre.desk, (stay_id,), ago(3))
    assert (ahead.from_on, ahead.taken_on) == (ago(7), ago(5))
    labels = dict(ahead.others)
    fitting = [label for id, label in ahead.others if id not in ahead.against]
    assert fitting
    assert all(label.startswith("ชาย") for label in fitting)
    assert list(labels.values())[: len(fitting)] == fitting
    women = next(id for id, label in ahead.others if label.startswith("หญิง"))
    assert ahead.against[women] == ("เป็นห้องสำหรับผู้หญิง",)


def test_a_day_before_another_act_is_refused_with_the_fact(centre_session: OpenCentre) -> None:
    centre = centre_session
    made = admitted(centre, "สมหมาย", "ชาย 1-02", ago(9))
    (stay_id,) = made.stay_ids
    seen = stay(centre, stay_id).version
    move_bed(
        centre.work, centre.desk, MoveBed(stay_id, seen, centre.bed("ชาย 1-03"), ago(6), "ขอเตียงล่าง", None)
    )
    left(centre, stay_id, ago(3))
    assert refused(centre, stay_id, ago(10)).id == "stay.left_before_arrived"
    moved = refused(centre, stay_id, ago(7))
    assert (moved.id, moved.facts["bed"], moved.facts["day"]) == ("leaving.before_move", "ชาย 1-03", ago(6))
    again = AdmitPeople((Member(person_id=made.person_ids[0]),), "TRIAL", ago(1))
    admit(centre.work, centre.desk, again)
    assert refused(centre, stay_id, TODAY).id == "leaving.came_again"
    assert refused(centre, stay_id, TODAY + timedelta(days=1)).id == "stay.left_in_future"
    correct(centre, stay_id, ago(1))
    checks_hold(centre)


def test_leave_that_the_leaving_ended_goes_on_to_the_other_day(centre_session: OpenCentre) -> None:
    centre = centre_session
    (stay_id,) = admitted(centre, "สมหมาย", "ชาย 1-02", ago(9)).stay_ids
    seen = stay(centre, stay_id).version
    start_absence(centre.work, centre.desk, StartAbsence(stay_id, seen, "LEAVE", ago(6)))
    left(centre, stay_id, ago(5))
    assert refused(centre, stay_id, ago(8)).id == "leaving.before_absence"
    correct(centre, stay_id, ago(3))
    with centre.work.reading(centre.manager, "person.read") as session:
        assert session.scalars(select(Absence.ended_on)).one() == ago(3)
    checks_hold(centre)


def test_the_course_that_ended_with_the_leaving_follows_the_day(centre_session: OpenCentre) -> None:
    """R-CRS-1: on the thirtieth day the floor is reached, the day before it is not."""
    centre = centre_session
    first = ago(29)
    person, cohort = a_resident(centre, on=first), a_cohort(centre, starts_on=first)
    enrolled(centre, cohort, person, on=first)
    with centre.work.reading(centre.manager, "person.read") as session:
        stay_id = session.scalars(select(Stay.id).where(Stay.person_id == person)).one()
    left(centre, stay_id, ago(2))
    assert enrolment_of(centre, person, cohort).state == "DROPPED"
    correct(centre, stay_id, TODAY)
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.ended_on) == ("ACTIVE", None), "the result is awaited"
    correct(centre, stay_id, ago(1))
    row = enrolment_of(centre, person, cohort)
    assert (row.state, row.ended_on) == ("DROPPED", ago(1))
    with centre.work.reading(centre.manager, "person.read") as session:
        assert ago(1) in session.scalars(select(Episode.ended_on).where(Episode.stay_id == stay_id)).all()
    checks_hold(centre)


def test_a_closed_month_shows_it_from_which_day_to_which(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay_id = came_on(centre, date(2026, 10, 5), "บุญมี")
    left_on(centre, stay_id, date(2026, 10, 30), why="")
    close(centre.work, centre.manager, OCTOBER)
    assert refused(centre, stay_id, date(2026, 11, 2)).id == "month.closed"
    one = CorrectedStay(stay_id, stay(centre, stay_id).version)
    request = CorrectLeaving((one,), date(2026, 11, 2), None, WHY)
    with centre.work.because(WHY):
        correct_leaving(centre.work, centre.manager, request)
    (line,) = statement(centre, NOVEMBER)["adjusted"]
    assert line["count"] == 1
    assert line["what"] == "วันออก 30 ต.ค. 2569 → 2 พ.ย. 2569"
    checks_hold(centre)
    amend(centre.work, centre.manager, OCTOBER, WHY)
    assert [one["what"] for one in statement(centre, OCTOBER)["changed"]] == [line["what"]]
